package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;

/** Hands over all work of somebody from the page of an app. */
final class HandOverDialog extends Dialog {

    HandOverDialog(FlowScreens screens, String app, Runnable then) {
        setHeaderTitle(t("work.handOver.title"));
        setWidth("32rem");
        setMaxWidth("calc(100vw - 2rem)");
        HandOverForm form = new HandOverForm(screens, app);
        add(form);
        Button cancel = new Button(t("ui.action.cancel"), click -> close());
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Button done = new Button(t("work.handOver.action"), click -> {
            if (form.handOver()) {
                close();
                then.run();
            }
        });
        done.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(cancel, done);
    }
}
