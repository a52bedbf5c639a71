package dev.millwright.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A wanted table, without the {@link SystemColumns} that it gets anyway.
 *
 * @param columns the columns in use
 * @param retired columns once in use; they keep their values and are never made anew
 */
public record TableSpec(
        String schema,
        String name,
        List<ColumnSpec> columns,
        List<ColumnSpec> retired,
        List<IndexSpec> indexes,
        List<ForeignKeySpec> foreignKeys) {

    public TableSpec {
        Names.requireValidSchema(schema);
        Names.requireValid(name);
        columns = List.copyOf(columns);
        retired = List.copyOf(retired);
        indexes = List.copyOf(indexes);
        foreignKeys = List.copyOf(foreignKeys);
        Set<String> all = new HashSet<>(SystemColumns.NAMES);
        for (ColumnSpec column : columns) {
            require(all.add(column.name()), "Column twice or a system column: " + column.name());
        }
        for (IndexSpec index : indexes) {
            require(all.containsAll(index.columns()), "Index over unknown columns: " + index.columns());
        }
        require(indexes.stream().distinct().count() == indexes.size(), "Index twice in " + name);
        for (ColumnSpec column : retired) {
            require(all.add(column.name()), "Retired column twice or in use: " + column.name());
        }
        Set<String> referring = new HashSet<>();
        for (ForeignKeySpec foreignKey : foreignKeys) {
            String column = foreignKey.column();
            ColumnType holding = foreignKey.several() ? ColumnType.UUID_ARRAY : ColumnType.UUID;
            require(
                    columns.contains(new ColumnSpec(column, holding)),
                    "Reference from something that is no column of ids: " + column);
            require(referring.add(column), "Two references from one column: " + column);
        }
    }

    public TableName table() {
        return new TableName(schema, name);
    }

    public Optional<ColumnSpec> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /** The index of that physical name, for instance the one that a unique violation names. */
    public Optional<IndexSpec> index(String physicalName) {
        return indexes.stream()
                .filter(index -> index.nameOn(table()).equals(physicalName))
                .findFirst();
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
