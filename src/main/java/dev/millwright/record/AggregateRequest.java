package dev.millwright.record;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Figures over the living records of a form that are wanted.
 *
 * @param search text that a searchable field must contain; empty for none
 * @param groups none for figures over all records
 * @param order empty for the order of the groups
 * @param limit how many groups, 1 to {@link #MOST_GROUPS}
 */
public record AggregateRequest(
        FormRef form,
        Condition filter,
        String search,
        List<Group> groups,
        List<Measure> measures,
        List<Order> order,
        int limit) {

    public static final int MOST_GROUPS = 10_000;

    /** More columns are no overview any more. */
    public static final int MOST_COLUMNS = 20;

    public AggregateRequest {
        groups = List.copyOf(groups);
        measures = List.copyOf(measures);
        order = List.copyOf(order);
    }

    /**
     * What records are put together by. A link stands for the title of its record; a record with several options counts for each of them.
     *
     * @param bucket null for each value by itself
     */
    public record Group(String field, @Nullable Bucket bucket) {

        public static Group by(String field) {
            return new Group(field, null);
        }

        /** Reads how it is written; what is no stretch of time is taken for a field. */
        public static Group parse(String text) {
            int open = text.indexOf('(');
            if (open > 0 && text.endsWith(")")) {
                for (Bucket bucket : Bucket.values()) {
                    if (bucket.name().equalsIgnoreCase(text.substring(0, open))) {
                        return new Group(text.substring(open + 1, text.length() - 1), bucket);
                    }
                }
            }
            return by(text);
        }

        /** How it is written: {@code status} or {@code month(produced_at)}. */
        public String key() {
            return bucket == null ? field : bucket.name().toLowerCase(Locale.ROOT) + "(" + field + ")";
        }
    }

    /** Stretches of time in the business zone; weeks begin on Monday. */
    public enum Bucket {
        DAY,
        WEEK,
        MONTH,
        QUARTER,
        YEAR;

        /** The first day of the stretch that a day is in. */
        public LocalDate first(LocalDate day) {
            return switch (this) {
                case DAY -> day;
                case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case MONTH -> day.withDayOfMonth(1);
                case QUARTER -> day.with(IsoFields.DAY_OF_QUARTER, 1);
                case YEAR -> day.withDayOfYear(1);
            };
        }

        /** The first day of the stretch after the one that begins so. */
        public LocalDate next(LocalDate first) {
            return switch (this) {
                case DAY -> first.plusDays(1);
                case WEEK -> first.plusWeeks(1);
                case MONTH -> first.plusMonths(1);
                case QUARTER -> first.plusMonths(3);
                case YEAR -> first.plusYears(1);
            };
        }

        /** The last day of the stretch that begins so. */
        public LocalDate last(LocalDate first) {
            return next(first).minusDays(1);
        }

        /** What people call the stretch that begins so. */
        public String name(LocalDate first, Locale locale) {
            boolean chinese = locale.getLanguage().equals(Locale.CHINESE.getLanguage());
            return switch (this) {
                case DAY, WEEK ->
                    DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                            .withLocale(locale)
                            .format(first);
                case MONTH ->
                    DateTimeFormatter.ofPattern(chinese ? "y年M月" : "MMMM y", locale)
                            .format(first);
                case QUARTER -> {
                    int quarter = first.get(IsoFields.QUARTER_OF_YEAR);
                    yield chinese ? first.getYear() + "年第" + quarter + "季度" : "Q" + quarter + " " + first.getYear();
                }
                case YEAR -> chinese ? first.getYear() + "年" : String.valueOf(first.getYear());
            };
        }
    }

    /**
     * A figure.
     *
     * @param field null for the number of records
     * @param only which of the records of a group count for it
     */
    public record Measure(Function function, @Nullable String field, Condition only) {

        public static final Measure COUNT = new Measure(Function.COUNT, null);

        public Measure(Function function, @Nullable String field) {
            this(function, field, Condition.ALL);
        }

        /** How it is written: {@code count} or {@code sum(price)}; what is left out is not. */
        public String key() {
            String name = function.name().toLowerCase(Locale.ROOT);
            return field == null ? name : name + "(" + field + ")";
        }
    }

    /** What is worked out; empty values count for none of these. */
    public enum Function {
        COUNT,
        /** How many different values; a link counts as its record. */
        COUNT_DISTINCT,
        SUM,
        AVG,
        MIN,
        MAX,
        /** Half of the numbers are no greater; between the two in the middle where they are even in number. */
        MEDIAN,
        /** Nine of ten numbers are no greater. */
        P90
    }

    /** An order by the key of a group or measure; empty comes last. */
    public record Order(String key, boolean descending) {}
}
