package dev.millwright.template.ui;

import static dev.millwright.ui.UiTexts.locale;
import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.app.App;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.shared.DomainException;
import dev.millwright.template.Cast;
import dev.millwright.template.Template;
import dev.millwright.template.Templates;
import dev.millwright.ui.Notices;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks what the app is to be called and whether records to try it on come with it, and makes it. */
final class InstallDialog extends Dialog {

    private static final Logger LOG = LoggerFactory.getLogger(InstallDialog.class);
    private static final int LONGEST_NAME = 60;

    private final transient Templates templates;
    private final transient Template template;
    private final transient CurrentPerson currentPerson;
    private final TextField name = new TextField(t("template.name"));
    private final Checkbox sample = new Checkbox(t("template.sample"));
    private final Button create = new Button(t("template.create"), click -> create());
    private final Button cancel = new Button(t("ui.action.cancel"), click -> close());
    private final ProgressBar bar = new ProgressBar(0, 1, 0);
    private final Div making = new Div(new Span(t("template.making")), bar);

    InstallDialog(Templates templates, Template template, CurrentPerson currentPerson) {
        this.templates = templates;
        this.template = template;
        this.currentPerson = currentPerson;
        setHeaderTitle(template.label());
        setWidth("28rem");
        setMaxWidth("calc(100vw - 2rem)");
        name.setValue(template.label());
        name.setMaxLength(LONGEST_NAME);
        name.setRequiredIndicatorVisible(true);
        name.setWidthFull();
        name.setManualValidation(true);
        name.addKeyPressListener(Key.ENTER, press -> create());
        sample.setValue(template.sample());
        sample.setVisible(template.sample());
        sample.setHelperText(t("template.sample.help"));
        making.addClassName("mw-template-making");
        making.setVisible(false);
        create.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        add(name, sample, making);
        getFooter().add(cancel, create);
        addOpenedChangeListener(change -> {
            if (change.isOpened()) {
                name.focus();
            }
        });
    }

    private void create() {
        String label = name.getValue().strip();
        name.setInvalid(label.isEmpty());
        if (label.isEmpty()) {
            name.setErrorMessage(t("template.noName"));
            name.focus();
            return;
        }
        busy(true);
        UI ui = UI.getCurrent();
        Person person = currentPerson.get();
        Locale language = locale();
        boolean filled = sample.getValue();
        Thread.ofVirtual().name("template").start(currentPerson.carried(() -> {
            try {
                App app = templates.install(template.key(), null, label, language);
                boolean lacksRecords = filled && !fill(app, ui, person, language);
                ui.access(() -> {
                    close();
                    if (lacksRecords) {
                        Notices.error(t("template.madeWithoutRecords", app.label()));
                    } else {
                        Notices.success(t("template.made", app.label()));
                    }
                    ui.navigate("app/" + app.key());
                });
            } catch (DomainException e) {
                ui.access(() -> failed(t(e)));
            } catch (RuntimeException e) {
                LOG.error("The template {} cannot be made an app", template.key(), e);
                ui.access(() -> failed(t("template.failed")));
            }
        }));
    }

    /** Whether the records came into the app; none of them is there when not. */
    private boolean fill(App app, UI ui, Person person, Locale language) {
        try {
            templates.fill(
                    template.key(),
                    app.key(),
                    language,
                    Cast.alone(person),
                    part -> ui.access(() -> bar.setValue(part)));
            return true;
        } catch (RuntimeException e) {
            LOG.error("The records of the template {} cannot be made in {}", template.key(), app.key(), e);
            return false;
        }
    }

    private void failed(String why) {
        busy(false);
        Notices.error(why);
    }

    private void busy(boolean busy) {
        making.setVisible(busy);
        name.setEnabled(!busy);
        sample.setEnabled(!busy);
        create.setEnabled(!busy);
        cancel.setEnabled(!busy);
        setCloseOnEsc(!busy);
        setCloseOnOutsideClick(!busy);
    }
}
