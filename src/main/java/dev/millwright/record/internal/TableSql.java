package dev.millwright.record.internal;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import dev.millwright.schema.ColumnSpec;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import dev.millwright.schema.TableName;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;

/** What tables of apps and their columns are called in statements, in which the table in question is {@code r}. */
final class TableSql {

    private static final String ROW = "r";

    private TableSql() {}

    static Table<Record> tableOf(TableName name) {
        return table(name(name.schema(), name.name()));
    }

    static Field<?> column(String column, ColumnType type) {
        return field(name(ROW, column), Columns.type(type));
    }

    /** A column of the record that a link leads to. */
    static Field<?> ofTarget(String link, TableName target, ColumnSpec column) {
        return field(select(field(name("t", column.name()), Columns.type(column.type())))
                .from(tableOf(target).as("t"))
                .where(field(name("t", SystemColumns.ID), Columns.type(ColumnType.UUID))
                        .eq(cast(column(link, ColumnType.UUID)))));
    }

    @SuppressWarnings("unchecked") // the column's type is known only at run time
    static <T> Field<T> cast(Field<?> field) {
        return (Field<T>) field;
    }
}
