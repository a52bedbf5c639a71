package dev.millwright.field.type;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.oned.Code128Writer;
import com.google.zxing.qrcode.QRCodeWriter;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.PropertyKind;
import dev.millwright.field.Token;
import dev.millwright.shared.Label;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A text drawn as a code that a scanner reads, where lists and the page of a record show it. */
final class CodePicture {

    static final String NONE = "none";
    private static final String QR = "qr";
    private static final String CODE_128 = "code-128";

    /** More than this is a pattern too fine for a list. */
    private static final int LONGEST_LINE = 60;

    private static final int QUIET = 10;

    private CodePicture() {}

    /** The setting that says how the texts of a field are drawn. */
    static <C> ConfigProperty<C, String> property(
            Function<C, @Nullable String> getter, BiFunction<C, @Nullable String, C> wither) {
        return ConfigProperty.<C, String>of(
                        "drawn",
                        Label.of("Drawn as", "显示为"),
                        new PropertyKind.Choice(List.of(
                                new PropertyKind.Choice.Option(NONE, Label.of("Text", "文字")),
                                new PropertyKind.Choice.Option(QR, Label.of("QR code", "二维码")),
                                new PropertyKind.Choice.Option(
                                        CODE_128, Label.of("Bar code (Code 128)", "条形码（Code 128）")))),
                        config -> {
                            String drawn = getter.apply(config);
                            return drawn == null ? NONE : drawn;
                        },
                        (config, drawn) -> wither.apply(config, drawn.equals(NONE) ? null : drawn))
                .withHelp(Label.of(
                        "In lists and on the page of a record. A bar code takes Latin letters, digits and signs, up to "
                                + LONGEST_LINE + "; other texts stay texts",
                        "用于列表和记录页。条形码只支持英文字母、数字和符号，最多 " + LONGEST_LINE + " 个，其余内容仍显示为文字"));
    }

    /** The text, and before it the picture where it can be drawn. */
    static List<Token> tokens(String text, @Nullable String drawn) {
        String svg = switch (drawn == null ? NONE : drawn) {
            case QR -> square(text);
            case CODE_128 -> line(text);
            default -> null;
        };
        if (svg == null) {
            return List.of(Token.text(text));
        }
        String picture = Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
        return List.of(Token.picture(text, "data:image/svg+xml;base64," + picture), Token.text(text));
    }

    private static @Nullable String square(String text) {
        try {
            BitMatrix dots = new QRCodeWriter()
                    .encode(
                            text,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(EncodeHintType.MARGIN, 2, EncodeHintType.CHARACTER_SET, "UTF-8"));
            return svg(dots, dots.getHeight(), dots.getHeight());
        } catch (WriterException tooLong) {
            return null;
        }
    }

    private static @Nullable String line(String text) {
        if (text.isEmpty() || text.length() > LONGEST_LINE || !text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            return null;
        }
        BitMatrix bars =
                new Code128Writer().encode(text, BarcodeFormat.CODE_128, 0, 1, Map.of(EncodeHintType.MARGIN, QUIET));
        return svg(bars, 1, Math.max(24, bars.getWidth() / 4));
    }

    /** Runs of dark dots become bars, so that the picture stays small. White all around, since dark pages have codes, too. */
    private static String svg(BitMatrix dots, int rows, int height) {
        int tall = rows == 1 ? height : 1;
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < rows; y++) {
            int x = 0;
            while (x < dots.getWidth()) {
                int from = x;
                while (x < dots.getWidth() && dots.get(x, y)) {
                    x++;
                }
                if (x > from) {
                    path.append('M').append(from).append(' ').append(y);
                    path.append('h').append(x - from).append('v').append(tall);
                    path.append('h').append(from - x).append('z');
                } else {
                    x++;
                }
            }
        }
        return "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 " + dots.getWidth() + " " + height
                + "' shape-rendering='crispEdges'><rect width='100%' height='100%' fill='#fff'/><path d='" + path
                + "'/></svg>";
    }
}
