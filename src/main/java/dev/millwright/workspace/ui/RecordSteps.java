package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordData;
import dev.millwright.ui.Icons;
import org.jspecify.annotations.Nullable;

/** The way to the records before and after one, in the order of the list it was opened from. */
final class RecordSteps extends Nav {

    RecordSteps(FormRef form, ListTrail.Beside beside) {
        addClassName("mw-record-steps");
        setAriaLabel(t("record.steps"));
        add(
                step(form, beside.before(), "vaadin:chevron-up", "record.steps.before"),
                step(form, beside.after(), "vaadin:chevron-down", "record.steps.after"));
    }

    private static Component step(FormRef form, @Nullable RecordData to, String icon, String key) {
        if (to == null) {
            Span end = new Span(Icons.of(icon));
            end.getElement().setAttribute("aria-hidden", "true");
            return end;
        }
        Anchor step = new Anchor(RecordsNavigation.record(form, to.id()), Icons.of(icon));
        step.setAriaLabel(t(key, RecordScreens.title(to)));
        step.setTitle(t(key, RecordScreens.title(to)));
        return step;
    }
}
