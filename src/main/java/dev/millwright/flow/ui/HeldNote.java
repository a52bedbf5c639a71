package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.TimelineEntry;
import dev.millwright.ui.Icons;
import java.util.Optional;
import java.util.UUID;

/** Says that a run is suspended, by whom and why. */
final class HeldNote {

    private HeldNote() {}

    static Component of(FlowScreens screens, UUID instance) {
        Optional<TimelineEntry> held = screens.flows().timeline(instance).stream()
                .filter(entry -> entry.kind() == TimelineEntry.Kind.SUSPENDED)
                .reduce((earlier, later) -> later);
        String by = held.flatMap(entry -> Optional.ofNullable(entry.person()))
                .map(PersonRef::name)
                .orElse("");
        String reason = held.map(TimelineEntry::reason).orElse("");
        Div note = new Div(
                Icons.of("vaadin:pause"),
                new Span(reason.isBlank() ? t("work.held", by) : t("work.heldBecause", by, reason)));
        note.addClassNames("mw-note", "mw-task-banner");
        note.getElement().setAttribute("role", "status");
        return note;
    }
}
