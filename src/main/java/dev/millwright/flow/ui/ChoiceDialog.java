package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.Flows.Choice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Asks who starts a flow for the people of those steps that the flow leaves to them. */
final class ChoiceDialog extends Dialog {

    private static final int MANY = 20;

    ChoiceDialog(
            FlowScreens screens,
            String title,
            String action,
            List<Choice> choices,
            Consumer<Map<UUID, List<PersonRef>>> done) {
        setHeaderTitle(title);
        setWidth("30rem");
        setMaxWidth("calc(100vw - 2rem)");
        Div content = new Div(new Paragraph(t("work.choose.text")));
        content.addClassName("mw-stack");
        Map<UUID, PeopleBox> boxes = new LinkedHashMap<>();
        for (Choice choice : choices) {
            PeopleBox box = new PeopleBox(screens, choice.label(), MANY);
            boxes.put(choice.node(), box);
            content.add(box);
        }
        add(content);
        Button cancel = new Button(t("ui.action.cancel"), click -> close());
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Button confirm = new Button(action, click -> {
            List<PeopleBox> missing = boxes.values().stream()
                    .filter(box -> box.people().isEmpty())
                    .toList();
            missing.reversed().forEach(box -> box.refuse(t("work.people.missing")));
            if (missing.isEmpty()) {
                Map<UUID, List<PersonRef>> chosen = new LinkedHashMap<>();
                boxes.forEach((node, box) -> chosen.put(node, box.people()));
                close();
                done.accept(chosen);
            }
        });
        confirm.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(cancel, confirm);
    }
}
