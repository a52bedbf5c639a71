package dev.millwright.schema;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One change that brings the database nearer to the wanted tables. */
public sealed interface SchemaChange {

    /** Makes the schema of an app. */
    record CreateSchema(String schema) implements SchemaChange {}

    /** Makes a table with its columns and indexes; its references follow as steps of their own. */
    record CreateTable(TableSpec spec) implements SchemaChange {
        @Override
        public TableName table() {
            return spec.table();
        }
    }

    /** Adds an empty column, or one that holds the same value in all existing rows; neither rewrites the table. */
    record AddColumn(
            TableName table,
            ColumnSpec column,
            @Nullable ForeignKeySpec foreignKey,
            @Nullable FillStep fill) implements SchemaChange {}

    /** Changes the type of a column and carries its values over. */
    record ConvertColumn(TableName table, String column, String from, ColumnType to) implements SchemaChange {}

    /**
     * Makes values of one type values of another; the former ones stay, out of use.
     *
     * @param earlier whether values of the new type stand there from an earlier change
     * @param witnessed whether these have a {@link RecastStep#witness}
     * @param witnesses those of the values of other types that stand there
     * @param fills what stands in new columns where there is nothing, as literals by column
     * @param indexes those that lead over the former columns, and go
     * @param foreignKeys those that the former columns have, and lose
     */
    record RecastColumns(
            RecastStep step,
            boolean earlier,
            boolean witnessed,
            List<String> witnesses,
            SortedMap<String, String> fills,
            List<String> indexes,
            List<String> foreignKeys)
            implements SchemaChange {
        public RecastColumns {
            witnesses = List.copyOf(witnesses);
            fills = Collections.unmodifiableSortedMap(new TreeMap<>(fills));
            indexes = List.copyOf(indexes);
            foreignKeys = List.copyOf(foreignKeys);
        }

        @Override
        public TableName table() {
            return step.table();
        }
    }

    /** Takes a column out of use: whatever it enforces goes, its values stay. */
    record RetireColumn(
            TableName table, String column, boolean required, List<String> indexes, List<String> foreignKeys)
            implements SchemaChange {
        public RetireColumn {
            indexes = List.copyOf(indexes);
            foreignKeys = List.copyOf(foreignKeys);
        }
    }

    /** Takes a retired column into use again, with its values. */
    record BringBackColumn(TableName table, String column) implements SchemaChange {}

    /** Writes a value into the existing rows that have none. */
    record FillColumn(TableName table, ColumnSpec column, FillStep fill) implements SchemaChange {}

    /**
     * Adds an index.
     *
     * @param overNewColumn whether it leads over a column that the same plan adds, so that there is little to sort
     * @param replacesBroken whether an unfinished one of that name is in the way
     */
    record AddIndex(TableName table, IndexSpec index, boolean overNewColumn, boolean replacesBroken)
            implements SchemaChange {}

    record DropIndex(TableName table, String index, List<String> columns, boolean unique) implements SchemaChange {
        public DropIndex {
            columns = List.copyOf(columns);
        }
    }

    /**
     * Adds a reference that holds for new values at once; existing ones are checked by {@link CheckForeignKey}.
     *
     * @param onNewTable whether there are no existing ones
     */
    record AddForeignKey(TableName table, ForeignKeySpec foreignKey, boolean onNewTable) implements SchemaChange {}

    /** Checks existing values against a reference without stopping anyone. */
    record CheckForeignKey(TableName table, ForeignKeySpec foreignKey) implements SchemaChange {}

    record DropForeignKey(TableName table, String foreignKey, String column) implements SchemaChange {}

    /** The table concerned; nothing for a schema. */
    default @Nullable TableName table() {
        return null;
    }

    /** Stable, and the key of its text in the message bundles. */
    default String code() {
        return "schema.step."
                + switch (this) {
                    case CreateSchema _ -> "createSchema";
                    case CreateTable _ -> "createTable";
                    case AddColumn add -> add.fill() == null ? "addColumn" : "addColumnFilled";
                    case ConvertColumn _ -> "convertColumn";
                    case RecastColumns _ -> "recastColumns";
                    case RetireColumn _ -> "retireColumn";
                    case BringBackColumn _ -> "bringBackColumn";
                    case FillColumn _ -> "fillColumn";
                    case AddIndex add ->
                        switch (add.index().kind()) {
                            case BTREE, GIN -> add.index().unique() ? "addUnique" : "addIndex";
                            case SEARCH -> "addSearch";
                        };
                    case DropIndex drop -> drop.unique() ? "dropUnique" : "dropIndex";
                    case AddForeignKey _ -> "addForeignKey";
                    case CheckForeignKey _ -> "checkForeignKey";
                    case DropForeignKey _ -> "dropForeignKey";
                };
    }

    /**
     * What the text names, in order: the schema; or first the table, then the columns joined by a comma, then what else there
     * is.
     */
    default List<Object> arguments() {
        return switch (this) {
            case CreateSchema create -> List.of(create.schema());
            case CreateTable create ->
                List.of(create.spec().name(), create.spec().columns().size());
            case AddColumn add ->
                add.fill() == null
                        ? List.of(
                                add.table().name(),
                                add.column().name(),
                                add.column().type().sqlName())
                        : List.of(
                                add.table().name(),
                                add.column().name(),
                                add.column().type().sqlName(),
                                String.valueOf(add.fill().value()));
            case ConvertColumn convert ->
                List.of(
                        convert.table().name(),
                        convert.column(),
                        convert.from(),
                        convert.to().sqlName());
            case RecastColumns recast ->
                List.of(
                        recast.step().table().name(),
                        recast.step().to().getFirst().name(),
                        recast.step().fromType(),
                        recast.step().toType());
            case RetireColumn retire -> List.of(retire.table().name(), retire.column());
            case BringBackColumn back -> List.of(back.table().name(), back.column());
            case FillColumn fill ->
                List.of(
                        fill.table().name(),
                        fill.column().name(),
                        String.valueOf(fill.fill().value()));
            case AddIndex add ->
                List.of(add.table().name(), String.join(", ", add.index().columns()));
            case DropIndex drop -> List.of(drop.table().name(), String.join(", ", drop.columns()));
            case AddForeignKey add ->
                List.of(
                        add.table().name(),
                        add.foreignKey().column(),
                        add.foreignKey().targetTable());
            case CheckForeignKey check ->
                List.of(
                        check.table().name(),
                        check.foreignKey().column(),
                        check.foreignKey().targetTable());
            case DropForeignKey drop -> List.of(drop.table().name(), drop.column());
        };
    }
}
