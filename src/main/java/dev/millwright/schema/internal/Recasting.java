package dev.millwright.schema.internal;

import dev.millwright.schema.ColumnSpec;
import dev.millwright.schema.RecastStep;
import dev.millwright.schema.SchemaChange;
import dev.millwright.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Carries out a change of type. Each different value is worked out once and noted in a temporary table; one statement then writes
 * all rows.
 */
final class Recasting {

    private static final int NOTED_AT_ONCE = 5_000;
    private static final String FORTH = "\"recast forth\"";
    private static final String BACK = "\"recast back\"";

    private final JdbcTemplate jdbc;
    private final SchemaChange.RecastColumns change;
    private final RecastStep step;

    Recasting(JdbcTemplate jdbc, SchemaChange.RecastColumns change) {
        this.jdbc = jdbc;
        this.change = change;
        this.step = change.step();
    }

    void run() {
        note(FORTH, step.from(), ColumnSpec::name, step.to(), step.recast()::forth);
        if (comparesEarlier(change)) {
            note(BACK, step.to(), step::earlier, step.from(), step.recast()::back);
        }
        statements(change).forEach(jdbc::execute);
        jdbc.execute("DROP TABLE " + FORTH);
        if (comparesEarlier(change)) {
            jdbc.execute("DROP TABLE " + BACK);
        }
    }

    private static boolean comparesEarlier(SchemaChange.RecastColumns change) {
        return change.earlier() && !change.step().recast().earlierStays();
    }

    private void note(
            String notes,
            List<ColumnSpec> olds,
            Function<ColumnSpec, String> name,
            List<ColumnSpec> news,
            UnaryOperator<List<@Nullable Object>> recast) {
        jdbc.execute("CREATE TEMPORARY TABLE " + notes + " ("
                + Stream.concat(noted("o", olds), noted("n", news)).collect(Collectors.joining(", "))
                + ", fits boolean)");
        String insert = "INSERT INTO " + notes + " VALUES (" + "?, ".repeat(olds.size() + news.size()) + "?)";
        List<List<@Nullable Object>> rows = new ArrayList<>();
        new DistinctValues(jdbc, step.table(), olds, olds.stream().map(name).toList()).each((old, _) -> {
            List<@Nullable Object> found = recast.apply(old);
            List<@Nullable Object> row = new ArrayList<>(old);
            for (int i = 0; i < news.size(); i++) {
                row.add(found.isEmpty() ? null : found.get(i));
            }
            row.add(!found.isEmpty());
            rows.add(row);
            if (rows.size() == NOTED_AT_ONCE) {
                insert(insert, rows);
            }
        });
        insert(insert, rows);
        jdbc.execute("ANALYZE " + notes);
    }

    private void insert(String insert, List<List<@Nullable Object>> rows) {
        jdbc.batchUpdate(insert, rows, Math.max(rows.size(), 1), (statement, row) -> {
            for (int i = 0; i < row.size(); i++) {
                DistinctValues.set(statement, i + 1, row.get(i));
            }
        });
        rows.clear();
    }

    private static Stream<String> noted(String name, List<ColumnSpec> columns) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> name + (i + 1) + " " + columns.get(i).type().sqlName());
    }

    /** All that runs but the notes of which value becomes which. */
    static List<String> statements(SchemaChange.RecastColumns change) {
        RecastStep step = change.step();
        TableName table = step.table();
        List<String> statements = new ArrayList<>();
        change.foreignKeys().forEach(key -> statements.addAll(Ddl.dropReference(table, key)));
        change.indexes().forEach(index -> statements.add(Ddl.dropIndex(table, index)));
        for (ColumnSpec column : step.from()) {
            statements.add(Ddl.alter(table) + "DROP COLUMN IF EXISTS " + Sql.name(step.kept(column)));
            statements.add(rename(table, column.name(), step.kept(column)));
            statements.add(comment(table, step.kept(column), Sql.text(Ddl.RETIRED)));
        }
        for (ColumnSpec column : step.to()) {
            if (change.earlier()) {
                statements.add(rename(table, step.earlier(column), column.name()));
                statements.add(comment(table, column.name(), "NULL"));
            } else {
                statements.add(Ddl.alter(table) + "ADD COLUMN " + Sql.name(column.name()) + " "
                        + column.type().sqlName());
            }
        }
        statements.add(comparesEarlier(change) ? writeChanged(step) : writeAll(step));
        if (!step.aside().isEmpty()) {
            statements.add(writeAside(step));
        }
        return List.copyOf(statements);
    }

    private static String rename(TableName table, String from, String to) {
        return Ddl.alter(table) + "RENAME COLUMN " + Sql.name(from) + " TO " + Sql.name(to);
    }

    private static String comment(TableName table, String column, String text) {
        return "COMMENT ON COLUMN " + Ddl.column(table, column) + " IS " + text;
    }

    /** Where a value stands from an earlier change, it stays. */
    private static String writeAll(RecastStep step) {
        return update(step) + assigned(step.to(), i -> "f.n" + i) + " FROM " + FORTH + " AS f WHERE "
                + same("f", step.from(), step::kept) + " AND f.n1 IS NOT NULL AND t."
                + Sql.name(step.to().getFirst().name()) + " IS NULL";
    }

    /** Where the earlier value still means the present one nothing is written, and it is back as it was. */
    private static String writeChanged(RecastStep step) {
        String present = step.from().stream()
                .map(column -> "t." + Sql.name(step.kept(column)))
                .collect(Collectors.joining(", "));
        return update(step) + assigned(step.to(), i -> "f.n" + i) + " FROM (SELECT t.id, "
                + numbered("f.n", step.to().size()) + " FROM " + Sql.name(step.table()) + " AS t LEFT JOIN " + FORTH
                + " AS f ON " + same("f", step.from(), step::kept) + " LEFT JOIN " + BACK + " AS b ON "
                + same("b", step.to(), ColumnSpec::name) + " WHERE ROW("
                + numbered("b.n", step.from().size()) + ") IS DISTINCT FROM ROW(" + present
                + ")) AS f WHERE f.id = t.id";
    }

    private static String writeAside(RecastStep step) {
        return update(step)
                + assigned(
                        step.aside(), i -> "t." + Sql.name(step.kept(step.from().get(i - 1))))
                + " FROM " + FORTH + " AS f WHERE " + same("f", step.from(), step::kept) + " AND NOT f.fits";
    }

    private static String update(RecastStep step) {
        return "UPDATE " + Sql.name(step.table()) + " AS t SET ";
    }

    private static String assigned(List<ColumnSpec> columns, Function<Integer, String> value) {
        return IntStream.rangeClosed(1, columns.size())
                .mapToObj(i -> Sql.name(columns.get(i - 1).name()) + " = " + value.apply(i))
                .collect(Collectors.joining(", "));
    }

    private static String numbered(String name, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> name + i).collect(Collectors.joining(", "));
    }

    /** The first column always has a value, which a join can look up; the others are compared beside it. */
    private static String same(String noted, List<ColumnSpec> columns, Function<ColumnSpec, String> name) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> noted + ".o" + (i + 1) + (i == 0 ? " = " : " IS NOT DISTINCT FROM ") + "t."
                        + Sql.name(name.apply(columns.get(i))))
                .collect(Collectors.joining(" AND "));
    }
}
