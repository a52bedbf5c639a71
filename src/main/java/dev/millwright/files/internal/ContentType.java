package dev.millwright.files.internal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The media type of a file by its first bytes. Neither the name nor what a browser says is believed; the name only tells apart what is
 * the same container, such as Word and Excel. What is not known is a stream of bytes, which is only ever saved.
 */
final class ContentType {

    /** So many bytes are looked at. */
    static final int HEAD = 8_192;

    static final String UNKNOWN = "application/octet-stream";

    private static final String ZIP = "application/zip";
    private static final String OLE = "application/x-ole-storage";
    private static final String TEXT = "text/plain";

    private static final String OPEN_XML = "application/vnd.openxmlformats-officedocument.";
    private static final String OPEN_DOCUMENT = "application/vnd.oasis.opendocument.";

    private static final Map<String, String> ZIPPED = Map.of(
            "docx", OPEN_XML + "wordprocessingml.document",
            "xlsx", OPEN_XML + "spreadsheetml.sheet",
            "pptx", OPEN_XML + "presentationml.presentation",
            "odt", OPEN_DOCUMENT + "text",
            "ods", OPEN_DOCUMENT + "spreadsheet",
            "odp", OPEN_DOCUMENT + "presentation");

    private static final Map<String, String> OLD_OFFICE = Map.of(
            "doc", "application/msword",
            "xls", "application/vnd.ms-excel",
            "ppt", "application/vnd.ms-powerpoint",
            "msg", "application/vnd.ms-outlook");

    private static final Pattern SVG = Pattern.compile("<(?:[a-z]+:)?svg[\\s>/]", Pattern.CASE_INSENSITIVE);
    private static final Pattern HTML = Pattern.compile(
            "<!doctype html|<(?:html|head|body|script|iframe|title|style|meta|link|a|b|br|div|font|h1|img|p|table)[\\s>/]",
            Pattern.CASE_INSENSITIVE);

    /**
     * A sign by which a type is known.
     *
     * @param signs hexadecimal digits, dots for any
     */
    private record Magic(String type, int at, String signs) {

        boolean isIn(byte[] head) {
            if (head.length < at + signs.length() / 2) {
                return false;
            }
            for (int i = 0; i < signs.length(); i += 2) {
                String wanted = signs.substring(i, i + 2);
                if (!wanted.equals("..") && Integer.parseInt(wanted, 16) != (head[at + i / 2] & 0xff)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Magic> MAGIC = List.of(
            new Magic("image/png", 0, "89504e470d0a1a0a"),
            new Magic("image/jpeg", 0, "ffd8ff"),
            new Magic("image/gif", 0, "474946383761"),
            new Magic("image/gif", 0, "474946383961"),
            new Magic("image/webp", 0, "52494646........57454250"),
            new Magic("image/bmp", 0, "424d........00000000"),
            new Magic("image/tiff", 0, "49492a00"),
            new Magic("image/tiff", 0, "4d4d002a"),
            new Magic("image/heic", 4, "6674797068656963"),
            new Magic("image/heic", 4, "6674797068656978"),
            new Magic("image/heic", 4, "667479706d696631"),
            new Magic("image/avif", 4, "6674797061766966"),
            new Magic("application/pdf", 0, "255044462d"),
            new Magic("video/quicktime", 4, "6674797071742020"),
            new Magic("video/mp4", 4, "66747970"),
            new Magic("video/webm", 0, "1a45dfa3"),
            new Magic("audio/mpeg", 0, "494433"),
            new Magic("audio/wav", 0, "52494646........57415645"),
            new Magic("video/x-msvideo", 0, "52494646........41564920"),
            new Magic("audio/ogg", 0, "4f676753"),
            new Magic(ZIP, 0, "504b0304"),
            new Magic(ZIP, 0, "504b0506"),
            new Magic(OLE, 0, "d0cf11e0a1b11ae1"),
            new Magic("application/gzip", 0, "1f8b"),
            new Magic("application/x-7z-compressed", 0, "377abcaf271c"),
            new Magic("application/vnd.rar", 0, "526172211a07"),
            new Magic("image/vnd.dwg", 0, "41433130"),
            new Magic("application/x-msdownload", 0, "4d5a"),
            new Magic("application/x-elf", 0, "7f454c46"));

    private ContentType() {}

    /**
     * @param head the first bytes
     * @param name of the file, cleaned
     */
    static String of(byte[] head, String name) {
        String ending = FileName.ending(name).toLowerCase(Locale.ROOT);
        for (Magic magic : MAGIC) {
            if (magic.isIn(head)) {
                return switch (magic.type()) {
                    case ZIP -> ZIPPED.getOrDefault(ending, ZIP);
                    case OLE -> OLD_OFFICE.getOrDefault(ending, OLE);
                    // A drawing is no picture to people: nothing shows it.
                    case "image/vnd.dwg" -> "application/acad";
                    default -> magic.type();
                };
            }
        }
        return text(head, ending);
    }

    private static String text(byte[] head, String ending) {
        String text = decoded(head);
        if (text == null) {
            return UNKNOWN;
        }
        if (SVG.matcher(text).find()) {
            return "image/svg+xml";
        }
        if (HTML.matcher(text).find()) {
            return "text/html";
        }
        if (text.stripLeading().startsWith("<?xml")) {
            return "application/xml";
        }
        return ending.equals("csv") ? "text/csv" : TEXT;
    }

    /** The bytes as the text that they are; null when they are none. The last character may be cut off. */
    private static @Nullable String decoded(byte[] head) {
        CharBuffer text = CharBuffer.allocate(head.length);
        boolean whole = head.length < HEAD;
        var result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(head), text, whole);
        try {
            if (result.isError()) {
                result.throwException();
            }
        } catch (CharacterCodingException e) {
            return null;
        }
        String decoded = text.flip().toString();
        boolean readable = decoded.chars().noneMatch(c -> c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f');
        return readable ? decoded : null;
    }
}
