package dev.millwright.record.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.UploadHandler;
import com.vaadin.flow.server.streams.UploadMetadata;
import dev.millwright.app.Action;
import dev.millwright.field.FormatContext;
import dev.millwright.form.PublishedField;
import dev.millwright.identity.Person;
import dev.millwright.jobs.Job;
import dev.millwright.jobs.Jobs;
import dev.millwright.record.Imports;
import dev.millwright.record.Imports.BadCell;
import dev.millwright.record.Imports.Preview;
import dev.millwright.record.Imports.Report;
import dev.millwright.record.ui.RecordScreens.Opened;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.ui.ComponentTexts;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.Icons;
import dev.millwright.ui.PageHeader;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import jakarta.annotation.security.PermitAll;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Brings a file into a form: choose it, see which column goes where, check every row, import all of them. */
@Route(RecordsNavigation.IMPORT)
@PermitAll
class ImportView extends Div implements BeforeEnterObserver, HasBreadcrumbs {

    private static final int LARGEST_FILE = 100 * 1024 * 1024;
    private static final Duration POLL = Duration.ofMillis(250);

    private final transient RecordScreens screens;
    private final transient Imports imports;
    private final transient Jobs jobs;
    private final Div steps = new Div();
    private transient @Nullable Opened opened;
    private transient @Nullable Path file;

    ImportView(RecordScreens screens, Imports imports, Jobs jobs) {
        this.screens = screens;
        this.imports = imports;
        this.jobs = jobs;
        addClassName("mw-import");
        steps.addClassName("mw-import-steps");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        Opened form = screens.open(event.getRouteParameters());
        if (!form.may(Action.CREATE)) {
            throw new NotAllowedException("record.error.rightsChanged");
        }
        opened = form;
        removeAll();
        PageHeader header = new PageHeader(t("record.import.title", form.form().label()), t("record.import.subtitle"));
        header.setLeading(Icons.of("vaadin:upload"));
        add(header, steps);
        showUpload(form);
    }

    @Override
    public List<Breadcrumb> breadcrumbs() {
        Opened form = opened;
        return form == null
                ? List.of()
                : List.of(form.appStep(), form.listStep(), Breadcrumb.here(t("record.import.crumb")));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        forgetFile();
    }

    private void showUpload(Opened form) {
        steps.removeAll();
        Upload upload = ComponentTexts.localised(
                new Upload(UploadHandler.toTempFile((metadata, received) -> arrived(form, metadata, received))));
        upload.setMaxFiles(1);
        upload.setMaxFileSize(LARGEST_FILE);
        upload.setAcceptedFileExtensions(".csv", ".txt", ".tsv");
        Button choose = new Button(t("record.import.choose"), Icons.of("vaadin:file-text-o"));
        choose.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        upload.setUploadButton(choose);
        upload.setDropLabel(new Span(t("record.import.drop")));
        Div problem = new Div();
        problem.addClassName("mw-import-problem");
        upload.addFileRejectedListener(
                rejected -> problem.setText(t("record.import.error.rejected", LARGEST_FILE / (1024 * 1024))));
        steps.add(upload, problem, new Paragraph(t("record.import.hint")));
    }

    private void arrived(Opened form, UploadMetadata metadata, File received) {
        forgetFile();
        file = received.toPath();
        try {
            showMapping(form, received.toPath(), metadata.fileName(), imports.preview(form.ref(), received.toPath()));
        } catch (InvalidException e) {
            showUpload(form);
            Div problem = new Div(new Span(e.problems().stream().map(p -> t(p)).collect(Collectors.joining(" "))));
            problem.addClassName("mw-import-problem");
            steps.addComponentAtIndex(1, problem);
        }
    }

    private void showMapping(Opened form, Path path, String name, Preview preview) {
        steps.removeAll();
        Map<Integer, Select<PublishedField<?, ?>>> selects = new LinkedHashMap<>();
        List<PublishedField<?, ?>> fields = form.form().fields().stream()
                .filter(field -> field.generator().isEmpty())
                .toList();
        Grid<List<String>> grid = new Grid<>();
        grid.addThemeVariants(GridVariant.LUMO_COMPACT, GridVariant.LUMO_COLUMN_BORDERS);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        for (int i = 0; i < preview.columns().size(); i++) {
            int column = i;
            Select<PublishedField<?, ?>> select = new Select<>();
            select.setItems(fields);
            select.setEmptySelectionAllowed(true);
            select.setEmptySelectionCaption(t("record.import.skip"));
            select.setItemLabelGenerator(field -> field == null ? t("record.import.skip") : field.label());
            String key = preview.mapping().get(i);
            fields.stream().filter(field -> field.key().equals(key)).findFirst().ifPresent(select::setValue);
            select.setWidthFull();
            select.setAriaLabel(preview.columns().get(i));
            selects.put(i, select);
            Div heading = new Div(new Span(preview.columns().get(i)), select);
            heading.addClassName("mw-import-heading");
            grid.addColumn(row -> column < row.size() ? row.get(column) : "")
                    .setHeader(heading)
                    .setWidth("12rem")
                    .setFlexGrow(1);
        }
        grid.setItems(preview.sample().stream().limit(8).toList());
        Div problem = new Div();
        problem.addClassName("mw-import-problem");
        Button check = new Button(t("record.import.check", preview.rows()), click -> {
            Map<Integer, String> mapping = new LinkedHashMap<>();
            selects.forEach((column, select) -> {
                if (select.getValue() != null) {
                    mapping.put(column, select.getValue().key());
                }
            });
            if (mapping.isEmpty()) {
                problem.setText(t("record.import.error.nothingMapped"));
            } else if (mapping.values().stream().distinct().count() < mapping.size()) {
                problem.setText(t("record.import.error.mappedTwice"));
            } else {
                start(form, path, name, mapping, false);
            }
        });
        check.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        Button other = new Button(t("record.import.otherFile"), click -> showUpload(form));
        other.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Div buttons = new Div(check, other);
        buttons.addClassName("mw-record-buttons");
        steps.add(
                new H2(t("record.import.mapping", name, preview.rows())),
                new Paragraph(t(
                        "record.import.mappingText",
                        preview.mapping().size(),
                        preview.columns().size())),
                grid,
                problem,
                buttons);
    }

    private void start(Opened form, Path path, String name, Map<Integer, String> mapping, boolean keep) {
        steps.removeAll();
        ProgressBar bar = new ProgressBar(0, 1, 0);
        Span words = new Span(t(keep ? "record.import.importing" : "record.import.checking"));
        AtomicReference<@Nullable Report> report = new AtomicReference<>();
        FormatContext format = screens.format();
        long begun = System.nanoTime();
        UUID id = jobs.start("import", progress -> {
            Report made = keep
                    ? imports.run(form.ref(), path, mapping, format, progress)
                    : imports.dryRun(form.ref(), path, mapping, format, progress);
            report.set(made);
            return Map.of("rows", made.rows(), "badRows", made.badRows());
        });
        Button cancel = new Button(t("ui.action.cancel"), click -> jobs.cancel(id));
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Div running = new Div(new H2(name), words, bar, cancel);
        running.addClassName("mw-import-running");
        steps.add(running);
        follow(form, path, name, mapping, keep, id, bar, report, begun);
    }

    private void follow(
            Opened form,
            Path path,
            String name,
            Map<Integer, String> mapping,
            boolean keep,
            UUID id,
            ProgressBar bar,
            AtomicReference<@Nullable Report> report,
            long begun) {
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
            Job over = job;
            double seconds = (System.nanoTime() - begun) / 1e9;
            ui.access(() -> showEnd(form, path, name, mapping, keep, over, report.get(), seconds));
        });
    }

    private void showEnd(
            Opened form,
            Path path,
            String name,
            Map<Integer, String> mapping,
            boolean keep,
            Job job,
            @Nullable Report report,
            double seconds) {
        steps.removeAll();
        if (job.state() == Job.State.CANCELLED) {
            steps.add(
                    new EmptyState("vaadin:ban", t("record.import.cancelled"), t("jobs.error.cancelled"), again(form)));
        } else if (report == null) {
            String why = job.problems().stream().map(p -> t(p)).collect(Collectors.joining(" "));
            steps.add(new EmptyState("vaadin:warning", t("record.import.failed"), why, again(form)));
        } else if (report.badRows() > 0) {
            showBad(form, path, name, mapping, report);
        } else if (keep) {
            Button list = new Button(
                    t("record.import.toList"), click -> UI.getCurrent().navigate(RecordsNavigation.list(form.ref())));
            list.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            steps.add(new EmptyState(
                    "vaadin:check-circle",
                    t("record.import.done", report.rows()),
                    t("record.import.doneText", seconds),
                    list));
        } else {
            Button go =
                    new Button(t("record.import.go", report.rows()), click -> start(form, path, name, mapping, true));
            go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            steps.add(new EmptyState(
                    "vaadin:check-circle", t("record.import.good", report.rows()), t("record.import.goodText"), go));
        }
    }

    private void showBad(Opened form, Path path, String name, Map<Integer, String> mapping, Report report) {
        Grid<BadCell> grid = new Grid<>();
        grid.addThemeVariants(GridVariant.LUMO_COMPACT);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addColumn(BadCell::line)
                .setHeader(t("record.import.line"))
                .setWidth("6rem")
                .setFlexGrow(0);
        grid.addColumn(BadCell::column)
                .setHeader(t("record.import.column"))
                .setWidth("12rem")
                .setFlexGrow(0);
        grid.addColumn(BadCell::value)
                .setHeader(t("record.import.value"))
                .setWidth("14rem")
                .setFlexGrow(0);
        grid.addColumn(bad -> t(bad.code(), bad.arguments().toArray())).setHeader(t("record.import.reason"));
        grid.setItems(report.bad());
        grid.addClassName("mw-import-bad");
        Button recheck = new Button(t("record.import.otherMapping"), click -> {
            try {
                showMapping(form, path, name, imports.preview(form.ref(), path));
            } catch (InvalidException e) {
                showUpload(form);
            }
        });
        Div buttons = new Div(again(form), recheck);
        buttons.addClassName("mw-record-buttons");
        steps.add(
                new H2(t("record.import.bad", report.badRows(), report.rows())),
                new Paragraph(t("record.import.badText")),
                grid,
                buttons);
    }

    private Component again(Opened form) {
        Button again = new Button(t("record.import.correctedFile"), click -> showUpload(form));
        again.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        return again;
    }

    private void forgetFile() {
        Path known = file;
        file = null;
        if (known != null) {
            try {
                Files.deleteIfExists(known);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
