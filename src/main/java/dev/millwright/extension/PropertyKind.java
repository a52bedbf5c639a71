package dev.millwright.extension;

import com.vaadin.flow.component.Component;
import dev.millwright.shared.Label;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kinds of editor that the property panel can show; {@link Custom} brings an editor of its own. */
public sealed interface PropertyKind<T extends @Nullable Object> {

    /** A text; never null, empty when unset. */
    record Text(int maxLength, boolean multiline) implements PropertyKind<String> {}

    /** A whole number, or null when unset. */
    record Whole(long min, long max) implements PropertyKind<@Nullable Long> {}

    /** On or off. */
    record Toggle() implements PropertyKind<Boolean> {}

    /** One of a few fixed values. */
    record Choice(List<Option> options) implements PropertyKind<String> {
        /**
         * @param whyNot why it cannot be chosen now; null for one that can
         */
        public record Option(
                String value, Label label, @Nullable Label whyNot) {
            public Option(String value, Label label) {
                this(value, label, null);
            }
        }
    }

    /** An editor that the type itself brings. */
    record Custom<T extends @Nullable Object>(Editor<T> editor) implements PropertyKind<T> {}

    /** Makes the component of a {@link Custom} property; it carries its own label. */
    @FunctionalInterface
    interface Editor<T extends @Nullable Object> {
        Component create(PropertyContext context, ValueAccess<T> value);
    }

    /** Where a custom editor reads the present value and says the new one; each {@code set} is one undoable edit. */
    interface ValueAccess<T extends @Nullable Object> {
        T get();

        void set(T value);
    }
}
