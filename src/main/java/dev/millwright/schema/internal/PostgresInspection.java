package dev.millwright.schema.internal;

import dev.millwright.schema.ColumnSpec;
import dev.millwright.schema.Duplicates;
import dev.millwright.schema.Inspection;
import dev.millwright.schema.RecastStep;
import dev.millwright.schema.RowCount;
import dev.millwright.schema.SchemaBusyException;
import dev.millwright.schema.Scope;
import dev.millwright.schema.SystemColumns;
import dev.millwright.schema.TableName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Looks into tables with statements that end in time. */
@Component
final class PostgresInspection implements Inspection {

    private static final String TIME_LIMIT = "20s";

    /** Up to here counting takes some hundredths of a second. */
    private static final long COUNTED_ROWS = 200_000;

    private static final long COUNTED_BYTES = 256L << 20;

    private static final Pattern PLAN_ROWS = Pattern.compile("\"Plan Rows\": (\\d+)");

    private final JdbcTemplate jdbc;
    private final TransactionTemplate nested;

    PostgresInspection(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        // A statement that meets its time limit must not take the caller's transaction with it.
        this.nested = new TransactionTemplate(transactions);
        this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    @Override
    public RowCount rows(TableName table) {
        return limited(() -> {
            Long bytes = jdbc.queryForObject(
                    "SELECT coalesce(pg_relation_size(to_regclass(?)), -1)", Long.class, Sql.name(table));
            if (bytes == null || bytes < 0) {
                return RowCount.NONE;
            }
            // The planner scales its statistics by the table's present size, and guesses well without any.
            String plan = Objects.requireNonNull(
                    jdbc.queryForObject("EXPLAIN (FORMAT JSON) SELECT 1 FROM " + Sql.name(table), String.class));
            Matcher rows = PLAN_ROWS.matcher(plan);
            long estimate = rows.find() ? Long.parseLong(rows.group(1)) : Long.MAX_VALUE;
            return estimate <= COUNTED_ROWS && bytes <= COUNTED_BYTES
                    ? new RowCount(count(table, "true"), true)
                    : new RowCount(estimate, false);
        });
    }

    @Override
    public Duplicates duplicates(TableName table, List<String> columns, Scope scope) {
        return duplicatesOf(table, columns.stream().map(Sql::name).toList(), scope);
    }

    /** Like {@link #duplicates}, of expressions over the columns. */
    Duplicates duplicatesOf(TableName table, List<String> expressions, Scope scope) {
        String sql = "SELECT coalesce(sum(n), 0) AS n, count(*) AS v FROM (SELECT count(*) AS n FROM "
                + Sql.name(table) + filled(expressions, scope) + " GROUP BY " + grouping(expressions)
                + " HAVING count(*) > 1) AS groups";
        return limited(() -> Objects.requireNonNull(
                jdbc.queryForObject(sql, (row, _) -> new Duplicates(row.getLong("n"), row.getLong("v")))));
    }

    @Override
    public List<UUID> duplicateIds(TableName table, List<String> columns, Scope scope, int limit) {
        String id = Sql.name(SystemColumns.ID);
        String values = Sql.names(columns);
        String sql = "SELECT " + id + " FROM (SELECT " + id + ", " + values + ", count(*) OVER (PARTITION BY " + values
                + ") AS \"n of value\" FROM " + Sql.name(table)
                + filled(columns.stream().map(Sql::name).toList(), scope)
                + ") AS counted WHERE \"n of value\" > 1 ORDER BY " + values + ", " + id + " LIMIT ?";
        return limited(() -> jdbc.queryForList(sql, UUID.class, limit));
    }

    @Override
    public void values(
            TableName table, List<ColumnSpec> columns, Scope scope, BiConsumer<List<@Nullable Object>, Long> consumer) {
        limited(() -> {
            new DistinctValues(
                            jdbc,
                            table,
                            columns,
                            columns.stream().map(ColumnSpec::name).toList())
                    .each(scope, consumer);
            return true;
        });
    }

    @Override
    public List<Holder> holders(
            TableName table, ColumnSpec column, Collection<Object> values, ColumnSpec named, int limit) {
        if (values.isEmpty()) {
            return List.of();
        }
        String sql = "SELECT " + Sql.name(SystemColumns.ID) + ", " + Sql.name(column.name()) + ", "
                + Sql.name(named.name()) + " FROM " + Sql.name(table) + " WHERE " + Sql.name(column.name()) + " IN ("
                + "?, ".repeat(values.size() - 1) + "?) AND " + Sql.name(SystemColumns.DELETED_AT)
                + " IS NULL ORDER BY " + Sql.name(SystemColumns.ID) + " LIMIT " + limit;
        return limited(() -> jdbc.query(
                sql,
                statement -> {
                    int place = 0;
                    for (Object value : values) {
                        DistinctValues.set(statement, ++place, value);
                    }
                },
                (row, _) -> new Holder(
                        row.getObject(1, UUID.class),
                        Objects.requireNonNull(DistinctValues.read(row, 2, column.type())),
                        DistinctValues.read(row, 3, named.type()))));
    }

    @Override
    public boolean keeps(TableName table, String column, String type) {
        return limited(() -> exists(table, RecastStep.kept(column, type)));
    }

    @Override
    public long nulls(TableName table, String column) {
        return limited(() -> exists(table, column) ? count(table, Sql.name(column) + " IS NULL") : allRows(table));
    }

    private boolean exists(TableName table, String column) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "SELECT EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass(?) AND attname = ? AND NOT"
                        + " attisdropped)",
                Boolean.class,
                Sql.name(table),
                column));
    }

    private long allRows(TableName table) {
        Boolean exists = jdbc.queryForObject("SELECT to_regclass(?) IS NOT NULL", Boolean.class, Sql.name(table));
        return Boolean.TRUE.equals(exists) ? count(table, "true") : 0;
    }

    /** Rows for which the condition holds. */
    long rowsWhere(TableName table, String condition) {
        return limited(() -> count(table, condition));
    }

    /** Rows whose value, an expression over the row, is the id of no row of the target. */
    long dangling(TableName table, String value, TableName target) {
        String sql = "SELECT count(*) FROM (SELECT " + value + " AS v FROM " + Sql.name(table)
                + ") AS it WHERE v IS NOT NULL AND NOT EXISTS (SELECT FROM " + Sql.name(target)
                + " AS target WHERE target." + Sql.name(SystemColumns.ID) + " = it.v)";
        return limited(() -> Objects.requireNonNull(jdbc.queryForObject(sql, Long.class)));
    }

    /** Rows of whose values, a list of ids, some are the ids of no row of the target. */
    long danglingAny(TableName table, String values, TableName target) {
        String sql = "SELECT count(*) FROM (SELECT " + values + " AS v FROM " + Sql.name(table)
                + ") AS it WHERE v IS NOT NULL AND EXISTS (SELECT FROM unnest(CAST(it.v AS uuid[])) AS one (id)"
                + " WHERE NOT EXISTS (SELECT FROM " + Sql.name(target) + " AS target WHERE target."
                + Sql.name(SystemColumns.ID) + " = one.id))";
        return limited(() -> Objects.requireNonNull(jdbc.queryForObject(sql, Long.class)));
    }

    private long count(TableName table, String condition) {
        return Objects.requireNonNull(
                jdbc.queryForObject("SELECT count(*) FROM " + Sql.name(table) + " WHERE " + condition, Long.class));
    }

    private static String filled(List<String> expressions, Scope scope) {
        return Stream.concat(expressions.stream().map(it -> "(" + it + ") IS NOT NULL"), Ddl.inScope(scope))
                .collect(Collectors.joining(" AND ", " WHERE ", ""));
    }

    /** In brackets, because a bare constant in GROUP BY means a position. */
    private static String grouping(List<String> expressions) {
        return expressions.stream().map(it -> "(" + it + ")").collect(Collectors.joining(", "));
    }

    private <T> T limited(Supplier<T> query) {
        try {
            return Objects.requireNonNull(nested.execute(_ -> {
                AtomicReference<T> answer = new AtomicReference<>();
                LocalSettings.during(jdbc, Map.of("statement_timeout", TIME_LIMIT), () -> answer.set(query.get()));
                return answer.get();
            }));
        } catch (DataAccessException e) {
            String state = SqlState.of(e);
            if (state.equals(SqlState.CANCELED) || SqlState.isBusy(e)) {
                throw new SchemaBusyException(e);
            }
            throw e;
        }
    }
}
