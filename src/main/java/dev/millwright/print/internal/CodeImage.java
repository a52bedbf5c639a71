package dev.millwright.print.internal;

import com.google.zxing.EncodeHintType;
import com.google.zxing.MultiFormatWriter;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import dev.millwright.print.spi.CodeKind;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Dimension2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.sf.jasperreports.engine.JasperReportsContext;
import net.sf.jasperreports.renderers.DimensionRenderable;
import net.sf.jasperreports.renderers.Graphics2DRenderable;
import net.sf.jasperreports.renderers.Renderable;

/** A code drawn as shapes, so that it is sharp at any size and small in the file. */
final class CodeImage implements Renderable, Graphics2DRenderable, DimensionRenderable {

    private static final long serialVersionUID = 1;

    private static final int LONGEST = 1_500;

    /** Modules of white that readers want beside bars. */
    private static final int QUIET = 10;

    private final String id = UUID.randomUUID().toString();
    private final int width;
    private final int height;
    private final BitSet dark;

    private CodeImage(BitMatrix matrix) {
        width = matrix.getWidth();
        height = matrix.getHeight();
        dark = new BitSet(width * height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                dark.set(y * width + x, matrix.get(x, y));
            }
        }
    }

    /** The code of a text; empty when the text does not suit it. */
    static Optional<CodeImage> of(CodeKind kind, String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return Optional.empty();
        }
        Map<EncodeHintType, Object> hints = new EnumMap<>(EncodeHintType.class);
        hints.put(EncodeHintType.MARGIN, kind.isSquare() ? 0 : QUIET);
        hints.put(EncodeHintType.CHARACTER_SET, "UTF-8");
        hints.put(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M);
        try {
            // As small as it gets; bars are one row.
            return Optional.of(new CodeImage(
                    new MultiFormatWriter().encode(text, kind.format(), 0, kind.isSquare() ? 0 : 1, hints)));
        } catch (WriterException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String getId() {
        return id;
    }

    /** Bars fill their place; squares stay square. */
    @Override
    public Dimension2D getDimension(JasperReportsContext context) {
        return height == 1 ? new Dimension(width, Math.max(1, width / 4)) : new Dimension(width, height);
    }

    @Override
    public void render(JasperReportsContext context, Graphics2D graphics, Rectangle2D place) {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
        graphics.setColor(Color.BLACK);
        double across = place.getWidth() / width;
        double down = place.getHeight() / height;
        Path2D.Double shape = new Path2D.Double(Path2D.WIND_NON_ZERO);
        for (int y = 0; y < height; y++) {
            for (int x = dark.nextSetBit(y * width); x >= 0 && x < (y + 1) * width; ) {
                int end = Math.min(dark.nextClearBit(x), (y + 1) * width);
                double left = place.getX() + (x - y * width) * across;
                double top = place.getY() + y * down;
                shape.append(new Rectangle2D.Double(left, top, (end - x) * across, down), false);
                x = dark.nextSetBit(end);
                if (x < 0) {
                    break;
                }
            }
        }
        graphics.fill(shape);
    }
}
