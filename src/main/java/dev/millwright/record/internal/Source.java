package dev.millwright.record.internal;

import dev.millwright.record.internal.QueryPlan.Predicate;
import dev.millwright.schema.ColumnSpec;
import dev.millwright.schema.TableName;
import java.util.List;

/**
 * Where rows come from, as the one who asks may see them. Whatever is read, compared, sorted or counted of it knows nothing of the rest.
 *
 * @param rows which of the table's rows there are
 * @param columns what there is of them; empty for all columns
 */
record Source(TableName table, Predicate rows, List<Shown> columns) {

    /**
     * A column that some rows show and others do not, as if it were empty there.
     *
     * @param rows which rows show it
     * @param as what it is called there
     */
    record Shown(ColumnSpec column, Predicate rows, String as) {

        Shown(ColumnSpec column, Predicate rows) {
            this(column, rows, column.name());
        }
    }

    Source {
        columns = List.copyOf(columns);
    }

    static Source whole(TableName table) {
        return new Source(table, Predicate.ALL, List.of());
    }

    /** Whether it is the table itself: its text in SQL depends on nobody. */
    boolean isWhole() {
        return rows.equals(Predicate.ALL) && columns.isEmpty();
    }
}
