package dev.millwright.record.internal;

import dev.millwright.record.AggregateRequest.Bucket;
import dev.millwright.schema.TableName;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL knows of a table: roughly, as of the last time it was analysed. */
record TableSize(double rows, double pages, Map<String, Column> columns) {

    /** Small enough not to be too few, for a table that was not analysed yet. */
    private static final double BYTES_OF_A_ROW = 100;

    private static final double BYTES_OF_A_PAGE = 8192;

    /** As {@code cpu_tuple_cost}. */
    private static final double COST_OF_A_ROW = 0.01;

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    /**
     * @param distinct how many different values, negative for a part of the rows; see {@code pg_stats.n_distinct}
     * @param days from the first to the last, for a time of which some are known
     */
    record Column(double distinct, OptionalLong days) {}

    static TableSize of(DSLContext dsl, TableName table) {
        double rows = 0;
        double bytes = 0;
        Map<String, Column> columns = new HashMap<>();
        for (Record row : dsl.fetch("""
                select c.reltuples, pg_relation_size(c.oid), s.attname, s.n_distinct,
                    case when a.atttypid in (cast('date' as regtype), cast('timestamptz' as regtype))
                        then cast(s.histogram_bounds as text) end
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                left join pg_stats s on s.schemaname = n.nspname and s.tablename = c.relname
                left join pg_attribute a on a.attrelid = c.oid and a.attname = s.attname
                where n.nspname = ? and c.relname = ?""", table.schema(), table.name())) {
            rows = row.get(0, Double.class);
            bytes = row.get(1, Double.class);
            String column = row.get(2, String.class);
            if (column != null) {
                columns.put(column, new Column(row.get(3, Double.class), days(row.get(4, String.class))));
            }
        }
        return new TableSize(rows < 0 ? bytes / BYTES_OF_A_ROW : rows, bytes / BYTES_OF_A_PAGE, columns);
    }

    private static OptionalLong days(@Nullable String bounds) {
        List<LocalDate> days = bounds == null
                ? List.of()
                : DAY.matcher(bounds)
                        .results()
                        .map(day -> LocalDate.parse(day.group()))
                        .toList();
        return days.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(ChronoUnit.DAYS.between(days.getFirst(), days.getLast()));
    }

    /** What it costs to read all rows, in the units of EXPLAIN. */
    double cost() {
        return pages + COST_OF_A_ROW * rows;
    }

    /** How many groups the rows make, those without a value, too. */
    double groups(String column, @Nullable Bucket bucket) {
        Column known = columns.get(column);
        double values = known == null ? rows : known.distinct() < 0 ? -known.distinct() * rows : known.distinct();
        OptionalLong days = known == null ? OptionalLong.empty() : known.days();
        return 1
                + (bucket == null || days.isEmpty()
                        ? values
                        : Math.min(values, 1 + (double) days.getAsLong() / daysOf(bucket)));
    }

    private static int daysOf(Bucket bucket) {
        return switch (bucket) {
            case DAY -> 1;
            case WEEK -> 7;
            case MONTH -> 30;
            case QUARTER -> 90;
            case YEAR -> 365;
        };
    }
}
