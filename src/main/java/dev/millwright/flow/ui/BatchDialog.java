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

/** Says yes to many tasks at once, and which of them were refused and why. */
final class BatchDialog extends Dialog {

    private final transient List<FlowTask> tasks;

    /** @param approve with a reason; gives what became of those that were refused */
    BatchDialog(List<FlowTask> tasks, Function<String, Map<UUID, Problems>> approve) {
        this.tasks = tasks;
        setHeaderTitle(t("work.batch.title", tasks.size()));
        setWidth("32rem");
        setMaxWidth("calc(100vw - 2rem)");
        UnorderedList names = new UnorderedList();
        names.addClassName("mw-batch-names");
        tasks.forEach(task -> names.add(new ListItem(t("work.batch.name", task.title(), task.step()))));
        TextArea reason = new TextArea(t("work.reason.optional"));
        reason.setWidthFull();
        add(names, reason);
        Button cancel = new Button(t("ui.action.cancel"), click -> close());
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Button yes = new Button(t("work.batch.action", tasks.size()), click -> {
            Map<UUID, Problems> refused = approve.apply(reason.getValue().strip());
            close();
            tell(refused);
        });
        yes.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(cancel, yes);
    }

    private void tell(Map<UUID, Problems> refused) {
        int done = tasks.size() - refused.size();
        if (refused.isEmpty()) {
            Notices.success(t("work.batch.done", done));
            return;
        }
        Dialog told = new Dialog();
        told.setHeaderTitle(t("work.batch.refused.title", refused.size()));
        told.setWidth("32rem");
        told.setMaxWidth("calc(100vw - 2rem)");
        told.add(new Paragraph(t("work.batch.refused.text", done)));
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
