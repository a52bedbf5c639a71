package dev.millwright.field.type;

import com.vaadin.flow.component.Component;
import dev.millwright.field.FieldEditor;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An editor that differs from another in little. */
abstract class EditorAround<V> implements FieldEditor<V> {

    private final FieldEditor<V> inner;

    EditorAround(FieldEditor<V> inner) {
        this.inner = inner;
    }

    @Override
    public Component component() {
        return inner.component();
    }

    @Override
    public @Nullable V value() {
        return inner.value();
    }

    @Override
    public void setValue(@Nullable V value) {
        inner.setValue(value);
    }

    @Override
    public @Nullable String unread() {
        return inner.unread();
    }

    @Override
    public void showUnread(String typed) {
        inner.showUnread(typed);
    }

    @Override
    public void onChange(Runnable listener) {
        inner.onChange(listener);
    }

    @Override
    public void setReadOnly(boolean readOnly) {
        inner.setReadOnly(readOnly);
    }

    @Override
    public void showError(@Nullable String message) {
        inner.showError(message);
    }

    @Override
    public void focus() {
        inner.focus();
    }

    @Override
    public void showExample(String example) {
        inner.showExample(example);
    }

    @Override
    public void setRequired(boolean required) {
        inner.setRequired(required);
    }

    @Override
    public void offer(@Nullable Set<String> options) {
        inner.offer(options);
    }
}
