package dev.millwright.exchange.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.millwright.app.Apps;
import dev.millwright.exchange.Imports;
import dev.millwright.exchange.Imports.BadFile;
import dev.millwright.exchange.Imports.CellCheck;
import dev.millwright.exchange.Imports.Line;
import dev.millwright.exchange.Imports.Misfits;
import dev.millwright.exchange.Imports.Reading;
import dev.millwright.exchange.Imports.Report;
import dev.millwright.exchange.Imports.Source;
import dev.millwright.exchange.Imports.Survey;
import dev.millwright.exchange.Workbooks;
import dev.millwright.exchange.Workbooks.Workbook;
import dev.millwright.exchange.ui.AppFromFile.Made;
import dev.millwright.exchange.ui.AppFromFile.MadeForm;
import dev.millwright.field.FormatContext;
import dev.millwright.jobs.Job;
import dev.millwright.jobs.JobProgress;
import dev.millwright.jobs.Jobs;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.Problems;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import dev.millwright.ui.PageHeader;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import dev.millwright.workspace.ui.RecordsNavigation;
import jakarta.annotation.security.PermitAll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes an app out of a file: choose it, see what its columns become, change that, have the app with its rows. */
@Route(SheetNavigation.NEW_APP)
@PermitAll
class NewAppView extends Div implements BeforeEnterObserver, HasBreadcrumbs {

    static final int LONGEST_NAME = 60;

    private final transient SheetScreens screens;
    private final transient AppFromFile maker;
    private final transient Imports imports;
    private final transient Workbooks workbooks;
    private final transient Apps apps;
    private final transient Jobs jobs;
    private final Div steps = new Div();
    private transient @Nullable Path file;
    private final transient List<Path> badFiles = new ArrayList<>();
    private transient @Nullable Workbook workbook;
    private @Nullable TextField appName;

    /** Stops what looks at the file for this page; null while nothing does. */
    private transient @Nullable Runnable looking;

    NewAppView(SheetScreens screens, AppFromFile maker, Imports imports, Workbooks workbooks, Apps apps, Jobs jobs) {
        this.screens = screens;
        this.maker = maker;
        this.imports = imports;
        this.workbooks = workbooks;
        this.apps = apps;
        this.jobs = jobs;
        addClassName("mw-import");
        steps.addClassName("mw-import-steps");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (!apps.canCreate()) {
            throw new NotAllowedException("record.error.rightsChanged");
        }
        removeAll();
        PageHeader header = new PageHeader(t("record.newApp.title"), t("record.newApp.text"));
        header.setLeading(Icons.of("vaadin:file-table"));
        add(header, steps);
        showUpload("");
    }

    @Override
    public List<Breadcrumb> breadcrumbs() {
        return List.of(Breadcrumb.here(t("record.newApp.crumb")));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        stopLooking();
        forgetFile();
    }

    /** Nobody is there any more to see what comes of it. */
    private void stopLooking() {
        Runnable stop = looking;
        if (stop != null) {
            looking = null;
            stop.run();
        }
    }

    private void showUpload(String wrong) {
        steps.removeAll();
        Div problem = new Div(wrong);
        problem.addClassName("mw-import-problem");
        steps.add(
                ImportView.upload(
                        screens,
                        (metadata, received) -> {
                            forgetFile();
                            file = received.toPath();
                            Source source = new Source(received.toPath(), metadata.fileName());
                            look(source, "", Map.of());
                        },
                        problem),
                problem,
                ImportView.hint(screens));
    }

    /** A workbook is looked at in the background: each of its sheets may be as long as a file. */
    private void look(Source source, String name, Map<Integer, Long> headings) {
        try {
            if (workbooks.sheets(source) > 1) {
                lookInBackground(source, name, headings);
            } else {
                Guesses guesses = new Guesses(maker);
                Workbook workbook = workbooks.look(source, headings, guesses::nature, screens.format(), part -> {});
                NewAppForms forms = prepare(source, name, headings, workbook, guesses);
                forms.show(forms.misfits(forms.checks(), part -> {}));
                showForms(source, headings, forms);
            }
        } catch (InvalidException e) {
            refused(source, name, headings, e.problems());
        }
    }

    private void lookInBackground(Source source, String name, Map<Integer, Long> headings) {
        Guesses guesses = new Guesses(maker);
        AtomicReference<@Nullable Workbook> seen = new AtomicReference<>();
        FormatContext format = screens.format();
        looking = run(
                "new-app-look",
                source.name(),
                t("record.newApp.looking"),
                progress -> {
                    seen.set(workbooks.look(source, headings, guesses::nature, format, progress));
                },
                job -> {
                    looking = null;
                    Workbook workbook = seen.get();
                    if (workbook == null) {
                        refused(source, name, headings, job.problems());
                    } else {
                        check(source, headings, prepare(source, name, headings, workbook, guesses));
                    }
                });
    }

    private void check(Source source, Map<Integer, Long> headings, NewAppForms forms) {
        List<Map<Integer, CellCheck>> checks = forms.checks();
        AtomicReference<@Nullable List<Misfits>> found = new AtomicReference<>();
        looking = run(
                "new-app-look",
                source.name(),
                t("record.newApp.checking"),
                progress -> {
                    found.set(forms.misfits(checks, progress));
                },
                job -> {
                    looking = null;
                    List<Misfits> misfits = found.get();
                    if (misfits == null) {
                        refused(source, "", Map.of(), job.problems());
                    } else {
                        forms.show(misfits);
                        showForms(source, headings, forms);
                    }
                });
    }

    /** Shows how far a job is until it is over; gives how to stop it. */
    private Runnable run(String kind, String title, String words, Consumer<JobProgress> work, Consumer<Job> over) {
        steps.removeAll();
        ProgressBar bar = new ProgressBar(0, 1, 0);
        Div running = new Div(new H2(title), new Span(words), bar);
        running.addClassName("mw-import-running");
        steps.add(running);
        UUID id = jobs.start(kind, progress -> {
            work.accept(progress);
            return Map.of();
        });
        ImportView.follow(screens, jobs, id, bar, over);
        return screens.person().carried(() -> jobs.cancel(id));
    }

    private void refused(Source source, String name, Map<Integer, Long> headings, Problems problems) {
        String wrong = problems.items().stream().map(p -> t(p)).collect(Collectors.joining(" "));
        if (headings.isEmpty() && source.reading().equals(Reading.FOUND)) {
            showUpload(wrong);
            return;
        }
        Button back =
                new Button(t("record.import.wrongLine"), click -> look(source.reading(Reading.FOUND), name, Map.of()));
        steps.removeAll();
        steps.add(new EmptyState("vaadin:warning", t("record.newApp.failed"), wrong, back));
    }

    /** As the only table says, else as the file is called. */
    private static String nameOf(Source source, Workbook workbook) {
        Survey only =
                workbook.sheets().size() == 1 ? workbook.sheets().getFirst().survey() : null;
        String said = only == null || only.title().isEmpty()
                ? source.name().replaceFirst("\\.[A-Za-z]{1,5}$", "")
                : only.title();
        String name = said.replaceAll("[\\p{Cntrl}\\p{Cs}]", " ").strip();
        String shown = name.isEmpty() ? t("record.newApp.crumb") : name;
        return shown.length() > LONGEST_NAME ? shown.substring(0, LONGEST_NAME).strip() : shown;
    }

    private NewAppForms prepare(
            Source source, String name, Map<Integer, Long> headings, Workbook workbook, Guesses guesses) {
        appName = new TextField(t("record.newApp.name"));
        TextField named = appName;
        named.setValue(name.isEmpty() ? nameOf(source, workbook) : name);
        named.setMaxLength(LONGEST_NAME);
        named.setRequiredIndicatorVisible(true);
        this.workbook = workbook;
        return new NewAppForms(
                maker,
                imports,
                workbooks,
                source,
                workbook,
                guesses::of,
                () -> named.getValue().strip(),
                screens.format(),
                headings.keySet(),
                (sheet, line) -> {
                    Map<Integer, Long> others = new HashMap<>(headings);
                    if (line == null) {
                        others.remove(sheet);
                    } else {
                        others.put(sheet, line);
                    }
                    look(source, named.getValue(), others);
                });
    }

    private void showForms(Source source, Map<Integer, Long> headings, NewAppForms forms) {
        steps.removeAll();
        TextField name = Objects.requireNonNull(appName);
        Div head = new Div(name);
        head.addClassName("mw-import-options");
        Survey only = forms.isSingle()
                ? Objects.requireNonNull(workbook).sheets().getFirst().survey()
                : null;
        if (only != null) {
            Select<Line> heading = ImportMapping.headings(only.above(), only.heading());
            heading.addValueChangeListener(change ->
                    look(source, name.getValue(), Map.of(0, change.getValue().number())));
            head.add(heading);
            ReadingChoice.of(only.reading(), reading -> look(source.reading(reading), name.getValue(), Map.of()))
                    .forEach(head::add);
        }
        Div problem = new Div();
        problem.addClassName("mw-import-problem");
        Button make = new Button("", click -> {
            if (name.getValue().isBlank()) {
                name.setInvalid(true);
                name.setErrorMessage(t("record.newApp.noName"));
            } else if (forms.isEmpty()) {
                problem.setText(t("record.import.error.nothingMapped"));
            } else if (forms.isComplete()) {
                make(name.getValue().strip(), forms.plans(), source);
            } else {
                problem.setText(t("record.newApp.open"));
            }
        });
        forms.whenChanged(() -> make.setText(
                forms.isSingle() && forms.count() == 1
                        ? t("record.newApp.make", forms.rows())
                        : t("record.newApp.makeForms", forms.count(), forms.rows())));
        make.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        Button other = new Button(t("record.import.otherFile"), click -> showUpload(""));
        other.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Div buttons = new Div(make, other);
        buttons.addClassName("mw-import-buttons");
        steps.add(head);
        if (only == null) {
            steps.add(new H2(t("record.newApp.sheets", forms.sheets())), new Paragraph(t("record.newApp.sheetsText")));
        } else {
            steps.add(
                    new FileNotes(only.notes()),
                    new H2(t("record.newApp.fields", only.columns().size(), only.rows())),
                    new Paragraph(t("record.newApp.fieldsText")));
        }
        steps.add(forms, problem, buttons);
    }

    private void make(String name, List<FormPlan> plans, Source source) {
        AtomicReference<@Nullable Made> made = new AtomicReference<>();
        FormatContext format = screens.format();
        run(
                "new-app",
                name,
                t("record.newApp.making"),
                progress -> made.set(maker.make(name, plans, source, format, progress)),
                job -> showEnd(job, made.get()));
    }

    private void showEnd(Job job, @Nullable Made made) {
        steps.removeAll();
        if (made == null) {
            Button other = new Button(t("record.import.otherFile"), click -> showUpload(""));
            steps.add(new EmptyState(
                    "vaadin:warning",
                    t("record.newApp.failed"),
                    job.problems().stream().map(p -> t(p)).collect(Collectors.joining(" ")),
                    other));
            return;
        }
        List<Report> reports = made.forms().stream()
                .flatMap(form -> Stream.concat(Stream.of(form.report()), Optional.ofNullable(form.links()).stream()))
                .toList();
        boolean silent = made.isWhole()
                && made.problems().items().isEmpty()
                && reports.stream()
                        .allMatch(one -> one.badFile() == null
                                && NewAppForms.ofSheet(one.notes()).isEmpty());
        if (silent) {
            // Nothing is left to say here; the list says it all.
            UI.getCurrent()
                    .navigate(RecordsNavigation.list(made.forms().getFirst().form()));
            Notices.success(t("record.newApp.done", made.app().label()));
            return;
        }
        Button open = new Button(
                t("record.import.toList"),
                click -> UI.getCurrent()
                        .navigate(
                                made.forms().isEmpty()
                                        ? "app/" + made.app().key()
                                        : RecordsNavigation.list(
                                                made.forms().getFirst().form())));
        open.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        Button delete = new Button(t("record.newApp.delete"), click -> {
            maker.delete(made.app());
            showUpload("");
            Notices.success(t("record.newApp.deleted", made.app().label()));
        });
        delete.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ERROR);
        long added =
                made.forms().stream().mapToLong(one -> one.report().added()).sum();
        long bad =
                made.forms().stream().mapToLong(one -> one.report().badRows()).sum();
        boolean whole = made.isWhole() && made.problems().items().isEmpty();
        String words = whole
                ? t("record.newApp.doneText", added) + (bad > 0 ? " " + t("record.import.doneBad", bad) : "")
                : t("record.newApp.stopped.text", String.join(t("record.import.listed"), made.missing()))
                        + " "
                        + made.problems().items().stream().map(p -> t(p)).collect(Collectors.joining(" "));
        steps.add(new EmptyState(
                whole ? "vaadin:check-circle" : "vaadin:warning",
                t(
                        whole ? "record.newApp.done" : "record.newApp.stopped",
                        made.app().label()),
                words,
                open,
                delete));
        made.forms().forEach(form -> steps.add(ended(form, made.forms().size() > 1)));
    }

    /** What came of one form, with the rows that are not in it as files. */
    private Div ended(MadeForm form, boolean several) {
        Div part = new Div();
        part.addClassName("mw-new-made");
        if (several) {
            Anchor list = new Anchor(RecordsNavigation.list(form.form()), form.label());
            part.add(new Div(
                    list,
                    new Span(" · "
                            + t(
                                    "record.newApp.made",
                                    form.report().added(),
                                    form.report().badRows()))));
        }
        part.add(new FileNotes(NewAppForms.ofSheet(form.report().notes())));
        BadFile bad = form.report().badFile();
        if (bad != null) {
            part.add(download(bad, "record.import.badRows", form.report().badRows()));
        }
        Report links = form.links();
        BadFile unlinked = links == null ? null : links.badFile();
        if (links != null && unlinked != null) {
            part.add(download(unlinked, "record.newApp.unlinked", links.badRows()));
        }
        return part;
    }

    private Component download(BadFile bad, String words, long rows) {
        badFiles.add(bad.path());
        return Downloads.link(t(words, rows), bad.name(), screens.person(), out -> Files.copy(bad.path(), out));
    }

    private void forgetFile() {
        delete(file);
        badFiles.forEach(NewAppView::delete);
        badFiles.clear();
        file = null;
    }

    private static void delete(@Nullable Path known) {
        if (known != null) {
            try {
                Files.deleteIfExists(known);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
