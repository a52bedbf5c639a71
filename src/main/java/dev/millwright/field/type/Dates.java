package dev.millwright.field.type;

import dev.millwright.field.DateOrder;
import dev.millwright.field.ValueFormatException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates as people write them in Chinese and English: year first. Others ({@code 01/02/2025}) have two meanings and are not read. */
final class Dates {

    /** Year, month, day with one and the same separator, or eight digits. */
    static final String PATTERN = "(?:(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})|(\\d{4}) ?年 ?(\\d{1,2}) ?月 ?(\\d{1,2})"
            + " ?[日号]|(\\d{4})(\\d{2})(\\d{2}))";

    private static final Pattern DATE = Pattern.compile(PATTERN);

    /** Days from 1954 to 2119 as spreadsheets count them; shorter numbers are more likely something else. */
    private static final Pattern SERIAL = Pattern.compile("[2-7]\\d{4}");

    private static final Pattern MIDNIGHT = Pattern.compile("[ T]0?0:00(:00(\\.0+)?)?$");

    private Dates() {}

    static Optional<LocalDate> read(String text) {
        Matcher date = DATE.matcher(Typed.halfWidth(text));
        return date.matches() ? from(date) : Optional.empty();
    }

    /**
     * A date in a file, where people also write the year last, with months by name, or leave the number that a spreadsheet keeps.
     *
     * @throws ValueFormatException when day and month could be exchanged and nobody said which is which
     */
    static Optional<LocalDate> readCell(String text, DateOrder order) {
        String cell = MIDNIGHT.matcher(Typed.halfWidth(text)).replaceFirst("");
        Optional<LocalDate> yearFirst = read(cell);
        if (yearFirst.isPresent()) {
            return yearFirst;
        }
        Matcher yearLast = DateOrder.YEAR_LAST.matcher(cell);
        if (yearLast.matches()) {
            return yearLast(yearLast, order);
        }
        if (SERIAL.matcher(cell).matches()) {
            return Optional.of(LocalDate.of(1899, 12, 30).plusDays(Long.parseLong(cell)));
        }
        return WrittenDates.read(cell);
    }

    /** The same with the date made readable for {@link #read}, when a time follows it. */
    static String yearFirst(String text, DateOrder order) {
        String cell = Typed.halfWidth(text);
        Matcher yearLast = DateOrder.YEAR_LAST.matcher(cell);
        if (yearLast.lookingAt()) {
            return yearLast(yearLast, order)
                    .map(date -> date + cell.substring(yearLast.end()))
                    .orElse(cell);
        }
        // The first colon parts hour and minute; a date in words stands before the hour.
        int hour = cell.indexOf(':') - 1;
        while (hour > 0 && Character.isDigit(cell.charAt(hour))) {
            hour--;
        }
        int end = hour;
        return hour <= 0
                ? cell
                : WrittenDates.read(cell.substring(0, end).strip())
                        .map(date -> date + " " + cell.substring(end).strip())
                        .orElse(cell);
    }

    private static Optional<LocalDate> yearLast(Matcher match, DateOrder order) {
        int first = Integer.parseInt(match.group(1));
        int second = Integer.parseInt(match.group(3));
        boolean dayFirst = first > 12 || (second <= 12 && order == DateOrder.DAY_FIRST);
        if (first <= 12 && second <= 12 && first != second && order == DateOrder.UNKNOWN) {
            throw new ValueFormatException("field.error.date.order", match.group());
        }
        try {
            return Optional.of(LocalDate.of(
                    Integer.parseInt(match.group(4)), dayFirst ? second : first, dayFirst ? first : second));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
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
