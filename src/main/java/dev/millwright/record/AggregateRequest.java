package dev.millwright.record;

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
        YEAR
    }

    /**
     * A figure.
     *
     * @param field null for the number of records
     */
    public record Measure(Function function, @Nullable String field) {

        public static final Measure COUNT = new Measure(Function.COUNT, null);

        /** How it is written: {@code count} or {@code sum(price)}. */
        public String key() {
            String name = function.name().toLowerCase(Locale.ROOT);
            return field == null ? name : name + "(" + field + ")";
        }
    }

    /** What is worked out; empty values count for none of these. */
    public enum Function {
        COUNT,
        SUM,
        AVG,
        MIN,
        MAX
    }

    /** An order by the key of a group or measure; empty comes last. */
    public record Order(String key, boolean descending) {}
}
