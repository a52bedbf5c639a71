package dev.millwright.schema.internal;

import dev.millwright.schema.ColumnSpec;
import dev.millwright.schema.FillStep;
import dev.millwright.schema.ForeignKeySpec;
import dev.millwright.schema.IndexKind;
import dev.millwright.schema.IndexSpec;
import dev.millwright.schema.Phase;
import dev.millwright.schema.SchemaChange;
import dev.millwright.schema.Scope;
import dev.millwright.schema.SystemColumns;
import dev.millwright.schema.TableName;
import dev.millwright.schema.TableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statements of each change. */
final class Ddl {

    /** The comment that marks a retired column; it lives and rolls back with the catalogue. */
    static final String RETIRED = "millwright: retired";

    private Ddl() {}

    static List<String> statements(SchemaChange change, Phase phase) {
        return switch (change) {
            case SchemaChange.CreateSchema create -> List.of("CREATE SCHEMA " + Sql.name(create.schema()));
            case SchemaChange.CreateTable create -> createTable(create.spec());
            case SchemaChange.AddColumn add -> addColumn(add);
            case SchemaChange.ConvertColumn convert -> List.of(convert(convert));
            case SchemaChange.RecastColumns recast -> Recasting.statements(recast);
            case SchemaChange.RetireColumn retire -> retire(retire);
            case SchemaChange.BringBackColumn back ->
                List.of("COMMENT ON COLUMN " + column(back.table(), back.column()) + " IS NULL");
            case SchemaChange.FillColumn fill -> List.of(fill(fill));
            case SchemaChange.AddIndex add -> addIndex(add, phase);
            case SchemaChange.DropIndex drop -> List.of(dropIndex(drop.table(), drop.index()));
            case SchemaChange.AddForeignKey add ->
                add.foreignKey().several()
                        ? Pairs.create(add.table(), add.foreignKey(), add.onNewTable())
                        : List.of(alter(add.table()) + "ADD CONSTRAINT "
                                + Sql.name(add.foreignKey().nameOn(add.table()))
                                + " FOREIGN KEY (" + Sql.name(add.foreignKey().column()) + ") "
                                + references(add.foreignKey().target())
                                + (add.onNewTable() ? "" : " NOT VALID"));
            case SchemaChange.CheckForeignKey check ->
                List.of(alter(check.table()) + "VALIDATE CONSTRAINT "
                        + Sql.name(check.foreignKey().nameOn(check.table())));
            case SchemaChange.DropForeignKey drop -> dropReference(drop.table(), drop.foreignKey());
        };
    }

    private static List<String> createTable(TableSpec spec) {
        TableName table = spec.table();
        Stream<String> system = SystemColumns.ALL.stream()
                .map(column -> definition(column) + (SystemColumns.isRequired(column.name()) ? " NOT NULL" : ""));
        Stream<String> own = spec.columns().stream().map(Ddl::definition);
        List<String> statements = new ArrayList<>();
        Stream<String> key = Stream.of("CONSTRAINT " + Sql.name(table.derivedName("pk")) + " PRIMARY KEY ("
                + Sql.name(SystemColumns.ID) + ")");
        statements.add(Stream.of(system, own, key)
                .flatMap(lines -> lines)
                .collect(Collectors.joining(",\n  ", "CREATE TABLE " + Sql.name(table) + " (\n  ", "\n)")));
        Stream.concat(SystemColumns.INDEXES.stream(), spec.indexes().stream())
                .distinct()
                .map(index -> createIndex(table, index, false))
                .forEach(statements::add);
        return statements;
    }

    private static List<String> addColumn(SchemaChange.AddColumn add) {
        TableName table = add.table();
        ColumnSpec column = add.column();
        FillStep fill = add.fill();
        ForeignKeySpec foreignKey = add.foreignKey();
        String statement = alter(table) + "ADD COLUMN " + definition(column);
        if (fill != null) {
            return List.of(
                    statement + " DEFAULT " + Sql.literal(column.type(), fill.value()),
                    alter(table) + "ALTER COLUMN " + Sql.name(column.name()) + " DROP DEFAULT");
        }
        if (foreignKey != null) {
            return List.of(statement + " CONSTRAINT " + Sql.name(foreignKey.nameOn(table)) + " "
                    + references(foreignKey.target()));
        }
        return List.of(statement);
    }

    private static String convert(SchemaChange.ConvertColumn convert) {
        String using = Conversion.between(convert.from(), convert.to())
                .orElseThrow(() -> new IllegalArgumentException("No conversion: " + convert))
                .usingOf(Sql.name(convert.column()));
        return alter(convert.table()) + "ALTER COLUMN " + Sql.name(convert.column()) + " TYPE "
                + convert.to().sqlName() + " USING " + using;
    }

    private static List<String> retire(SchemaChange.RetireColumn retire) {
        TableName table = retire.table();
        List<String> statements = new ArrayList<>();
        retire.foreignKeys().forEach(foreignKey -> statements.addAll(dropReference(table, foreignKey)));
        retire.indexes().forEach(index -> statements.add(dropIndex(table, index)));
        if (retire.required()) {
            statements.add(alter(table) + "ALTER COLUMN " + Sql.name(retire.column()) + " DROP NOT NULL");
        }
        statements.add("COMMENT ON COLUMN " + column(table, retire.column()) + " IS " + Sql.text(RETIRED));
        return statements;
    }

    private static String fill(SchemaChange.FillColumn fill) {
        String column = Sql.name(fill.column().name());
        return "UPDATE " + Sql.name(fill.table()) + " SET " + column + " = "
                + Sql.literal(fill.column().type(), fill.fill().value()) + " WHERE " + column + " IS NULL";
    }

    private static List<String> addIndex(SchemaChange.AddIndex add, Phase phase) {
        String index =
                Sql.name(add.table().schema()) + "." + Sql.name(add.index().nameOn(add.table()));
        return switch (phase) {
            case IN_TRANSACTION -> {
                String create = createIndex(add.table(), add.index(), false);
                yield add.replacesBroken() ? List.of("DROP INDEX " + index, create) : List.of(create);
            }
            // A run that was cut off leaves an unusable index behind, also one that this plan does not know of.
            case BEFORE, AFTER_COMMIT ->
                List.of("DROP INDEX CONCURRENTLY IF EXISTS " + index, createIndex(add.table(), add.index(), true));
        };
    }

    static String createIndex(TableName table, IndexSpec index, boolean concurrently) {
        String predicate = predicate(index);
        return "CREATE " + (index.unique() ? "UNIQUE " : "") + "INDEX " + (concurrently ? "CONCURRENTLY " : "")
                + Sql.name(index.nameOn(table)) + " ON " + Sql.name(table)
                + organised(index)
                + (predicate.isEmpty() ? "" : " WHERE " + predicate);
    }

    private static String organised(IndexSpec index) {
        String columns = Sql.names(index.columns());
        return switch (index.kind()) {
            case BTREE -> " (" + columns + ")";
            case GIN -> " USING gin (" + columns + ")";
            case SEARCH -> " USING gin (platform.grams(" + columns + "))";
        };
    }

    /** Leaving out empty values changes nothing for uniqueness, and makes an index over a new column a mere scan. */
    private static String predicate(IndexSpec index) {
        Stream<String> filled = index.unique() || index.kind() == IndexKind.SEARCH
                ? index.columns().stream().map(column -> Sql.name(column) + " IS NOT NULL")
                : Stream.empty();
        return Stream.concat(filled, inScope(index.scope())).collect(Collectors.joining(" AND "));
    }

    static Stream<String> inScope(Scope scope) {
        return switch (scope) {
            case ALL -> Stream.empty();
            case LIVE -> Stream.of(Sql.name(SystemColumns.DELETED_AT) + " IS NULL");
            case DELETED -> Stream.of(Sql.name(SystemColumns.DELETED_AT) + " IS NOT NULL");
        };
    }

    static String dropConcurrently(TableName table, String index) {
        return "DROP INDEX CONCURRENTLY IF EXISTS " + Sql.name(table.schema()) + "." + Sql.name(index);
    }

    private static String definition(ColumnSpec column) {
        return Sql.name(column.name()) + " " + column.type().sqlName();
    }

    static String references(TableName target) {
        return "REFERENCES " + Sql.name(target) + " (" + Sql.name(SystemColumns.ID) + ")";
    }

    static String dropIndex(TableName table, String index) {
        return "DROP INDEX " + Sql.name(table.schema()) + "." + Sql.name(index);
    }

    /** Takes away a constraint, or the table of pairs in its place. */
    static List<String> dropReference(TableName table, String name) {
        return Pairs.isPairs(name)
                ? Pairs.drop(table, name)
                : List.of(alter(table) + "DROP CONSTRAINT " + Sql.name(name));
    }

    static String alter(TableName table) {
        return "ALTER TABLE " + Sql.name(table) + " ";
    }

    static String column(TableName table, String column) {
        return Sql.name(table) + "." + Sql.name(column);
    }
}
