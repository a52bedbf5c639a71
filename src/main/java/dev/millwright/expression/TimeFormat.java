package dev.millwright.expression;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How Excel writes dates and times, as far as formulas need it: {@code yyyy-mm-dd}, {@code yyyy年m月d日}, {@code hh:mm:ss}. */
public final class TimeFormat {

    private static final String LETTERS = "ymdhs";
    private static final String RESERVED = "0#?*_@[];\"\\";

    private TimeFormat() {}

    /** One piece of a format. */
    public enum Piece {
        YEAR,
        YEAR_OF_CENTURY,
        MONTH,
        MONTH_OF_TWO_DIGITS,
        DAY,
        DAY_OF_TWO_DIGITS,
        HOUR,
        HOUR_OF_TWO_DIGITS,
        MINUTE,
        MINUTE_OF_TWO_DIGITS,
        SECOND,
        SECOND_OF_TWO_DIGITS,
        /** As it stands. */
        TEXT
    }

    /**
     * @param text as it stands in the format
     */
    public record Part(Piece piece, String text) {}

    /** Whether there is a time in it and nothing that is not understood. */
    public static boolean isValid(String format) {
        List<Part> parts = parts(format);
        return parts.stream().anyMatch(part -> part.piece() != Piece.TEXT)
                && parts.stream()
                        .filter(part -> part.piece() == Piece.TEXT)
                        .flatMapToInt(part -> part.text().chars())
                        .noneMatch(c -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || RESERVED.indexOf(c) >= 0);
    }

    /** Whether there is more in it than the time of a day. */
    public static boolean hasDay(String format) {
        return parts(format).stream().anyMatch(part -> switch (part.piece()) {
            case YEAR, YEAR_OF_CENTURY, MONTH, MONTH_OF_TWO_DIGITS, DAY, DAY_OF_TWO_DIGITS -> true;
            case HOUR, HOUR_OF_TWO_DIGITS, MINUTE, MINUTE_OF_TWO_DIGITS, SECOND, SECOND_OF_TWO_DIGITS, TEXT -> false;
        });
    }

    public static List<Part> parts(String format) {
        List<String> runs = runs(format);
        List<Part> parts = new ArrayList<>();
        char before = ' ';
        for (int i = 0; i < runs.size(); i++) {
            String run = runs.get(i);
            char letter = letter(run);
            boolean minute = letter == 'm' && (before == 'h' || next(runs, i) == 's');
            parts.add(new Part(piece(minute ? 'n' : letter, run.length()), run));
            before = letter == ' ' ? before : letter;
        }
        return parts;
    }

    /** Letters that are the same, and what stands between them. */
    private static List<String> runs(String format) {
        List<String> runs = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= format.length(); i++) {
            if (i == format.length()
                    || letter(format.substring(i, i + 1)) != letter(format.substring(start, start + 1))) {
                runs.add(format.substring(start, i));
                start = i;
            }
        }
        return runs;
    }

    private static char letter(String run) {
        char letter = run.toLowerCase(Locale.ROOT).charAt(0);
        return LETTERS.indexOf(letter) >= 0 ? letter : ' ';
    }

    private static char next(List<String> runs, int index) {
        for (int i = index + 1; i < runs.size(); i++) {
            if (letter(runs.get(i)) != ' ') {
                return letter(runs.get(i));
            }
        }
        return ' ';
    }

    private static Piece piece(char letter, int length) {
        return switch (letter) {
            case 'y' -> length == 4 ? Piece.YEAR : length == 2 ? Piece.YEAR_OF_CENTURY : Piece.TEXT;
            case 'm' -> length == 1 ? Piece.MONTH : length == 2 ? Piece.MONTH_OF_TWO_DIGITS : Piece.TEXT;
            case 'd' -> length == 1 ? Piece.DAY : length == 2 ? Piece.DAY_OF_TWO_DIGITS : Piece.TEXT;
            case 'h' -> length == 1 ? Piece.HOUR : length == 2 ? Piece.HOUR_OF_TWO_DIGITS : Piece.TEXT;
            case 'n' -> length == 1 ? Piece.MINUTE : length == 2 ? Piece.MINUTE_OF_TWO_DIGITS : Piece.TEXT;
            case 's' -> length == 1 ? Piece.SECOND : length == 2 ? Piece.SECOND_OF_TWO_DIGITS : Piece.TEXT;
            default -> Piece.TEXT;
        };
    }

    public static String write(String format, LocalDateTime time) {
        StringBuilder written = new StringBuilder();
        for (Part part : parts(format)) {
            switch (part.piece()) {
                case YEAR -> padded(written, time.getYear(), 4);
                case YEAR_OF_CENTURY -> padded(written, time.getYear() % 100, 2);
                case MONTH -> padded(written, time.getMonthValue(), 1);
                case MONTH_OF_TWO_DIGITS -> padded(written, time.getMonthValue(), 2);
                case DAY -> padded(written, time.getDayOfMonth(), 1);
                case DAY_OF_TWO_DIGITS -> padded(written, time.getDayOfMonth(), 2);
                case HOUR -> padded(written, time.getHour(), 1);
                case HOUR_OF_TWO_DIGITS -> padded(written, time.getHour(), 2);
                case MINUTE -> padded(written, time.getMinute(), 1);
                case MINUTE_OF_TWO_DIGITS -> padded(written, time.getMinute(), 2);
                case SECOND -> padded(written, time.getSecond(), 1);
                case SECOND_OF_TWO_DIGITS -> padded(written, time.getSecond(), 2);
                case TEXT -> written.append(part.text());
            }
        }
        return written.toString();
    }

    private static void padded(StringBuilder written, int number, int digits) {
        String text = Integer.toString(number);
        written.repeat('0', Math.max(digits - text.length(), 0)).append(text);
    }
}
