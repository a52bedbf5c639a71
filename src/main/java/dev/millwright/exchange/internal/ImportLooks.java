package dev.millwright.exchange.internal;

import dev.millwright.app.Action;
import dev.millwright.exchange.Imports.FoundLines;
import dev.millwright.exchange.Imports.Line;
import dev.millwright.exchange.Imports.LinesPlan;
import dev.millwright.exchange.Imports.Mode;
import dev.millwright.exchange.Imports.Note;
import dev.millwright.exchange.Imports.Plan;
import dev.millwright.exchange.Imports.Preview;
import dev.millwright.exchange.Imports.Survey;
import dev.millwright.field.DateOrder;
import dev.millwright.field.FormatContext;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import dev.millwright.form.PublishedPart;
import dev.millwright.identity.Preferences;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.FormRef;
import dev.millwright.shared.Texts;
import dev.millwright.shared.ValueKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks at a file before it is imported and proposes what to do with it: as its headings say, and as the person did the last time. */
@Component
class ImportLooks {

    private static final int SAMPLE = 20;

    private final AccessibleForms access;
    private final PublishedForms forms;
    private final Preferences preferences;
    private final Texts texts;

    ImportLooks(AccessibleForms access, PublishedForms forms, Preferences preferences, Texts texts) {
        this.access = access;
        this.forms = forms;
        this.preferences = preferences;
        this.texts = texts;
    }

    /**
     * What a person chose for a form the last time.
     *
     * @param columns keys of fields by plain heading; an empty key for a column that is left out
     */
    record Remembered(
            Map<String, String> columns,
            Mode mode,
            @Nullable String key,
            @Nullable Boolean emptyClears) {

        static final Remembered NOTHING = new Remembered(Map.of(), Mode.ADD, null, false);

        @SuppressWarnings("NullAway") // what is absent in JSON arrives as null
        Remembered {
            columns = columns == null ? Map.of() : Map.copyOf(columns);
            mode = mode == null ? Mode.ADD : mode;
        }
    }

    private static String preference(PublishedForm form) {
        return "import." + form.id();
    }

    /** The beginning of a file and how its columns fit the form. */
    Preview preview(
            FormRef ref,
            PublishedForm form,
            SheetSource source,
            int sheet,
            @Nullable Long chosen,
            FormatContext format) {
        Remembered remembered =
                preferences.read(preference(form), Remembered.class).orElse(Remembered.NOTHING);
        List<SheetRow> first = first(source, sheet);
        Headings headings = new Headings(
                // An export has the names of files, which nobody can make files of again.
                form.fields().stream()
                        .filter(field -> field.kind() != ValueKind.FILE)
                        .toList(),
                remembered.columns());
        SheetRow heading = first.stream()
                .filter(row -> chosen != null && row.line() == chosen)
                .findFirst()
                .orElseGet(() -> headings.heading(first));
        List<String> columns = new ArrayList<>();
        heading.cells().forEach(cell -> columns.add(cell.strip()));
        Map<Integer, String> mapping = headings.match(List.copyOf(columns));
        List<DateOrder.Tally> dates = new ArrayList<>();
        RemarkTally remarks = new RemarkTally();
        remarks.headings(columns);
        TotalRows totals = new TotalRows();
        List<List<String>> sample = new ArrayList<>();
        long[] rows = new long[1];
        source.read(sheet, row -> {
            if (row.line() > heading.line()) {
                rows[0]++;
                while (columns.size() < row.cells().size()) {
                    columns.add("");
                }
                for (int i = 0; i < row.cells().size(); i++) {
                    if (i == dates.size()) {
                        dates.add(new DateOrder.Tally());
                    }
                    dates.get(i).add(row.cells().get(i));
                }
                row.remarks().forEach(remark -> remarks.add(row.line(), remark));
                totals.isOne(row);
                if (sample.size() < SAMPLE) {
                    sample.add(List.copyOf(row.cells()));
                }
            }
            return true;
        });
        if (rows[0] == 0) {
            throw UnreadableFile.because("record.import.error.onlyHeading");
        }
        columns.replaceAll(new Unnamed(texts, format)::named);
        Set<Integer> open = new HashSet<>();
        for (int i = 0; i < dates.size(); i++) {
            if (dates.get(i).isOpen()) {
                open.add(i);
            }
        }
        List<String> keys = keys(form);
        Wish wish = wish(ref, remembered, mapping, keys);
        return new Preview(
                source.sheets(),
                sheet,
                source.reading(),
                heading.line(),
                List.copyOf(columns),
                sample,
                lines(first),
                rows[0],
                mapping,
                open,
                keys,
                wish.mode(),
                wish.key(),
                Boolean.TRUE.equals(remembered.emptyClears()),
                totals.found(),
                notes(source, sheet, heading, remarks),
                lines(ref, form, source, sheet, columns, mapping));
    }

    /** Lines of the records on other sheets: such as an export has them, or of like headings. */
    private List<FoundLines> lines(
            FormRef ref,
            PublishedForm form,
            SheetSource source,
            int sheet,
            List<String> columns,
            Map<Integer, String> mapping) {
        List<FoundLines> found = new ArrayList<>();
        Map<String, PublishedForm> known = access.lines(ref);
        if (known.isEmpty() || source.sheets().size() < 2) {
            return found;
        }
        Set<Integer> taken = new HashSet<>(Set.of(sheet));
        form.lineParts()
                .filter(part -> known.containsKey(part.key()))
                .forEach(part -> best(source, taken, columns, names(form, columns, mapping), part, spoken(known, part))
                        .ifPresent(lines -> {
                            taken.add(lines.plan().sheet());
                            found.add(lines);
                        }));
        return found;
    }

    /** With the labels in the reader's language, which stand above the columns. */
    private PublishedForm spoken(Map<String, PublishedForm> known, PublishedPart<?> part) {
        PublishedForm lines = Objects.requireNonNull(known.get(part.key()));
        return forms.byId(lines.id()).orElse(lines);
    }

    /** The columns by which lines may name their records, the likeliest first. */
    private static List<Integer> names(PublishedForm form, List<String> columns, Map<Integer, String> mapping) {
        List<Integer> names = new ArrayList<>();
        keys(form)
                .forEach(key -> mapping.forEach((column, field) -> {
                    if (field.equals(key)) {
                        names.add(column);
                    }
                }));
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).equalsIgnoreCase("id") && !names.contains(i)) {
                names.add(i);
            }
        }
        return names;
    }

    private Optional<FoundLines> best(
            SheetSource source,
            Set<Integer> taken,
            List<String> columns,
            List<Integer> names,
            PublishedPart<?> part,
            PublishedForm lines) {
        FoundLines best = null;
        for (int number = 0; number < source.sheets().size(); number++) {
            FoundLines one = taken.contains(number) ? null : look(source, number, columns, names, part, lines);
            if (one != null && (best == null || isLiker(one, best))) {
                best = one;
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean isLiker(FoundLines one, FoundLines other) {
        boolean called = one.sheet().equals(ImportTemplate.sheetName(one.label()));
        boolean otherCalled = other.sheet().equals(ImportTemplate.sheetName(other.label()));
        return called == otherCalled
                ? one.plan().mapping().size() > other.plan().mapping().size()
                : called;
    }

    private static @Nullable FoundLines look(
            SheetSource source,
            int number,
            List<String> columns,
            List<Integer> names,
            PublishedPart<?> part,
            PublishedForm lines) {
        List<SheetRow> first = new ArrayList<>();
        source.read(number, row -> {
            first.add(row);
            return first.size() < Headings.LAST_LINE;
        });
        UUID owner = lines.partOf().map(of -> of.link()).orElse(lines.id());
        Headings headings = new Headings(
                lines.fields().stream()
                        .filter(field -> field.takesImported() && !field.id().equals(owner))
                        .toList(),
                Map.of());
        if (first.isEmpty()) {
            return null;
        }
        SheetRow heading = headings.heading(first);
        List<String> cells =
                new ArrayList<>(heading.cells().stream().map(String::strip).toList());
        for (int name : names) {
            int by = cells.stream().map(Headings::plain).toList().indexOf(Headings.plain(columns.get(name)));
            if (by < 0) {
                continue;
            }
            String called = cells.set(by, "");
            Map<Integer, String> mapping = headings.match(cells);
            if (mapping.isEmpty()) {
                return null;
            }
            long[] rows = new long[1];
            source.read(number, row -> {
                rows[0] += row.line() > heading.line() ? 1 : 0;
                return true;
            });
            List<String> left = new ArrayList<>();
            for (int i = 0; i < cells.size(); i++) {
                if (!mapping.containsKey(i) && !cells.get(i).isEmpty()) {
                    left.add(cells.get(i));
                }
            }
            return rows[0] == 0
                    ? null
                    : new FoundLines(
                            new LinesPlan(part.key(), number, heading.line(), mapping, by, name),
                            part.label(),
                            source.sheets().get(number),
                            rows[0],
                            called,
                            left);
        }
        return null;
    }

    private static List<Note> notes(SheetSource source, int sheet, SheetRow heading, RemarkTally remarks) {
        List<Note> notes = new ArrayList<>(source.notes(sheet, heading.line()));
        notes.addAll(remarks.notes());
        return notes;
    }

    /** Gives columns without a heading a name by their number, from left to right. */
    private static final class Unnamed {

        private final Texts texts;
        private final FormatContext format;
        private int number;

        Unnamed(Texts texts, FormatContext format) {
            this.texts = texts;
            this.format = format;
        }

        String named(String heading) {
            number++;
            return heading.isBlank() ? texts.text(format.locale(), "record.import.noHeading", number) : heading;
        }
    }

    /** A file that is to become a form of its own. */
    Survey survey(SheetSource source, int sheet, @Nullable Long chosen, FormatContext format) {
        List<SheetRow> first = first(source, sheet);
        SheetRow heading = first.stream()
                .filter(row -> chosen != null && row.line() == chosen)
                .findFirst()
                .orElseGet(() -> Headings.widest(first));
        ColumnSurvey survey = new ColumnSurvey(heading.cells());
        TotalRows totals = new TotalRows();
        RemarkTally remarks = new RemarkTally();
        remarks.headings(heading.cells());
        source.read(sheet, row -> {
            if (row.line() > heading.line()) {
                if (!row.isBroken() && !totals.isOne(row)) {
                    survey.add(row);
                }
                row.remarks().forEach(remark -> remarks.add(row.line(), remark));
            }
            return true;
        });
        if (survey.rows() == 0) {
            throw UnreadableFile.because("record.import.error.onlyHeading");
        }
        return new Survey(
                source.sheets(),
                sheet,
                source.reading(),
                heading.line(),
                lines(first),
                survey.rows(),
                survey.profiles(format, new Unnamed(texts, format)::named),
                survey.distinct(),
                survey.openDates(),
                title(first, heading),
                totals.found(),
                notes(source, sheet, heading, remarks));
    }

    /** What stands above the headings alone in its line. */
    private static String title(List<SheetRow> first, SheetRow heading) {
        return first.stream()
                .filter(row -> row.line() < heading.line())
                .map(row -> row.cells().stream()
                        .map(String::strip)
                        .filter(cell -> !cell.isEmpty())
                        .toList())
                .filter(cells -> cells.size() == 1)
                .map(List::getFirst)
                .findFirst()
                .orElse("");
    }

    private static List<SheetRow> first(SheetSource source, int sheet) {
        List<SheetRow> first = new ArrayList<>();
        source.read(sheet, row -> {
            first.add(row);
            return first.size() < Headings.LAST_LINE;
        });
        if (first.isEmpty()) {
            throw UnreadableFile.because("record.import.error.empty");
        }
        return first;
    }

    private static List<Line> lines(List<SheetRow> rows) {
        return rows.stream()
                .map(row -> new Line(row.line(), List.copyOf(row.cells())))
                .toList();
    }

    private record Wish(Mode mode, @Nullable String key) {}

    /** As the last time; else rows whose unique value is there already change its record, so that a second import adds nothing. */
    private Wish wish(FormRef ref, Remembered remembered, Map<Integer, String> mapping, List<String> keys) {
        boolean create = access.allows(ref, Action.CREATE);
        boolean change = access.allows(ref, Action.CHANGE);
        if (!change) {
            return new Wish(Mode.ADD, null);
        }
        String known = remembered.key();
        if (known != null && keys.contains(known) && mapping.containsValue(known)) {
            return new Wish(create ? remembered.mode() : Mode.UPDATE, known);
        }
        return keys.stream()
                .filter(mapping::containsValue)
                .findFirst()
                .map(key -> new Wish(create ? Mode.BOTH : Mode.UPDATE, key))
                .orElseGet(() -> new Wish(Mode.ADD, null));
    }

    /** The fields by which records can be found, the form's own key first. */
    static List<String> keys(PublishedForm form) {
        List<String> keys = new ArrayList<>();
        form.keyField().filter(PublishedField::isUnique).ifPresent(key -> keys.add(key.key()));
        form.fields().stream()
                .filter(PublishedField::isUnique)
                .map(PublishedField::key)
                .filter(key -> !keys.contains(key))
                .forEach(keys::add);
        return keys;
    }

    /** For the next time. */
    void remember(PublishedForm form, SheetSource file, Plan plan) {
        Map<String, String> columns = new HashMap<>();
        file.read(plan.sheet(), row -> {
            if (row.line() == plan.heading()) {
                for (int i = 0; i < row.cells().size(); i++) {
                    columns.put(
                            Headings.plain(row.cells().get(i)), plan.mapping().getOrDefault(i, ""));
                }
            }
            return row.line() < plan.heading();
        });
        columns.remove("");
        preferences.write(preference(form), new Remembered(columns, plan.mode(), plan.key(), plan.emptyClears()));
    }
}
