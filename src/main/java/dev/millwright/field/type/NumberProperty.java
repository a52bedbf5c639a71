package dev.millwright.field.type;

import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.extension.PropertyContext;
import dev.millwright.extension.PropertyKind;
import dev.millwright.shared.Label;
import dev.millwright.shared.NumberBounds;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The property editor for a number with decimals, or none. */
final class NumberProperty {

    /** Some phones have no minus on their number pad; a field whose smallest value is below 0 brings up the whole keyboard. */
    static final Label BELOW_ZERO = Label.of(
            "Set it below 0 where negative values occur, so that phones offer a minus sign",
            "如有负数，请设为小于 0 的值，手机键盘才会提供负号");

    private NumberProperty() {}

    static PropertyKind.Custom<@Nullable BigDecimal> kind(Label label) {
        return new PropertyKind.Custom<>(
                (PropertyContext context, PropertyKind.ValueAccess<@Nullable BigDecimal> value) -> {
                    TextField field = new TextField(label.in(context.locale()));
                    field.setWidthFull();
                    field.setClearButtonVisible(true);
                    field.setManualValidation(true);
                    BigDecimal present = value.get();
                    field.setValue(present == null ? "" : NumberBounds.write(present));
                    field.addValueChangeListener(event -> {
                        String text = event.getValue().strip();
                        Optional<BigDecimal> read = Numerals.read(text, "").filter(Numerals::isSensible);
                        field.setInvalid(!text.isEmpty() && read.isEmpty());
                        field.setErrorMessage(context.texts().text(context.locale(), "field.error.number", "1,234.50"));
                        if (field.isInvalid()) {
                            return;
                        }
                        BigDecimal number = read.orElse(null);
                        if (!Objects.equals(number, value.get())) {
                            value.set(number);
                        }
                    });
                    return field;
                });
    }
}
