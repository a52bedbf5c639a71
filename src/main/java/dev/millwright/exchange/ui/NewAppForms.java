package dev.millwright.exchange.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.millwright.exchange.Imports;
import dev.millwright.exchange.Imports.CellCheck;
import dev.millwright.exchange.Imports.Misfits;
import dev.millwright.exchange.Imports.Note;
import dev.millwright.exchange.Imports.Source;
import dev.millwright.exchange.Imports.Survey;
import dev.millwright.exchange.Workbooks;
import dev.millwright.exchange.Workbooks.Link;
import dev.millwright.exchange.Workbooks.Workbook;
import dev.millwright.exchange.ui.AppFromFile.Guess;
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.FormatContext;
import dev.millwright.form.FormDefinition;
import dev.millwright.jobs.JobProgress;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the sheets of a file become together: forms that link to each other, and lines of forms. */
final class NewAppForms extends Div {

    private static final String HIDDEN = "record.import.note.hiddenSheets";

    /** As many lines as an import reads at once. */
    private static final long MOST_LINES = 100_000;

    private final transient Map<Integer, UUID> ids = new LinkedHashMap<>();
    private final transient List<NewAppSheet> sheets = new ArrayList<>();
    private final transient Supplier<String> appName;
    private final boolean single;
    private boolean whole;
    private boolean changing;
    private transient Runnable heard = () -> {};

    /**
     * @param appName what the app is called, which is what its only form is called, too
     * @param chosen sheets of which a person said where the headings stand
     * @param reread called with sheet and line when the headings stand elsewhere; with null to have them found
     */
    NewAppForms(
            AppFromFile maker,
            Imports imports,
            Workbooks workbooks,
            Source source,
            Workbook workbook,
            Function<ColumnProfile, List<Guess>> guesses,
            Supplier<String> appName,
            FormatContext format,
            Set<Integer> chosen,
            BiConsumer<Integer, @Nullable Long> reread) {
        this.appName = appName;
        this.single = workbook.sheets().size() == 1;
        addClassName("mw-new-sheets");
        workbook.sheets().forEach(sheet -> ids.put(sheet.number(), Ids.next()));
        Div nothing = new Div();
        for (Workbooks.Sheet sheet : workbook.sheets()) {
            Survey survey = sheet.survey();
            if (survey == null) {
                nothing.add(nothing(sheet, chosen.contains(sheet.number()), reread));
                continue;
            }
            NewAppFields fields =
                    new NewAppFields(this, maker, imports, workbooks, source, sheet, survey, guesses, format);
            List<Link> parents = parents(workbook, sheet, survey);
            boolean likely = !parents.isEmpty() && isLikely(sheet, survey, parents.getFirst());
            sheets.add(new NewAppSheet(
                    this,
                    sheet.number(),
                    form(sheet.number()),
                    shortened(sheet.name()),
                    survey,
                    fields,
                    parents,
                    likely,
                    single,
                    line -> reread.accept(sheet.number(), line)));
        }
        if (!single || workbook.tried() > 0) {
            add(new FileNotes(hidden(workbook)));
        }
        sheets.forEach(this::add);
        nothing.setVisible(nothing.getComponentCount() > 0);
        add(nothing);
        whole = true;
        changing = true;
        sheets.forEach(NewAppSheet::offerLines);
        sheets.forEach(sheet -> sheet.fields().offerLinks(false));
        refer();
        changing = false;
        told();
    }

    private static String shortened(String name) {
        String plain = name.replaceAll("[\\p{Cntrl}\\p{Cs}]", " ").strip();
        return plain.length() > NewAppView.LONGEST_NAME
                ? plain.substring(0, NewAppView.LONGEST_NAME).strip()
                : plain;
    }

    private static Div nothing(Workbooks.Sheet sheet, boolean chosen, BiConsumer<Integer, @Nullable Long> reread) {
        Problem problem = sheet.problem();
        String why = problem == null || problem.code().equals("record.import.error.empty")
                ? t("record.newApp.sheet.empty")
                : t(problem);
        Button again = new Button(t("record.newApp.sheet.again"), click -> reread.accept(sheet.number(), null));
        again.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        again.setVisible(chosen);
        Div line = new Div(new Span(t("record.newApp.sheet.none", sheet.name(), why)), again);
        line.addClassName("mw-new-sheet-none");
        return line;
    }

    /** What is said of the file and not of one sheet. */
    private static List<Note> hidden(Workbook workbook) {
        List<Note> notes = new ArrayList<>();
        workbook.sheets().stream()
                .flatMap(sheet -> Optional.ofNullable(sheet.survey()).stream())
                .flatMap(survey -> survey.notes().stream())
                .filter(note -> note.code().equals(HIDDEN))
                .findFirst()
                .ifPresent(notes::add);
        if (!workbook.unread().isEmpty()) {
            notes.add(Note.of(
                    "record.newApp.sheet.unread",
                    Workbooks.MOST_SHEETS,
                    String.join(t("record.import.listed"), workbook.unread())));
        }
        if (workbook.tried() > 0) {
            notes.add(Note.of("record.newApp.sheet.tried", workbook.tried()));
        }
        return notes;
    }

    static List<Note> ofSheet(List<Note> notes) {
        return notes.stream().filter(note -> !note.code().equals(HIDDEN)).toList();
    }

    /**
     * The links by which rows of a sheet may be lines of a record: each row names one, those of one stand together, and nothing of them
     * would have to be left out.
     */
    private static List<Link> parents(Workbook workbook, Workbooks.Sheet sheet, Survey survey) {
        boolean plain = survey.totals().isEmpty()
                && survey.openDates().isEmpty()
                && survey.rows() <= MOST_LINES
                && sheet.links().stream().filter(Link::isProposed).allMatch(link -> link.respelled() == 0)
                && workbook.sheets().stream()
                        .flatMap(other -> other.links().stream())
                        .noneMatch(link -> link.isProposed() && link.sheet() == sheet.number());
        return !plain
                ? List.of()
                : sheet.links().stream()
                        .filter(link -> link.isProposed()
                                && link.isWhole()
                                && link.sheet() != sheet.number()
                                && link.most() > 0
                                && link.most() <= FormDefinition.MAX_LINES)
                        .toList();
    }

    /** Several rows belong to one record, and none has a name of its own. */
    private static boolean isLikely(Workbooks.Sheet sheet, Survey survey, Link parent) {
        return parent.most() > 1
                && survey.distinct().isEmpty()
                && sheet.links().stream().noneMatch(link -> link.isProposed() && link.sheet() == sheet.number());
    }

    boolean isWhole() {
        return whole;
    }

    boolean isSingle() {
        return single;
    }

    String appName() {
        return appName.get();
    }

    /** The form that a sheet becomes. */
    UUID form(int sheet) {
        return Objects.requireNonNull(ids.get(sheet));
    }

    String label(UUID form) {
        return sheets.stream()
                .flatMap(sheet ->
                        sheet.form().equals(form) ? Stream.of(sheet.label()) : sheet.fields().ownLabel(form).stream())
                .findFirst()
                .orElse("");
    }

    private Optional<NewAppSheet> sheet(int number) {
        return sheets.stream().filter(sheet -> sheet.number() == number).findFirst();
    }

    boolean mayLink(Link link) {
        return whole
                && sheet(link.sheet())
                        .filter(target -> target.isTaken()
                                && target.linesOf() == null
                                && target.fields().mayBeReferredTo(link.key()))
                        .isPresent();
    }

    /** Offers everywhere what there is now, after something has changed of which the other sheets know. */
    void changed() {
        if (!whole || changing) {
            return;
        }
        changing = true;
        sheets.forEach(NewAppSheet::offerLines);
        sheets.forEach(sheet -> sheet.fields().offerLinks(true));
        refer();
        changing = false;
        told();
    }

    void told() {
        if (whole) {
            sheets.forEach(NewAppSheet::summarise);
            heard.run();
        }
    }

    /** Runs now and whenever something has changed. */
    void whenChanged(Runnable listener) {
        heard = listener;
        listener.run();
    }

    private void refer() {
        Map<Integer, Integer> keys = keys();
        sheets.forEach(sheet -> sheet.fields().referTo(keys.get(sheet.number())));
    }

    /** The columns by which others refer to the records of a sheet. */
    private Map<Integer, Integer> keys() {
        Map<Integer, Integer> keys = new HashMap<>();
        sheets.stream()
                .filter(NewAppSheet::isTaken)
                .flatMap(sheet -> sheet.fields().links().stream())
                .forEach(link -> keys.put(link.sheet(), link.key()));
        return keys;
    }

    /** What the cells of each sheet are to be read as now. */
    List<Map<Integer, CellCheck>> checks() {
        return sheets.stream().map(sheet -> sheet.fields().checks()).toList();
    }

    /** Reads all cells of all sheets; takes as long as that takes. */
    List<Misfits> misfits(List<Map<Integer, CellCheck>> checks, JobProgress progress) {
        List<Misfits> misfits = new ArrayList<>();
        for (int i = 0; i < sheets.size(); i++) {
            misfits.add(sheets.get(i).fields().misfits(checks.get(i)));
            progress.report((i + 1.0) / sheets.size());
        }
        return misfits;
    }

    void show(List<Misfits> misfits) {
        for (int i = 0; i < sheets.size(); i++) {
            sheets.get(i).fields().show(misfits.get(i));
            if (!single && misfits.get(i).count() > 0) {
                sheets.get(i).open();
            }
        }
        told();
    }

    private List<NewAppSheet> taken() {
        return sheets.stream().filter(NewAppSheet::isTaken).toList();
    }

    long rows() {
        return taken().stream().mapToLong(NewAppSheet::rows).sum();
    }

    /** How many sheets there are with a table. */
    int sheets() {
        return sheets.size();
    }

    /** How many forms come of them, without those of lines. */
    long count() {
        return taken().stream()
                .filter(sheet -> sheet.linesOf() == null)
                .mapToLong(sheet -> 1 + sheet.fields().ownForms())
                .sum();
    }

    boolean isEmpty() {
        return taken().stream().allMatch(sheet -> sheet.fields().wanted().isEmpty());
    }

    boolean isComplete() {
        // Each shows what is missing on it.
        return taken().stream().filter(sheet -> !sheet.isComplete()).count() == 0;
    }

    List<FormPlan> plans() {
        Map<Integer, Integer> keys = keys();
        List<FormPlan> plans = new ArrayList<>();
        for (NewAppSheet sheet : taken()) {
            plans.add(sheet.plan(keys.get(sheet.number())));
            if (sheet.linesOf() == null) {
                plans.addAll(sheet.fields().ownPlans());
            }
        }
        return plans;
    }
}
