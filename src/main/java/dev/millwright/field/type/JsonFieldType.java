package dev.millwright.field.type;

import com.vaadin.flow.component.textfield.TextArea;
import dev.millwright.extension.CountedText;
import dev.millwright.extension.Descriptor;
import dev.millwright.field.EditorContext;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.FieldType;
import dev.millwright.field.FormatContext;
import dev.millwright.field.TypeChange;
import dev.millwright.field.ValueFormatException;
import dev.millwright.schema.ColumnType;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ValueKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Data of a program, such as the settings of a machine, as JSON; what it means nobody here knows. */
@Component
class JsonFieldType implements NothingToSet<JsonText> {

    @Override
    public String key() {
        return "json";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("JSON", "JSON 数据"),
                Label.of("Data from another program, such as the settings of a machine", "其他程序的数据，如设备参数"),
                "vaadin:curly-brackets",
                Groups.TEXT,
                Groups.FIRST_TEXT + 60);
    }

    @Override
    public ValueKind valueKind() {
        return ValueKind.STRUCTURE;
    }

    @Override
    public Class<JsonText> valueType() {
        return JsonText.class;
    }

    @Override
    public boolean isShownByEditor() {
        return true;
    }

    @Override
    public List<Column> columns(NoSettings config) {
        return Column.one(ColumnType.JSONB);
    }

    @Override
    public List<@Nullable Object> toColumns(JsonText value) {
        return Arrays.asList(value.text());
    }

    @Override
    public @Nullable JsonText fromColumns(List<@Nullable Object> columns) {
        return columns.getFirst() instanceof String json ? JsonText.kept(json) : null;
    }

    @Override
    public Problems validateValue(NoSettings config, JsonText value) {
        int length = value.text().length();
        return length > JsonText.LONGEST
                ? Problems.of(Problem.error("field.error.tooLong", "", JsonText.LONGEST, length))
                : Problems.NONE;
    }

    @Override
    public String format(JsonText value, NoSettings config, FormatContext context) {
        return value.text();
    }

    @Override
    public @Nullable JsonText parse(String text, NoSettings config, FormatContext context) {
        return text.isBlank() ? null : JsonText.read(text);
    }

    @Override
    public Optional<Label> cellHelp(NoSettings config) {
        return Optional.of(Label.of("JSON: {\"speed\": 120}", "JSON：{\"speed\": 120}"));
    }

    @Override
    public JsonNode toJson(JsonText value) {
        return value.node();
    }

    @Override
    public @Nullable JsonText fromJson(JsonNode json, NoSettings config) {
        return json.isNull() ? null : JsonText.of(json);
    }

    @Override
    public FieldEditor<JsonText> editor(NoSettings config, FieldPresentation presentation, EditorContext context) {
        TextArea field = CountedText.upTo(JsonText.LONGEST, Inputs.present(new TextArea(), presentation));
        field.addClassName("mw-json");
        field.setMinRows(3);
        field.setMaxRows(20);
        // Whoever leaves the field sees it in order, or how it was typed where that is no JSON.
        field.addBlurListener(left -> {
            if (!field.isReadOnly() && !field.isEmpty()) {
                try {
                    JsonText read = JsonText.read(field.getValue());
                    if (read != null) {
                        field.setValue(read.indented());
                    }
                } catch (ValueFormatException e) {
                    // told when the field is read
                }
            }
        });
        return FieldEditor.of(field, text -> parse(text, config, context.format()), JsonText::indented);
    }

    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, NoSettings config) {
        return other.valueType() == JsonText.class ? Optional.of(TypeChange.SAFE) : Optional.empty();
    }

    @Override
    public Optional<JsonText> sample(NoSettings config, Locale locale) {
        return Optional.ofNullable(JsonText.read("{\"program\": 7, \"speed\": 120.5}"));
    }
}
