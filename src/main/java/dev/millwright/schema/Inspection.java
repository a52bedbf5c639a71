package dev.millwright.schema;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

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

    /**
     * Tells each different value that the columns hold together, typed as in {@link FillStep}, with the number of its rows that are not
     * deleted; rows in which the first column is empty are left out.
     */
    default void values(TableName table, List<ColumnSpec> columns, BiConsumer<List<@Nullable Object>, Long> consumer) {
        values(table, columns, Scope.LIVE, consumer);
    }

    /** The same with the number of its rows in scope, which may be none. */
    void values(
            TableName table, List<ColumnSpec> columns, Scope scope, BiConsumer<List<@Nullable Object>, Long> consumer);

    /** Rows that are not deleted and have one of the values in the first column, with what they hold in it and in another column. */
    List<Holder> holders(TableName table, ColumnSpec column, Collection<Object> values, ColumnSpec named, int limit);

    /**
     * A row and what it holds.
     *
     * @param name what stands in the column that names the row
     */
    record Holder(UUID id, Object value, @Nullable Object name) {}

    /** Whether values of that type stand beside a column from an earlier change of its type, see {@link RecastStep}. */
    boolean keeps(TableName table, String column, String type);

    /** Rows, deleted ones included, that have nothing in the column; all of them while there is no such column. */
    long nulls(TableName table, String column);
}
