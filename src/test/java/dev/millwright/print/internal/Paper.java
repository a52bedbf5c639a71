package dev.millwright.print.internal;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.GenericMultipleBarcodeReader;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/** A PDF as a person and a phone see it. */
public final class Paper implements AutoCloseable {

    /** What the product prints; other kinds of codes a reader may see in these by chance. */
    private static final List<BarcodeFormat> PRINTED =
            List.of(BarcodeFormat.QR_CODE, BarcodeFormat.CODE_128, BarcodeFormat.EAN_13);

    private final PDDocument document;

    public Paper(byte[] file) {
        try {
            document = Loader.loadPDF(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int pages() {
        return document.getNumberOfPages();
    }

    /** The selectable text of a page, from 1. */
    public String text(int page) {
        try {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            stripper.setStartPage(page);
            stripper.setEndPage(page);
            return stripper.getText(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fonts of the text, those that are not embedded with a mark. */
    public Set<String> fonts() {
        Set<String> fonts = new TreeSet<>();
        try {
            new PDFTextStripper() {
                @Override
                protected void processTextPosition(TextPosition text) {
                    PDFont font = text.getFont();
                    fonts.add(font.getName().replaceFirst("^[A-Z]{6}\\+", "")
                            + (font.isEmbedded() ? "" : " NOT EMBEDDED"));
                }
            }.getText(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return fonts;
    }

    public BufferedImage look(int page) {
        return look(page, 200);
    }

    private BufferedImage look(int page, int dotsPerInch) {
        try {
            return new PDFRenderer(document).renderImageWithDPI(page - 1, dotsPerInch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps pictures of the first pages for people to look at, in the folder that {@code -Dmillwright.print.show} names. */
    public void show(String name) {
        String folder = System.getProperty("millwright.print.show");
        if (folder != null) {
            try {
                Files.createDirectories(Path.of(folder));
                for (int page = 1; page <= Math.min(2, pages()); page++) {
                    ImageIO.write(look(page), "png", new File(folder, name + page + ".png"));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What a scanner reads on a page; people hold it nearer when it reads nothing, since one grid of dots can blur any code. */
    public List<String> codes(int page) {
        return Stream.of(200, 270, 350)
                .map(dotsPerInch -> codes(look(page, dotsPerInch)))
                .filter(codes -> !codes.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static List<String> codes(BufferedImage image) {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        BinaryBitmap bitmap = new BinaryBitmap(
                new HybridBinarizer(new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels)));
        try {
            return Stream.of(new GenericMultipleBarcodeReader(new MultiFormatReader())
                            .decodeMultiple(
                                    bitmap,
                                    Map.of(DecodeHintType.TRY_HARDER, true, DecodeHintType.POSSIBLE_FORMATS, PRINTED)))
                    .map(Result::getText)
                    .sorted()
                    .distinct()
                    .toList();
        } catch (NotFoundException e) {
            return List.of();
        }
    }

    public float width(int page) {
        return document.getPage(page - 1).getMediaBox().getWidth();
    }

    public float height(int page) {
        return document.getPage(page - 1).getMediaBox().getHeight();
    }

    @Override
    public void close() {
        try {
            document.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
