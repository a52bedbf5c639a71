package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.millwright.flow.FieldRight;
import dev.millwright.ui.Icons;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says in words what may be done with the fields at the start or in a step, and opens the table of all steps. */
final class FieldRightsButton extends Composite<Div> {

    private FieldRightsButton(String label, String words, Runnable opened) {
        Span heading = new Span(label);
        heading.addClassName("mw-conditions-label");
        Button open = new Button(words, Icons.of("vaadin:table"), click -> opened.run());
        open.setWidthFull();
        getContent().add(heading, open);
        getContent().addClassName("mw-flow-span");
    }

    static FieldRightsButton ofStep(String label, Map<String, FieldRight> rights, Runnable opened) {
        return new FieldRightsButton(label, words(rights), opened);
    }

    static FieldRightsButton ofStart(Map<String, FieldRight> rights, Runnable opened) {
        return new FieldRightsButton(t("flow.settings.startRights"), startWords(rights), opened);
    }

    private static String startWords(Map<String, FieldRight> rights) {
        List<String> words = new ArrayList<>();
        for (FieldRight right : List.of(FieldRight.HIDDEN, FieldRight.READ, FieldRight.REQUIRED)) {
            long fields = rights.values().stream().filter(right::equals).count();
            if (fields > 0) {
                words.add(t("flow.rights.some." + right.key(), fields));
            }
        }
        return words.isEmpty() ? t("flow.rights.allOpen") : String.join(t("flow.words.list"), words);
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
