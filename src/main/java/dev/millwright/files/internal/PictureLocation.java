package dev.millwright.files.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Where pictures tell at which place they were taken: in the GPS directory of Exif (CIPA DC-008, 4.6.6), in properties of XMP, and in the
 * short film that telephones put behind a photo. All of it is blanked where it stands, so that nothing else of the picture moves: how the
 * camera was held, the time and the colours stay. Goes over the file once, trusts no length or offset, and follows no more of them than a
 * camera writes; whoever writes more is told that it is not clear.
 */
final class PictureLocation {

    /** What there is. */
    enum Finding {
        NONE,
        FOUND,
        /** There may be a place that is not found by the rules. */
        UNCLEAR
    }

    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
    private static final byte[] XMP = "exif:GPS".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FILM = {(byte) 0xa9, 'x', 'y', 'z'};
    private static final int LONGEST_SIGN = 8;

    private static final int MOST_CHUNKS = 100_000;
    private static final int LONGEST_KEYWORD = 79;

    private static final int BLOCK = 1 << 18;
    private static final int MOST_FOUND = 500;
    private static final int LONGEST_PROPERTY = 4_096;

    private static final int GPS = 0x8825;
    private static final int EXIF_DIRECTORY = 0x8769;
    private static final int ENTRY = 12;
    private static final int MOST_ENTRIES = 1_000;
    private static final int MOST_DIRECTORIES = 64;
    private static final int LONGEST_VALUE = 1 << 16;

    private final FileChannel file;
    private final long size;
    private final boolean writing;
    private int found;
    private int directories;
    private boolean unclear;

    private PictureLocation(FileChannel file, boolean writing) throws IOException {
        this.file = file;
        this.size = file.size();
        this.writing = writing;
    }

    /** Looks only. */
    static Finding in(Path picture, String type) throws IOException {
        try (FileChannel file = FileChannel.open(picture, StandardOpenOption.READ)) {
            return new PictureLocation(file, false).go(type);
        }
    }

    /** Blanks the place; what is unclear is left half done and must not be used. */
    static Finding remove(Path picture, String type) throws IOException {
        try (FileChannel file = FileChannel.open(picture, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new PictureLocation(file, true).go(type);
        }
    }

    private Finding go(String type) throws IOException {
        switch (type) {
            case "image/png" -> png();
            case "image/webp" -> webp();
            case "image/heic", "image/avif" -> heif();
            case "image/tiff" -> tiff(0);
            default -> {
                // All that others have is found by its signs.
            }
        }
        if (!type.equals("image/png")) {
            scan(0, size);
        }
        if (unclear) {
            return Finding.UNCLEAR;
        }
        return found == 0 ? Finding.NONE : Finding.FOUND;
    }

    private void found() {
        found++;
        unclear |= found > MOST_FOUND;
    }

    // Signs anywhere in the file

    private void scan(long from, long to) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(Math.clamp(to - from, 0, BLOCK));
        long begin = from;
        while (begin < to && !unclear) {
            block.clear().limit((int) Math.min(block.capacity(), to - begin));
            int length = fill(block, begin);
            byte[] bytes = block.array();
            boolean last = begin + length >= to || length < LONGEST_SIGN;
            int end = last ? length : length - LONGEST_SIGN;
            long next = begin;
            while (next < begin + end && !unclear) {
                next += sign(bytes, (int) (next - begin), length, next);
            }
            begin = last ? to : next;
        }
    }

    /** Blanks what a sign that stands here begins; how far to go on. */
    private long sign(byte[] bytes, int i, int length, long at) throws IOException {
        if (begins(bytes, i, length, EXIF)) {
            tiff(at + EXIF.length);
        } else if (begins(bytes, i, length, XMP)) {
            return property(at);
        } else if (begins(bytes, i, length, FILM)) {
            film(at);
        }
        return 1;
    }

    private int fill(ByteBuffer block, long at) throws IOException {
        int length = 0;
        while (block.hasRemaining()) {
            int read = file.read(block, at + length);
            if (read < 0) {
                break;
            }
            length += read;
        }
        return length;
    }

    private static boolean begins(byte[] bytes, int at, int length, byte[] sign) {
        if (bytes[at] != sign[0] || at + sign.length > length) {
            return false;
        }
        for (int i = 1; i < sign.length; i++) {
            if (bytes[at + i] != sign[i]) {
                return false;
            }
        }
        return true;
    }

    /** {@code exif:GPSLatitude="…"} or {@code <exif:GPSLatitude>…</exif:GPSLatitude>}: blanks are as good XML as what was there. How long it is. */
    private long property(long at) throws IOException {
        String text = latin(at, LONGEST_PROPERTY);
        int name = XMP.length;
        while (name < text.length() && Character.isLetterOrDigit(text.charAt(name))) {
            name++;
        }
        String before = at == 0 ? "" : latin(at - 1, 1);
        if (before.equals("/")) {
            return 1;
        }
        found();
        int end;
        if (before.equals("<")) {
            String closing = "</" + text.substring(0, name) + ">";
            int close = text.indexOf(closing, name);
            int empty = text.indexOf("/>", name);
            boolean alone = empty >= 0 && (close < 0 || empty < text.indexOf('>', name));
            end = alone ? empty + 2 : close < 0 ? -1 : close + closing.length();
        } else {
            int equals = skipBlanks(text, name);
            int open = equals < text.length() && text.charAt(equals) == '=' ? skipBlanks(text, equals + 1) : -1;
            boolean quoted =
                    open > 0 && open < text.length() && (text.charAt(open) == '"' || text.charAt(open) == '\'');
            int close = quoted ? text.indexOf(text.charAt(open), open + 1) : -1;
            end = close < 0 ? -1 : close + 1;
        }
        if (end < 0) {
            unclear = true;
            return 1;
        }
        long from = before.equals("<") ? at - 1 : at;
        blank(from, at + end - from, (byte) ' ');
        return end;
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    /** A film tells its place as an atom with a text such as {@code +22.5431+114.0579/}; an atom called {@code free} says nothing. */
    private void film(long at) throws IOException {
        byte[] head = bytes(at + FILM.length, 5);
        if (head.length == 5 && (head[4] == '+' || head[4] == '-')) {
            found();
            write(at, "free".getBytes(StandardCharsets.US_ASCII));
            blank(at + FILM.length, Math.min(64, (head[0] & 0xff) << 8 | head[1] & 0xff) + 4L, (byte) 0);
        }
    }

    // TIFF, which is what Exif is made of

    private void tiff(long base) throws IOException {
        byte[] head = bytes(base, 8);
        if (!isTiff(head)) {
            return;
        }
        boolean little = head[0] == 'I';
        long directory = number(head, 4, 4, little);
        while (directory != 0 && !unclear) {
            directory = directory(base, directory, little, true);
        }
    }

    private static boolean isTiff(byte[] head) {
        return head.length == 8
                && (head[0] == 'I' && head[1] == 'I' && head[2] == 42 && head[3] == 0
                        || head[0] == 'M' && head[1] == 'M' && head[2] == 0 && head[3] == 42);
    }

    /** Where the next directory is; 0 when there is none. */
    private long directory(long base, long offset, boolean little, boolean outer) throws IOException {
        directories++;
        if (directories > MOST_DIRECTORIES) {
            unclear = true;
            return 0;
        }
        byte[] counted = bytes(base + offset, 2);
        if (counted.length < 2) {
            return 0;
        }
        int count = (int) number(counted, 0, 2, little);
        if (count > MOST_ENTRIES) {
            unclear = true;
            return 0;
        }
        long first = base + offset + 2;
        byte[] entries = bytes(first, count * ENTRY + 4);
        for (int i = 0; i < count && (i + 1) * ENTRY <= entries.length; i++) {
            int tag = (int) number(entries, i * ENTRY, 2, little);
            long pointer = number(entries, i * ENTRY + 8, 4, little);
            if (tag == GPS) {
                found();
                gps(base, pointer, little);
                // The entry goes, those behind it move up, and what they said last is what there was: nothing.
                System.arraycopy(entries, (i + 1) * ENTRY, entries, i * ENTRY, entries.length - (i + 1) * ENTRY);
                Arrays.fill(entries, entries.length - ENTRY, entries.length, (byte) 0);
                count--;
                i--;
                write(base + offset, twoBytes(count, little));
                write(first, entries);
            } else if (tag == EXIF_DIRECTORY && outer) {
                directory(base, pointer, little, false);
            }
        }
        int next = count * ENTRY;
        return outer && next + 4 <= entries.length ? number(entries, next, 4, little) : 0;
    }

    private void gps(long base, long offset, boolean little) throws IOException {
        byte[] counted = bytes(base + offset, 2);
        int count = counted.length < 2 ? 0 : (int) number(counted, 0, 2, little);
        if (count > MOST_ENTRIES) {
            unclear = true;
            return;
        }
        byte[] entries = bytes(base + offset + 2, count * ENTRY);
        for (int i = 0; (i + 1) * ENTRY <= entries.length; i++) {
            long length =
                    number(entries, i * ENTRY + 4, 4, little) * width((int) number(entries, i * ENTRY + 2, 2, little));
            if (length > LONGEST_VALUE) {
                unclear = true;
            } else if (length > 4) {
                blank(base + number(entries, i * ENTRY + 8, 4, little), length, (byte) 0);
            }
        }
        blank(base + offset, 2 + entries.length, (byte) 0);
    }

    /** Bytes of a value of that type (TIFF 6.0, section 2). */
    private static int width(int type) {
        return switch (type) {
            case 3, 8 -> 2;
            case 4, 9, 11, 13 -> 4;
            case 5, 10, 12 -> 8;
            default -> 1;
        };
    }

    private static byte[] twoBytes(int number, boolean little) {
        byte high = (byte) (number >> 8);
        byte low = (byte) number;
        return little ? new byte[] {low, high} : new byte[] {high, low};
    }

    // Containers whose Exif has no sign of its own

    private void webp() throws IOException {
        long at = 12;
        for (int chunks = 0; at + 8 <= size; chunks++) {
            byte[] head = bytes(at, 8);
            if (head[0] == 'E' && head[1] == 'X' && head[2] == 'I' && head[3] == 'F') {
                tiff(at + 8);
            }
            if (chunks > MOST_CHUNKS) {
                unclear = true;
                return;
            }
            long length = number(head, 4, 4, true);
            at += 8 + length + (length & 1);
        }
    }

    private void heif() throws IOException {
        unclear |= !new HeifExif(file, this::tiff).each();
    }

    /** Chunks (ISO/IEC 15948, 5.3), whose checksums have to be right afterwards. */
    private void png() throws IOException {
        long at = 8;
        for (int chunks = 0; at + 12 <= size && !unclear; chunks++) {
            byte[] head = bytes(at, 8);
            long length = number(head, 0, 4, false);
            String type = new String(head, 4, 4, StandardCharsets.ISO_8859_1);
            int before = found;
            switch (type) {
                case "eXIf" -> tiff(at + 8);
                case "iTXt", "tEXt", "zTXt" -> text(at, length, type);
                default -> {
                    // Points, colours and the like.
                }
            }
            if (found > before) {
                checksum(at, length);
            }
            unclear |= chunks > MOST_CHUNKS;
            at += 12 + length;
            if (type.equals("IEND")) {
                scan(at, size);
                return;
            }
        }
    }

    private void text(long at, long length, String type) throws IOException {
        String begin = latin(at + 8, (int) Math.min(length, LONGEST_KEYWORD + 2));
        int end = begin.indexOf(0);
        String keyword = end < 0 ? begin : begin.substring(0, end);
        if (keyword.equals("XML:com.adobe.xmp") && type.equals("iTXt")) {
            boolean compressed = end + 1 < begin.length() && begin.charAt(end + 1) != 0;
            if (compressed) {
                comment(at, length);
            } else {
                scan(at + 8, Math.min(size, at + 8 + length));
            }
        } else if (keyword.startsWith("exif:GPS")
                || keyword.startsWith("Raw profile type ") && !keyword.endsWith(" icc") && !keyword.endsWith(" icm")) {
            comment(at, length);
        }
    }

    /** What is packed cannot be blanked in part: all of it becomes an empty comment of the same length. */
    private void comment(long at, long length) throws IOException {
        found();
        byte[] keyword = "Comment\0".getBytes(StandardCharsets.US_ASCII);
        write(at + 4, "tEXt".getBytes(StandardCharsets.US_ASCII));
        blank(at + 8, length, (byte) ' ');
        write(at + 8, Arrays.copyOf(keyword, (int) Math.min(length, keyword.length)));
    }

    private void checksum(long at, long length) throws IOException {
        CRC32 checksum = new CRC32();
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        long end = Math.min(size, at + 8 + length);
        for (long from = at + 4; from < end; from += BLOCK) {
            block.clear().limit((int) Math.min(BLOCK, end - from));
            fill(block, from);
            checksum.update(block.flip());
        }
        write(end, ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
    }

    // Bytes

    private byte[] bytes(long at, int length) throws IOException {
        if (at < 0 || at >= size) {
            return new byte[0];
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(length, size - at));
        fill(bytes, at);
        return bytes.array();
    }

    private String latin(long at, int length) throws IOException {
        return new String(bytes(at, length), StandardCharsets.ISO_8859_1);
    }

    private void blank(long at, long length, byte with) throws IOException {
        if (at < 0) {
            return;
        }
        byte[] blanks = new byte[(int) Math.min(length, BLOCK)];
        Arrays.fill(blanks, with);
        long end = Math.min(size, at + length);
        for (long from = at; from < end; from += blanks.length) {
            write(from, from + blanks.length > end ? Arrays.copyOf(blanks, (int) (end - from)) : blanks);
        }
    }

    private void write(long at, byte[] bytes) throws IOException {
        if (writing && at < size) {
            ByteBuffer all = ByteBuffer.wrap(bytes, 0, (int) Math.min(bytes.length, size - at));
            while (all.hasRemaining()) {
                file.write(all, at + all.position());
            }
        }
    }

    static long number(byte[] bytes, int at, int width, boolean little) {
        long number = 0;
        for (int i = 0; i < width; i++) {
            number = number << 8 | bytes[at + (little ? width - 1 - i : i)] & 0xff;
        }
        return number;
    }
}
