package dev.millwright.app.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import dev.millwright.app.Access;
import dev.millwright.app.App;
import dev.millwright.app.AppProfile;
import dev.millwright.app.AppRights;
import dev.millwright.app.Apps;
import dev.millwright.app.PublishedApps;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.ui.ConfirmDialog;
import dev.millwright.ui.Notices;
import dev.millwright.ui.PageHeader;
import dev.millwright.ui.Shell;
import jakarta.annotation.security.PermitAll;

/** How an app presents itself, and its end. */
@Route(AppNavigation.SETTINGS)
@PermitAll
class AppSettingsView extends AppPage {

    private final transient Apps apps;
    private final transient PublishedApps published;

    AppSettingsView(AppRights rights, Apps apps, PublishedApps published) {
        super(rights, t("app.ui.settings"));
        this.apps = apps;
        this.published = published;
        getContent().addClassName("mw-narrow");
    }

    @Override
    void enter(BeforeEnterEvent event, Access access) {
        if (!access.designs()) {
            throw new NotAllowedException(
                    "app.error.designersOnly", access.app().label());
        }
        getContent().removeAll();
        getContent().add(new PageHeader(t("app.ui.settings"), t("app.ui.settings.subtitle")), profile());
        if (access.owns()) {
            getContent().add(end(access.app()));
        }
    }

    /** In the words of the designers: those are what is edited here. */
    private Div profile() {
        App app = published
                .designed(app())
                .orElseThrow(() -> new NotFoundException(app()))
                .app();
        ProfileFields fields =
                new ProfileFields(new AppProfile(app.label(), app.description(), app.icon(), app.colour()));
        Button save = new Button(t("app.ui.settings.save"), click -> save(fields));
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        Div card = new Div(fields, save);
        card.addClassNames("mw-panel", "mw-stack");
        return card;
    }

    private void save(ProfileFields fields) {
        try {
            App saved = apps.update(app(), fields.profile());
            fields.show(dev.millwright.shared.Problems.NONE);
            renamed(saved.label());
            Shell.refresh(this);
            Notices.success(t("app.ui.settings.saved"));
        } catch (InvalidException e) {
            fields.show(e.problems());
        }
    }

    private Div end(App app) {
        Button delete = new Button(t("app.ui.settings.delete"), click -> askToDelete(app));
        delete.addThemeVariants(ButtonVariant.LUMO_ERROR);
        Div card =
                new Div(new H2(t("app.ui.settings.danger")), new Paragraph(t("app.ui.settings.danger.text")), delete);
        card.addClassNames("mw-panel", "mw-danger-zone");
        return card;
    }

    private void askToDelete(App app) {
        Checkbox drop = new Checkbox(t("app.ui.settings.delete.drop"));
        ConfirmDialog dialog = ConfirmDialog.typed(
                t("app.ui.settings.delete.title", app.label()),
                t("app.ui.settings.delete.text"),
                app.key(),
                t("app.ui.settings.delete"),
                () -> {
                    apps.delete(app.key(), drop.getValue() ? Apps.Tables.DROP : Apps.Tables.KEEP);
                    Notices.success(t("app.ui.settings.deleted", app.label()));
                    UI.getCurrent().navigate(HomeView.class);
                });
        dialog.add(drop);
        dialog.open();
    }
}
