package dev.millwright.exchange.internal;

import dev.millwright.exchange.Imports.BadCell;
import dev.millwright.exchange.Imports.BadFile;
import dev.millwright.exchange.Imports.Mode;
import dev.millwright.exchange.Imports.Note;
import dev.millwright.exchange.Imports.PastImport;
import dev.millwright.exchange.Imports.Plan;
import dev.millwright.exchange.Imports.Report;
import dev.millwright.exchange.internal.LineRows.Line;
import dev.millwright.exchange.internal.SheetRow.Remark;
import dev.millwright.field.CellContext;
import dev.millwright.field.Masked;
import dev.millwright.field.ValueFormatException;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.UniqueSet;
import dev.millwright.identity.Person;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.Attempt;
import dev.millwright.record.Attempt.Fate;
import dev.millwright.record.ChangeProblem;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.Records;
import dev.millwright.record.Via;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Texts;
import dev.millwright.sheet.SheetWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One way through a file: reads its rows, sends them through the gate in batches and notes what was refused. */
final class ImportPass {

    private static final int BATCH = 2_000;

    /** Those who wait see that it goes on, and may stop it. */
    private static final int BATCH_FILES = 100;

    /** The gate takes more at once, but what it takes it holds. */
    private static final int BATCH_LINES = 20_000;

    /** Values that are only known to be there take a third of what a cell takes. */
    private static final int VALUES_OF_A_CELL = 3;

    private static final int PAGE = 500;

    private final Tools tools;

    private final boolean keep;
    private final FormRef ref;
    private final PublishedForm form;
    private final Plan plan;
    private final Instant at;
    private final BadRowsFile badFile;
    private final LargeFiles.Share share;
    private final Map<Integer, PublishedField<?, ?>> fields = new LinkedHashMap<>();
    private final Map<Integer, CellContext> contexts;
    private final Map<String, Integer> columnOf = new HashMap<>();
    private final Map<String, FirstLines> firstLines = new HashMap<>();
    private final Map<UniqueSet, FirstLines> firstOfSets = new LinkedHashMap<>();

    /** Rows of the batch of which was said already that another record has the same. */
    private final Set<Long> warned = new HashSet<>();

    private final List<Read> batch = new ArrayList<>();
    private final List<Read> unfit = new ArrayList<>();

    /** Records that are there already, of which the file has lines and nothing else. */
    private final List<Read> alone = new ArrayList<>();

    private final TreeMap<Long, Refused> refused = new TreeMap<>();
    private final List<BadCell> bad = new ArrayList<>();
    private final RemarkTally remarks = new RemarkTally();
    private final Map<Long, Map<String, List<Line>>> linesOf = new HashMap<>();
    private List<LineRows> lines = List.of();
    private @Nullable FlatRows flat;
    private int @Nullable [] pickedColumns;

    /** Of a flat sheet, the rows of the records, by the line where each begins. */
    private final Map<Long, FlatRows.Group> groups = new HashMap<>();

    private long batchLines;
    private long filesBefore;
    private @Nullable ImportedFiles files;
    private long values;
    private @Nullable Family family;
    private final List<Read> waiting = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private List<String> columns = List.of();
    private long badLines;
    private long rows;
    private long added;
    private long changed;
    private long unchanged;

    /** What it works with. */
    @Component
    record Tools(Records records, RecordQuery query, AccessibleForms access, Texts texts) {}

    ImportPass(
            Tools tools,
            FormRef ref,
            PublishedForm form,
            Plan plan,
            Map<Integer, CellContext> contexts,
            Instant at,
            boolean keep,
            BadRowsFile badFile,
            LargeFiles.Share share) {
        this.tools = tools;
        this.keep = keep;
        this.ref = ref;
        this.form = form;
        this.plan = plan;
        this.at = at;
        this.badFile = badFile;
        this.share = share;
        this.contexts = contexts;
        new TreeMap<>(plan.mapping()).forEach((column, key) -> {
            PublishedField<?, ?> field = form.field(key).orElse(null);
            if (field != null && (field.takesImported() || field.takesImportedFiles() || isKey(key))) {
                fields.put(column, field);
                columnOf.put(key, column);
                if (field.isUnique()) {
                    firstLines.put(key, new FirstLines());
                }
            }
        });
        form.together().stream()
                .filter(set -> set.fields().stream()
                        .allMatch(id -> form.field(id)
                                .filter(field -> columnOf.containsKey(field.key()))
                                .isPresent()))
                .forEach(set -> firstOfSets.put(set, new FirstLines()));
    }

    /**
     * A row as values.
     *
     * @param wrong fields whose cell is wrong by itself
     * @param lines by part
     * @param alone whether the file has nothing but lines of the record
     */
    private record Read(
            SheetRow row,
            Map<String, @Nullable Object> values,
            Set<String> wrong,
            Map<String, List<Line>> lines,
            boolean alone) {

        boolean isFit() {
            return wrong.isEmpty()
                    && lines.values().stream()
                            .flatMap(List::stream)
                            .allMatch(line -> line.problems().isEmpty());
        }

        /** The line that a problem with the path is about; null for the record itself. */
        @Nullable Line line(String path) {
            String[] steps = path.split("\\.", 3);
            List<Line> some = lines.get(steps[0]);
            return some == null || steps.length < 2 ? null : some.get(Integer.parseInt(steps[1]));
        }

        /** The path of a problem within the line. */
        static String within(String path) {
            String[] steps = path.split("\\.", 3);
            return steps.length < 3 ? "" : steps[2];
        }
    }

    /**
     * A row that is not kept, with its lines, and why.
     *
     * @param rows what is wrong with which row of a flat sheet
     */
    private record Refused(
            SheetRow row, List<String> reasons, Map<Line, List<String>> lines, Map<Long, List<String>> rows) {}

    private boolean isKey(String field) {
        return plan.mode() != Mode.ADD && field.equals(plan.key());
    }

    /** Knows from now on what the columns are called. */
    void headings(SheetRow row) {
        columns = row.cells().stream().map(String::strip).toList();
        remarks.headings(columns);
    }

    /** What is to be said of the table as a whole. */
    void note(List<Note> ofTable) {
        notes.addAll(ofTable);
    }

    /** Knows from now on what the records are called that the file has, so that they can be linked to each other. */
    void family(Family known) {
        family = known;
    }

    /** Knows from now on the files that cells name. */
    void files(ImportedFiles read) {
        files = read;
    }

    /** Says which files nobody named, and where the corrected rows belong. */
    void noteFiles() {
        ImportedFiles read = files;
        if (read != null) {
            notes.addAll(read.left());
            if (badLines > 0) {
                notes.add(Note.of("record.import.note.zip.bad"));
            }
        }
    }

    /** Knows from now on the lines that belong to the rows. */
    void lines(List<LineRows> read) {
        lines = read;
        read.forEach(some -> notes.add(some.note()));
    }

    /** Knows from now on that records and their lines stand side by side. */
    void flat(FlatRows read) {
        flat = read;
        lines = List.of(read.lines());
        notes.add(read.note());
        headings(read.headings());
    }

    /** How many rows had something wrong so far. */
    long badRows() {
        return badLines;
    }

    boolean isFull() {
        return batch.size() + refused.size() >= BATCH
                || batchLines >= BATCH_LINES
                || files != null && files.files() - filesBefore >= BATCH_FILES;
    }

    long written() {
        return added + changed + unchanged;
    }

    void take(SheetRow row) {
        Set<String> wrong = new HashSet<>();
        take(row, lines(row, wrong), wrong);
    }

    /** Takes a record of a flat sheet with its lines. */
    void take(FlatRows.Group group) {
        FlatRows read = Objects.requireNonNull(flat);
        SheetRow head = group.head();
        groups.put(head.line(), group);
        for (SheetRow row : group.rows()) {
            row.remarks().stream()
                    .filter(remark -> !remark.isFault() && read.isRead(remark.column()))
                    .forEach(remark -> remarks.add(row.line(), remark));
        }
        Set<String> wrong = new HashSet<>();
        for (FlatRows.Misfit misfit : group.misfits()) {
            if (misfit.differs() && read.takesFirst()) {
                remarks.add(misfit.row().line(), new Remark(misfit.column(), "record.import.note.first", false));
            } else {
                add(head, misfit.row().line(), misfit.row().cell(misfit.column()), misfit.problem());
                wrong.add(misfit.problem().path());
            }
        }
        if (group.isTooLong()) {
            Problem problem = read.lines().tooMany();
            add(head, problem);
            wrong.add(problem.path());
        }
        List<Line> found = read.lines().of(group.name());
        take(
                head,
                found == null || found.isEmpty()
                        ? Map.of()
                        : Map.of(read.lines().part(), found),
                wrong);
    }

    private void take(SheetRow row, Map<String, List<Line>> mine, Set<String> wrong) {
        rows++;
        batchLines += mine.values().stream().mapToLong(List::size).sum();
        if (row.isBroken()) {
            row.remarks().stream()
                    .filter(remark -> remark.column() == Remark.WHOLE_ROW)
                    .forEach(remark -> add(row, Problem.error(remark.code(), "")));
            return;
        }
        Map<String, @Nullable Object> values = new HashMap<>();
        for (Remark remark : row.remarks()) {
            PublishedField<?, ?> field = fields.get(remark.column());
            if (field != null && remark.isFault()) {
                add(row, Problem.error(remark.code(), field.key()));
                wrong.add(field.key());
            } else if (field != null) {
                remarks.add(row.line(), remark);
            }
        }
        for (Map.Entry<Integer, PublishedField<?, ?>> entry : fields.entrySet()) {
            PublishedField<?, ?> field = entry.getValue();
            if (wrong.contains(field.key())) {
                continue;
            }
            try {
                CellContext context = Objects.requireNonNull(contexts.get(entry.getKey()));
                String cell = SheetWriter.original(row.cell(entry.getKey()));
                String meant = plan.odd().meant(entry.getKey(), cell);
                if (!meant.equals(cell)) {
                    String code = meant.isEmpty() ? "record.import.note.emptied" : "record.import.note.respelled";
                    remarks.add(row.line(), new Remark(entry.getKey(), code, false));
                }
                ImportedFiles read = files;
                Object value = read != null && field.takesImportedFiles()
                        ? read.read(field, meant)
                        : field.read(meant, context);
                if (value != null) {
                    values.put(field.key(), value);
                    if (!firstOfItsValue(row, field, value)) {
                        wrong.add(field.key());
                    }
                } else if (plan.emptyClears()) {
                    values.put(field.key(), null);
                }
            } catch (ValueFormatException e) {
                Optional<Masked> mask = Masked.in(SheetWriter.original(row.cell(entry.getKey())));
                if (plan.odd().emptied()) {
                    remarks.add(row.line(), new Remark(entry.getKey(), "record.import.note.emptied", false));
                } else if (mask.isPresent() && !field.isUnique()) {
                    // Whether it is the mask of what is there, the gate tells.
                    values.put(field.key(), mask.get());
                } else {
                    add(row, e.at(field.key()));
                    wrong.add(field.key());
                }
            }
        }
        mine.values()
                .forEach(some -> some.forEach(
                        line -> line.problems().forEach(problem -> refuse(row, line, problem.path(), problem))));
        lookAtSets(row, values, wrong);
        Read read = new Read(row, values, wrong, mine, false);
        Family known = family;
        if (!read.isFit()) {
            unfit.add(read);
        } else if (known != null && known.waits(values)) {
            waiting.add(kept(read));
        } else {
            place(read);
        }
    }

    /** What is needed of a row that waits, which may be the whole file. */
    private Read kept(Read read) {
        SheetRow row = read.row().isWhole() ? read.row().picked(picked()) : read.row();
        share.hold(row);
        return new Read(row, read.values(), read.wrong(), read.lines(), read.alone());
    }

    private int[] picked() {
        int[] known = pickedColumns;
        if (known == null) {
            known = IntStream.concat(
                            fields.keySet().stream().mapToInt(Integer::intValue),
                            lines.stream().mapToInt(LineRows::named))
                    .filter(column -> column >= 0)
                    .sorted()
                    .distinct()
                    .toArray();
            pickedColumns = known;
        }
        return known;
    }

    /** The lines of the row, by part. */
    private Map<String, List<Line>> lines(SheetRow row, Set<String> wrong) {
        Map<String, List<Line>> all = new LinkedHashMap<>();
        Map<String, List<Line>> mine = new LinkedHashMap<>();
        for (LineRows some : lines) {
            String name = row.cell(some.named()).strip();
            List<Line> found = name.isEmpty() ? List.of() : some.of(name);
            if (found == null) {
                add(row, Problem.error("record.import.error.ownerTwice", "", name));
            } else if (!found.isEmpty()) {
                all.put(some.part(), found);
                if (LineRows.areTooMany(found)) {
                    // Sent to the gate, they would be more than it looks at, and the good records refused with them.
                    add(row, some.tooMany());
                    wrong.add(some.part());
                } else {
                    mine.put(some.part(), found);
                }
            }
        }
        if (!all.isEmpty()) {
            linesOf.put(row.line(), all);
        }
        return mine;
    }

    /** Lines whose record is not in the file: of one that is there already, they are its lines. */
    void takeOtherLines() {
        for (LineRows some : lines) {
            some.nobodys().forEach(line -> line.problems().forEach(problem -> refuseAlone(line, problem)));
            Map<Object, List<Line>> wanted = new LinkedHashMap<>();
            some.left().forEach((name, found) -> {
                Object key = key(some, name);
                if (key == null) {
                    found.forEach(line -> refuseAlone(line, Problem.error("record.import.error.lineOwner", "", name)));
                } else {
                    wanted.computeIfAbsent(key, _ -> new ArrayList<>()).addAll(found);
                }
            });
            Map<Object, UUID> present =
                    wanted.isEmpty() ? Map.of() : tools.query().identify(ref, keyField(), wanted.keySet());
            wanted.forEach((key, found) -> {
                if (present.get(key) == null) {
                    found.forEach(line -> refuseAlone(line, Problem.error("record.import.error.lineOwner", "", key)));
                    return;
                }
                if (LineRows.areTooMany(found)) {
                    refuseAll(found, some.tooMany());
                    return;
                }
                SheetRow none = new SheetRow(found.getFirst().row().line(), List.of(), 1);
                Map<String, @Nullable Object> values = new HashMap<>();
                values.put(keyField(), key);
                Read read = new Read(none, values, new HashSet<>(), Map.of(some.part(), found), true);
                found.forEach(line -> line.problems().forEach(problem -> refuseAlone(line, problem)));
                if (read.isFit()) {
                    alone.add(read);
                }
            });
        }
        int to = 0;
        for (int from = 0; from < alone.size(); from = to) {
            to = endOfBatch(from);
            List<Read> some = alone.subList(from, to);
            Map<Object, UUID> present = present(some);
            Map<UUID, Map<String, List<RecordData>>> standing = standing(some, present);
            List<RecordChange> changes = new ArrayList<>();
            List<Read> readOf = new ArrayList<>();
            for (Read read : some) {
                RecordChange change = change(read, present, standing);
                if (change != null) {
                    changes.add(change);
                    readOf.add(read);
                }
            }
            write(changes, readOf);
        }
    }

    /** Where the batch ends that begins there: its lines count, too. */
    private int endOfBatch(int from) {
        long some = 0;
        int to = from;
        while (to < alone.size() && to - from < BATCH && some < BATCH_LINES) {
            some += alone.get(to).lines().values().stream()
                    .mapToLong(List::size)
                    .sum();
            to++;
        }
        return to;
    }

    private String keyField() {
        return Objects.requireNonNull(plan.key());
    }

    /** The key of a record that is there already, as the file calls it; null where records are not looked for by that column. */
    private @Nullable Object key(LineRows of, String name) {
        if (plan.mode() == Mode.ADD || !Objects.equals(plan.mapping().get(of.named()), plan.key())) {
            return null;
        }
        try {
            return form.field(keyField())
                    .orElseThrow()
                    .read(SheetWriter.original(name), Objects.requireNonNull(contexts.get(of.named())));
        } catch (ValueFormatException e) {
            return null;
        }
    }

    private void place(Read read) {
        batch.add(read);
        if (family != null) {
            family.place(read.values());
        }
    }

    /** Takes the rows that had to wait for the record that they link to; those that wait for each other last, together. */
    void takeWaiting() {
        Family known = family;
        boolean moved = known != null;
        while (moved && known != null) {
            moved = false;
            List<Read> still = new ArrayList<>();
            for (Read read : waiting) {
                if (known.waits(read.values())) {
                    still.add(read);
                } else {
                    place(read);
                    moved = true;
                    if (isFull()) {
                        flush();
                    }
                }
            }
            waiting.clear();
            waiting.addAll(still);
        }
        for (Read read : waiting) {
            place(read);
            if (isFull()) {
                flush();
            }
        }
        waiting.clear();
    }

    /** As long as nothing is stored, a record of an earlier batch is not there to be linked to. */
    private boolean isOfFamily(Problem problem, Read read) {
        return family != null
                && problem.code().equals("record.error.linkUnknown")
                && family.isPlaced(read.values().get(problem.path()));
    }

    // The gate sees one batch at a time, and nothing of a batch that it refused.
    private boolean firstOfItsValue(SheetRow row, PublishedField<?, ?> field, Object value) {
        FirstLines lines = firstLines.get(field.key());
        if (lines == null) {
            return true;
        }
        long first = lines.add(value, row.line());
        if (first != 0) {
            add(row, Problem.error("record.import.error.twiceInFile", field.key(), first));
        } else {
            holdValue();
        }
        return first == 0;
    }

    private void holdValue() {
        if (++values % VALUES_OF_A_CELL == 0) {
            share.hold(1);
        }
    }

    private void lookAtSets(SheetRow row, Map<String, @Nullable Object> values, Set<String> wrong) {
        firstOfSets.forEach((set, lines) -> {
            List<String> keys = set.fields().stream()
                    .flatMap(id -> form.field(id).stream())
                    .map(PublishedField::key)
                    .toList();
            if (keys.stream().anyMatch(key -> values.get(key) == null || wrong.contains(key))) {
                return;
            }
            long first = lines.add(keys.stream().map(values::get).toList(), row.line());
            if (first == 0) {
                holdValue();
                return;
            }
            if (set.refuses()) {
                keys.forEach(key -> add(row, Problem.error("record.import.error.setTwiceInFile", key, first)));
                wrong.addAll(keys);
            } else {
                warn(row, keys.getFirst());
            }
        });
    }

    /** Once for each row, whether the other record is in the file or was there before. */
    private void warn(SheetRow row, String field) {
        if (warned.add(row.line())) {
            Integer column = columnOf.get(field);
            remarks.add(
                    row.line(),
                    new Remark(column == null ? Remark.WHOLE_ROW : column, "record.import.note.shared", false));
        }
    }

    void flush() {
        List<Read> all = Stream.concat(batch.stream(), unfit.stream()).toList();
        Map<Object, UUID> present = plan.mode() == Mode.ADD ? Map.of() : present(all);
        Map<UUID, Map<String, List<RecordData>>> standing = standing(all, present);
        lookAtUnfit(present, standing);
        List<RecordChange> changes = new ArrayList<>();
        List<Read> rowsOf = new ArrayList<>();
        for (Read one : batch) {
            RecordChange change = change(one, present, standing);
            if (change != null) {
                changes.add(change);
                rowsOf.add(one);
            }
        }
        batch.clear();
        write(changes, rowsOf);
        refused.values().forEach(this::keepRefused);
        refused.clear();
        // Records that wait for others are refused with a later batch, and then need their lines.
        warned.clear();
        batchLines = 0;
        filesBefore = files == null ? 0 : files.files();
    }

    /** A record goes back with all of its lines, so that it can be corrected as a whole. */
    private void keepRefused(Refused one) {
        FlatRows.Group group = groups.get(one.row().line());
        if (group != null) {
            badFile.addAll(
                    plan.sheet(), columns, group.rows(), row -> one.rows().getOrDefault(row.line(), List.of()));
            return;
        }
        if (one.row().isWhole()) {
            badFile.add(columns, one.row(), one.reasons());
        } else {
            badFile.addLater(plan.sheet(), columns, one.row(), one.reasons());
        }
        linesOf.getOrDefault(one.row().line(), Map.of())
                .values()
                .forEach(some -> some.forEach(line -> badFile.addLine(
                        line.of().number(),
                        line.of().sheet(),
                        line.of().columns(),
                        line.row(),
                        one.lines().getOrDefault(line, List.of()))));
    }

    /** What else the gate would refuse of rows that are not kept anyway, so that people see everything at once. */
    private void lookAtUnfit(Map<Object, UUID> present, Map<UUID, Map<String, List<RecordData>>> standing) {
        List<RecordChange> changes = new ArrayList<>();
        List<Read> readOf = new ArrayList<>();
        for (Read one : unfit) {
            RecordChange change =
                    plan.key() != null && one.wrong().contains(plan.key()) ? null : change(one, present, standing);
            if (change != null) {
                changes.add(change);
                readOf.add(one);
            }
        }
        unfit.clear();
        if (changes.isEmpty()) {
            return;
        }
        for (ChangeProblem found :
                tools.records().attempt(ref, changes, Via.IMPORT, at, false).problems()) {
            Read one = readOf.get(found.change());
            String path = found.problem().path();
            Line line = one.line(path);
            String within = Read.within(path);
            boolean known = line == null
                    ? one.wrong().contains(path)
                    : line.isWrong(within)
                            || (within.isEmpty() && !line.problems().isEmpty());
            if (!known && !isOfFamily(found.problem(), one)) {
                refuse(one, found.problem());
            }
        }
    }

    private @Nullable RecordChange change(
            Read read, Map<Object, UUID> present, Map<UUID, Map<String, List<RecordData>>> standing) {
        SheetRow row = read.row();
        Map<String, @Nullable Object> values = read.values();
        String key = plan.key();
        if (plan.mode() == Mode.ADD || key == null) {
            return create(read);
        }
        PublishedField<?, ?> field = form.field(key).orElseThrow();
        Object value = values.get(key);
        UUID id = value == null ? null : present.get(value);
        if (id != null) {
            return new RecordChange.Update(id, null, values, lineChanges(read, standing.getOrDefault(id, Map.of())));
        }
        if (plan.mode() == Mode.UPDATE || (!field.takesImported() && value != null)) {
            String code = value == null ? "record.import.error.noKey" : "record.import.error.unknownKey";
            add(row, Problem.error(code, key, value == null ? field.label() : row.cell(column(key))));
            return null;
        }
        return create(read);
    }

    /** A record begins with its defaults where the file says nothing. */
    private static RecordChange create(Read read) {
        read.values().values().removeIf(value -> value == null);
        return new RecordChange.Create(read.values(), lineChanges(read, Map.of()));
    }

    /**
     * What becomes of the lines of a row: one change for each, in their order.
     *
     * @param standing the lines that its record has already, by part
     */
    private static Map<String, List<RecordChange>> lineChanges(Read read, Map<String, List<RecordData>> standing) {
        Map<String, List<RecordChange>> changes = new LinkedHashMap<>();
        read.lines().forEach((part, lines) -> {
            List<RecordData> there = standing.getOrDefault(part, List.of());
            List<RecordChange> some = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
                Line line = lines.get(i);
                RecordData same = there.isEmpty() ? null : line.of().same(line, i, there);
                if (same != null) {
                    some.add(new RecordChange.Update(same.id(), null, line.values()));
                } else {
                    line.values().values().removeIf(value -> value == null);
                    some.add(new RecordChange.Create(line.values()));
                }
            }
            changes.put(part, some);
        });
        return changes;
    }

    /** The lines that the records have already, by part. */
    private Map<UUID, Map<String, List<RecordData>>> standing(List<Read> reads, Map<Object, UUID> present) {
        Map<UUID, Map<String, List<RecordData>>> standing = new HashMap<>();
        String key = plan.key();
        if (lines.isEmpty() || present.isEmpty() || key == null) {
            return standing;
        }
        List<UUID> ids = reads.stream()
                .filter(read -> !read.lines().isEmpty())
                .map(read -> read.values().get(key))
                .flatMap(value -> Optional.ofNullable(value == null ? null : present.get(value)).stream())
                .distinct()
                .toList();
        for (int from = 0; from < ids.size(); from += PAGE) {
            List<UUID> some = ids.subList(from, Math.min(ids.size(), from + PAGE));
            List<RecordData> records = tools.query()
                    .list(ListRequest.of(ref, PAGE).and(Condition.anyOf(some)))
                    .items();
            for (LineRows rows : lines) {
                OwnLines.each(
                        tools.query(),
                        ref,
                        rows.part(),
                        records,
                        (record, found) -> standing.computeIfAbsent(record.id(), _ -> new HashMap<>())
                                .put(rows.part(), found));
            }
        }
        return standing;
    }

    private int column(String key) {
        return Objects.requireNonNull(columnOf.get(key));
    }

    /** The records of the batch that are there already, in one statement. */
    private Map<Object, UUID> present(List<Read> reads) {
        String key = keyField();
        Set<Object> wanted = new HashSet<>();
        for (Read one : reads) {
            Object value = one.values().get(key);
            if (value != null) {
                wanted.add(value);
            }
        }
        return wanted.isEmpty() ? Map.of() : tools.query().identify(ref, key, wanted);
    }

    private void write(List<RecordChange> changes, List<Read> rowsOf) {
        if (changes.isEmpty()) {
            return;
        }
        // Once one row is bad nothing will be kept, so the others are only looked at.
        boolean writing = keep && (plan.onlyGood() || badLines == 0);
        Attempt attempt = tools.records().attempt(ref, changes, Via.IMPORT, at, writing);
        Set<Integer> wrong = new HashSet<>();
        for (ChangeProblem found : attempt.problems()) {
            Read read = rowsOf.get(found.change());
            if (writing || !isOfFamily(found.problem(), read)) {
                wrong.add(found.change());
                refuse(read, found.problem());
            }
        }
        if (writing && !attempt.kept()) {
            if (wrong.isEmpty()) {
                // Somebody took a value in this very moment.
                throw new ConflictException("record.error.taken");
            }
            if (plan.onlyGood()) {
                List<RecordChange> rest = new ArrayList<>();
                List<Read> restRows = new ArrayList<>();
                for (int i = 0; i < changes.size(); i++) {
                    if (!wrong.contains(i)) {
                        rest.add(changes.get(i));
                        restRows.add(rowsOf.get(i));
                    }
                }
                write(rest, restRows);
                return;
            }
        }
        for (ChangeProblem found : attempt.warnings()) {
            if (!wrong.contains(found.change())) {
                warn(rowsOf.get(found.change()).row(), found.problem().path());
            }
        }
        for (int i = 0; i < changes.size(); i++) {
            if (!wrong.contains(i)) {
                count(attempt.fates().get(i));
            }
        }
    }

    private void count(Fate fate) {
        switch (fate) {
            case ADDED -> added++;
            case CHANGED -> changed++;
            case UNCHANGED -> unchanged++;
        }
    }

    private void refuse(Read read, Problem problem) {
        Line line = read.line(problem.path());
        if (line == null && !read.alone()) {
            add(read.row(), problem);
        } else if (read.alone()) {
            read.lines()
                    .values()
                    .forEach(some -> some.forEach(one -> {
                        if (line == null || line == one) {
                            refuseAlone(one, problem.at(Read.within(problem.path())));
                        }
                    }));
        } else {
            refuse(read.row(), Objects.requireNonNull(line), Read.within(problem.path()), problem);
        }
    }

    private Refused refused(SheetRow row) {
        return refused.computeIfAbsent(row.line(), _ -> {
            badLines++;
            return new Refused(row, new ArrayList<>(), new IdentityHashMap<>(), new HashMap<>());
        });
    }

    private void add(SheetRow row, Problem problem) {
        Integer column = columnOf.get(problem.path());
        FlatRows.Group group = groups.get(row.line());
        add(row, group == null ? row.line() : group.line(column), column == null ? "" : row.cell(column), problem);
    }

    /**
     * @param line where the cell stands
     * @param text what stands in it
     */
    private void add(SheetRow row, long line, String text, Problem problem) {
        Integer column = columnOf.get(problem.path());
        String heading = column == null || column >= columns.size() ? label(problem.path()) : columns.get(column);
        String reason = reason(heading, problem);
        Refused one = refused(row);
        one.reasons().add(reason);
        one.rows().computeIfAbsent(line, _ -> new ArrayList<>()).add(reason);
        if (bad.size() < Report.MOST_BAD) {
            String told = LineRows.isSealed(form, problem.path()) ? "" : text;
            bad.add(new BadCell(line, problem.path(), heading, told, problem.code(), problem.arguments()));
        }
    }

    private String reason(String heading, Problem problem) {
        String words = tools.texts().text(plan.format().locale(), problem);
        return heading.isEmpty() ? words : heading + ": " + words;
    }

    /** With a line the whole record is refused. */
    private void refuse(SheetRow row, Line line, String field, Problem problem) {
        Refused one = refused(row);
        String reason = tell(line, field, problem);
        if (flat != null) {
            one.rows()
                    .computeIfAbsent(line.row().line(), _ -> new ArrayList<>())
                    .add(reason);
            return;
        }
        one.lines().computeIfAbsent(line, _ -> new ArrayList<>()).add(reason);
        one.reasons()
                .add(tools.texts()
                                .text(
                                        plan.format().locale(),
                                        "record.import.inSheet",
                                        line.of().sheet(),
                                        line.row().line())
                        + ": " + reason);
    }

    /** A line without a row of its record. */
    private void refuseAlone(Line line, Problem problem) {
        badLines++;
        badFile.addLine(
                line.of().number(),
                line.of().sheet(),
                line.of().columns(),
                line.row(),
                List.of(tell(line, problem.path(), problem)));
        badFile.headings(columns);
    }

    /** Lines that are refused together, which is said with the first of them. */
    private void refuseAll(List<Line> some, Problem problem) {
        Line first = some.getFirst();
        refuseAlone(first, problem);
        some.subList(1, some.size()).forEach(line -> {
            badLines++;
            badFile.addLine(line.of().number(), line.of().sheet(), line.of().columns(), line.row(), List.of());
        });
    }

    private String tell(Line line, String field, Problem problem) {
        LineRows.Cell cell = line.of().cell(line, field);
        if (bad.size() < Report.MOST_BAD) {
            bad.add(new BadCell(
                    line.row().line(),
                    field,
                    cell.heading(),
                    cell.text(),
                    problem.code(),
                    problem.arguments(),
                    line.of().sheet()));
        }
        return reason(cell.heading(), problem);
    }

    private String label(String key) {
        return form.field(key).map(PublishedField::label).orElse("");
    }

    PastImport made(UUID id, String file) {
        Person person = tools.access().actor();
        return new PastImport(
                id, at, person.id(), person.name(), file, added, changed, unchanged, badLines, null, null, 0);
    }

    Report report(@Nullable UUID id, @Nullable BadFile badRows) {
        List<BadCell> inOrder = bad.stream()
                .sorted(Comparator.comparing(BadCell::sheet).thenComparingLong(BadCell::line))
                .toList();
        List<Note> said = new ArrayList<>(notes);
        said.addAll(remarks.notes());
        return new Report(id, rows, added, changed, unchanged, inOrder, badLines, badRows, said);
    }
}
