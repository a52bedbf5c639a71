package dev.millwright.field;

/** What parts the decimals of numbers: {@code 12,50} is twelve and a half in Germany and nothing in China. */
public enum DecimalMark {
    POINT,
    COMMA;

    private static final int GROUP = 3;

    /** Finds out from all numbers of a column which mark they have. */
    public static final class Tally {

        private static final int LONGEST = 40;

        private long points;
        private long commas;

        /** Takes in one value of the column, whatever it is. */
        public void add(String text) {
            if (text.length() > LONGEST || (text.indexOf(',') < 0 && text.indexOf('.') < 0)) {
                return;
            }
            int last = Math.max(text.lastIndexOf(','), text.lastIndexOf('.'));
            char mark = text.charAt(last);
            char other = mark == ',' ? '.' : ',';
            int decimals = 0;
            while (last + 1 + decimals < text.length() && Character.isDigit(text.charAt(last + 1 + decimals))) {
                decimals++;
            }
            boolean hasDigits = last > 0 && Character.isDigit(text.charAt(last - 1)) && decimals > 0;
            boolean once = text.indexOf(mark) == last;
            if (!hasDigits) {
                return;
            }
            if (!once) {
                // Groups of three have it more than once, decimals never.
                count(other);
            } else if (text.indexOf(other) >= 0 || decimals != GROUP) {
                count(mark);
            }
        }

        private void count(char mark) {
            if (mark == ',') {
                commas++;
            } else {
                points++;
            }
        }

        /** The mark that all of the numbers allow and one of them proves; else the point. */
        public DecimalMark mark() {
            return commas > 0 && points == 0 ? COMMA : POINT;
        }
    }
}
