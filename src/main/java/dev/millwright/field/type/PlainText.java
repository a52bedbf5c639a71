package dev.millwright.field.type;

import dev.millwright.field.FormatContext;
import dev.millwright.schema.ColumnType;
import dev.millwright.shared.ValueKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** A type whose value is a text that is kept, shown and read as it is. */
interface PlainText<C> extends OneColumn<C, String> {

    @Override
    default ValueKind valueKind() {
        return ValueKind.TEXT;
    }

    @Override
    default Class<String> valueType() {
        return String.class;
    }

    @Override
    default ColumnType column() {
        return ColumnType.TEXT;
    }

    @Override
    default String format(String value, C config, FormatContext context) {
        return value;
    }

    @Override
    default @Nullable String parse(String text, C config, FormatContext context) {
        return Typed.trimmed(text);
    }

    @Override
    default JsonNode toJson(String value) {
        return StringNode.valueOf(value);
    }

    @Override
    default @Nullable String fromJson(JsonNode json, C config) {
        return json.isNull() ? null : Typed.trimmed(Typed.string(json, "field.error.json.text"));
    }
}
