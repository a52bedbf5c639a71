package dev.millwright.field;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** In which order day and month stand in dates that end with the year: {@code 03/04/2025} is April in Europe and March in America. */
public enum DateOrder {
    DAY_FIRST,
    MONTH_FIRST,
    /** Only dates that can be read in one way are read. */
    UNKNOWN;

    /** Day and month in either order, then the year. */
    public static final Pattern YEAR_LAST = Pattern.compile("(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4})(?!\\d)");

    /** Finds out from all dates of a column which order they are in. */
    public static final class Tally {

        private long dayFirst;
        private long monthFirst;
        private long either;

        /** Takes in one value of the column, whatever it is. */
        public void add(String text) {
            if (text.length() < 8 || !Character.isDigit(text.charAt(0))) {
                return;
            }
            Matcher date = YEAR_LAST.matcher(text);
            if (!date.lookingAt()) {
                return;
            }
            int first = Integer.parseInt(date.group(1));
            int second = Integer.parseInt(date.group(3));
            if (first > 12 && second <= 12) {
                dayFirst++;
            } else if (second > 12 && first <= 12) {
                monthFirst++;
            } else if (first != second) {
                either++;
            }
        }

        /** The order that all of the dates allow and one of them proves. */
        public DateOrder order() {
            return dayFirst > 0 && monthFirst == 0
                    ? DAY_FIRST
                    : monthFirst > 0 && dayFirst == 0 ? MONTH_FIRST : UNKNOWN;
        }

        /** Whether there are dates that nobody can read without being told. */
        public boolean isOpen() {
            return either > 0 && order() == UNKNOWN;
        }
    }
}
