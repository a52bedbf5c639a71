package dev.millwright.record.internal;

import dev.millwright.app.Action;
import dev.millwright.field.CellContext;
import dev.millwright.field.DateOrder;
import dev.millwright.field.FormatContext;
import dev.millwright.field.ValueFormatException;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.identity.Person;
import dev.millwright.identity.Preferences;
import dev.millwright.jobs.JobProgress;
import dev.millwright.record.FormRef;
import dev.millwright.record.Imports;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.RecordChange;
import dev.millwright.record.internal.PostgresRecords.Fate;
import dev.millwright.record.internal.PostgresRecords.Outcome;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.record.internal.SheetSource.Row;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Phrase;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Texts;
import dev.millwright.shared.ValueKind;
import dev.millwright.sheet.SheetWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Imports tables in batches of one transaction. */
@Service
class SheetImports implements Imports {

    private static final int SAMPLE = 20;
    private static final int BATCH = 2_000;
    private static final int LONGEST_NAME = 200;
    private static final int LARGEST_BAD_FILE = 16 << 20;

    private final DSLContext dsl;
    private final PostgresRecords records;
    private final PostgresRecordQuery query;
    private final FormAccess access;
    private final ImportLog log;
    private final ImportUndo undo;
    private final Preferences preferences;
    private final Texts texts;
    private final BusinessTime time;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    SheetImports(
            DSLContext dsl,
            PostgresRecords records,
            PostgresRecordQuery query,
            FormAccess access,
            ImportLog log,
            ImportUndo undo,
            Preferences preferences,
            Texts texts,
            BusinessTime time,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.dsl = dsl;
        this.records = records;
        this.query = query;
        this.access = access;
        this.log = log;
        this.undo = undo;
        this.preferences = preferences;
        this.texts = texts;
        this.time = time;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What a person chose for a form the last time.
     *
     * @param columns keys of fields by plain heading; an empty key for a column that is left out
     */
    record Remembered(
            Map<String, String> columns,
            Mode mode,
            @Nullable String key) {

        static final Remembered NOTHING = new Remembered(Map.of(), Mode.ADD, null);

        @SuppressWarnings("NullAway") // what is absent in JSON arrives as null
        Remembered {
            columns = columns == null ? Map.of() : Map.copyOf(columns);
            mode = mode == null ? Mode.ADD : mode;
        }
    }

    private static String preference(PublishedForm form) {
        return "import." + form.id();
    }

    @Override
    public Preview preview(FormRef ref, Path file, int sheet, @Nullable Long chosen, FormatContext format) {
        RecordTable table = readable(ref);
        SheetSource source = SheetSource.open(file);
        Remembered remembered =
                preferences.read(preference(table.form()), Remembered.class).orElse(Remembered.NOTHING);
        List<Row> first = first(source, sheet);
        Headings headings = new Headings(mappable(table), remembered.columns());
        Row heading = first.stream()
                .filter(row -> chosen != null && row.line() == chosen)
                .findFirst()
                .orElseGet(() -> headings.heading(first));
        List<String> columns = heading.cells().stream().map(String::strip).toList();
        List<DateOrder.Tally> dates = new ArrayList<>();
        columns.forEach(column -> dates.add(new DateOrder.Tally()));
        List<List<String>> sample = new ArrayList<>();
        long[] rows = new long[1];
        source.read(sheet, row -> {
            if (row.line() > heading.line()) {
                rows[0]++;
                for (int i = 0; i < Math.min(dates.size(), row.cells().size()); i++) {
                    dates.get(i).add(row.cells().get(i));
                }
                if (sample.size() < SAMPLE) {
                    sample.add(List.copyOf(row.cells()));
                }
            }
            return true;
        });
        if (rows[0] == 0) {
            throw SheetSource.refused("record.import.error.onlyHeading");
        }
        Map<Integer, String> mapping = headings.match(columns);
        Set<Integer> open = new HashSet<>();
        for (int i = 0; i < dates.size(); i++) {
            if (dates.get(i).isOpen()) {
                open.add(i);
            }
        }
        List<String> keys = keys(table);
        Wish wish = wish(ref, remembered, mapping, keys);
        return new Preview(
                source.sheets(),
                sheet,
                heading.line(),
                columns,
                sample,
                lines(first),
                rows[0],
                mapping,
                open,
                keys,
                wish.mode(),
                wish.key());
    }

    @Override
    public Survey survey(Path file, int sheet, @Nullable Long chosen, FormatContext format) {
        SheetSource source = SheetSource.open(file);
        List<Row> first = first(source, sheet);
        Row heading = first.stream()
                .filter(row -> chosen != null && row.line() == chosen)
                .findFirst()
                .orElseGet(() -> Headings.widest(first));
        ColumnSurvey survey = new ColumnSurvey(heading.cells());
        source.read(sheet, row -> {
            if (row.line() > heading.line()) {
                survey.add(row);
            }
            return true;
        });
        if (survey.rows() == 0) {
            throw SheetSource.refused("record.import.error.onlyHeading");
        }
        return new Survey(
                source.sheets(),
                sheet,
                heading.line(),
                lines(first),
                survey.rows(),
                survey.profiles(format),
                survey.distinct(),
                survey.openDates());
    }

    private static List<Row> first(SheetSource source, int sheet) {
        List<Row> first = new ArrayList<>();
        source.read(sheet, row -> {
            first.add(row);
            return first.size() < Headings.LAST_LINE;
        });
        if (first.isEmpty()) {
            throw SheetSource.refused("record.import.error.empty");
        }
        return first;
    }

    private static List<Line> lines(List<Row> rows) {
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

    private static List<PublishedField<?, ?>> mappable(RecordTable table) {
        return table.fields().stream()
                .<PublishedField<?, ?>>map(StoredField::field)
                .toList();
    }

    /** The fields by which records can be found, the form's own key first. */
    private static List<String> keys(RecordTable table) {
        List<String> keys = new ArrayList<>();
        table.key().filter(key -> key.uniqueScope().isPresent()).ifPresent(key -> keys.add(key.key()));
        table.uniqueFields().stream()
                .map(StoredField::key)
                .filter(key -> !keys.contains(key))
                .forEach(keys::add);
        return keys;
    }

    /** Whoever may add or change records may look at a file for them. */
    private RecordTable readable(FormRef ref) {
        return access.allows(ref, Action.CHANGE) && access.allows(ref, Action.SEE)
                ? access.table(ref, Action.CHANGE)
                : access.table(ref, Action.CREATE);
    }

    @Override
    public Report dryRun(FormRef form, Source source, Plan plan, JobProgress progress) {
        return pass(form, source, plan, progress, false);
    }

    @Override
    public Report run(FormRef form, Source source, Plan plan, JobProgress progress) {
        return pass(form, source, plan, progress, true);
    }

    private Report pass(FormRef ref, Source source, Plan plan, JobProgress progress, boolean keep) {
        RecordTable table = switch (plan.mode()) {
            case ADD -> access.table(ref, Action.CREATE);
            case UPDATE -> access.table(ref, Action.CHANGE);
            case BOTH -> {
                access.table(ref, Action.CREATE);
                yield access.table(ref, Action.CHANGE);
            }
        };
        SheetSource file = SheetSource.open(source.file());
        requirePlan(table, plan);
        Map<Integer, DateOrder> dates = dates(table, file, plan);
        Instant at = time.now();
        BadRowsFile badRows = new BadRowsFile(file, texts.text(plan.format().locale(), "record.import.reasonColumn"));
        try {
            Report report = transaction.execute(status -> {
                Pass pass = new Pass(ref, table, plan, dates, at, keep, badRows);
                file.read(plan.sheet(), row -> {
                    if (row.line() == plan.heading()) {
                        pass.columns = row.cells().stream().map(String::strip).toList();
                    } else if (row.line() > plan.heading()) {
                        pass.take(row);
                        if (pass.isFull()) {
                            pass.flush();
                            progress.report(row.part());
                        }
                    }
                    return true;
                });
                pass.flush();
                BadFile bad = badRows.finish(shortened(source.name()));
                boolean kept = keep && (pass.badLines == 0 || plan.onlyGood()) && pass.written() > 0;
                UUID id = null;
                if (kept) {
                    id = Ids.next();
                    PastImport made = pass.made(id, shortened(source.name()));
                    log.add(table.form().id(), made, content(bad));
                    events.publishEvent(new RecordDeed(
                            "record.imported",
                            table.form(),
                            List.of(made.file(), made.added(), made.changed()),
                            made.badRows() == 0
                                    ? List.of()
                                    : List.of(Phrase.of("record.audit.badRows", made.badRows()))));
                } else {
                    status.setRollbackOnly();
                }
                return pass.report(id, bad);
            });
            if (keep) {
                remember(table, file, plan);
            }
            return Objects.requireNonNull(report);
        } catch (RuntimeException e) {
            badRows.discard();
            throw e;
        }
    }

    private static String shortened(String name) {
        String plain = name.codePoints()
                .filter(c -> !Character.isISOControl(c) && c != '/' && c != '\\' && !(c >= 0xD800 && c <= 0xDFFF))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return plain.length() <= LONGEST_NAME
                ? plain
                : plain.substring(plain.length() - LONGEST_NAME).replaceAll("^[\\uDC00-\\uDFFF]", "");
    }

    private static @Nullable BadRows content(@Nullable BadFile bad) {
        if (bad == null) {
            return null;
        }
        try {
            return Files.size(bad.path()) > LARGEST_BAD_FILE
                    ? null
                    : new BadRows(bad.name(), Files.readAllBytes(bad.path()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requirePlan(RecordTable table, Plan plan) {
        for (String key : plan.mapping().values()) {
            if (table.field(key) == null) {
                throw new InvalidRequestException("record.error.unknownField", key);
            }
        }
        if (plan.mapping().isEmpty()) {
            throw new InvalidRequestException("record.import.error.nothingMapped");
        }
        if (new HashSet<>(plan.mapping().values()).size() < plan.mapping().size()) {
            throw new InvalidRequestException("record.import.error.mappedTwice");
        }
        if (plan.mode() != Mode.ADD) {
            String key = plan.key();
            if (key == null || !keys(table).contains(key) || !plan.mapping().containsValue(key)) {
                throw new InvalidRequestException("record.import.error.key");
            }
        }
    }

    /** The order of dates of each column, as the person said or as the whole column shows. */
    private static Map<Integer, DateOrder> dates(RecordTable table, SheetSource file, Plan plan) {
        Map<Integer, DateOrder.Tally> tallies = new HashMap<>();
        plan.mapping().forEach((column, key) -> {
            StoredField field = table.field(key);
            if (field != null
                    && !plan.dates().containsKey(column)
                    && hasDates(field.field().kind())) {
                tallies.put(column, new DateOrder.Tally());
            }
        });
        if (!tallies.isEmpty()) {
            file.read(plan.sheet(), row -> {
                if (row.line() > plan.heading()) {
                    tallies.forEach((column, tally) -> tally.add(row.cell(column)));
                }
                return true;
            });
        }
        Map<Integer, DateOrder> dates = new HashMap<>(plan.dates());
        tallies.forEach((column, tally) -> dates.put(column, tally.order()));
        return dates;
    }

    private static boolean hasDates(ValueKind kind) {
        return switch (kind) {
            case DATE, DATE_TIME -> true;
            case TEXT, NUMBER, BOOLEAN, TIME, CHOICE, REFERENCE, FILE, STRUCTURE -> false;
        };
    }

    private void remember(RecordTable table, SheetSource file, Plan plan) {
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
        preferences.write(preference(table.form()), new Remembered(columns, plan.mode(), plan.key()));
    }

    @Override
    public List<PastImport> past(FormRef form, int limit) {
        return log.of(readable(form).form().id(), limit);
    }

    @Override
    public PastImport past(FormRef form, UUID id) {
        return log.find(readable(form).form().id(), id).orElseThrow(() -> new NotFoundException(id.toString()));
    }

    @Override
    public Optional<BadRows> badRows(FormRef form, UUID id) {
        return log.badRows(readable(form).form().id(), id);
    }

    @Override
    public Undone undo(FormRef ref, UUID id, JobProgress progress) {
        RecordTable table = readable(ref);
        PastImport known = past(ref, id);
        if (known.added() > 0) {
            access.table(ref, Action.DELETE);
        }
        if (known.changed() > 0) {
            access.table(ref, Action.CHANGE);
        }
        Person person = access.person();
        Instant at = time.now();
        Undone undone = Objects.requireNonNull(transaction.execute(status -> {
            PastImport made = log.hold(table.form().id(), id).orElseThrow(() -> new NotFoundException(id.toString()));
            if (made.undone() != null) {
                throw new ConflictException("record.import.error.undone", made.file());
            }
            Undone result = undo.run(ref, table, made, at, progress::report);
            log.undone(id, at, person, result.removed() + result.restored());
            events.publishEvent(new RecordDeed(
                    "record.importUndone",
                    table.form(),
                    List.of(made.file(), result.removed(), result.restored()),
                    List.of()));
            return result;
        }));
        return new Undone(
                undone.removed(),
                undone.restored(),
                undone.kept(),
                undone.refused(),
                undone.examples().stream().map(example -> title(ref, example)).toList());
    }

    private String title(FormRef form, String id) {
        try {
            return query.get(form, UUID.fromString(id)).title();
        } catch (NotFoundException e) {
            return id;
        }
    }

    @Override
    public void template(FormRef form, FormatContext format, OutputStream out) {
        RecordTable table = readable(form);
        ImportTemplate.write(table.form(), format, texts, out);
    }

    /** One way through a file. */
    private final class Pass {

        private final boolean keep;
        private final FormRef ref;
        private final RecordTable table;
        private final Plan plan;
        private final Instant at;
        private final BadRowsFile badFile;
        private final Map<Integer, PublishedField<?, ?>> fields = new LinkedHashMap<>();
        private final Map<Integer, CellContext> contexts = new HashMap<>();
        private final Map<String, Integer> columnOf = new HashMap<>();
        private final Map<String, FirstLines> firstLines = new HashMap<>();
        private final List<Map<String, @Nullable Object>> batch = new ArrayList<>();
        private final List<Row> sources = new ArrayList<>();
        private final TreeMap<Long, Refused> refused = new TreeMap<>();
        private final List<BadCell> bad = new ArrayList<>();
        private List<String> columns = List.of();
        private long badLines;
        private long rows;
        private long added;
        private long changed;
        private long unchanged;

        Pass(
                FormRef ref,
                RecordTable table,
                Plan plan,
                Map<Integer, DateOrder> dates,
                Instant at,
                boolean keep,
                BadRowsFile badFile) {
            this.keep = keep;
            this.ref = ref;
            this.table = table;
            this.plan = plan;
            this.at = at;
            this.badFile = badFile;
            new TreeMap<>(plan.mapping()).forEach((column, key) -> {
                StoredField field = table.field(key);
                if (field != null && (!field.isGenerated() || isKey(key))) {
                    fields.put(column, field.field());
                    columnOf.put(key, column);
                    contexts.put(column, new CellContext(plan.format(), dates.getOrDefault(column, DateOrder.UNKNOWN)));
                    if (field.uniqueScope().isPresent()) {
                        firstLines.put(key, new FirstLines());
                    }
                }
            });
        }

        /** A row that is not kept, and why. */
        private record Refused(Row row, List<String> reasons) {}

        private boolean isKey(String field) {
            return plan.mode() != Mode.ADD && field.equals(plan.key());
        }

        boolean isFull() {
            return batch.size() + refused.size() >= BATCH;
        }

        long written() {
            return added + changed + unchanged;
        }

        void take(Row row) {
            rows++;
            Map<String, @Nullable Object> values = new HashMap<>();
            boolean good = true;
            for (Map.Entry<Integer, PublishedField<?, ?>> entry : fields.entrySet()) {
                PublishedField<?, ?> field = entry.getValue();
                try {
                    CellContext context = Objects.requireNonNull(contexts.get(entry.getKey()));
                    Object value = field.read(SheetWriter.original(row.cell(entry.getKey())), context);
                    if (value != null) {
                        values.put(field.key(), value);
                        good &= firstOfItsValue(row, field, value);
                    }
                } catch (ValueFormatException e) {
                    add(row, e.at(field.key()));
                    good = false;
                }
            }
            if (good) {
                batch.add(values);
                sources.add(row);
            }
        }

        // The gate sees one batch at a time, and nothing of a batch that it refused.
        private boolean firstOfItsValue(Row row, PublishedField<?, ?> field, Object value) {
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
            List<RecordChange> changes = new ArrayList<>();
            List<Row> rowsOf = new ArrayList<>();
            Map<Object, UUID> present = plan.mode() == Mode.ADD ? Map.of() : present();
            for (int i = 0; i < batch.size(); i++) {
                RecordChange change = change(sources.get(i), batch.get(i), present);
                if (change != null) {
                    changes.add(change);
                    rowsOf.add(sources.get(i));
                }
            }
            batch.clear();
            sources.clear();
            write(changes, rowsOf);
            refused.values().forEach(one -> badFile.add(columns, one.row(), one.reasons()));
            refused.clear();
        }

        private @Nullable RecordChange change(
                Row row, Map<String, @Nullable Object> values, Map<Object, UUID> present) {
            String key = plan.key();
            if (plan.mode() == Mode.ADD || key == null) {
                return new RecordChange.Create(values);
            }
            StoredField field = Objects.requireNonNull(table.field(key));
            Object value = values.get(key);
            Object column = value == null ? null : field.toDatabase(value).getFirst();
            UUID id = column == null ? null : present.get(UniqueValues.comparable(column));
            if (id != null) {
                return new RecordChange.Update(id, null, values);
            }
            if (plan.mode() == Mode.UPDATE || (field.isGenerated() && value != null)) {
                String code = value == null ? "record.import.error.noKey" : "record.import.error.unknownKey";
                add(row, Problem.error(code, key, value == null ? field.field().label() : row.cell(column(key))));
                return null;
            }
            return new RecordChange.Create(values);
        }

        private int column(String key) {
            return Objects.requireNonNull(columnOf.get(key));
        }

        /** The records of the batch that are there already, in one statement. */
        private Map<Object, UUID> present() {
            StoredField field = Objects.requireNonNull(table.field(Objects.requireNonNull(plan.key())));
            Set<Object> wanted = new HashSet<>();
            for (Map<String, @Nullable Object> values : batch) {
                Object value = values.get(field.key());
                Object column = value == null ? null : field.toDatabase(value).getFirst();
                if (column != null && (!(column instanceof String text) || Columns.isStorable(text))) {
                    wanted.add(UniqueValues.comparable(column));
                }
            }
            Map<Object, UUID> present = new HashMap<>();
            if (!wanted.isEmpty()) {
                dsl.select(
                                PlanSql.column(SystemColumns.ID, ColumnType.UUID),
                                PlanSql.column(
                                        field.first().name(), field.first().type()))
                        .from(PlanSql.tableOf(table.name()).as("r"))
                        .where(PlanSql.column(SystemColumns.DELETED_AT, ColumnType.TIMESTAMPTZ)
                                .isNull())
                        .and(UniqueValues.anyOf(field, wanted))
                        .forEach(row -> {
                            Object value = row.get(1);
                            UUID id = (UUID) row.get(0);
                            if (value != null && id != null) {
                                present.put(UniqueValues.comparable(value), id);
                            }
                        });
            }
            return present;
        }

        private void write(List<RecordChange> changes, List<Row> rowsOf) {
            if (changes.isEmpty()) {
                return;
            }
            // Once one row is bad nothing will be kept, so the others are only looked at.
            boolean writing = keep && (plan.onlyGood() || badLines == 0);
            Outcome outcome = records.importing(ref, changes, at, writing);
            Set<Integer> wrong = new HashSet<>();
            for (Problem problem : outcome.problems()) {
                String[] path = problem.path().split("\\.", 2);
                int index = Integer.parseInt(path[0]);
                wrong.add(index);
                add(
                        rowsOf.get(index),
                        new Problem(
                                problem.severity(),
                                problem.code(),
                                path.length > 1 ? path[1] : "",
                                problem.arguments()));
            }
            if (writing && !outcome.kept()) {
                if (wrong.isEmpty()) {
                    // Somebody took a value in this very moment.
                    throw new ConflictException("record.error.taken");
                }
                if (plan.onlyGood()) {
                    List<RecordChange> rest = new ArrayList<>();
                    List<Row> restRows = new ArrayList<>();
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
                    count(outcome.fates().get(i));
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

        private void add(Row row, Problem problem) {
            Refused one = refused.get(row.line());
            if (one == null) {
                badLines++;
                one = new Refused(row, new ArrayList<>());
                refused.put(row.line(), one);
            }
            Integer column = columnOf.get(problem.path());
            String heading = column == null || column >= columns.size() ? label(problem.path()) : columns.get(column);
            String words = texts.text(plan.format().locale(), problem);
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
            StoredField field = table.field(key);
            return field == null ? "" : field.field().label();
        }

        PastImport made(UUID id, String file) {
            Person person = access.person();
            return new PastImport(
                    id, at, person.id(), person.name(), file, added, changed, unchanged, badLines, null, null, 0);
        }

        Report report(@Nullable UUID id, @Nullable BadFile badRows) {
            return new Report(id, rows, added, changed, unchanged, bad, badLines, badRows);
        }
    }
}
