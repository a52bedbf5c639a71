package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import dev.millwright.field.PersonRef;
import java.util.List;
import java.util.function.BiPredicate;

/** Says something to all who follow a run, and calls people by an @. */
final class CommentDialog extends Dialog {

    /** @param say whether it was said */
    CommentDialog(FlowScreens screens, BiPredicate<String, List<PersonRef>> say) {
        setHeaderTitle(t("work.action.comment"));
        setWidth("30rem");
        setMaxWidth("calc(100vw - 2rem)");
        CommentBox box = new CommentBox(screens, t("work.comment.label"));
        add(box);
        Button cancel = new Button(t("ui.action.cancel"), click -> close());
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Button done = new Button(t("work.comment.action"), click -> {
            if (box.text().isEmpty()) {
                box.refuse(t("work.comment.missing"));
            } else if (box.mentioned()
                    .filter(people -> say.test(box.text(), people))
                    .isPresent()) {
                close();
            }
        });
        done.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(cancel, done);
        addOpenedChangeListener(change -> {
            if (change.isOpened()) {
                box.focus();
            }
        });
    }
}
