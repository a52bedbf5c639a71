package dev.millwright.form;

import dev.millwright.extension.Descriptor;
import dev.millwright.field.EditorContext;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.FieldType;
import dev.millwright.field.FormatContext;
import dev.millwright.schema.ColumnType;
import dev.millwright.shared.Label;
import dev.millwright.shared.ValueKind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** The simplest type there can be, for tests that need some type. */
record NoteFieldType(String key, boolean supportsUnique) implements FieldType<NoteFieldType.Config, String> {

    record Config(int width, List<String> tags) {}

    @Override
    public Descriptor descriptor() {
        return new Descriptor(Label.of("Note", "便签"), Label.of("", ""), "vaadin:notebook", Label.of("Basic", "基础"), 1);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(3, List.of());
    }

    @Override
    public ValueKind valueKind() {
        return ValueKind.TEXT;
    }

    @Override
    public Class<String> valueType() {
        return String.class;
    }

    @Override
    public List<Column> columns(Config config) {
        return Column.one(ColumnType.TEXT);
    }

    @Override
    public List<@Nullable Object> toColumns(String value) {
        return List.of(value);
    }

    @Override
    public @Nullable String fromColumns(List<@Nullable Object> columns) {
        return (String) columns.getFirst();
    }

    @Override
    public String format(String value, Config config, FormatContext context) {
        return value;
    }

    @Override
    public @Nullable String parse(String text, Config config, FormatContext context) {
        return text.isBlank() ? null : text;
    }

    @Override
    public JsonNode toJson(String value) {
        return StringNode.valueOf(value);
    }

    @Override
    public @Nullable String fromJson(JsonNode json, Config config) {
        return json.isNull() ? null : json.asString();
    }

    @Override
    public FieldEditor<String> editor(Config config, FieldPresentation presentation, EditorContext context) {
        throw new UnsupportedOperationException();
    }
}
