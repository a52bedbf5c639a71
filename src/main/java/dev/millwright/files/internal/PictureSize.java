package dev.millwright.files.internal;

import java.util.Optional;

/**
 * How large a picture is, and how it is decoded, as its first bytes say: PNG (ISO/IEC 15948, 11.2.2), GIF (GIF89a, sections 18 and 20) and
 * JPEG (ITU-T T.81, B.2.2). Walks over the bytes once and trusts no length of the file.
 *
 * @param progressive whether all of it has to be held to decode any of it
 */
record PictureSize(int width, int height, boolean progressive) {

    /** So much of a file is looked at. */
    static final int HEAD = 1 << 20;

    /** In a GIF sizes are in two bytes, the lower first. */
    private static final int GIF_SCREEN = 6;

    private static final int IMAGE_DESCRIPTOR = 0x2c;
    private static final int EXTENSION = 0x21;

    /**
     * @return empty when its head does not say so
     */
    static Optional<PictureSize> of(byte[] head, String type) {
        Optional<PictureSize> size = switch (type) {
            case "image/png" -> png(head);
            case "image/gif" -> gif(head);
            case "image/jpeg" -> jpeg(head);
            default -> Optional.empty();
        };
        return size.filter(one -> one.width > 0 && one.height > 0);
    }

    private static Optional<PictureSize> png(byte[] head) {
        boolean begins = head.length >= 24 && head[12] == 'I' && head[13] == 'H' && head[14] == 'D' && head[15] == 'R';
        return begins ? Optional.of(new PictureSize(big(head, 16, 4), big(head, 20, 4), false)) : Optional.empty();
    }

    /** The first picture may be larger than the screen that it is for. */
    private static Optional<PictureSize> gif(byte[] head) {
        if (head.length < 13) {
            return Optional.empty();
        }
        int at = 13 + colours(head[10]);
        while (at < head.length) {
            int block = unsigned(head, at);
            if (block == IMAGE_DESCRIPTOR && at + 9 < head.length) {
                return Optional.of(new PictureSize(
                        Math.max(little(head, GIF_SCREEN), little(head, at + 5)),
                        Math.max(little(head, GIF_SCREEN + 2), little(head, at + 7)),
                        false));
            }
            if (block != EXTENSION) {
                return Optional.empty();
            }
            at += 2;
            while (at < head.length && unsigned(head, at) > 0) {
                at += unsigned(head, at) + 1;
            }
            at++;
        }
        return Optional.empty();
    }

    /** The bytes of a colour table, if there is one. */
    private static int colours(byte packed) {
        return (packed & 0x80) == 0 ? 0 : 3 << (packed & 7) + 1;
    }

    private static Optional<PictureSize> jpeg(byte[] head) {
        int at = 2;
        while (at + 9 <= head.length && unsigned(head, at) == 0xff) {
            int marker = unsigned(head, at + 1);
            if (marker == 0xff) {
                at++;
                continue;
            }
            int length = big(head, at + 2, 2);
            boolean frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            if (frame) {
                return Optional.of(new PictureSize(
                        big(head, at + 7, 2),
                        big(head, at + 5, 2),
                        marker == 0xc2 || marker >= 0xc5 && marker != 0xc9));
            }
            if (marker == 0xda || length < 2) {
                return Optional.empty();
            }
            at += 2 + length;
        }
        return Optional.empty();
    }

    private static int big(byte[] bytes, int at, int width) {
        int number = 0;
        for (int i = 0; i < width; i++) {
            number = number << 8 | unsigned(bytes, at + i);
        }
        return number;
    }

    private static int little(byte[] bytes, int at) {
        return unsigned(bytes, at) | unsigned(bytes, at + 1) << 8;
    }

    private static int unsigned(byte[] bytes, int at) {
        return bytes[at] & 0xff;
    }
}
