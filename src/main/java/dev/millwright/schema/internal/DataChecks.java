package dev.millwright.schema.internal;

import dev.millwright.schema.Duplicates;
import dev.millwright.schema.ForeignKeySpec;
import dev.millwright.schema.IndexSpec;
import dev.millwright.schema.SchemaBusyException;
import dev.millwright.schema.SchemaChange;
import dev.millwright.schema.SchemaConflict;
import dev.millwright.schema.TableName;
import dev.millwright.schema.TableSpec;
import dev.millwright.schema.internal.LiveDatabase.LiveTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds the values that stand against changes, by computing what the columns will hold afterwards. */
final class DataChecks {

    private static final String NULL = "NULL";

    private final PostgresInspection inspection;
    private final LiveDatabase live;
    private final List<SchemaChange> changes;

    /** What a column will hold, as an expression over the present row; columns that stay as they are have none. */
    private final Map<TableName, Map<String, String>> after = new HashMap<>();

    private final Set<TableName> created = new HashSet<>();
    private final Set<String> inconvertible = new HashSet<>();
    private final List<SchemaConflict> conflicts = new ArrayList<>();

    private DataChecks(PostgresInspection inspection, LiveDatabase live, List<SchemaChange> changes) {
        this.inspection = inspection;
        this.live = live;
        this.changes = changes;
    }

    static List<SchemaConflict> conflicts(
            PostgresInspection inspection, LiveDatabase live, List<TableSpec> wanted, List<SchemaChange> changes) {
        DataChecks checks = new DataChecks(inspection, live, changes);
        checks.follow();
        checks.checkIndexes(wanted);
        checks.checkReferences();
        return checks.conflicts;
    }

    private void follow() {
        for (SchemaChange change : changes) {
            switch (change) {
                case SchemaChange.CreateTable create -> created.add(create.table());
                case SchemaChange.AddColumn add ->
                    put(
                            add.table(),
                            add.column().name(),
                            add.fill() == null
                                    ? NULL
                                    : Sql.literal(
                                            add.column().type(), add.fill().value()));
                case SchemaChange.ConvertColumn convert -> followConversion(convert);
                // Whoever brings the function knows what comes of the values, and whether they stay unique.
                case SchemaChange.RecastColumns recast ->
                    recast.step().to().forEach(column -> inconvertible.add(recast.table() + "." + column.name()));
                case SchemaChange.FillColumn fill -> {
                    String column = fill.column().name();
                    put(
                            fill.table(),
                            column,
                            "coalesce(" + expression(fill.table(), column) + ", "
                                    + Sql.literal(
                                            fill.column().type(), fill.fill().value())
                                    + ")");
                }
                case SchemaChange.CreateSchema _,
                        SchemaChange.RetireColumn _,
                        SchemaChange.BringBackColumn _,
                        SchemaChange.AddIndex _,
                        SchemaChange.DropIndex _,
                        SchemaChange.AddForeignKey _,
                        SchemaChange.CheckForeignKey _,
                        SchemaChange.DropForeignKey _ -> {}
            }
        }
    }

    private void followConversion(SchemaChange.ConvertColumn convert) {
        TableName table = convert.table();
        String column = convert.column();
        Conversion conversion = Conversion.between(convert.from(), convert.to()).orElseThrow();
        put(table, column, conversion.usingOf(Sql.name(column)));
        Optional<String> invalid = conversion.invalid(Sql.name(column));
        if (invalid.isPresent()) {
            Long rows = inTime(table, List.of(column), () -> inspection.rowsWhere(table, invalid.get()));
            if (rows == null || rows > 0) {
                inconvertible.add(table + "." + column);
            }
            if (rows != null && rows > 0) {
                conflicts.add(
                        new SchemaConflict.InconvertibleValues(table, column, convert.from(), convert.to(), rows));
            }
        }
    }

    /** Also those that exist: a conversion or a fill may make values equal that were not. */
    private void checkIndexes(List<TableSpec> wanted) {
        for (TableSpec spec : wanted) {
            LiveTable liveTable = live.tables().get(spec.table());
            if (liveTable == null) {
                continue;
            }
            for (IndexSpec index : spec.indexes()) {
                boolean stands = isNotNew(spec.table(), index)
                        && !after.getOrDefault(spec.table(), Map.of()).keySet().stream()
                                .anyMatch(index.columns()::contains);
                if (index.unique() && !stands) {
                    checkIndex(spec.table(), index);
                }
            }
        }
    }

    private boolean isNotNew(TableName table, IndexSpec index) {
        return changes.stream()
                .noneMatch(change -> change instanceof SchemaChange.AddIndex add
                        && add.table().equals(table)
                        && add.index().equals(index));
    }

    private void checkIndex(TableName table, IndexSpec index) {
        List<String> expressions = index.columns().stream()
                .map(column -> expression(table, column))
                .toList();
        if (expressions.contains(NULL)
                || index.columns().stream().anyMatch(column -> inconvertible.contains(table + "." + column))) {
            return;
        }
        Duplicates duplicates =
                inTime(table, index.columns(), () -> inspection.duplicatesOf(table, expressions, index.scope()));
        if (duplicates != null && !duplicates.isEmpty()) {
            conflicts.add(new SchemaConflict.DuplicateValues(table, index.columns(), index.scope(), duplicates));
        }
    }

    private void checkReferences() {
        for (SchemaChange change : changes) {
            if (change instanceof SchemaChange.CheckForeignKey check) {
                checkReference(check.table(), check.foreignKey());
            } else if (change instanceof SchemaChange.AddForeignKey add
                    && add.foreignKey().several()
                    && !add.onNewTable()) {
                checkReference(add.table(), add.foreignKey());
            }
        }
    }

    private void checkReference(TableName table, ForeignKeySpec foreignKey) {
        String column = foreignKey.column();
        if (inconvertible.contains(table + "." + column)) {
            return;
        }
        TableName target = foreignKey.target();
        String value = expression(table, column);
        Long rows = inTime(
                table,
                List.of(column),
                () -> created.contains(target)
                        ? inspection.rowsWhere(table, "(" + value + ") IS NOT NULL")
                        : foreignKey.several()
                                ? inspection.danglingAny(table, value, target)
                                : inspection.dangling(table, value, target));
        if (rows != null && rows > 0) {
            conflicts.add(new SchemaConflict.DanglingReferences(table, column, target, rows));
        }
    }

    private String expression(TableName table, String column) {
        return after.getOrDefault(table, Map.of()).getOrDefault(column, Sql.name(column));
    }

    private void put(TableName table, String column, String expression) {
        after.computeIfAbsent(table, _ -> new HashMap<>()).put(column, expression);
    }

    private <T> @Nullable T inTime(TableName table, List<String> columns, Supplier<T> question) {
        try {
            return question.get();
        } catch (SchemaBusyException e) {
            conflicts.add(new SchemaConflict.NotChecked(table, columns));
            return null;
        }
    }
}
