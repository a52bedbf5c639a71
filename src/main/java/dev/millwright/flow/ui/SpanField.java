package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import dev.millwright.flow.Deadline;
import dev.millwright.flow.Deadline.Unit;
import dev.millwright.ui.Selects;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An amount of time: a number and a unit, in working time or as the clock runs. */
final class SpanField extends Composite<Div> {

    private static final String WORKING = "working.";
    private static final List<String> UNITS = List.of("working.days", "working.hours", "days", "hours", "minutes");

    private final IntegerField amount = new IntegerField();
    private final Select<String> unit;

    SpanField(String label, Deadline.@Nullable Span present, Consumer<Deadline.@Nullable Span> changed) {
        String chosen = present == null
                ? UNITS.getFirst()
                : (present.working() ? WORKING : "") + present.unit().name().toLowerCase(Locale.ROOT);
        unit = Selects.of("", UNITS, one -> t("flow.span.unit." + one), chosen, one -> tell(changed));
        unit.setAriaLabel(t("flow.span.unit"));
        amount.setAriaLabel(label.isEmpty() ? t("flow.span.amount") : label);
        amount.setMin(0);
        amount.setMax(100_000);
        if (present != null) {
            amount.setValue(present.amount());
        }
        amount.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                tell(changed);
            }
        });
        Div pair = new Div(amount, unit);
        pair.addClassName("mw-flow-pair");
        if (!label.isEmpty()) {
            Span heading = new Span(label);
            heading.addClassName("mw-conditions-label");
            getContent().add(heading);
        }
        getContent().add(pair);
        getContent().addClassName("mw-flow-span");
    }

    /** Puts the cursor into the number, with what stands there marked to be written over. */
    void focus() {
        amount.setAutoselect(true);
        amount.focus();
    }

    private void tell(Consumer<Deadline.@Nullable Span> changed) {
        Integer number = amount.getValue();
        String chosen = unit.getValue();
        boolean working = chosen.startsWith(WORKING);
        changed.accept(
                number == null
                        ? null
                        : new Deadline.Span(
                                number,
                                Unit.valueOf(chosen.substring(working ? WORKING.length() : 0)
                                        .toUpperCase(Locale.ROOT)),
                                working));
    }
}
