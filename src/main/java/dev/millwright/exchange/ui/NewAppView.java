package dev.millwright.exchange.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
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
import dev.millwright.exchange.Imports.Line;
import dev.millwright.exchange.Imports.Odd;
import dev.millwright.exchange.Imports.Reading;
import dev.millwright.exchange.Imports.Source;
import dev.millwright.exchange.Imports.Survey;
import dev.millwright.exchange.ui.AppFromFile.Made;
import dev.millwright.exchange.ui.AppFromFile.Wanted;
import dev.millwright.field.DateOrder;
import dev.millwright.form.FormDefinition;
import dev.millwright.jobs.Job;
import dev.millwright.jobs.Jobs;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.Icons;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes an app out of a file: choose it, see what its columns become, change that, have the app with its rows. */
@Route(SheetNavigation.NEW_APP)
@PermitAll
class NewAppView extends Div implements BeforeEnterObserver, HasBreadcrumbs {

    static final int LONGEST_NAME = 60;

    private final transient SheetScreens screens;
    private final transient AppFromFile maker;
    private final transient Imports imports;
    private final transient Apps apps;
    private final transient Jobs jobs;
    private final Div steps = new Div();
    private transient @Nullable Path file;
    private transient @Nullable Path badFile;

    NewAppView(SheetScreens screens, AppFromFile maker, Imports imports, Apps apps, Jobs jobs) {
        this.screens = screens;
        this.maker = maker;
        this.imports = imports;
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
        forgetFile();
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
                            survey(source, "", 0, null);
                        },
                        problem),
                problem,
                ImportView.hint(screens));
    }

    private void survey(Source source, String name, int sheet, @Nullable Long heading) {
        try {
            Survey survey = imports.survey(source, sheet, heading, screens.format());
            if (survey.columns().size() > FormDefinition.MAX_FIELDS) {
                showUpload(t("record.import.error.columns", FormDefinition.MAX_FIELDS));
            } else {
                showFields(source, name.isEmpty() ? nameOf(source, survey) : name, survey);
            }
        } catch (InvalidException e) {
            String wrong = e.problems().stream().map(p -> t(p)).collect(Collectors.joining(" "));
            if (sheet > 0 || heading != null || !source.reading().equals(Reading.FOUND)) {
                Button back = new Button(
                        t("record.import.wrongLine"), click -> survey(source.reading(Reading.FOUND), name, 0, null));
                steps.removeAll();
                steps.add(new EmptyState("vaadin:warning", t("record.newApp.failed"), wrong, back));
            } else {
                showUpload(wrong);
            }
        }
    }

    /** As the table says, else as the file is called. */
    private static String nameOf(Source source, Survey survey) {
        String said = survey.title().isEmpty() ? source.name().replaceFirst("\\.[A-Za-z]{1,5}$", "") : survey.title();
        String name = said.replaceAll("[\\p{Cntrl}\\p{Cs}]", " ").strip();
        String shown = name.isEmpty() ? t("record.newApp.crumb") : name;
        return shown.length() > LONGEST_NAME ? shown.substring(0, LONGEST_NAME).strip() : shown;
    }

    private void showFields(Source source, String proposed, Survey survey) {
        steps.removeAll();
        TextField name = new TextField(t("record.newApp.name"));
        name.setValue(proposed);
        name.setMaxLength(LONGEST_NAME);
        name.setRequiredIndicatorVisible(true);
        Div head = new Div(name);
        head.addClassName("mw-import-options");
        if (survey.sheets().size() > 1) {
            Select<Integer> sheet = new Select<>();
            sheet.setLabel(t("record.import.sheet"));
            List<Integer> numbers = new ArrayList<>();
            for (int i = 0; i < survey.sheets().size(); i++) {
                numbers.add(i);
            }
            sheet.setItems(numbers);
            sheet.setItemLabelGenerator(number -> survey.sheets().get(number));
            sheet.setValue(survey.sheet());
            sheet.addValueChangeListener(change -> survey(source, name.getValue(), change.getValue(), null));
            head.add(sheet);
        }
        Select<Line> heading = ImportMapping.headings(survey.above(), survey.heading());
        heading.addValueChangeListener(change -> survey(
                source, name.getValue(), survey.sheet(), change.getValue().number()));
        head.add(heading);
        ReadingChoice.of(
                        survey.reading(),
                        reading -> survey(source.reading(reading), name.getValue(), survey.sheet(), null))
                .forEach(head::add);
        NewAppFields fields = new NewAppFields(maker, imports, source, survey, screens.format());
        Div problem = new Div();
        problem.addClassName("mw-import-problem");
        Button make = new Button(t("record.newApp.make", survey.rows()), click -> {
            if (name.getValue().isBlank()) {
                name.setInvalid(true);
                name.setErrorMessage(t("record.newApp.noName"));
            } else if (fields.wanted().isEmpty()) {
                problem.setText(t("record.import.error.nothingMapped"));
            } else if (fields.isComplete()) {
                make(name.getValue().strip(), fields, survey, source);
            } else {
                problem.setText(t("record.newApp.open"));
            }
        });
        make.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        Button other = new Button(t("record.import.otherFile"), click -> showUpload(""));
        other.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Div buttons = new Div(make, other);
        buttons.addClassName("mw-import-buttons");
        steps.add(
                head,
                new FileNotes(survey.notes()),
                new H2(t("record.newApp.fields", survey.columns().size(), survey.rows())),
                new Paragraph(t("record.newApp.fieldsText")),
                fields,
                problem,
                buttons);
    }

    private void make(String name, NewAppFields fields, Survey survey, Source source) {
        List<Wanted> wanted = fields.wanted();
        Map<Integer, DateOrder> dates = fields.dates();
        Odd odd = fields.odd();
        steps.removeAll();
        ProgressBar bar = new ProgressBar(0, 1, 0);
        Div running = new Div(new H2(name), new Span(t("record.newApp.making")), bar);
        running.addClassName("mw-import-running");
        steps.add(running);
        AtomicReference<@Nullable Made> made = new AtomicReference<>();
        var format = screens.format();
        UUID id = jobs.start("new-app", progress -> {
            made.set(maker.make(name, name, wanted, survey, dates, source, odd, format, progress));
            return Map.of();
        });
        ImportView.follow(screens, jobs, id, bar, job -> showEnd(job, made.get()));
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
        steps.add(new FileNotes(made.report().notes()));
        BadFile bad = made.report().badFile();
        Button open = new Button(
                t("record.import.toList"), click -> UI.getCurrent().navigate(RecordsNavigation.list(made.form())));
        open.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        EmptyState end = new EmptyState(
                "vaadin:check-circle",
                t("record.newApp.done", made.app().label()),
                t("record.newApp.doneText", made.report().added())
                        + (made.report().badRows() > 0
                                ? " " + t("record.import.doneBad", made.report().badRows())
                                : ""),
                open);
        steps.add(end);
        if (bad != null) {
            badFile = bad.path();
            steps.add(Downloads.link(
                    t("record.import.badRows", made.report().badRows()),
                    bad.name(),
                    screens.person(),
                    out -> Files.copy(bad.path(), out)));
        } else if (made.report().notes().isEmpty()) {
            // Nothing is left to say here; the list says it all.
            UI.getCurrent().navigate(RecordsNavigation.list(made.form()));
            dev.millwright.ui.Notices.success(t("record.newApp.done", made.app().label()));
        }
    }

    private void forgetFile() {
        delete(file);
        delete(badFile);
        file = null;
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
