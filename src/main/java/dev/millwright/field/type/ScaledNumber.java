package dev.millwright.field.type;

import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.field.EditorContext;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.FormatContext;
import dev.millwright.field.ValueFormatException;
import dev.millwright.schema.ColumnType;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ValueKind;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;

/** A number of something with as many decimals as its configuration says. What people enter is never rounded. */
interface ScaledNumber<C> extends OneColumn<C, BigDecimal> {

    /** After the point. */
    int digits(C config);

    /** What it is shown with. */
    String unit(C config);

    /** The number in a text that is not blank. */
    BigDecimal number(String text, C config);

    @Override
    default ValueKind valueKind() {
        return ValueKind.NUMBER;
    }

    @Override
    default Class<BigDecimal> valueType() {
        return BigDecimal.class;
    }

    @Override
    default ColumnType column() {
        return ColumnType.NUMERIC;
    }

    @Override
    default Problems validateValue(C config, BigDecimal value) {
        if (!Numerals.isSensible(value)) {
            return Problems.of(Problem.error("field.error.tooLarge", ""));
        }
        return value.stripTrailingZeros().scale() > digits(config)
                ? Problems.of(Problem.error("field.error.tooManyDecimals", "", digits(config)))
                : Problems.NONE;
    }

    @Override
    default boolean takesFormula() {
        return true;
    }

    @Override
    default int decimals(C config) {
        return digits(config);
    }

    @Override
    default String format(BigDecimal value, C config, FormatContext context) {
        return Numerals.write(value, digits(config), true, unit(config));
    }

    @Override
    default @Nullable BigDecimal parse(String text, C config, FormatContext context) {
        return text.isBlank() ? null : Numerals.scaled(number(text, config), digits(config));
    }

    @Override
    default JsonNode toJson(BigDecimal value) {
        return DecimalNode.valueOf(value);
    }

    @Override
    default @Nullable BigDecimal fromJson(JsonNode json, C config) {
        if (json.isNull()) {
            return null;
        }
        if (!json.isNumber()) {
            throw new ValueFormatException("field.error.json.decimal");
        }
        return Numerals.scaled(json.decimalValue(), digits(config));
    }

    /** For phones the whole keyboard: their number pad has no minus. */
    @Override
    default FieldEditor<BigDecimal> editor(C config, FieldPresentation presentation, EditorContext context) {
        TextField field = Inputs.number(presentation, "text", unit(config));
        return FieldEditor.of(
                field,
                text -> parse(text, config, context.format()),
                value -> Inputs.shown(field, value, digits(config), true));
    }
}
