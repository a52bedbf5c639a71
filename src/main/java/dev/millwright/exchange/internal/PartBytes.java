package dev.millwright.exchange.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A part of an archive that is XML, on its way to the parser: ends when it grows beyond all measure, whatever the archive says of its
 * size, and replaces characters that XML cannot hold, of which the parser would say only that the file is damaged.
 */
final class PartBytes extends InputStream {

    /** Real sheets pack to a tenth or a thirtieth; a bomb to a thousandth. */
    static final long MOST_RATIO = 300;

    private static final long RATIO_FROM = 32L << 20;
    private static final int LONGEST_TAG = 1 << 20;
    private static final int MOST_ATTRIBUTES = 1_000;
    private static final int LONGEST_REFERENCE = 12;
    private static final int DELETE = 0x7F;

    private final InputStream in;
    private final long most;
    private final long packed;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private int kept;
    private boolean ended;
    private boolean wide;
    private long count;
    private int tag;
    private int attributes;

    PartBytes(ZipFile zip, ZipEntry entry, long most) throws IOException {
        InputStream found = zip.getInputStream(entry);
        if (found == null) {
            throw new IOException("An entry without content");
        }
        this.in = new BufferedInputStream(found, 1 << 16);
        this.most = most;
        this.packed = Math.max(entry.getCompressedSize(), 1);
    }

    /** How much was unpacked so far. */
    long count() {
        return count;
    }

    long packed() {
        return packed;
    }

    @Override
    public int read() throws IOException {
        return position < limit || fill() ? buffer[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == limit && !fill()) {
            return -1;
        }
        int read = Math.min(length, limit - position);
        System.arraycopy(buffer, position, target, offset, read);
        position += read;
        return read;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** A reference that is cut at the end of the buffer waits there for its rest. */
    private boolean fill() throws IOException {
        if (kept > 0) {
            System.arraycopy(buffer, limit, buffer, 0, kept);
        }
        int end = kept;
        while (!ended && end < buffer.length / 2) {
            int read = in.read(buffer, end, buffer.length - end);
            if (read < 0) {
                ended = true;
            } else {
                count += read;
                if (count > most || (count > RATIO_FROM && count / packed > MOST_RATIO)) {
                    throw new TooLargeException();
                }
                end += read;
            }
        }
        if (count == end && end > 1) {
            // In two bytes a character nothing is what it looks like; no spreadsheet is known to write so.
            wide = buffer[0] == 0 || buffer[1] == 0 || (buffer[0] & 0xFE) == 0xFE;
        }
        position = 0;
        kept = 0;
        limit = wide ? end : cleaned(end);
        return limit > 0;
    }

    /** Writes what is good over what was read, which is never shorter. */
    private int cleaned(int end) {
        int to = 0;
        int from = 0;
        while (from < end) {
            byte c = buffer[from];
            if (c == '&' && !ended && from + LONGEST_REFERENCE > end) {
                kept = end - from;
                System.arraycopy(buffer, from, buffer, to, kept);
                return to;
            }
            if (c == '&' && from + 3 < end && buffer[from + 1] == '#') {
                int after = reference(from, end);
                if (after > 0) {
                    int code = code(from, after);
                    if (!isXml(code)) {
                        to = putInstead(to, code);
                        from = after;
                        continue;
                    }
                }
            }
            look(c);
            buffer[to++] = c >= 0 && c < 0x20 && c != '\t' && c != '\n' && c != '\r' ? DELETE : c;
            from++;
        }
        return to;
    }

    /** Where the reference ends that begins there; 0 when it is none. */
    private int reference(int from, int end) {
        for (int i = from + 2; i < Math.min(end, from + LONGEST_REFERENCE); i++) {
            byte c = buffer[i];
            if (c == ';') {
                return i > from + 2 ? i + 1 : 0;
            }
            if (Character.digit(c, 16) < 0 && !(c == 'x' && i == from + 2)) {
                return 0;
            }
        }
        return 0;
    }

    private int code(int from, int after) {
        boolean hex = buffer[from + 2] == 'x';
        int code = 0;
        for (int i = from + (hex ? 3 : 2); i < after - 1; i++) {
            int digit = Character.digit(buffer[i], hex ? 16 : 10);
            if (digit < 0) {
                return ' ';
            }
            code = Math.min(code * (hex ? 16 : 10) + digit, Character.MAX_CODE_POINT + 1);
        }
        return code;
    }

    private static boolean isXml(int code) {
        return code == '\t'
                || code == '\n'
                || code == '\r'
                || (code >= 0x20 && code < 0xD800)
                || (code >= 0xE000 && code < 0xFFFE)
                || (code >= 0x10000 && code <= Character.MAX_CODE_POINT);
    }

    /** Three bytes of UTF-8, which the shortest reference has room for; texts are cleaned of controls later, where that can be said. */
    private int putInstead(int to, int code) {
        int instead = code < 0x20 ? CellText.CONTROL + code : '\uFFFD';
        buffer[to] = (byte) (0xE0 | (instead >> 12));
        buffer[to + 1] = (byte) (0x80 | ((instead >> 6) & 0x3F));
        buffer[to + 2] = (byte) (0x80 | (instead & 0x3F));
        return to + 3;
    }

    /** The parser keeps a tag whole, with all that is in its quotation marks, and compares its attributes each with each. */
    private void look(int character) {
        if (character == '<') {
            tag = 1;
            attributes = 0;
        } else if (character == '>') {
            tag = 0;
        } else if (tag > 0 && (++tag > LONGEST_TAG || (character == '=' && ++attributes > MOST_ATTRIBUTES))) {
            throw new TooLargeException();
        }
    }

    /** Passes through the parser, which would wrap what it knows. */
    static final class TooLargeException extends RuntimeException {

        TooLargeException() {
            super("An archive that unpacks to more than anybody needs");
        }
    }
}
