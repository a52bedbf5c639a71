package dev.millwright.exchange.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.exchange.Imports.Line;
import dev.millwright.exchange.Imports.Survey;
import dev.millwright.exchange.Workbooks.Link;
import dev.millwright.exchange.ui.AppFromFile.Wanted;
import dev.millwright.exchange.ui.FormPlan.LinesOf;
import dev.millwright.exchange.ui.FormPlan.OfSheet;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one of several sheets becomes: a form with its fields, lines of another one, or nothing. */
final class NewAppSheet extends Div {

    private static final String OWN = "";

    private final int number;
    private final UUID form;
    private final transient NewAppForms forms;
    private final transient Survey survey;
    private final NewAppFields fields;
    private final transient List<Link> parents;
    private final Checkbox taken = new Checkbox(true);
    private final TextField name = new TextField();
    private final Select<String> becomes = new Select<>();
    private final Span summary = new Span();
    private final Details details;
    private boolean quiet;

    /**
     * @param parents links by which its rows may be lines of other forms' records, the likest first
     * @param likely whether they are likely meant so
     * @param single whether it is the only one, of which the page says the rest
     */
    NewAppSheet(
            NewAppForms forms,
            int number,
            UUID form,
            String label,
            Survey survey,
            NewAppFields fields,
            List<Link> parents,
            boolean likely,
            boolean single,
            Consumer<Long> reread) {
        this.forms = forms;
        this.number = number;
        this.form = form;
        this.survey = survey;
        this.fields = fields;
        this.parents = parents;
        taken.setAriaLabel(t("record.newApp.sheet.take", label));
        name.setValue(label);
        name.setMaxLength(NewAppView.LONGEST_NAME);
        name.setAriaLabel(t("record.newApp.sheet.name", label));
        becomes.setAriaLabel(t("record.newApp.sheet.becomes", label));
        becomes.setItemLabelGenerator(of ->
                of.isEmpty() ? t("record.newApp.sheet.form") : t("record.newApp.sheet.lines", forms.label(of(of))));
        offerLines();
        if (likely) {
            becomes.setValue(String.valueOf(parents.getFirst().column()));
        }
        Select<Line> heading = ImportMapping.headings(survey.above(), survey.heading());
        heading.addValueChangeListener(change -> reread.accept(change.getValue().number()));
        Div head = new Div(heading);
        head.addClassName("mw-import-options");
        summary.addClassName("mw-new-sheet-summary");
        details = new Details(summary, head, new FileNotes(NewAppForms.ofSheet(survey.notes())));
        details.setWidthFull();
        Div line = new Div(taken, name, becomes);
        line.addClassName("mw-new-sheet-head");
        if (single) {
            add(fields.offers(), fields);
        } else {
            addClassName("mw-new-sheet");
            details.add(fields);
            add(line, fields.offers(), details);
        }
        taken.addValueChangeListener(change -> {
            follow();
            forms.changed();
        });
        name.addValueChangeListener(change -> forms.changed());
        becomes.addValueChangeListener(change -> {
            if (!quiet) {
                follow();
                forms.changed();
            }
        });
        follow();
    }

    private UUID of(String choice) {
        return parents.stream()
                .filter(link -> String.valueOf(link.column()).equals(choice))
                .map(link -> forms.form(link.sheet()))
                .findFirst()
                .orElse(form);
    }

    private void follow() {
        boolean wanted = isTaken();
        name.setEnabled(wanted);
        becomes.setEnabled(wanted);
        details.setVisible(wanted);
        fields.asLines(linesOf() != null);
        fields.offers().setVisible(wanted && linesOf() == null);
    }

    int number() {
        return number;
    }

    UUID form() {
        return form;
    }

    NewAppFields fields() {
        return fields;
    }

    boolean isTaken() {
        return taken.getValue();
    }

    String label() {
        if (forms.isSingle()) {
            return forms.appName();
        }
        String said = name.getValue().strip();
        return said.isEmpty() ? t("record.newApp.sheet.unnamed", number + 1) : said;
    }

    /** The link by which its rows are lines; null for a form of its own. */
    @Nullable Link linesOf() {
        String choice = becomes.getValue();
        return choice == null || choice.isEmpty()
                ? null
                : parents.stream()
                        .filter(link -> String.valueOf(link.column()).equals(choice))
                        .findFirst()
                        .orElse(null);
    }

    long rows() {
        return survey.rows();
    }

    /** Offers the forms that there are now to have its rows as lines. */
    void offerLines() {
        quiet = true;
        String before = becomes.getValue();
        List<String> choices = new ArrayList<>();
        choices.add(OWN);
        parents.stream().filter(forms::mayLink).forEach(link -> choices.add(String.valueOf(link.column())));
        becomes.setItems(choices);
        becomes.setValue(before != null && choices.contains(before) ? before : OWN);
        becomes.setVisible(choices.size() > 1 && fields.ownForms() == 0);
        quiet = false;
    }

    /** Says in one line what becomes of the sheet. */
    void summarise() {
        Link lines = linesOf();
        String links = fields.links().stream()
                .filter(link -> lines == null || link.column() != lines.column())
                .map(link -> forms.label(forms.form(link.sheet())))
                .distinct()
                .collect(Collectors.joining(t("record.import.listed")));
        int count = fields.wanted().size() - (lines == null ? 0 : 1);
        String words = t("record.newApp.sheet.summary", count, rows());
        List<String> more = new ArrayList<>();
        more.add(words);
        if (!links.isEmpty()) {
            more.add(t("record.newApp.sheet.links", links));
        }
        if (!survey.totals().isEmpty()) {
            more.add(t("record.newApp.sheet.totals", survey.totals().size()));
        }
        if (fields.odd() > 0) {
            more.add(t("record.newApp.odd", fields.odd()));
        }
        summary.setText(String.join(" · ", more));
    }

    void open() {
        details.setOpened(true);
    }

    boolean isComplete() {
        boolean named = forms.isSingle() || !name.getValue().isBlank();
        name.setInvalid(!named);
        name.setErrorMessage(t("record.newApp.noForm"));
        boolean complete = fields.isComplete() && !fields.wanted().isEmpty();
        if (!complete) {
            open();
        }
        return named && complete;
    }

    FormPlan plan(@Nullable Integer key) {
        Link lines = linesOf();
        List<Wanted> wanted = fields.wanted().stream()
                .filter(one -> lines == null || one.column() != lines.column())
                .toList();
        return new FormPlan(
                form,
                label(),
                new OfSheet(survey.sheet(), survey.heading(), fields.dates(), fields.oddChoice(), survey.rows()),
                wanted,
                key,
                lines == null ? null : new LinesOf(forms.form(lines.sheet()), lines.column(), lines.key()));
    }
}
