package dev.millwright.field.type;

import dev.millwright.field.FieldType;
import dev.millwright.schema.ColumnType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A type whose value is a list of texts in one column; an empty list is no value. */
interface ListOfTexts<C> extends FieldType<C, List<String>> {

    @Override
    @SuppressWarnings("unchecked") // there is no class literal for a list of texts
    default Class<List<String>> valueType() {
        return (Class<List<String>>) (Class<?>) List.class;
    }

    @Override
    default List<Column> columns(C config) {
        return Column.one(ColumnType.TEXT_ARRAY);
    }

    @Override
    default List<@Nullable Object> toColumns(List<String> value) {
        return Arrays.asList((Object) value.toArray(String[]::new));
    }

    @Override
    default @Nullable List<String> fromColumns(List<@Nullable Object> columns) {
        Object[] texts = (Object[]) columns.getFirst();
        return texts == null || texts.length == 0
                ? null
                : Arrays.stream(texts).map(String.class::cast).toList();
    }
}
