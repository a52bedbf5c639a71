package dev.millwright.field.type;

import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.millwright.field.EditorContext;
import dev.millwright.field.ValueFormatException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Two dates side by side. */
final class DateRangeField extends CustomField<DateRangeField.Ends> {

    /** What is entered so far. */
    record Ends(@Nullable LocalDate from, @Nullable LocalDate to) {

        static Ends of(DateRangeFieldType.Range range) {
            return new Ends(range.from(), range.to());
        }

        DateRangeFieldType.Range range() {
            if (from == null || to == null) {
                throw new ValueFormatException("field.error.dateRange.half");
            }
            return new DateRangeFieldType.Range(from, to);
        }
    }

    private final TypedDate from;
    private final TypedDate to;

    DateRangeField(EditorContext context) {
        from = new TypedDate(context);
        to = new TypedDate(context);
        Stream.of(from, to).forEach(picker -> {
            picker.setManualValidation(true);
            picker.setClearButtonVisible(true);
            picker.addValueChangeListener(changed -> {
                if (changed.isFromClient()) {
                    to.setInitialPosition(from.getValue());
                    setModelValue(generateModelValue(), true);
                }
            });
        });
        from.setAriaLabel(context.texts().text(context.locale(), "field.dateRange.from"));
        to.setAriaLabel(context.texts().text(context.locale(), "field.dateRange.to"));
        Span between = new Span("–");
        between.getElement().setAttribute("aria-hidden", "true");
        Div line = new Div(from, between, to);
        line.addClassName("mw-side-by-side");
        add(line);
    }

    /** @throws ValueFormatException when something was typed that is no date */
    void refuseUnread() {
        from.refuseUnread();
        to.refuseUnread();
    }

    /** Called when what was typed is no date, or no longer. */
    void onUnread(Runnable listener) {
        from.onUnread(listener);
        to.onUnread(listener);
    }

    /** What stands in both where it makes no range, on a line each. */
    String typed() {
        return typed(from) + "\n" + typed(to);
    }

    private static String typed(TypedDate picker) {
        String unread = picker.unread();
        LocalDate date = picker.getValue();
        return unread != null ? unread : date == null ? "" : date.toString();
    }

    void showTyped(String typed) {
        String[] lines = typed.split("\n", 2);
        String first = lines[0];
        String last = lines.length > 1 ? lines[1] : "";
        Optional<LocalDate> begin = Dates.read(first);
        Optional<LocalDate> end = Dates.read(last);
        setValue(begin.isEmpty() && end.isEmpty() ? null : new Ends(begin.orElse(null), end.orElse(null)));
        show(from, first, begin);
        show(to, last, end);
    }

    private static void show(TypedDate picker, String typed, Optional<LocalDate> read) {
        if (read.isEmpty() && !typed.isBlank()) {
            picker.showUnread(typed);
        }
    }

    @Override
    protected @Nullable Ends generateModelValue() {
        LocalDate first = from.getValue();
        LocalDate last = to.getValue();
        return first == null && last == null ? null : new Ends(first, last);
    }

    @Override
    protected void setPresentationValue(@Nullable Ends ends) {
        from.setValue(ends == null ? null : ends.from());
        to.setValue(ends == null ? null : ends.to());
    }

    @Override
    public void setReadOnly(boolean readOnly) {
        super.setReadOnly(readOnly);
        from.setReadOnly(readOnly);
        to.setReadOnly(readOnly);
    }

    @Override
    public void setInvalid(boolean invalid) {
        super.setInvalid(invalid);
        from.setInvalid(invalid);
        to.setInvalid(invalid);
    }

    @Override
    public void focus() {
        from.focus();
    }
}
