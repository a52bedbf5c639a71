package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.millwright.extension.PropertyKind.ValueAccess;
import dev.millwright.flow.FieldRight;
import dev.millwright.ui.Icons;
import java.util.Map;

/** Says in words what may be done with the fields in a step, and opens the table of all steps. */
final class FieldRightsButton extends Composite<Div> {

    FieldRightsButton(String label, ValueAccess<Map<String, FieldRight>> value, Runnable opened) {
        Span heading = new Span(label);
        heading.addClassName("mw-conditions-label");
        Button open = new Button(words(value.get()), Icons.of("vaadin:table"), click -> opened.run());
        open.setWidthFull();
        getContent().add(heading, open);
        getContent().addClassName("mw-flow-span");
    }

    private static String words(Map<String, FieldRight> rights) {
        long edited = rights.values().stream()
                .filter(right -> right == FieldRight.EDIT || right == FieldRight.REQUIRED)
                .count();
        long hidden = rights.values().stream()
                .filter(right -> right == FieldRight.HIDDEN)
                .count();
        return edited == 0 && hidden == 0
                ? t("flow.rights.allRead")
                : hidden == 0 ? t("flow.rights.edited", edited) : t("flow.rights.editedHidden", edited, hidden);
    }
}
