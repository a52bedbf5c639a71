package dev.millwright.files.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds the Exif of HEIC and AVIF: an item of the type {@code Exif} in the box {@code meta}, whose bytes the box {@code iloc} places (ISO/IEC
 * 14496-12, 8.11; ISO/IEC 23008-12, A.2). What is larger or more scattered than telephones write is not followed.
 */
final class HeifExif {

    private static final int LARGEST_META = 4 << 20;
    private static final int MOST_BOXES = 10_000;

    /** What is done with a TIFF that begins at a place of the file. */
    interface Found {
        void at(long tiff) throws IOException;
    }

    private final FileChannel file;
    private final Found found;
    private final Set<Long> exif = new HashSet<>();
    private ByteBuffer meta = ByteBuffer.allocate(0);
    private long idat = -1;

    HeifExif(FileChannel file, Found found) {
        this.file = file;
        this.found = found;
    }

    /** Whether all Exif that there may be was found. */
    boolean each() throws IOException {
        long at = 0;
        for (int boxes = 0; at + 8 <= file.size(); boxes++) {
            ByteBuffer head = read(at, 16);
            long length = length(head, file.size() - at);
            if (length < 8 || boxes > MOST_BOXES) {
                return false;
            }
            if (name(head, 4).equals("meta")) {
                return length <= LARGEST_META && meta(at, (int) length);
            }
            at += length;
        }
        return true;
    }

    private static long length(ByteBuffer head, long rest) {
        long length = head.getInt(0) & 0xffff_ffffL;
        if (length == 1) {
            return head.limit() < 16 ? -1 : head.getLong(8);
        }
        return length == 0 ? rest : length;
    }

    private boolean meta(long begin, int length) throws IOException {
        meta = read(begin, length);
        int infos = -1;
        int places = -1;
        int at = 12;
        while (at + 8 <= meta.limit()) {
            int box = meta.getInt(at);
            if (box < 8 || box > meta.limit() - at) {
                return false;
            }
            switch (name(meta, at + 4)) {
                case "iinf" -> infos = at;
                case "iloc" -> places = at;
                case "idat" -> idat = begin + at + 8;
                default -> {
                    // Other boxes say how it looks.
                }
            }
            at += box;
        }
        try {
            return infos < 0 || items(infos) && (exif.isEmpty() || places >= 0 && places(places));
        } catch (IndexOutOfBoundsException broken) {
            return false;
        }
    }

    private boolean items(int box) {
        int end = box + meta.getInt(box);
        boolean wide = meta.get(box + 8) != 0;
        int at = box + 12 + (wide ? 4 : 2);
        while (at + 8 <= end) {
            int length = meta.getInt(at);
            int version = meta.get(at + 8);
            if (length < 12 || length > end - at) {
                return false;
            }
            if (version >= 2) {
                int id = at + 12;
                int type = id + (version == 2 ? 2 : 4) + 2;
                if (name(meta, type).equals("Exif")) {
                    exif.add(version == 2 ? meta.getShort(id) & 0xffffL : meta.getInt(id) & 0xffff_ffffL);
                }
            }
            at += length;
        }
        return true;
    }

    private boolean places(int box) throws IOException {
        int version = meta.get(box + 8);
        int sizes = meta.getShort(box + 12) & 0xffff;
        int offsetSize = sizes >> 12;
        int lengthSize = sizes >> 8 & 15;
        int baseSize = sizes >> 4 & 15;
        int indexSize = version == 0 ? 0 : sizes & 15;
        int at = box + 14;
        long count = version < 2 ? meta.getShort(at) & 0xffff : meta.getInt(at) & 0xffff_ffffL;
        at += version < 2 ? 2 : 4;
        Set<Long> open = new HashSet<>(exif);
        for (long i = 0; i < count; i++) {
            long id = version < 2 ? meta.getShort(at) & 0xffff : meta.getInt(at) & 0xffff_ffffL;
            at += version < 2 ? 2 : 4;
            int method = version == 0 ? 0 : meta.getShort(at) & 15;
            at += version == 0 ? 0 : 2;
            int source = meta.getShort(at);
            long base = number(at + 2, baseSize);
            at += 2 + baseSize;
            int extents = meta.getShort(at) & 0xffff;
            at += 2;
            if (open.remove(id)) {
                if (extents != 1 || source != 0 || method > 1 || method == 1 && idat < 0) {
                    return false;
                }
                long begin = base + number(at + indexSize, offsetSize) + (method == 1 ? idat : 0);
                item(begin);
            }
            at += extents * (indexSize + offsetSize + lengthSize);
        }
        return open.isEmpty();
    }

    /** It begins with how many bytes there are before the TIFF. */
    private void item(long at) throws IOException {
        ByteBuffer before = read(at, 4);
        if (before.limit() == 4) {
            found.at(at + 4 + (before.getInt(0) & 0xffff_ffffL));
        }
    }

    private long number(int at, int width) {
        return switch (width) {
            case 0 -> 0;
            case 4 -> meta.getInt(at) & 0xffff_ffffL;
            case 8 -> meta.getLong(at);
            default -> throw new IndexOutOfBoundsException(width);
        };
    }

    private static String name(ByteBuffer bytes, int at) {
        byte[] name = new byte[4];
        bytes.get(at, name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    private ByteBuffer read(long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.clamp(file.size() - at, 0, length));
        if (at < 0) {
            return ByteBuffer.allocate(0);
        }
        while (bytes.hasRemaining() && file.read(bytes, at + bytes.position()) >= 0) {
            // Until all of it is there.
        }
        return bytes.flip();
    }
}
