package dev.millwright.field;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.shared.HasValidationProperties;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A component that enters one value, whatever the component's own type of value is. */
public interface FieldEditor<V> {

    Component component();

    /**
     * @return null when empty
     * @throws ValueFormatException when what was typed cannot be read
     */
    @Nullable V value();

    void setValue(@Nullable V value);

    /** What was typed, as it stands there, where it cannot be read as a value; null where it can. */
    default @Nullable String unread() {
        return null;
    }

    /** Shows again what {@link #unread} gave; nothing for editors in which nothing is typed that could be no value. */
    default void showUnread(String typed) {}

    /** Called after each change by the person, not after {@link #setValue}. */
    void onChange(Runnable listener);

    void setReadOnly(boolean readOnly);

    /** Shows an error beside the field; null takes it away. */
    void showError(@Nullable String message);

    void focus();

    /** Marks the field as one that has to be filled, or takes the mark away. */
    default void setRequired(boolean required) {
        if (component() instanceof HasValue<?, ?> field) {
            field.setRequiredIndicatorVisible(required);
        }
    }

    /**
     * Leaves only some options to choose from; nothing for editors without options. What is chosen stays, whatever it is.
     *
     * @param options keys of those that are left; null for all
     */
    default void offer(@Nullable Set<String> options) {}

    /** Shows what a generated value may look like while there is none; nothing for editors of values that people enter. */
    default void showExample(String example) {}

    /** An editor around a Vaadin field that keeps a value of type {@code P} and has null or its empty value for none. */
    static <F extends Component & HasValue<?, P> & HasValidationProperties, P, V> FieldEditor<V> of(
            F field, Function<P, @Nullable V> toValue, Function<V, P> toField) {
        // Problems come from the gate, all at once; the components' own checks would only say the same twice.
        field.setManualValidation(true);
        return new FieldEditor<>() {
            @Override
            public Component component() {
                return field;
            }

            @Override
            public @Nullable V value() {
                return field.isEmpty() ? null : toValue.apply(field.getValue());
            }

            @Override
            public void setValue(@Nullable V value) {
                if (value == null) {
                    field.clear();
                } else {
                    field.setValue(toField.apply(value));
                }
            }

            @Override
            public @Nullable String unread() {
                if (field.isEmpty() || !(field.getValue() instanceof String typed)) {
                    return null;
                }
                try {
                    var _ = toValue.apply(field.getValue());
                    return null;
                } catch (ValueFormatException e) {
                    return typed;
                }
            }

            @Override
            @SuppressWarnings("unchecked") // a field whose empty value is a text has texts
            public void showUnread(String typed) {
                if (field.getEmptyValue() instanceof String) {
                    field.setValue((P) typed);
                }
            }

            @Override
            public void onChange(Runnable listener) {
                field.addValueChangeListener(event -> {
                    if (event.isFromClient() && !Objects.equals(event.getOldValue(), event.getValue())) {
                        listener.run();
                    }
                });
            }

            @Override
            public void setReadOnly(boolean readOnly) {
                field.setReadOnly(readOnly);
            }

            @Override
            public void showError(@Nullable String message) {
                field.setErrorMessage(message);
                field.setInvalid(message != null);
            }

            @Override
            public void focus() {
                if (field instanceof Focusable<?> focusable) {
                    focusable.focus();
                } else {
                    // Groups of boxes have a focus of their own in the browser, which Java does not know of.
                    field.getElement().callJsFunction("focus");
                }
            }
        };
    }
}
