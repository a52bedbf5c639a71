package dev.millwright.field.type;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates as people write them in Chinese and English: year first. Others ({@code 01/02/2025}) have two meanings and are not read. */
final class Dates {

    /** Year, month, day with one and the same separator, or eight digits. */
    static final String PATTERN =
            "(?:(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})|(\\d{4}) ?年 ?(\\d{1,2}) ?月 ?(\\d{1,2}) ?[日号]|(\\d{4})(\\d{2})(\\d{2}))";

    private static final Pattern DATE = Pattern.compile(PATTERN);

    private Dates() {}

    static Optional<LocalDate> read(String text) {
        Matcher date = DATE.matcher(Typed.halfWidth(text));
        return date.matches() ? from(date) : Optional.empty();
    }

    /** The date in the first ten groups of a match of {@link #PATTERN}; nothing when there is no such day. */
    static Optional<LocalDate> from(Matcher match) {
        int year = match.group(1) != null ? 1 : match.group(5) != null ? 5 : 8;
        int month = year == 1 ? 3 : year + 1;
        try {
            LocalDate date = LocalDate.of(
                    Integer.parseInt(match.group(year)),
                    Integer.parseInt(match.group(month)),
                    Integer.parseInt(match.group(month + 1)));
            return date.getYear() > 0 ? Optional.of(date) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
