package dev.millwright.schema;

import java.util.List;
import java.util.UUID;

/** Answers what is in the tables; each answer ends within a time limit with {@link SchemaBusyException} at the latest. */
public interface Inspection {

    /** Exact while small, else the planner's estimate; nothing for a table that is not there. Deleted rows count. */
    RowCount rows(TableName table);

    default long estimatedRows(TableName table) {
        return rows(table).rows();
    }

    /** Counts duplicates among the rows in scope that have a value in every one of the columns. */
    Duplicates duplicates(TableName table, List<String> columns, Scope scope);

    /** The rows that share their values with another row, those with the same values next to each other. */
    List<UUID> duplicateIds(TableName table, List<String> columns, Scope scope, int limit);

    /** Rows, deleted ones included, that have nothing in the column; all of them while there is no such column. */
    long nulls(TableName table, String column);
}
