package dev.millwright.schema.internal;

import dev.millwright.schema.ColumnSpec;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.RecastStep;
import dev.millwright.schema.SchemaChange;
import dev.millwright.schema.Scope;
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

    /** Witness of a value that somebody changed since. */
    private static final String CHANGED = "'-'";

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
        return change.earlier() && !change.step().recast().workedOut();
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
        new DistinctValues(jdbc, step.table(), olds, olds.stream().map(name).toList()).each(Scope.ALL, (old, _) -> {
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
        String witness = RecastStep.witness(step.kept(step.from().getFirst()));
        statements.add(Ddl.alter(table) + "DROP COLUMN IF EXISTS " + Sql.name(witness));
        statements.add(Ddl.alter(table) + "ADD COLUMN " + Sql.name(witness) + " text");
        statements.add(comment(table, witness, Sql.text(Ddl.RETIRED)));
        for (ColumnSpec column : step.to()) {
            if (change.earlier()) {
                statements.add(rename(table, step.earlier(column), column.name()));
                statements.add(comment(table, column.name(), "NULL"));
            } else {
                statements.add(Ddl.alter(table) + "ADD COLUMN " + Sql.name(column.name()) + " "
                        + column.type().sqlName());
            }
        }
        statements.add(write(change, witness));
        if (!step.aside().isEmpty()) {
            statements.add(writeAside(step));
        }
        statements.add(Ddl.alter(table) + "DROP COLUMN IF EXISTS "
                + Sql.name(RecastStep.witness(step.earlier(step.to().getFirst()))));
        return List.copyOf(statements);
    }

    private static String rename(TableName table, String from, String to) {
        return Ddl.alter(table) + "RENAME COLUMN " + Sql.name(from) + " TO " + Sql.name(to);
    }

    private static String comment(TableName table, String column, String text) {
        return "COMMENT ON COLUMN " + Ddl.column(table, column) + " IS " + text;
    }

    /** The new values, what the former ones became, and for whom of those that were kept earlier this still is what they became. */
    private static String write(SchemaChange.RecastColumns change, String witness) {
        RecastStep step = change.step();
        int to = step.to().size();
        String former = digest(
                step.from(),
                IntStream.rangeClosed(1, step.from().size())
                        .mapToObj(i -> present(step, i))
                        .toList());
        List<String> sets = new ArrayList<>();
        List<String> given = new ArrayList<>();
        List<String> unless = new ArrayList<>(List.of(present(step, 1) + " IS NULL", "v.v1 IS NULL"));
        if (change.earlier()) {
            unless.add("t." + Sql.name(step.to().getFirst().name()) + " IS NULL");
        }
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= to; i++) {
            ColumnSpec column = step.to().get(i - 1);
            String name = Sql.name(column.name());
            String value = change.earlier()
                    ? "CASE WHEN " + stays(change, former) + " THEN t." + name + " ELSE f.n" + i + " END"
                    : "f.n" + i;
            String fill = change.fills().get(column.name());
            values.add((fill == null ? value : "coalesce(" + value + ", " + fill + ")") + " AS v" + i);
            sets.add(name + " = f.v" + i);
            given.add("v.v" + i);
        }
        sets.add(Sql.name(witness) + " = f.became");
        StringBuilder still = new StringBuilder();
        for (int i = 0; i < change.witnesses().size(); i++) {
            String name = Sql.name(change.witnesses().get(i));
            still.append(", ")
                    .append(isMeant(step, name, former))
                    .append(" AS still")
                    .append(i);
            sets.add(name + " = CASE WHEN t." + name + " IS NOT NULL THEN CASE WHEN f.still" + i
                    + " THEN f.became ELSE " + CHANGED + " END END");
            unless.add("coalesce(t." + name + ", '') IN ('', " + CHANGED + ")");
        }
        return "UPDATE " + Sql.name(step.table()) + " AS t SET " + String.join(", ", sets) + " FROM (SELECT t.id, "
                + String.join(", ", given) + ", " + digest(step.to(), given) + " AS became" + still + " FROM "
                + Sql.name(step.table()) + " AS t LEFT JOIN " + FORTH + " AS f ON "
                + same("f", step.from(), step::kept)
                + (comparesEarlier(change)
                        ? " LEFT JOIN " + BACK + " AS b ON " + same("b", step.to(), ColumnSpec::name)
                        : "")
                + " CROSS JOIN LATERAL (SELECT " + String.join(", ", values) + ") AS v WHERE NOT ("
                + String.join(" AND ", unless) + ")) AS f WHERE f.id = t.id";
    }

    /** Whether the value that stands there from an earlier change is back: nobody changed what it became, or it says the same. */
    private static String stays(SchemaChange.RecastColumns change, String former) {
        RecastStep step = change.step();
        String earlier = "t." + Sql.name(step.to().getFirst().name());
        String witness = Sql.name(RecastStep.witness(step.earlier(step.to().getFirst())));
        if (step.recast().workedOut()) {
            return earlier + " IS NOT NULL" + (change.witnessed() ? " AND " + isMeant(step, witness, former) : "");
        }
        String present = IntStream.rangeClosed(1, step.from().size())
                .mapToObj(i -> present(step, i))
                .collect(Collectors.joining(", "));
        String same = "ROW(" + numbered("b.n", step.from().size()) + ") IS NOT DISTINCT FROM ROW(" + present + ")";
        return change.witnessed()
                ? "CASE WHEN t." + witness + " IS NOT NULL THEN t." + witness + " = " + former + " ELSE " + same
                        + " END"
                : same;
    }

    private static String isMeant(RecastStep step, String witness, String former) {
        return step.recast().workedOut()
                ? "coalesce(t." + witness + " <> " + CHANGED + ", false)"
                : "coalesce(t." + witness + " = " + former + ", false)";
    }

    /** The same for the same values, whatever a session says of the zone. */
    private static String digest(List<ColumnSpec> columns, List<String> values) {
        String row = IntStream.range(0, values.size())
                .mapToObj(i -> columns.get(i).type() == ColumnType.TIMESTAMPTZ
                        ? "extract(epoch FROM " + values.get(i) + ")"
                        : values.get(i))
                .collect(Collectors.joining(", "));
        return "CASE WHEN " + values.getFirst() + " IS NULL THEN '' ELSE md5(CAST(ROW(" + row + ") AS text)) END";
    }

    /** A column of the former type as it is now. */
    private static String present(RecastStep step, int place) {
        return "t." + Sql.name(step.kept(step.from().get(place - 1)));
    }

    private static String writeAside(RecastStep step) {
        return "UPDATE " + Sql.name(step.table()) + " AS t SET "
                + assigned(
                        step.aside(), i -> "t." + Sql.name(step.kept(step.from().get(i - 1))))
                + " FROM " + FORTH + " AS f WHERE " + same("f", step.from(), step::kept) + " AND NOT f.fits";
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
