package dev.millwright.shared;

import java.text.NumberFormat;
import java.util.Locale;

/** A number of bytes as people read it: in steps of 1 024, as the limits are set. */
public final class ByteSize {

    private static final int STEP = 1_024;
    /** Nobody reads four digits before a unit. */
    private static final double MOST = 999.5;

    private static final int WORTH_A_DECIMAL = 10;
    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};

    private ByteSize() {}

    public static String words(long bytes, Locale locale) {
        double size = bytes;
        int unit = 0;
        while (size >= MOST && unit < UNITS.length - 1) {
            size /= STEP;
            unit++;
        }
        NumberFormat format = NumberFormat.getInstance(locale);
        format.setMaximumFractionDigits(unit > 0 && size < WORTH_A_DECIMAL ? 1 : 0);
        return format.format(size) + " " + UNITS[unit];
    }
}
