package dev.millwright.exchange.internal;

import dev.millwright.exchange.Imports.BadCell;
import dev.millwright.exchange.Imports.BadFile;
import dev.millwright.exchange.Imports.Mode;
import dev.millwright.exchange.Imports.Note;
import dev.millwright.exchange.Imports.PastImport;
import dev.millwright.exchange.Imports.Plan;
import dev.millwright.exchange.Imports.Report;
import dev.millwright.exchange.internal.SheetRow.Remark;
import dev.millwright.field.CellContext;
import dev.millwright.field.ValueFormatException;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.identity.Person;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.Attempt;
import dev.millwright.record.Attempt.Fate;
import dev.millwright.record.ChangeProblem;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordChange;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One way through a file: reads its rows, sends them through the gate in batches and notes what was refused. */
final class ImportPass {

    private static final int BATCH = 2_000;
    private static final int MOST_WAITING = 100_000;

    private final Tools tools;

    private final boolean keep;
    private final FormRef ref;
    private final PublishedForm form;
    private final Plan plan;
    private final Instant at;
    private final BadRowsFile badFile;
    private final Map<Integer, PublishedField<?, ?>> fields = new LinkedHashMap<>();
    private final Map<Integer, CellContext> contexts;
    private final Map<String, Integer> columnOf = new HashMap<>();
    private final Map<String, FirstLines> firstLines = new HashMap<>();
    private final List<Read> batch = new ArrayList<>();
    private final List<Read> unfit = new ArrayList<>();
    private final TreeMap<Long, Refused> refused = new TreeMap<>();
    private final List<BadCell> bad = new ArrayList<>();
    private final RemarkTally remarks = new RemarkTally();
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
            BadRowsFile badFile) {
        this.tools = tools;
        this.keep = keep;
        this.ref = ref;
        this.form = form;
        this.plan = plan;
        this.at = at;
        this.badFile = badFile;
        this.contexts = contexts;
        new TreeMap<>(plan.mapping()).forEach((column, key) -> {
            PublishedField<?, ?> field = form.field(key).orElse(null);
            if (field != null && (field.takesImported() || isKey(key))) {
                fields.put(column, field);
                columnOf.put(key, column);
                if (field.isUnique()) {
                    firstLines.put(key, new FirstLines());
                }
            }
        });
    }

    /**
     * A row as values.
     *
     * @param wrong fields whose cell is wrong by itself
     */
    private record Read(SheetRow row, Map<String, @Nullable Object> values, Set<String> wrong) {}

    /** A row that is not kept, and why. */
    private record Refused(SheetRow row, List<String> reasons) {}

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

    /** How many rows had something wrong so far. */
    long badRows() {
        return badLines;
    }

    boolean isFull() {
        return batch.size() + refused.size() >= BATCH;
    }

    long written() {
        return added + changed + unchanged;
    }

    void take(SheetRow row) {
        rows++;
        if (row.isBroken()) {
            row.remarks().stream()
                    .filter(remark -> remark.column() == Remark.WHOLE_ROW)
                    .forEach(remark -> add(row, Problem.error(remark.code(), "")));
            return;
        }
        Map<String, @Nullable Object> values = new HashMap<>();
        Set<String> wrong = new HashSet<>();
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
                Object value = field.read(SheetWriter.original(row.cell(entry.getKey())), context);
                if (value != null) {
                    values.put(field.key(), value);
                    if (!firstOfItsValue(row, field, value)) {
                        wrong.add(field.key());
                    }
                } else if (plan.emptyClears()) {
                    values.put(field.key(), null);
                }
            } catch (ValueFormatException e) {
                if (plan.odd().emptied()) {
                    remarks.add(row.line(), new Remark(entry.getKey(), "record.import.note.emptied", false));
                } else {
                    add(row, e.at(field.key()));
                    wrong.add(field.key());
                }
            }
        }
        Read read = new Read(row, values, wrong);
        Family known = family;
        if (!wrong.isEmpty()) {
            unfit.add(read);
        } else if (known != null && waiting.size() < MOST_WAITING && known.waits(values)) {
            waiting.add(read);
        } else {
            place(read);
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
        }
        return first == 0;
    }

    void flush() {
        Map<Object, UUID> present = plan.mode() == Mode.ADD ? Map.of() : present();
        lookAtUnfit(present);
        List<RecordChange> changes = new ArrayList<>();
        List<Read> rowsOf = new ArrayList<>();
        for (Read one : batch) {
            RecordChange change = change(one, present);
            if (change != null) {
                changes.add(change);
                rowsOf.add(one);
            }
        }
        batch.clear();
        write(changes, rowsOf);
        refused.values().forEach(one -> badFile.add(columns, one.row(), one.reasons()));
        refused.clear();
    }

    /** What else the gate would refuse of rows that are not kept anyway, so that people see everything at once. */
    private void lookAtUnfit(Map<Object, UUID> present) {
        List<RecordChange> changes = new ArrayList<>();
        List<Read> readOf = new ArrayList<>();
        for (Read one : unfit) {
            RecordChange change = plan.key() != null && one.wrong().contains(plan.key()) ? null : change(one, present);
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
            if (!one.wrong().contains(found.problem().path()) && !isOfFamily(found.problem(), one)) {
                add(one.row(), found.problem());
            }
        }
    }

    private @Nullable RecordChange change(Read read, Map<Object, UUID> present) {
        SheetRow row = read.row();
        Map<String, @Nullable Object> values = read.values();
        String key = plan.key();
        if (plan.mode() == Mode.ADD || key == null) {
            return create(values);
        }
        PublishedField<?, ?> field = form.field(key).orElseThrow();
        Object value = values.get(key);
        UUID id = value == null ? null : present.get(value);
        if (id != null) {
            return new RecordChange.Update(id, null, values);
        }
        if (plan.mode() == Mode.UPDATE || (!field.takesImported() && value != null)) {
            String code = value == null ? "record.import.error.noKey" : "record.import.error.unknownKey";
            add(row, Problem.error(code, key, value == null ? field.label() : row.cell(column(key))));
            return null;
        }
        return create(values);
    }

    /** A record begins with its defaults where the file says nothing. */
    private static RecordChange create(Map<String, @Nullable Object> values) {
        values.values().removeIf(value -> value == null);
        return new RecordChange.Create(values);
    }

    private int column(String key) {
        return Objects.requireNonNull(columnOf.get(key));
    }

    /** The records of the batch that are there already, in one statement. */
    private Map<Object, UUID> present() {
        String key = Objects.requireNonNull(plan.key());
        Set<Object> wanted = new HashSet<>();
        for (Read one : Stream.concat(batch.stream(), unfit.stream()).toList()) {
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
                add(read.row(), found.problem());
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

    private void add(SheetRow row, Problem problem) {
        Refused one = refused.get(row.line());
        if (one == null) {
            badLines++;
            one = new Refused(row, new ArrayList<>());
            refused.put(row.line(), one);
        }
        Integer column = columnOf.get(problem.path());
        String heading = column == null || column >= columns.size() ? label(problem.path()) : columns.get(column);
        String words = tools.texts().text(plan.format().locale(), problem);
        one.reasons().add(heading.isEmpty() ? words : heading + ": " + words);
        if (bad.size() < Report.MOST_BAD) {
            bad.add(new BadCell(
                    row.line(),
                    problem.path(),
                    heading,
                    column == null ? "" : row.cell(column),
                    problem.code(),
                    problem.arguments()));
        }
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
        List<BadCell> inOrder =
                bad.stream().sorted(Comparator.comparingLong(BadCell::line)).toList();
        List<Note> said = new ArrayList<>(notes);
        said.addAll(remarks.notes());
        return new Report(id, rows, added, changed, unchanged, inOrder, badLines, badRows, said);
    }
}
