package dev.millwright.field;

import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.extension.Descriptor;
import dev.millwright.shared.ValueKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * A type as it is for somebody to whom its values are masked: it reads the same columns, and gives their masks. It is as
 * {@link #isSealed sealed} as an encrypted text, so whatever works with values of fields leaves these alone.
 *
 * @param of what the values are to everybody else
 */
public record MaskedFieldType<C, V>(FieldType<C, V> of) implements FieldType<C, Masked> {

    @Override
    public String key() {
        return of.key();
    }

    @Override
    public Descriptor descriptor() {
        return of.descriptor();
    }

    @Override
    public Class<C> configType() {
        return of.configType();
    }

    @Override
    public C defaultConfig() {
        return of.defaultConfig();
    }

    @Override
    public ValueKind valueKind() {
        return ValueKind.STRUCTURE;
    }

    @Override
    public Class<Masked> valueType() {
        return Masked.class;
    }

    @Override
    public boolean isSealed() {
        return true;
    }

    @Override
    public List<Column> columns(C config) {
        return of.columns(config);
    }

    /** None of the columns that it reads: a mask is written nowhere. */
    @Override
    public List<@Nullable Object> toColumns(Masked value) {
        return List.of(value.text());
    }

    @Override
    public @Nullable Masked fromColumns(List<@Nullable Object> columns) {
        V value = of.fromColumns(columns);
        return value == null ? null : new Masked(of.mask(value));
    }

    @Override
    public String mask(Masked value) {
        return value.text();
    }

    @Override
    public String format(Masked value, C config, FormatContext context) {
        return value.text();
    }

    @Override
    public @Nullable Masked parse(String text, C config, FormatContext context) {
        return text.isBlank() ? null : new Masked(text.strip());
    }

    @Override
    public JsonNode toJson(Masked value) {
        return StringNode.valueOf(value.text());
    }

    /** Whatever is given: the gate tells whether it is the mask that is there, and takes nothing else. */
    @Override
    public @Nullable Masked fromJson(JsonNode json, C config) {
        return json.isNull() ? null : new Masked(json.isString() ? json.asString() : json.toString());
    }

    @Override
    public Map<String, Object> jsonSchema(C config) {
        return Map.of("type", "string", "readOnly", true);
    }

    @Override
    public FieldEditor<Masked> editor(C config, FieldPresentation presentation, EditorContext context) {
        TextField field = new TextField(presentation.label());
        field.setHelperText(presentation.help());
        return FieldEditor.of(field, Masked::new, Masked::text);
    }

    @Override
    public Optional<Masked> sample(C config, Locale locale) {
        return of.sample(config, locale).map(value -> new Masked(of.mask(value)));
    }
}
