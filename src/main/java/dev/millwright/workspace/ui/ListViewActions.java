package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.QueryParameters;
import dev.millwright.form.PublishedForm;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.InvalidException;
import dev.millwright.ui.ConfirmDialog;
import dev.millwright.ui.Notices;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Opens, keeps, renames and deletes the views of a list. */
final class ListViewActions {

    private final ListModel model;
    private final ListViews views;
    private final OpenForm opened;
    private final PublishedForm form;

    ListViewActions(ListModel model, ListViews views) {
        this.model = model;
        this.views = views;
        opened = model.opened();
        form = opened.form();
    }

    ViewBar.Actions actions() {
        return new ViewBar.Actions(
                this::open, this::save, this::saveAs, this::reset, this::edit, this::delete, this::first);
    }

    private void open(@Nullable SavedView wanted) {
        UI.getCurrent()
                .navigate(
                        RecordsNavigation.list(opened.ref()),
                        QueryParameters.of(ListState.VIEW, wanted == null ? ListState.NO_VIEW : wanted.key()));
    }

    private void save() {
        SavedView present = model.view();
        if (present != null) {
            keeping(() -> {
                views.update(form, present.settings(model.settings()));
                model.forgetLayout();
                Notices.success(t("record.view.saved", present.label()));
                open(present);
            });
        }
    }

    private void saveAs() {
        new ViewDialog(
                        null,
                        opened.mayDesign(),
                        (label, shared, standard) -> keeping(() -> {
                            SavedView made = views.create(form, label, shared, standard, model.settings());
                            model.forgetLayout();
                            Notices.success(t("record.view.saved", label));
                            open(made);
                        }))
                .open();
    }

    private void edit() {
        SavedView present = model.view();
        if (present != null) {
            new ViewDialog(
                            present,
                            opened.mayDesign(),
                            (label, shared, standard) -> keeping(() -> {
                                SavedView named = new SavedView(
                                        present.id(),
                                        present.key(),
                                        label,
                                        present.shared(),
                                        standard,
                                        present.settings());
                                if (shared == present.shared()) {
                                    views.update(form, named);
                                    open(named);
                                } else {
                                    model.forgetLayout();
                                    open(views.share(form, named, shared));
                                    Notices.success(t(shared ? "record.view.shared" : "record.view.unshared", label));
                                }
                            }))
                    .open();
        }
    }

    private void delete() {
        SavedView present = model.view();
        if (present != null) {
            ConfirmDialog.danger(
                            t("record.view.delete.title", present.label()),
                            t(present.shared() ? "record.view.delete.shared" : "record.view.delete.mine"),
                            t("record.view.delete"),
                            () -> keeping(() -> {
                                views.delete(form, present);
                                open(null);
                            }))
                    .open();
        }
    }

    private void first(boolean wanted) {
        model.beFirst(wanted);
        SavedView present = model.view();
        if (present != null) {
            Notices.success(t(wanted ? "record.view.first.set" : "record.view.first.unset", present.label()));
        }
    }

    private void reset() {
        model.forgetLayout();
        open(model.view());
    }

    /** Views may change under the hands of those who look at them; says so and leaves the list as it is. */
    private static void keeping(Runnable work) {
        try {
            work.run();
        } catch (InvalidException e) {
            Notices.error(e.problems().stream().map(problem -> t(problem)).collect(Collectors.joining(" ")));
        } catch (DomainException e) {
            Notices.error(e);
        }
    }
}
