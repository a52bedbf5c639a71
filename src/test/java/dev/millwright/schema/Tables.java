package dev.millwright.schema;

import java.util.ArrayList;
import java.util.List;

/** Builds specs in tests. */
public final class Tables {

    private final TableName name;
    private final List<ColumnSpec> columns = new ArrayList<>();
    private final List<ColumnSpec> retired = new ArrayList<>();
    private final List<IndexSpec> indexes = new ArrayList<>();
    private final List<ForeignKeySpec> foreignKeys = new ArrayList<>();

    private Tables(TableName name) {
        this.name = name;
    }

    public static Tables table(String schema, String name) {
        return new Tables(new TableName(schema, name));
    }

    public Tables column(String column, ColumnType type) {
        columns.add(new ColumnSpec(column, type));
        return this;
    }

    public Tables text(String column) {
        return column(column, ColumnType.TEXT);
    }

    public Tables retired(String column, ColumnType type) {
        retired.add(new ColumnSpec(column, type));
        return this;
    }

    public Tables index(IndexSpec index) {
        indexes.add(index);
        return this;
    }

    public Tables link(String column, TableSpec target) {
        foreignKeys.add(new ForeignKeySpec(column, target.schema(), target.name()));
        return column(column, ColumnType.UUID);
    }

    public TableSpec spec() {
        return new TableSpec(name.schema(), name.name(), columns, retired, indexes, foreignKeys);
    }
}
