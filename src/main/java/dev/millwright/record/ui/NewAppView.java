package dev.millwright.record.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
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
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.DateOrder;
import dev.millwright.form.FormDefinition;
import dev.millwright.jobs.Job;
import dev.millwright.jobs.Jobs;
import dev.millwright.record.Imports;
import dev.millwright.record.Imports.BadFile;
import dev.millwright.record.Imports.Line;
import dev.millwright.record.Imports.Source;
import dev.millwright.record.Imports.Survey;
import dev.millwright.record.ui.AppFromFile.Guess;
import dev.millwright.record.ui.AppFromFile.Made;
import dev.millwright.record.ui.AppFromFile.Wanted;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.ValueKind;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.Icons;
import dev.millwright.ui.PageHeader;
import dev.millwright.ui.UiTexts;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import jakarta.annotation.security.PermitAll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes an app out of a file: choose it, see what its columns become, change that, have the app with its rows. */
@Route(RecordsNavigation.NEW_APP)
@PermitAll
class NewAppView extends Div implements BeforeEnterObserver, HasBreadcrumbs {

    private static final int LONGEST_NAME = 60;
    private static final int EXAMPLES = 3;

    private final transient RecordScreens screens;
    private final transient AppFromFile maker;
    private final transient Imports imports;
    private final transient Apps apps;
    private final transient Jobs jobs;
    private final Div steps = new Div();
    private transient @Nullable Path file;
    private transient @Nullable Path badFile;

    NewAppView(RecordScreens screens, AppFromFile maker, Imports imports, Apps apps, Jobs jobs) {
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
                            survey(source, nameOf(source), 0, null);
                        },
                        problem),
                problem,
                ImportView.hint(screens));
    }

    private void survey(Source source, String name, int sheet, @Nullable Long heading) {
        try {
            Survey survey = imports.survey(source.file(), sheet, heading, screens.format());
            if (survey.columns().size() > FormDefinition.MAX_FIELDS) {
                showUpload(t("record.import.error.columns", FormDefinition.MAX_FIELDS));
            } else {
                showFields(source, name, survey);
            }
        } catch (InvalidException e) {
            String wrong = e.problems().stream().map(p -> t(p)).collect(Collectors.joining(" "));
            if (sheet > 0 || heading != null) {
                Button back = new Button(t("record.import.wrongLine"), click -> survey(source, name, 0, null));
                steps.removeAll();
                steps.add(new EmptyState("vaadin:warning", t("record.newApp.failed"), wrong, back));
            } else {
                showUpload(wrong);
            }
        }
    }

    private static String nameOf(Source source) {
        String name = source.name()
                .replaceFirst("\\.[A-Za-z]{1,5}$", "")
                .replaceAll("[\\p{Cntrl}\\p{Cs}]", " ")
                .strip();
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
        Div fields = new Div();
        fields.addClassName("mw-new-fields");
        List<FieldRow> rows = new ArrayList<>();
        boolean[] unique = {true};
        survey.columns().forEach((column, profile) -> {
            boolean distinct = survey.distinct().contains(column);
            List<Guess> guesses = maker.guesses(profile);
            FieldRow row = new FieldRow(
                    column,
                    profile,
                    guesses,
                    distinct,
                    unique[0] && distinct && isName(guesses.getFirst()),
                    survey.openDates().contains(column));
            unique[0] = unique[0] && !row.unique.getValue();
            rows.add(row);
            fields.add(row);
        });
        Div problem = new Div();
        problem.addClassName("mw-import-problem");
        Button make = new Button(t("record.newApp.make", survey.rows()), click -> {
            List<Wanted> wanted = new ArrayList<>();
            Map<Integer, DateOrder> dates = new HashMap<>();
            boolean complete = true;
            for (FieldRow row : rows) {
                if (row.keep.getValue()) {
                    wanted.add(row.wanted());
                    complete &= row.readDates(dates);
                }
            }
            if (name.getValue().isBlank()) {
                name.setInvalid(true);
                name.setErrorMessage(t("record.newApp.noName"));
            } else if (wanted.isEmpty()) {
                problem.setText(t("record.import.error.nothingMapped"));
            } else if (complete) {
                make(name.getValue().strip(), wanted, survey, dates, source);
            }
        });
        make.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        Button other = new Button(t("record.import.otherFile"), click -> showUpload(""));
        other.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Div buttons = new Div(make, other);
        buttons.addClassName("mw-import-buttons");
        steps.add(
                head,
                new H2(t("record.newApp.fields", survey.columns().size(), survey.rows())),
                new Paragraph(t("record.newApp.fieldsText")),
                fields,
                problem,
                buttons);
    }

    /** A text that is different in each row names it. */
    private static boolean isName(Guess guess) {
        return guess.type().valueKind() == ValueKind.TEXT && guess.type().supportsUnique();
    }

    /** What one column becomes. */
    private static final class FieldRow extends Div {

        private final int column;
        private final Checkbox keep = new Checkbox(true);
        private final TextField label = new TextField();
        private final Select<Guess> type = new Select<>();
        private final Checkbox unique = new Checkbox(t("record.newApp.unique"));
        private final Select<DateOrder> order = new Select<>();

        FieldRow(
                int column,
                ColumnProfile profile,
                List<Guess> guesses,
                boolean distinct,
                boolean proposed,
                boolean openDates) {
            this.column = column;
            addClassName("mw-new-field");
            keep.setAriaLabel(t("record.newApp.keep", profile.heading()));
            String heading = profile.heading();
            label.setValue(heading.length() > LONGEST_NAME ? heading.substring(0, LONGEST_NAME) : heading);
            label.setMaxLength(LONGEST_NAME);
            label.setAriaLabel(t("record.newApp.label", heading));
            type.setItems(guesses);
            type.setItemLabelGenerator(
                    guess -> guess.type().descriptor().label().in(UiTexts.locale()));
            type.setValue(guesses.getFirst());
            type.setAriaLabel(t("record.newApp.type", heading));
            unique.setValue(proposed);
            ImportMapping.orders(order, heading);
            type.addValueChangeListener(change -> follow(distinct, openDates));
            keep.addValueChangeListener(change -> {
                label.setEnabled(change.getValue());
                type.setEnabled(change.getValue());
                unique.setEnabled(change.getValue());
            });
            Span example = new Span(
                    profile.distinct().keySet().stream().limit(EXAMPLES).collect(Collectors.joining(" · ")));
            example.addClassName("mw-new-field-example");
            add(keep, label, type, unique, example, order);
            follow(distinct, openDates);
        }

        private void follow(boolean distinct, boolean openDates) {
            Guess guess = type.getValue();
            boolean possible = distinct && guess.type().supportsUnique();
            unique.setVisible(possible);
            if (!possible) {
                unique.setValue(false);
            }
            ValueKind kind = guess.type().valueKind();
            order.setVisible(openDates && (kind == ValueKind.DATE || kind == ValueKind.DATE_TIME));
        }

        Wanted wanted() {
            String text = label.getValue().strip();
            return new Wanted(
                    column,
                    text.isEmpty() ? t("record.import.noHeading", column + 1) : text,
                    type.getValue(),
                    unique.getValue());
        }

        boolean readDates(Map<Integer, DateOrder> dates) {
            if (!order.isVisible()) {
                return true;
            }
            if (order.getValue() == null) {
                order.setInvalid(true);
                order.setErrorMessage(t("record.import.dates.open"));
                return false;
            }
            dates.put(column, order.getValue());
            return true;
        }
    }

    private void make(String name, List<Wanted> wanted, Survey survey, Map<Integer, DateOrder> dates, Source source) {
        steps.removeAll();
        ProgressBar bar = new ProgressBar(0, 1, 0);
        Div running = new Div(new H2(name), new Span(t("record.newApp.making")), bar);
        running.addClassName("mw-import-running");
        steps.add(running);
        AtomicReference<@Nullable Made> made = new AtomicReference<>();
        var format = screens.format();
        UUID id = jobs.start("new-app", progress -> {
            made.set(maker.make(name, name, wanted, survey, dates, source, format, progress));
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
        } else {
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
