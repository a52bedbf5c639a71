package dev.millwright.exchange.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.millwright.app.Action;
import dev.millwright.exchange.Imports;
import dev.millwright.exchange.Imports.PastImport;
import dev.millwright.exchange.Imports.Undone;
import dev.millwright.jobs.Jobs;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.ui.ConfirmDialog;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import dev.millwright.ui.PageHeader;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import dev.millwright.workspace.ui.OpenForm;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The imports into a form: who, when, which file, what it did, and the way back. */
@Route(SheetNavigation.IMPORTS)
@PermitAll
class PastImportsView extends Div implements BeforeEnterObserver, HasBreadcrumbs {

    private static final int MOST = 100;

    private final transient SheetScreens screens;
    private final transient Imports imports;
    private final transient Jobs jobs;
    private final Div body = new Div();
    private transient @Nullable OpenForm opened;

    PastImportsView(SheetScreens screens, Imports imports, Jobs jobs) {
        this.screens = screens;
        this.imports = imports;
        this.jobs = jobs;
        addClassName("mw-import");
        body.addClassName("mw-import-steps");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        OpenForm form = screens.open(event.getRouteParameters());
        if (!form.may(Action.CREATE) && !form.may(Action.CHANGE)) {
            throw new NotAllowedException("record.error.rightsChanged");
        }
        opened = form;
        removeAll();
        PageHeader header = new PageHeader(t("record.imports.title", form.form().label()), t("record.imports.text"));
        header.setLeading(Icons.of("vaadin:time-backward"));
        add(header, body);
        show(form);
    }

    @Override
    public List<Breadcrumb> breadcrumbs() {
        OpenForm form = opened;
        return form == null
                ? List.of()
                : List.of(form.appStep(), form.listStep(), Breadcrumb.here(t("record.imports.crumb")));
    }

    private void show(OpenForm form) {
        body.removeAll();
        List<PastImport> all = imports.past(form.ref(), MOST);
        if (all.isEmpty()) {
            body.add(new EmptyState(
                    "vaadin:upload",
                    t("record.imports.empty"),
                    t("record.imports.emptyText"),
                    new Anchor(SheetNavigation.importing(form.ref()), t("record.list.import"))));
            return;
        }
        UnorderedList list = new UnorderedList();
        list.addClassName("mw-past-imports");
        all.forEach(made -> list.add(new ListItem(item(form, made))));
        body.add(list);
    }

    private Component item(OpenForm form, PastImport made) {
        H2 file = new H2(made.file());
        Span when =
                new Span(t("record.imports.by", made.byName(), screens.pages().moment(made.at())));
        when.addClassName("mw-past-import-when");
        Span counts = new Span(counts(made));
        Div words = new Div(file, when, counts);
        words.addClassName("mw-past-import-words");
        Div actions = new Div();
        actions.addClassName("mw-past-import-actions");
        if (made.badRows() > 0) {
            imports.badRows(form.ref(), made.id())
                    .ifPresent(bad -> actions.add(Downloads.link(
                            t("record.import.badRows", made.badRows()),
                            bad.name(),
                            screens.person(),
                            out -> out.write(imports.badRows(form.ref(), made.id())
                                    .map(Imports.BadRows::content)
                                    .orElseGet(() -> new byte[0])))));
        }
        if (made.undone() == null && made.added() + made.changed() > 0) {
            Button undo = new Button(t("record.import.undo"), Icons.of("vaadin:arrow-backward"));
            undo.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
            undo.addClickListener(click -> ConfirmDialog.ask(
                            t("record.imports.ask", made.file()),
                            t("record.imports.askText", made.added(), made.changed()),
                            t("record.import.undo"),
                            () -> undo(form, made.id(), actions))
                    .open());
            actions.add(undo);
        }
        Div card = new Div(words, actions);
        card.addClassName("mw-past-import");
        return card;
    }

    private String counts(PastImport made) {
        String counts = t("record.import.doneCounts", made.added(), made.changed(), made.unchanged());
        String bad = made.badRows() > 0 ? " " + t("record.import.doneBad", made.badRows()) : "";
        String undone = made.undone() == null
                ? ""
                : " "
                        + t(
                                "record.imports.undone",
                                String.valueOf(made.undoneBy()),
                                screens.pages().moment(made.undone()),
                                made.undoneRows());
        return counts + bad + undone;
    }

    private void undo(OpenForm form, UUID id, Div place) {
        AtomicReference<@Nullable Undone> undone = new AtomicReference<>();
        ProgressBar bar = new ProgressBar(0, 1, 0);
        place.removeAll();
        place.add(bar);
        UUID job = jobs.start("undo-import", progress -> {
            imports.undo(form.ref(), id, progress, taken -> {
                undone.set(taken);
                progress.done(Map.of());
            });
            return Map.of();
        });
        ImportView.follow(screens, jobs, job, bar, over -> {
            Undone result = undone.get();
            show(form);
            if (result == null) {
                Notices.error(over.problems().stream().map(p -> t(p)).collect(Collectors.joining(" ")));
            } else if (result.kept() + result.refused() > 0) {
                body.addComponentAsFirst(new Paragraph(words(result)));
            } else {
                Notices.success(words(result));
            }
        });
    }

    /** What became of the records, in words. */
    static String words(Undone undone) {
        String words = t("record.import.undone.counts", undone.removed(), undone.restored());
        if (undone.kept() > 0) {
            words += " " + t("record.import.undone.kept", undone.kept());
        }
        if (undone.refused() > 0) {
            words += " " + t("record.import.undone.refused", undone.refused());
        }
        return undone.examples().isEmpty()
                ? words
                : words + " " + t("record.import.undone.examples", String.join(", ", undone.examples()));
    }
}
