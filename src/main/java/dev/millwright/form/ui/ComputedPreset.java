package dev.millwright.form.ui;

import dev.millwright.expression.ExpressionType;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.FieldType;
import dev.millwright.field.FieldTypes;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.PublishedField;
import dev.millwright.schema.ColumnType;
import dev.millwright.shared.ValueKind;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What designers look for in the palette when a value is to be worked out: each is a field with a formula. */
enum ComputedPreset {
    /** Any formula. */
    FORMULA("vaadin:function"),
    /** A field of the record that a link leads to. */
    LOOKUP("vaadin:connect-o"),
    /** What the records that lead here come to. */
    ROLLUP("vaadin:calc");

    private static final String PREFIX = "computed:";

    private final String icon;

    ComputedPreset(String icon) {
        this.icon = icon;
    }

    String icon() {
        return icon;
    }

    /** In the palette; no type has such a key. */
    String key() {
        return PREFIX + name().toLowerCase(Locale.ROOT);
    }

    String text(String part) {
        return "form.preset." + name().toLowerCase(Locale.ROOT) + "." + part;
    }

    static Optional<ComputedPreset> of(String key) {
        return java.util.Arrays.stream(values())
                .filter(preset -> preset.key().equals(key))
                .findFirst();
    }

    /** Makes the fields. */
    record Maker(FieldTypes types, DefinitionCodec codec) {

        /** A field whose values are like those of another. */
        FieldDefinition like(UUID id, String label, PublishedField<?, ?> source, String formula) {
            if (source.type().takesFormula()) {
                FieldDefinition of = source.definition();
                return new FieldDefinition(id, "", label, of.type(), of.config(), false, false, "", "", null, formula);
            }
            return of(id, label, source.expressionType(), null, formula);
        }

        /**
         * @param column what numbers are kept as; null for any
         */
        FieldDefinition of(UUID id, String label, ExpressionType gives, @Nullable ColumnType column, String formula) {
            ValueKind kind = switch (gives) {
                case NUMBER, DURATION -> ValueKind.NUMBER;
                case BOOLEAN -> ValueKind.BOOLEAN;
                case DATE, DATE_RANGE -> ValueKind.DATE;
                case TIME -> ValueKind.TIME;
                case DATE_TIME -> ValueKind.DATE_TIME;
                case TEXT, CHOICE, CHOICES, LINK, PERSON, ID, OTHER, EMPTY -> ValueKind.TEXT;
            };
            return types.all().stream()
                    .filter(type -> type.takesFormula() && type.valueKind() == kind)
                    .filter(type -> gives != ExpressionType.DURATION || givesDuration(type))
                    .filter(type -> column == null || columnOf(type) == column)
                    .findFirst()
                    .map(type -> made(id, label, type, formula))
                    .orElseThrow(() -> new IllegalStateException("No type takes a formula of " + gives));
        }

        private static <C> boolean givesDuration(FieldType<C, ?> type) {
            return type.expressionType(type.defaultConfig()) == ExpressionType.DURATION;
        }

        private static <C> ColumnType columnOf(FieldType<C, ?> type) {
            return type.columns(type.defaultConfig()).getFirst().type();
        }

        private <C> FieldDefinition made(UUID id, String label, FieldType<C, ?> type, String formula) {
            return new FieldDefinition(
                    id,
                    "",
                    label,
                    type.key(),
                    (ObjectNode) codec.tree(type.defaultConfig()),
                    false,
                    false,
                    "",
                    "",
                    null,
                    formula);
        }
    }
}
