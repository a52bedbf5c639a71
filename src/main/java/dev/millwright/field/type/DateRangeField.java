package dev.millwright.field.type;

import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.binder.Result;
import com.vaadin.flow.data.binder.ValueContext;
import dev.millwright.field.EditorContext;
import dev.millwright.field.ValueFormatException;
import java.time.LocalDate;
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

    private final DatePicker from = new DatePicker();
    private final DatePicker to = new DatePicker();

    DateRangeField(EditorContext context) {
        Stream.of(from, to).forEach(picker -> {
            picker.setI18n(PickerTexts.in(context.locale(), context.texts()));
            picker.setFallbackParser(
                    typed -> Dates.read(typed).map(Result::ok).orElseGet(() -> Result.error("field.error.date")));
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

    /** An empty picker with something unreadable in it must not be taken for an empty one. */
    boolean isUnreadable() {
        return Stream.of(from, to)
                .anyMatch(picker -> picker.getDefaultValidator()
                        .apply(picker.getValue(), new ValueContext(picker))
                        .isError());
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
