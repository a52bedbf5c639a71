package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextArea;
import dev.millwright.flow.FlowTask;
import dev.millwright.shared.Problems;
import dev.millwright.ui.Notices;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Answers many tasks at once, and tells which of them were refused and why. */
final class BatchDialog extends Dialog {

    /** What is done with all of them. */
    enum Deed {
        APPROVE("approve"),
        REJECT("reject"),
        CLAIM("claim");

        private final String key;

        Deed(String key) {
            this.key = key;
        }

        private String words(String of, int number) {
            return t("work.batch." + key + "." + of, number);
        }
    }

    /** @param answer with a reason; gives what became of those that were refused */
    BatchDialog(Deed deed, List<FlowTask> tasks, Function<String, Map<UUID, Problems>> answer) {
        setHeaderTitle(deed.words("title", tasks.size()));
        setWidth("32rem");
        setMaxWidth("calc(100vw - 2rem)");
        UnorderedList names = new UnorderedList();
        names.addClassName("mw-batch-names");
        tasks.forEach(task -> names.add(new ListItem(t("work.batch.name", task.title(), task.step()))));
        boolean refusing = deed == Deed.REJECT;
        TextArea reason = new TextArea(t(refusing ? "work.reason.needed" : "work.opinion.optional"));
        reason.setWidthFull();
        reason.setRequiredIndicatorVisible(refusing);
        reason.setManualValidation(true);
        reason.addValueChangeListener(change -> reason.setInvalid(false));
        UnsaidText.keep(this, reason);
        if (refusing) {
            add(new Paragraph(t("work.batch.reject.text")));
        }
        add(names, reason);
        Button cancel = new Button(t("ui.action.cancel"), click -> close());
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Button confirm = new Button(deed.words("action", tasks.size()), click -> {
            if (!isOpened()) {
                // The second of two quick clicks.
                return;
            }
            String said = reason.getValue().strip();
            if (refusing && said.isEmpty()) {
                reason.setErrorMessage(t("work.reason.missing"));
                reason.setInvalid(true);
                reason.focus();
                return;
            }
            Map<UUID, Problems> refused = answer.apply(said);
            close();
            tell(deed, tasks, refused);
        });
        confirm.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        if (refusing) {
            confirm.addThemeVariants(ButtonVariant.LUMO_ERROR);
        }
        getFooter().add(cancel, confirm);
        addOpenedChangeListener(change -> {
            if (change.isOpened()) {
                reason.focus();
            }
        });
    }

    /** How many it was done with, and what became of the others. */
    static void tell(Deed deed, List<FlowTask> tasks, Map<UUID, Problems> refused) {
        int done = tasks.size() - refused.size();
        if (refused.isEmpty()) {
            Notices.success(deed.words("done", done));
            return;
        }
        Dialog told = new Dialog();
        told.setHeaderTitle(deed.words("refused.title", refused.size()));
        told.setWidth("32rem");
        told.setMaxWidth("calc(100vw - 2rem)");
        told.add(new Paragraph(deed.words("refused.text", done)));
        UnorderedList names = new UnorderedList();
        names.addClassName("mw-bulk-refused");
        tasks.stream()
                .filter(task -> refused.containsKey(task.id()))
                .forEach(task -> names.add(new ListItem(t(
                        "work.batch.refused.name",
                        task.title(),
                        FlowScreens.words(refused.getOrDefault(task.id(), Problems.NONE))))));
        told.add(names);
        Button close = new Button(t("ui.action.close"), click -> told.close());
        close.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        told.getFooter().add(close);
        told.open();
    }
}
