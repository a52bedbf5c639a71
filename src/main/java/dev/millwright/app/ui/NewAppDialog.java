package dev.millwright.app.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.millwright.app.App;
import dev.millwright.app.AppProfile;
import dev.millwright.app.Apps;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.InvalidException;
import dev.millwright.ui.Notices;
import dev.millwright.ui.UiTexts;

/** Asks what a new app is called and makes it. */
final class NewAppDialog extends Dialog {

    private final transient Apps apps;
    private final ProfileFields fields = new ProfileFields(AppProfile.labelled(""));
    private final TextField key = new TextField(t("app.ui.key"));
    private boolean keyIsOwn;

    NewAppDialog(Apps apps) {
        this.apps = apps;
        setHeaderTitle(t("app.ui.new"));
        setWidth("32rem");
        setMaxWidth("calc(100vw - 2rem)");
        fields.label.setPlaceholder(t("app.ui.name.placeholder"));
        fields.label.setValueChangeMode(ValueChangeMode.LAZY);
        fields.label.setValueChangeTimeout(250);
        fields.label.addValueChangeListener(change -> proposeKey());
        key.setMaxLength(41);
        key.setWidthFull();
        key.setManualValidation(true);
        key.setAllowedCharPattern("[a-z0-9_]");
        key.setValueChangeMode(ValueChangeMode.LAZY);
        key.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                keyIsOwn = !change.getValue().isEmpty();
            }
            explainKey();
        });
        explainKey();
        add(fields, key);
        Button cancel = new Button(t("ui.action.cancel"), click -> close());
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Button create = new Button(t("app.ui.create"), click -> create());
        create.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        fields.label.addKeyPressListener(Key.ENTER, press -> create());
        key.addKeyPressListener(Key.ENTER, press -> create());
        getFooter().add(cancel, create);
        addOpenedChangeListener(change -> {
            if (change.isOpened()) {
                fields.label.focus();
            }
        });
    }

    private void proposeKey() {
        if (!keyIsOwn) {
            key.setValue(fields.label.isEmpty() ? "" : apps.proposeKey(fields.label.getValue()));
        }
    }

    private void explainKey() {
        key.setHelperText(t("app.ui.key.help", key.isEmpty() ? "…" : key.getValue()));
    }

    private void create() {
        key.setInvalid(false);
        try {
            App app = apps.create(key.isEmpty() ? null : key.getValue(), fields.profile());
            close();
            Notices.success(t("app.ui.created", app.label()));
            UI.getCurrent().navigate(AppNavigation.design(app.key()));
        } catch (InvalidException e) {
            fields.show(e.problems());
            e.problems().stream()
                    .filter(problem -> problem.path().equals("key"))
                    .findFirst()
                    .ifPresent(problem -> showKeyError(UiTexts.t(problem)));
        } catch (ConflictException e) {
            showKeyError(t(e));
        }
    }

    private void showKeyError(String text) {
        key.setErrorMessage(text);
        key.setInvalid(true);
    }
}
