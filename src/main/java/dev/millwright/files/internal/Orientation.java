package dev.millwright.files.internal;

import java.awt.geom.AffineTransform;

/**
 * How a camera was held, as a JPEG tells in its Exif segment (tag 0x0112 of the CIPA standard DC-008), 1 to 8. Nothing here trusts a
 * length or an offset of the file.
 */
final class Orientation {

    static final int UPRIGHT = 1;

    private static final int TAG = 0x0112;
    private static final int ENTRY = 12;
    private static final int MOST_ENTRIES = 500;
    private static final int EXIF_HEADER = 6;

    private Orientation() {}

    /** Whether it lies on its side, so that width and height change places. */
    static boolean isTurned(int orientation) {
        return orientation >= 5;
    }

    /** Moves a picture of that size so that it stands upright with its corner where it was. */
    static AffineTransform upright(int orientation, int width, int height) {
        return switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }

    /** What the beginning of a JPEG says; {@link #UPRIGHT} when it says nothing or nonsense. */
    static int of(byte[] jpeg) {
        int at = 2;
        while (at + 4 <= jpeg.length && unsigned(jpeg, at) == 0xff) {
            int marker = unsigned(jpeg, at + 1);
            int length = unsigned(jpeg, at + 2) << 8 | unsigned(jpeg, at + 3);
            if (marker == 0xda || length < 2) {
                break;
            }
            int begin = at + 4;
            int end = Math.min(at + 2 + length, jpeg.length);
            if (marker == 0xe1 && end - begin > EXIF_HEADER && isExif(jpeg, begin)) {
                return inTiff(jpeg, begin + EXIF_HEADER, end);
            }
            at += 2 + length;
        }
        return UPRIGHT;
    }

    private static boolean isExif(byte[] jpeg, int at) {
        return jpeg[at] == 'E'
                && jpeg[at + 1] == 'x'
                && jpeg[at + 2] == 'i'
                && jpeg[at + 3] == 'f'
                && jpeg[at + 4] == 0;
    }

    private static int inTiff(byte[] bytes, int begin, int end) {
        if (end - begin < 8) {
            return UPRIGHT;
        }
        boolean little = bytes[begin] == 'I';
        long directory = begin + number(bytes, begin + 4, 4, little);
        if (directory + 2 > end) {
            return UPRIGHT;
        }
        long entries = Math.min(number(bytes, (int) directory, 2, little), MOST_ENTRIES);
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + (long) i * ENTRY;
            if (entry + ENTRY > end) {
                break;
            }
            if (number(bytes, (int) entry, 2, little) == TAG) {
                long value = number(bytes, (int) entry + 8, 2, little);
                return value >= 1 && value <= 8 ? (int) value : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    private static long number(byte[] bytes, int at, int width, boolean little) {
        long number = 0;
        for (int i = 0; i < width; i++) {
            number = number << 8 | unsigned(bytes, at + (little ? width - 1 - i : i));
        }
        return number;
    }

    private static int unsigned(byte[] bytes, int at) {
        return bytes[at] & 0xff;
    }
}
