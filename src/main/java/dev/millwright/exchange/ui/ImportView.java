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
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.UploadMetadata;
import dev.millwright.app.Action;
import dev.millwright.exchange.Imports;
import dev.millwright.exchange.Imports.BadFile;
import dev.millwright.exchange.Imports.Flat;
import dev.millwright.exchange.Imports.Mode;
import dev.millwright.exchange.Imports.Plan;
import dev.millwright.exchange.Imports.Preview;
import dev.millwright.exchange.Imports.Reading;
import dev.millwright.exchange.Imports.Report;
import dev.millwright.exchange.Imports.Source;
import dev.millwright.field.DateOrder;
import dev.millwright.field.FormatContext;
import dev.millwright.identity.Person;
import dev.millwright.jobs.Job;
import dev.millwright.jobs.JobBody;
import dev.millwright.jobs.Jobs;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.ui.ComponentTexts;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.FileUpload;
import dev.millwright.ui.Icons;
import dev.millwright.ui.PageHeader;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import dev.millwright.workspace.ui.OpenForm;
import dev.millwright.workspace.ui.RecordsNavigation;
import jakarta.annotation.security.PermitAll;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Brings a file into a form: choose it, see which column goes where, check every row, import them, take it back. */
@Route(SheetNavigation.IMPORT)
@PermitAll
class ImportView extends Div implements BeforeEnterObserver, HasBreadcrumbs {

    static final Duration POLL = Duration.ofMillis(250);

    private final transient SheetScreens screens;
    private final transient Imports imports;
    private final transient Jobs jobs;
    private final Div steps = new Div();
    private transient @Nullable OpenForm opened;
    private transient @Nullable Path file;
    private transient @Nullable Path badFile;

    /** What was answered last, for the corrected file. */
    private transient @Nullable Answered answered;

    /** @param columns the headings that the answers are about */
    private record Answered(List<String> columns, Plan plan) {}

    ImportView(SheetScreens screens, Imports imports, Jobs jobs) {
        this.screens = screens;
        this.imports = imports;
        this.jobs = jobs;
        addClassName("mw-import");
        steps.addClassName("mw-import-steps");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        OpenForm form = screens.open(event.getRouteParameters());
        if (!form.may(Action.CREATE) && !form.may(Action.CHANGE)) {
            throw new NotAllowedException("record.error.rightsChanged");
        }
        opened = form;
        removeAll();
        PageHeader header = new PageHeader(
                t("record.import.title", form.form().label()),
                t("record.import.subtitle"),
                new Anchor(SheetNavigation.imports(form.ref()), t("record.imports.crumb")));
        header.setLeading(Icons.of("vaadin:upload"));
        add(header, steps);
        showUpload(form, "");
    }

    @Override
    public List<Breadcrumb> breadcrumbs() {
        OpenForm form = opened;
        return form == null
                ? List.of()
                : List.of(form.appStep(), form.listStep(), Breadcrumb.here(t("record.import.crumb")));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        forgetFile();
    }

    private void showUpload(OpenForm form, String wrong) {
        steps.removeAll();
        Div problem = new Div(wrong);
        problem.addClassName("mw-import-problem");
        Upload upload = upload(
                screens,
                (metadata, received) -> {
                    forgetFile();
                    file = received.toPath();
                    preview(form, new Source(received.toPath(), metadata.fileName()), 0, null);
                },
                problem,
                ".zip");
        // The download itself has no page and so no language.
        FormatContext format = screens.format();
        Anchor template = Downloads.link(
                t("record.import.template"),
                Downloads.safe(form.form().label()) + ".xlsx",
                screens.person(),
                out -> imports.template(form.ref(), format, out));
        steps.add(upload, problem, hint(screens), template);
        imports.kinds(form.ref())
                .forEach((part, label) -> steps.add(Downloads.link(
                        t("record.import.template.lines", label),
                        Downloads.safe(form.form().label() + " - " + label) + ".xlsx",
                        screens.person(),
                        out -> imports.template(form.ref(), part, format, out))));
    }

    static Paragraph hint(SheetScreens screens) {
        return new Paragraph(t("record.import.hint", screens.largestFile().toMegabytes()));
    }

    /**
     * An upload of one CSV or Excel file.
     *
     * @param others endings of what else is taken
     */
    static Upload upload(
            SheetScreens screens, BiConsumer<UploadMetadata, File> arrived, Div problem, String... others) {
        DataSize largest = screens.largestFile();
        Upload upload = ComponentTexts.localised(
                new Upload(new FileUpload(largest.toBytes(), screens.files(), arrived::accept)));
        upload.setMaxFiles(1);
        upload.setMaxFileSize((int) largest.toBytes());
        upload.setAcceptedFileExtensions(
                Stream.concat(Stream.of(".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls"), Stream.of(others))
                        .toArray(String[]::new));
        Button choose = new Button(t("record.import.choose"), Icons.of("vaadin:file-table"));
        choose.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        upload.setUploadButton(choose);
        upload.setDropLabel(new Span(t("record.import.drop")));
        upload.addFileRejectedListener(
                rejected -> problem.setText(t("record.import.error.rejected", largest.toMegabytes())));
        return upload;
    }

    private void preview(OpenForm form, Source source, int sheet, @Nullable Long heading) {
        try {
            Preview preview = imports.preview(form.ref(), source, sheet, heading, screens.format());
            Answered before = answered;
            if (before != null && before.columns().equals(preview.columns())) {
                showMapping(
                        form, source, preview.with(before.plan()), before.plan().dates());
            } else {
                showMapping(form, source, preview, Map.of());
            }
        } catch (InvalidException e) {
            String wrong = words(e);
            if (sheet > 0 || heading != null || !source.reading().equals(Reading.FOUND)) {
                Button back = new Button(
                        t("record.import.wrongLine"), click -> preview(form, source.reading(Reading.FOUND), 0, null));
                steps.removeAll();
                steps.add(new EmptyState("vaadin:warning", t("record.import.failed"), wrong, back));
            } else {
                showUpload(form, wrong);
            }
        }
    }

    private static String words(InvalidException e) {
        return e.problems().stream().map(p -> t(p)).collect(Collectors.joining(" "));
    }

    /** Asks again, with the answers that were given before. */
    private void preview(OpenForm form, Source source, Plan plan) {
        Preview preview = imports.preview(form.ref(), source, plan.sheet(), plan.heading(), screens.format());
        showMapping(form, source, preview.with(plan), plan.dates());
    }

    private void showMapping(OpenForm form, Source source, Preview preview, Map<Integer, DateOrder> dates) {
        steps.removeAll();
        Button other = new Button(t("record.import.otherFile"), click -> showUpload(form, ""));
        other.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        steps.add(new ImportMapping(
                form,
                source.name(),
                preview,
                dates,
                screens.format(),
                (sheet, heading) -> preview(form, source, sheet, heading < 0 ? null : heading),
                reading -> preview(form, source.reading(reading), preview.sheet(), null),
                plan -> imports.grouped(form.ref(), source, plan),
                plan -> {
                    answered = new Answered(preview.columns(), plan);
                    start(form, source, plan, false);
                },
                other));
    }

    private void start(OpenForm form, Source source, Plan plan, boolean keep) {
        AtomicReference<@Nullable Report> report = new AtomicReference<>();
        forgetBadFile();
        run(
                source.name(),
                t(keep ? "record.import.importing" : "record.import.checking"),
                progress -> {
                    Report made = keep
                            ? imports.run(form.ref(), source, plan, progress, stored -> {
                                report.set(stored);
                                progress.done(facts(stored));
                            })
                            : imports.dryRun(form.ref(), source, plan, progress);
                    report.set(made);
                    return facts(made);
                },
                (job, seconds) -> showEnd(form, source, plan, keep, job, report.get(), seconds));
    }

    private static Map<String, Object> facts(Report report) {
        return Map.of("rows", report.rows(), "badRows", report.badRows());
    }

    /** Starts a job and shows how far it is until it is over. */
    private void run(String title, String words, JobBody body, BiConsumer<Job, Double> over) {
        steps.removeAll();
        ProgressBar bar = new ProgressBar(0, 1, 0);
        long begun = System.nanoTime();
        UUID id = jobs.start("import", body);
        Button cancel = new Button(t("ui.action.cancel"), click -> jobs.cancel(id));
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Div running = new Div(new H2(title), new Span(words), bar, cancel);
        running.addClassName("mw-import-running");
        steps.add(running);
        follow(screens, jobs, id, bar, job -> over.accept(job, (System.nanoTime() - begun) / 1e9));
    }

    /** Moves the bar until the job is over. */
    static void follow(
            SheetScreens screens, Jobs jobs, UUID id, ProgressBar bar, java.util.function.Consumer<Job> over) {
        UI ui = UI.getCurrent();
        Person person = screens.person().get();
        Thread.startVirtualThread(() -> {
            Job job = screens.person().as(person, () -> jobs.get(id));
            while (!job.state().isOver()) {
                double progress = job.progress();
                ui.access(() -> bar.setValue(progress));
                try {
                    Thread.sleep(POLL);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
                job = screens.person().as(person, () -> jobs.get(id));
            }
            Job ended = job;
            ui.access(() -> over.accept(ended));
        });
    }

    private void showEnd(
            OpenForm form, Source source, Plan plan, boolean keep, Job job, @Nullable Report report, double seconds) {
        steps.removeAll();
        if (report != null && report.badFile() != null) {
            badFile = report.badFile().path();
        }
        if (job.state() == Job.State.CANCELLED) {
            steps.add(new EmptyState(
                    "vaadin:ban",
                    t("record.import.cancelled"),
                    t("jobs.error.cancelled"),
                    back(form, source, plan),
                    again(form)));
        } else if (report == null) {
            String why = job.problems().stream().map(p -> t(p)).collect(Collectors.joining(" "));
            steps.add(new EmptyState(
                    "vaadin:warning", t("record.import.failed"), why, back(form, source, plan), again(form)));
        } else if (keep && report.id() != null) {
            showDone(form, plan, report, report.id(), seconds);
        } else if (report.badRows() > 0) {
            showBad(form, source, plan, report);
        } else if (report.added() + report.changed() == 0) {
            steps.add(new EmptyState(
                    "vaadin:check-circle",
                    t("record.import.nothingNew"),
                    t(
                            plan.flat() == null ? "record.import.nothingNewText" : "record.import.flat.nothingNew",
                            report.rows()),
                    toList(form),
                    again(form),
                    back(form, source, plan)));
        } else {
            steps.add(new FileNotes(report.notes()));
            Button go = new Button(
                    t(plan.flat() == null ? "record.import.go" : "record.import.flat.go", report.rows()),
                    click -> start(form, source, plan, true));
            go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            steps.add(new EmptyState(
                    "vaadin:check-circle",
                    t(plan.flat() == null ? "record.import.good" : "record.import.flat.good", report.rows()),
                    forecast(plan, report),
                    go,
                    back(form, source, plan)));
        }
    }

    private static String forecast(Plan plan, Report report) {
        return plan.mode() == Mode.ADD
                ? t("record.import.goodText")
                : t("record.import.goodCounts", report.added(), report.changed(), report.unchanged());
    }

    private void showDone(OpenForm form, Plan plan, Report report, UUID id, double seconds) {
        List<Component> actions = new ArrayList<>();
        actions.add(toList(form));
        if (report.added() + report.changed() > 0) {
            Button undo =
                    new Button(t("record.import.undo"), Icons.of("vaadin:arrow-backward"), click -> undo(form, id));
            undo.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
            actions.add(undo);
        }
        BadFile bad = report.badFile();
        if (bad != null) {
            actions.add(badRows(plan, bad, report.badRows()));
            actions.add(new Button(t("record.import.correctedFile"), click -> showUpload(form, "")));
        }
        String counts = t("record.import.doneCounts", report.added(), report.changed(), report.unchanged());
        steps.add(new FileNotes(report.notes()));
        String left = report.badRows() > 0
                ? " "
                        + t(
                                plan.flat() == null ? "record.import.doneBad" : "record.import.flat.doneBad",
                                report.badRows())
                : "";
        steps.add(new EmptyState(
                "vaadin:check-circle",
                report.changed() + report.unchanged() == 0
                        ? t("record.import.done", report.added())
                        : t("record.import.doneAll"),
                counts + left + " " + t("record.import.doneText", seconds),
                actions.toArray(Component[]::new)));
    }

    private void undo(OpenForm form, UUID id) {
        AtomicReference<Imports.@Nullable Undone> undone = new AtomicReference<>();
        run(
                t("record.import.undo"),
                t("record.import.undoing"),
                progress -> {
                    imports.undo(form.ref(), id, progress, taken -> {
                        undone.set(taken);
                        progress.done(Map.of());
                    });
                    return Map.of();
                },
                (job, seconds) -> {
                    steps.removeAll();
                    Imports.Undone result = undone.get();
                    Button list = toList(form);
                    steps.add(
                            result == null
                                    ? new EmptyState(
                                            "vaadin:warning",
                                            t("record.import.undoFailed"),
                                            job.problems().stream()
                                                    .map(p -> t(p))
                                                    .collect(Collectors.joining(" ")),
                                            list)
                                    : new EmptyState(
                                            "vaadin:check-circle",
                                            t("record.import.undone"),
                                            PastImportsView.words(result),
                                            list,
                                            again(form)));
                });
    }

    private void showBad(OpenForm form, Source source, Plan plan, Report report) {
        BadCellGrid grid = new BadCellGrid(report.bad());
        long good = report.rows() - report.badRows();
        List<Component> buttons = new ArrayList<>();
        Flat flat = plan.flat();
        if (good > 0) {
            Button onlyGood = new Button(
                    t(flat == null ? "record.import.goGood" : "record.import.flat.goGood", good),
                    click -> start(form, source, plan.onlyGood(true), true));
            onlyGood.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            buttons.add(onlyGood);
        }
        long differing = report.bad().stream()
                .filter(cell -> cell.code().equals("record.import.error.recordDiffers"))
                .count();
        if (flat != null && differing > 0) {
            buttons.add(new Button(
                    t("record.import.flat.checkFirst", differing),
                    click -> start(form, source, plan.flat(flat.takesFirst(true)), false)));
        }
        BadFile bad = report.badFile();
        if (bad != null) {
            buttons.add(badRows(plan, bad, report.badRows()));
        }
        Button corrected = new Button(t("record.import.correctedFile"), click -> showUpload(form, ""));
        buttons.add(corrected);
        buttons.add(back(form, source, plan));
        Div bar = new Div(buttons.toArray(Component[]::new));
        bar.addClassName("mw-import-buttons");
        steps.add(
                new H2(t(
                        flat == null ? "record.import.bad" : "record.import.flat.bad",
                        report.badRows(),
                        report.rows())),
                new Paragraph(
                        good > 0
                                ? t(flat == null ? "record.import.badChoice" : "record.import.flat.badChoice", good)
                                : t("record.import.badText", good)),
                new FileNotes(report.notes()),
                grid,
                bar);
    }

    private Anchor badRows(Plan plan, BadFile bad, long rows) {
        return Downloads.link(
                t(plan.flat() == null ? "record.import.badRows" : "record.import.flat.badRows", rows),
                bad.name(),
                screens.person(),
                out -> Files.copy(bad.path(), out));
    }

    private static Button toList(OpenForm form) {
        Button list = new Button(
                t("record.import.toList"), click -> UI.getCurrent().navigate(RecordsNavigation.list(form.ref())));
        list.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        return list;
    }

    private Component again(OpenForm form) {
        Button again = new Button(t("record.import.otherFile"), click -> showUpload(form, ""));
        again.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        return again;
    }

    private Button back(OpenForm form, Source source, Plan plan) {
        Button back = new Button(t("record.import.otherMapping"), click -> preview(form, source, plan));
        back.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        return back;
    }

    private void forgetFile() {
        delete(file);
        file = null;
        forgetBadFile();
    }

    private void forgetBadFile() {
        delete(badFile);
        badFile = null;
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
