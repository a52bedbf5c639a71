package dev.millwright.form;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A field of a form as designed.
 *
 * @param id assigned once; survives renames, moves and retirement
 * @param key frozen when first published: the name of the column and in the API
 * @param type key of its field type; a type that is not installed is kept unchanged
 * @param config configuration of the type, as JSON
 * @param help empty for none
 * @param placeholder empty for none
 * @param defaultValue JSON of a value, {@code {"dynamic": "today"}} or {@code {"formula": "customer.terms"}}; null for none
 * @param formula what the value is worked out by, with keys of fields; null when people enter it
 */
public record FieldDefinition(
        UUID id,
        String key,
        String label,
        String type,
        ObjectNode config,
        boolean required,
        boolean unique,
        String help,
        String placeholder,
        @Nullable JsonNode defaultValue,
        @Nullable String formula) {

    private static final String FORMULA = "formula";

    /** A field that people enter. */
    public FieldDefinition(
            UUID id,
            String key,
            String label,
            String type,
            ObjectNode config,
            boolean required,
            boolean unique,
            String help,
            String placeholder,
            @Nullable JsonNode defaultValue) {
        this(id, key, label, type, config, required, unique, help, placeholder, defaultValue, null);
    }

    public FieldDefinition withId(UUID other) {
        return new FieldDefinition(
                other, key, label, type, config, required, unique, help, placeholder, defaultValue, formula);
    }

    public FieldDefinition withKey(String other) {
        return new FieldDefinition(
                id, other, label, type, config, required, unique, help, placeholder, defaultValue, formula);
    }

    public FieldDefinition withLabel(String other) {
        return new FieldDefinition(
                id, key, other, type, config, required, unique, help, placeholder, defaultValue, formula);
    }

    /** Of another type, without what gives its value: whether that still fits is for who changes it to say. */
    public FieldDefinition withType(String other, ObjectNode itsConfig) {
        return new FieldDefinition(id, key, label, other, itsConfig, required, unique, help, placeholder, null, null);
    }

    public FieldDefinition withConfig(ObjectNode other) {
        return new FieldDefinition(
                id, key, label, type, other, required, unique, help, placeholder, defaultValue, formula);
    }

    public FieldDefinition withRequired(boolean other) {
        return new FieldDefinition(
                id, key, label, type, config, other, unique, help, placeholder, defaultValue, formula);
    }

    public FieldDefinition withUnique(boolean other) {
        return new FieldDefinition(
                id, key, label, type, config, required, other, help, placeholder, defaultValue, formula);
    }

    public FieldDefinition withHelp(String other) {
        return new FieldDefinition(
                id, key, label, type, config, required, unique, other, placeholder, defaultValue, formula);
    }

    public FieldDefinition withPlaceholder(String other) {
        return new FieldDefinition(id, key, label, type, config, required, unique, help, other, defaultValue, formula);
    }

    public FieldDefinition withDefaultValue(@Nullable JsonNode other) {
        return new FieldDefinition(id, key, label, type, config, required, unique, help, placeholder, other, formula);
    }

    /** The expression whose value a record begins with in the field, with keys of fields. */
    public Optional<String> defaultFormula() {
        return defaultValue != null && defaultValue.isObject() && defaultValue.has(FORMULA)
                ? defaultValue.get(FORMULA).asStringOpt()
                : Optional.empty();
    }

    public FieldDefinition withDefaultFormula(String other) {
        return withDefaultValue(JsonNodeFactory.instance.objectNode().put(FORMULA, other));
    }

    public FieldDefinition withFormula(@Nullable String other) {
        return new FieldDefinition(
                id, key, label, type, config, required, unique, help, placeholder, defaultValue, other);
    }
}
