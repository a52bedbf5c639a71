package dev.millwright.exchange.internal;

import dev.millwright.app.Action;
import dev.millwright.app.AppWords;
import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApps;
import dev.millwright.exchange.Imports.Flat;
import dev.millwright.exchange.Imports.FoundLines;
import dev.millwright.exchange.Imports.Line;
import dev.millwright.exchange.Imports.LineKind;
import dev.millwright.exchange.Imports.LinesPlan;
import dev.millwright.exchange.Imports.Mode;
import dev.millwright.exchange.Imports.Note;
import dev.millwright.exchange.Imports.Plan;
import dev.millwright.exchange.Imports.Preview;
import dev.millwright.exchange.Imports.Survey;
import dev.millwright.exchange.Workbooks;
import dev.millwright.exchange.internal.Headings.Match;
import dev.millwright.exchange.internal.Headings.Wanted;
import dev.millwright.field.CellContext;
import dev.millwright.field.DateOrder;
import dev.millwright.field.DecimalMark;
import dev.millwright.field.FormatContext;
import dev.millwright.field.ValueFormatException;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import dev.millwright.form.PublishedPart;
import dev.millwright.identity.Preferences;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.shared.Texts;
import dev.millwright.shared.ValueKind;
import dev.millwright.sheet.SheetWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks at a file before it is imported and proposes what to do with it: as its headings say, and as the person did the last time. */
@Component
class ImportLooks {

    private static final int SAMPLE = 20;

    /** What people call lines, whatever they are called on the form. */
    private static final List<String> LINES = List.of("lines", "明细");

    private final AccessibleForms access;
    private final PublishedForms forms;
    private final PublishedApps apps;
    private final RecordQuery query;
    private final Preferences preferences;
    private final Texts texts;

    ImportLooks(
            AccessibleForms access,
            PublishedForms forms,
            PublishedApps apps,
            RecordQuery query,
            Preferences preferences,
            Texts texts) {
        this.access = access;
        this.forms = forms;
        this.apps = apps;
        this.query = query;
        this.preferences = preferences;
        this.texts = texts;
    }

    /**
     * What a person chose for a form the last time.
     *
     * @param columns keys of fields by plain heading, those of lines behind their part; an empty key for a column that is left out
     * @param flat whether columns were offered for lines, too
     * @param by plain heading of the column that said which rows are one record; null for none
     */
    record Remembered(
            Map<String, String> columns,
            Mode mode,
            @Nullable String key,
            @Nullable Boolean emptyClears,
            @Nullable Boolean flat,
            @Nullable String by) {

        static final Remembered NOTHING = new Remembered(Map.of(), Mode.ADD, null, false, false, null);

        @SuppressWarnings("NullAway") // what is absent in JSON arrives as null
        Remembered {
            columns = columns == null ? Map.of() : Map.copyOf(columns);
            mode = mode == null ? Mode.ADD : mode;
        }

        boolean wasFlat() {
            return Boolean.TRUE.equals(flat);
        }

        /** As far as it is about fields of the record. */
        Map<String, String> ofRecord() {
            Map<String, String> some = new HashMap<>(columns);
            some.values().removeIf(field -> field.contains(Headings.LINES));
            return some;
        }
    }

    private static String preference(PublishedForm form) {
        return "import." + form.id();
    }

    /** The beginning of a file and how its columns fit the form. */
    Preview preview(
            FormRef ref, PublishedForm form, ImportFile file, int sheet, @Nullable Long chosen, FormatContext format) {
        SheetSource source = file.table();
        Remembered remembered =
                preferences.read(preference(form), Remembered.class).orElse(Remembered.NOTHING);
        List<SheetRow> first = first(source, sheet);
        List<Wanted> fields = fields(form, file.files().isPresent());
        Headings headings = Headings.of(fields, remembered.ofRecord());
        SheetRow heading = heading(first, chosen, headings);
        Map<Integer, String> mapping = headings.match(heading.cells());
        List<LineKind> kinds = kinds(ref, form);
        List<FoundLines> lines = lines(ref, form, source, sheet, plainly(heading), mapping);
        Side beside = beside(ref, form, kinds, fields, first, chosen, remembered, lines)
                .orElse(null);
        List<By> candidates = List.of();
        if (beside != null) {
            heading = beside.heading();
            mapping = beside.mapping();
            candidates = candidates(form, beside, remembered);
        }
        return look(
                ref, form, file, sheet, format, remembered, first, heading, mapping, kinds, lines, beside, candidates);
    }

    /** What the columns of a flat sheet are. */
    private record Side(SheetRow heading, String part, Map<Integer, String> mapping, Map<Integer, String> lines) {}

    /** A column that may say which rows are one record, and the first of its values. */
    private record By(int column, Set<String> names) {

        private static final int MOST = 500;

        void take(SheetRow row) {
            String name = row.cell(column).strip();
            if (!name.isEmpty() && names.size() < MOST) {
                names.add(name);
            }
        }
    }

    private static SheetRow heading(List<SheetRow> first, @Nullable Long chosen, Headings headings) {
        return first.stream()
                .filter(row -> chosen != null && row.line() == chosen)
                .findFirst()
                .orElseGet(() -> headings.heading(first));
    }

    private static List<String> plainly(SheetRow heading) {
        return heading.cells().stream().map(String::strip).toList();
    }

    /** @param files whether the file brings files along */
    private List<Wanted> fields(PublishedForm form, boolean files) {
        Function<PublishedField<?, ?>, List<String>> words = words(form);
        return form.fields().stream()
                // A table by itself has the names of files, which nobody can make files of again.
                .filter(field -> field.kind() != ValueKind.FILE || files && field.takesImportedFiles())
                .map(field -> Wanted.of(field, words))
                .toList();
    }

    /** What the labels of a form's fields are in all languages of its app. */
    private Function<PublishedField<?, ?>, List<String>> words(PublishedForm form) {
        PublishedApp app = apps.designedWith(FormDefinition.KIND, form.id()).orElse(null);
        if (app == null) {
            return _ -> List.of();
        }
        Map<UUID, String> designed = new HashMap<>();
        forms.all(app).stream()
                .filter(one -> one.id().equals(form.id()))
                .flatMap(one -> one.fields().stream())
                .forEach(field -> designed.put(field.id(), field.label()));
        Map<UUID, List<String>> targets = targets(app, form, Set.copyOf(designed.values()));
        return field -> {
            List<String> words = words(app, designed.getOrDefault(field.id(), field.label()));
            field.target().ifPresent(target -> words.addAll(targets.getOrDefault(target, List.of())));
            return words;
        };
    }

    /** What the records are called that the form links to by one field only: people call that field so, too. */
    private Map<UUID, List<String>> targets(PublishedApp app, PublishedForm form, Set<String> labels) {
        Map<UUID, Long> links = form.fields().stream()
                .flatMap(field -> field.target().stream())
                .collect(Collectors.groupingBy(target -> target, Collectors.counting()));
        Set<String> taken = new HashSet<>();
        labels.forEach(label -> words(app, label).forEach(word -> taken.add(Headings.plain(word))));
        Map<UUID, List<String>> targets = new HashMap<>();
        forms.all(app).stream()
                .filter(one -> links.getOrDefault(one.id(), 0L) == 1)
                .forEach(one -> targets.put(
                        one.id(),
                        words(app, one.label()).stream()
                                .filter(word -> !taken.contains(Headings.plain(word)))
                                .toList()));
        return targets;
    }

    private static List<String> words(PublishedApp app, String label) {
        List<String> words = new ArrayList<>(List.of(label));
        app.all(AppWords.KIND, AppWords.class).forEach(language -> {
            String word = language.words().get(label);
            if (word != null) {
                words.add(word);
            }
        });
        return words;
    }

    /** The lines that records of the form may have and files may fill. */
    List<LineKind> kinds(FormRef ref, PublishedForm form) {
        Map<String, PublishedForm> known = access.lines(ref);
        return form.lineParts()
                .filter(part -> known.containsKey(part.key()))
                .map(part -> kind(part, spoken(known, part)))
                .toList();
    }

    private static LineKind kind(PublishedPart<?> part, PublishedForm lines) {
        return new LineKind(
                part.key(),
                part.label(),
                fillable(lines),
                lines.filledByItself().stream().map(PublishedField::key).collect(Collectors.toUnmodifiableSet()));
    }

    private static List<PublishedField<?, ?>> fillable(PublishedForm lines) {
        UUID owner = lines.partOf().map(of -> of.link()).orElse(lines.id());
        return lines.fields().stream()
                .filter(field -> field.takesImported() && !field.id().equals(owner))
                .toList();
    }

    /** Lines that stand in the sheet of the records themselves, as its headings say. */
    private Optional<Side> beside(
            FormRef ref,
            PublishedForm form,
            List<LineKind> kinds,
            List<Wanted> fields,
            List<SheetRow> first,
            @Nullable Long chosen,
            Remembered remembered,
            List<FoundLines> onSheets) {
        Side best = null;
        FieldRights rights = access.allows(ref, Action.CREATE) ? access.fieldsOfNew(ref) : FieldRights.ALL;
        for (LineKind kind : kinds) {
            if (!rights.opens(kind.part())) {
                continue;
            }
            List<Wanted> all = new ArrayList<>(fields);
            all.addAll(ofLines(form, kind));
            Headings headings = Headings.of(all, remembered.columns());
            if (!remembered.wasFlat()) {
                headings.offerLinesAnew();
            }
            SheetRow heading = heading(first, chosen, headings);
            Match match = headings.matched(heading.cells());
            Map<Integer, String> mapping = new HashMap<>();
            Map<Integer, String> lines = new HashMap<>();
            match.mapping().forEach((column, key) -> {
                int dot = key.indexOf(Headings.LINES);
                if (dot < 0) {
                    mapping.put(column, key);
                } else {
                    lines.put(column, key.substring(dot + 1));
                }
            });
            boolean isFlat = !match.qualified().isEmpty()
                    || (onSheets.isEmpty() && !mapping.isEmpty() && areLines(kind, lines.values()));
            if (isFlat && (best == null || lines.size() > best.lines().size())) {
                best = new Side(heading, kind.part(), mapping, lines);
            }
        }
        return Optional.ofNullable(best);
    }

    /** A single column that is called like one of the lines may be there by chance, unless it is all that a line needs. */
    private static boolean areLines(LineKind kind, Collection<String> found) {
        List<String> needed = kind.fields().stream()
                .filter(field -> field.definition().required())
                .map(PublishedField::key)
                .toList();
        return found.size() > 1 || (found.size() == 1 && !needed.isEmpty() && found.containsAll(needed));
    }

    private List<Wanted> ofLines(PublishedForm form, LineKind kind) {
        PublishedPart<?> part = form.lineParts()
                .filter(one -> one.key().equals(kind.part()))
                .findFirst()
                .orElseThrow();
        Set<String> before = new HashSet<>(LINES);
        before.add(kind.label());
        before.add(kind.part());
        PublishedForm lines = part.lines().flatMap(forms::byId).orElse(null);
        if (lines == null) {
            return List.of();
        }
        before.add(lines.key());
        before.add(lines.label());
        apps.designedWith(FormDefinition.KIND, form.id()).ifPresent(app -> {
            for (PublishedForm one : forms.all(app)) {
                if (one.id().equals(lines.id())) {
                    before.addAll(words(app, one.label()));
                }
                if (one.id().equals(form.id())) {
                    one.part(part.id()).ifPresent(designed -> before.addAll(words(app, designed.label())));
                }
            }
        });
        Function<PublishedField<?, ?>, List<String>> words = words(lines);
        return kind.fields().stream()
                .map(field -> Wanted.ofLines(kind.part(), field, words, before))
                .toList();
    }

    /** The columns that may say which rows are one record, the likeliest first. */
    private List<By> candidates(PublishedForm form, Side beside, Remembered remembered) {
        List<String> columns = plainly(beside.heading());
        Set<Integer> found = new LinkedHashSet<>();
        String before = remembered.by();
        if (before != null && !before.isEmpty()) {
            found.add(columns.stream().map(Headings::plain).toList().indexOf(before));
        }
        // Also a key whose column goes nowhere, since its values are made anew.
        List<String> keys = keys(form);
        Map<Integer, String> unique = Headings.of(
                        fields(form, false).stream()
                                .filter(field -> keys.contains(field.key()))
                                .toList(),
                        Map.of())
                .match(columns);
        found.addAll(names(form, columns, beside.mapping()));
        found.addAll(names(form, columns, unique));
        found.remove(-1);
        found.removeAll(beside.lines().keySet());
        return found.stream()
                .map(column -> new By(column, new LinkedHashSet<>()))
                .toList();
    }

    private Preview look(
            FormRef ref,
            PublishedForm form,
            ImportFile file,
            int sheet,
            FormatContext format,
            Remembered remembered,
            List<SheetRow> first,
            SheetRow heading,
            Map<Integer, String> mapping,
            List<LineKind> kinds,
            List<FoundLines> lines,
            @Nullable Side beside,
            List<By> candidates) {
        SheetSource source = file.table();
        List<String> columns = new ArrayList<>(plainly(heading));
        List<DateOrder.Tally> dates = new ArrayList<>();
        RemarkTally remarks = new RemarkTally();
        remarks.headings(columns);
        TotalRows totals = beside == null ? new TotalRows() : TotalRows.byName();
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
                candidates.forEach(by -> by.take(row));
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
        Map<Integer, String> taken = new HashMap<>(mapping);
        Flat flat = null;
        if (beside != null) {
            By by = candidates.stream()
                    .filter(one -> !one.names().isEmpty())
                    .findFirst()
                    .orElse(null);
            Optional<Integer> number = by == null
                    ? RepeatedNumber.in(columns, sample, beside.lines().keySet())
                    : Optional.of(by.column());
            flat = new Flat(beside.part(), beside.lines(), number.orElse(null), false);
            if (by != null && isMadeAnew(ref, form, mapping.get(by.column()), by, wish, format)) {
                taken.remove(by.column());
                wish = wish(ref, remembered, taken, keys);
            }
        }
        String flatPart = flat == null ? "" : flat.part();
        return new Preview(
                source.sheets(),
                sheet,
                source.reading(),
                heading.line(),
                List.copyOf(columns),
                sample,
                lines(first),
                rows[0],
                taken,
                open,
                keys,
                wish.mode(),
                wish.key(),
                Boolean.TRUE.equals(remembered.emptyClears()),
                totals.found(),
                Stream.concat(
                                file.files().map(ImportedFiles::notes).stream().flatMap(List::stream),
                                notes(source, sheet, heading, remarks).stream())
                        .toList(),
                lines.stream()
                        .filter(one -> !one.plan().part().equals(flatPart))
                        .toList(),
                kinds,
                flat,
                file.files().isPresent());
    }

    /**
     * Whether a key that no file may bring in says nothing but which rows are one record: there is no record that has it already, or
     * none may be changed.
     */
    private boolean isMadeAnew(
            FormRef ref, PublishedForm form, @Nullable String key, By by, Wish wish, FormatContext format) {
        PublishedField<?, ?> field = key == null
                ? null
                : form.field(key).filter(one -> !one.takesImported()).orElse(null);
        if (field == null) {
            return false;
        }
        if (wish.mode() != Mode.ADD && !access.allows(ref, Action.CREATE)) {
            return false;
        }
        if (wish.mode() == Mode.ADD || !keys(form).contains(field.key())) {
            return true;
        }
        Set<Object> wanted = new HashSet<>();
        for (String name : by.names()) {
            try {
                Object value = field.read(
                        SheetWriter.original(name), new CellContext(format, DateOrder.UNKNOWN, DecimalMark.POINT));
                if (value != null) {
                    wanted.add(value);
                }
            } catch (ValueFormatException e) {
                // What is no key of this form is none of a record.
            }
        }
        return wanted.isEmpty() || query.identify(ref, field.key(), wanted).isEmpty();
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
        Headings headings = new Headings(fillable(lines), Map.of());
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
        return survey(source, sheet, chosen, format, row -> {});
    }

    /**
     * A table that is to become a form of its own.
     *
     * @param record told each row that is one
     */
    Survey survey(
            SheetSource source, int sheet, @Nullable Long chosen, FormatContext format, Consumer<SheetRow> record) {
        List<SheetRow> first = first(source, sheet);
        SheetRow heading = first.stream()
                .filter(row -> chosen != null && row.line() == chosen)
                .findFirst()
                .orElseGet(() -> Headings.widest(first));
        ColumnSurvey survey =
                new ColumnSurvey(heading.cells(), Math.min(source.sheets().size(), Workbooks.MOST_SHEETS));
        TotalRows totals = new TotalRows();
        RemarkTally remarks = new RemarkTally();
        remarks.headings(heading.cells());
        source.read(sheet, row -> {
            if (row.line() > heading.line()) {
                if (!row.isBroken() && !totals.isOne(row)) {
                    survey.add(row);
                    record.accept(row);
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

    /** For the next time: of headings that stand only once, since others do not say which of their columns is meant. */
    void remember(PublishedForm form, SheetSource file, Plan plan) {
        Map<String, String> columns = new HashMap<>();
        Set<String> twice = new HashSet<>(Set.of(""));
        Flat flat = plan.flat();
        Integer by = flat == null ? null : flat.by();
        @Nullable String[] told = new String[1];
        file.read(plan.sheet(), row -> {
            if (row.line() == plan.heading()) {
                for (int i = 0; i < row.cells().size(); i++) {
                    String ofLines = flat == null ? null : flat.mapping().get(i);
                    String key = flat == null || ofLines == null
                            ? plan.mapping().getOrDefault(i, "")
                            : Headings.ofLines(flat.part(), ofLines);
                    String heading = Headings.plain(row.cells().get(i));
                    // A key that only told records apart may find them in the next file.
                    boolean onlyTells = by != null && by == i && key.isEmpty();
                    if (columns.putIfAbsent(heading, key) != null || onlyTells) {
                        twice.add(heading);
                    }
                }
                told[0] = by == null ? null : Headings.plain(row.cell(by));
            }
            return row.line() < plan.heading();
        });
        columns.keySet().removeAll(twice);
        preferences.write(
                preference(form),
                new Remembered(columns, plan.mode(), plan.key(), plan.emptyClears(), flat != null, told[0]));
    }
}
