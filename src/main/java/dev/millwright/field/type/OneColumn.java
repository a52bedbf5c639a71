package dev.millwright.field.type;

import dev.millwright.field.FieldType;
import dev.millwright.schema.ColumnType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A type whose value goes into one column as it is. */
interface OneColumn<C, V> extends FieldType<C, V> {

    ColumnType column();

    @Override
    default List<Column> columns(C config) {
        return Column.one(column());
    }

    @Override
    default List<@Nullable Object> toColumns(V value) {
        return Arrays.asList(value);
    }

    @Override
    default @Nullable V fromColumns(List<@Nullable Object> columns) {
        return valueType().cast(columns.getFirst());
    }
}
