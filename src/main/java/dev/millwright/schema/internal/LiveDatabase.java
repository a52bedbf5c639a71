package dev.millwright.schema.internal;

import dev.millwright.schema.TableName;
import java.util.SortedMap;
import java.util.SortedSet;

/** What the catalogue holds of the schemas and tables that a plan concerns; only indexes and references made here are in it. */
record LiveDatabase(SortedSet<String> schemas, SortedMap<TableName, LiveTable> tables) {

    /**
     * A table, or something else that has taken its name.
     *
     * @param ordinary whether it is a table at all
     */
    record LiveTable(
            boolean ordinary,
            SortedMap<String, LiveColumn> columns,
            SortedMap<String, LiveIndex> indexes,
            SortedMap<String, LiveForeignKey> foreignKeys) {}

    /**
     * A column.
     *
     * @param retired whether it carries the mark of a retired one
     */
    record LiveColumn(String sqlType, boolean required, boolean retired) {}

    /**
     * An index.
     *
     * @param valid whether its building came to an end
     */
    record LiveIndex(java.util.List<String> columns, boolean unique, boolean valid) {}

    /**
     * A reference.
     *
     * @param checked whether existing values are known to hold
     */
    record LiveForeignKey(String column, boolean checked) {}
}
