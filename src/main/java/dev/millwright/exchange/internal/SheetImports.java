package dev.millwright.exchange.internal;

import dev.millwright.app.Action;
import dev.millwright.exchange.Imports;
import dev.millwright.field.CellContext;
import dev.millwright.field.DateOrder;
import dev.millwright.field.DecimalMark;
import dev.millwright.field.FormatContext;
import dev.millwright.field.ValueFormatException;
import dev.millwright.files.StoredFiles;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedPart;
import dev.millwright.identity.Person;
import dev.millwright.jobs.JobProgress;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.FormRef;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Phrase;
import dev.millwright.shared.Problem;
import dev.millwright.shared.ScratchFiles;
import dev.millwright.shared.Texts;
import dev.millwright.shared.ValueKind;
import dev.millwright.sheet.SheetWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Imports tables in batches of one transaction. */
@Service
class SheetImports implements Imports {

    private static final int LONGEST_NAME = 200;
    private static final int MOST_MISFITS = 500;
    private static final int LARGEST_BAD_FILE = 16 << 20;

    private final ImportPass.Tools tools;
    private final RecordQuery query;
    private final AccessibleForms access;
    private final ImportLog log;
    private final ImportUndo undo;
    private final ImportLooks looks;
    private final Texts texts;
    private final BusinessTime time;
    private final ApplicationEventPublisher events;
    private final ScratchFiles files;
    private final LargeFiles large;
    private final StoredFiles stored;
    private final TransactionTemplate transaction;

    SheetImports(
            ImportPass.Tools tools,
            RecordQuery query,
            AccessibleForms access,
            ImportLog log,
            ImportUndo undo,
            ImportLooks looks,
            Texts texts,
            BusinessTime time,
            ApplicationEventPublisher events,
            ScratchFiles files,
            LargeFiles large,
            StoredFiles stored,
            PlatformTransactionManager transactions) {
        this.tools = tools;
        this.query = query;
        this.access = access;
        this.log = log;
        this.undo = undo;
        this.looks = looks;
        this.texts = texts;
        this.time = time;
        this.events = events;
        this.files = files;
        this.large = large;
        this.stored = stored;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public Preview preview(FormRef ref, Source source, int sheet, @Nullable Long heading, FormatContext format) {
        access.catchUp(ref.app());
        try (ImportFile file = ImportFile.open(source, files)) {
            return looks.preview(ref, readable(ref), file, sheet, heading, format);
        }
    }

    @Override
    public Survey survey(Source source, int sheet, @Nullable Long heading, FormatContext format) {
        return looks.survey(opened(source), sheet, heading, format);
    }

    @Override
    public Misfits misfits(
            Source source,
            int sheet,
            long heading,
            Map<Integer, CellCheck> checks,
            Set<Long> leftOut,
            FormatContext format) {
        List<BadCell> cells = new ArrayList<>();
        long[] count = new long[1];
        List<String> columns = new ArrayList<>();
        opened(source).read(sheet, row -> {
            if (row.line() == heading) {
                columns.addAll(row.cells());
            } else if (row.line() > heading && !row.isBroken() && !leftOut.contains(row.line())) {
                checks.forEach((column, check) -> {
                    String cell = row.cell(column);
                    try {
                        check.read(SheetWriter.original(cell));
                    } catch (ValueFormatException e) {
                        if (count[0]++ < MOST_MISFITS) {
                            String name = column < columns.size()
                                    ? columns.get(column).strip()
                                    : "";
                            Problem problem = e.at("");
                            cells.add(new BadCell(
                                    row.line(),
                                    "",
                                    name.isEmpty()
                                            ? texts.text(format.locale(), "record.import.noHeading", column + 1)
                                            : name,
                                    cell,
                                    problem.code(),
                                    problem.arguments()));
                        }
                    }
                });
            }
            return true;
        });
        return new Misfits(count[0], cells);
    }

    private static SheetSource opened(Source source) {
        return SheetSource.open(source.file(), source.reading());
    }

    /** Whoever may add or change records may look at a file for them. */
    private PublishedForm readable(FormRef ref) {
        return access.allows(ref, Action.CHANGE) && access.allows(ref, Action.SEE)
                ? access.require(ref, Action.CHANGE)
                : access.require(ref, Action.CREATE);
    }

    @Override
    public Report dryRun(FormRef form, Source source, Plan plan, JobProgress progress) {
        return pass(form, source, plan, progress, false, report -> {}, id -> id);
    }

    @Override
    public Report run(
            FormRef form,
            Source source,
            Plan plan,
            JobProgress progress,
            Consumer<Report> kept,
            UnaryOperator<UUID> once) {
        return pass(form, source, plan, progress, true, kept, once);
    }

    private Report pass(
            FormRef ref,
            Source source,
            Plan plan,
            JobProgress progress,
            boolean keep,
            Consumer<Report> told,
            UnaryOperator<UUID> once) {
        try (ImportFile file = ImportFile.open(source, files);
                LargeFiles.Share share = large.share(progress)) {
            return pass(ref, source.name(), file, plan, progress, keep, told, once, share);
        }
    }

    private Report pass(
            FormRef ref,
            String name,
            ImportFile opened,
            Plan plan,
            JobProgress progress,
            boolean keep,
            Consumer<Report> told,
            UnaryOperator<UUID> once,
            LargeFiles.Share share) {
        access.catchUp(ref.app());
        PublishedForm form = switch (plan.mode()) {
            case ADD -> access.require(ref, Action.CREATE);
            case UPDATE -> access.require(ref, Action.CHANGE);
            case BOTH -> {
                access.require(ref, Action.CREATE);
                yield access.require(ref, Action.CHANGE);
            }
        };
        SheetSource file = opened.table();
        requirePlan(
                form,
                plan,
                adds(plan) ? access.fieldsOfNew(ref) : FieldRights.ALL,
                opened.files().isPresent());
        Map<Integer, CellContext> contexts =
                contexts(form, file, plan.sheet(), plan.heading(), plan.mapping(), plan.dates(), plan.format());
        List<LineRows> lines = lines(ref, form, file, plan, share);
        FlatRows flat = flat(ref, form, file, plan, contexts, false, share);
        if (flat != null) {
            flat.read(file);
        }
        Optional<Family> family = Family.of(form, plan.mapping(), plan.format());
        family.ifPresent(known -> announce(known, file, plan, share));
        share.begin();
        Instant at = time.now();
        if (keep) {
            looks.remember(form, file, plan);
        }
        BadRowsFile badRows = new BadRowsFile(
                files,
                file,
                texts.text(plan.format().locale(), "record.import.reasonColumn"),
                texts.text(plan.format().locale(), "record.import.reasonLeftOut"));
        Flat wanted = plan.flat();
        if (wanted != null && wanted.by() == null) {
            badRows.keepApart(texts.text(plan.format().locale(), "record.import.apart"));
        }
        try {
            Report report = transaction.execute(status -> {
                UUID own = Ids.next();
                UUID id = once.apply(own);
                if (!id.equals(own)) {
                    badRows.discard();
                    Report known = known(ref, id);
                    told.accept(known);
                    return known;
                }
                ImportPass pass = new ImportPass(tools, ref, form, plan, contexts, at, keep, badRows, share);
                opened.files().ifPresent(bundle -> pass.files(new ImportedFiles(bundle, stored, files, keep)));
                pass.lines(lines);
                family.ifPresent(pass::family);
                if (flat == null) {
                    takeRows(pass, file, plan, progress);
                } else {
                    takeGroups(pass, flat, progress);
                }
                pass.takeWaiting();
                pass.flush();
                pass.takeOtherLines();
                pass.noteFiles();
                pass.note(file.notes(plan.sheet(), plan.heading()));
                if (badRows.isCut()) {
                    pass.note(List.of(Note.of("record.import.note.badRowsCut", BadRowsFile.MOST)));
                }
                BadFile bad = badRows.finish(shortened(name));
                boolean kept = keep && (pass.badRows() == 0 || plan.onlyGood()) && pass.written() > 0;
                if (!kept) {
                    status.setRollbackOnly();
                    return pass.report(null, bad);
                }
                PastImport past = pass.made(id, shortened(name));
                // What is to be kept encrypted stays in the file of whoever imports it.
                log.add(form.id(), past, isSealed(ref, form) ? null : content(bad));
                events.publishEvent(new RecordDeed(
                        "record.imported",
                        form,
                        List.of(past.file(), past.added(), past.changed()),
                        past.badRows() == 0 ? List.of() : List.of(Phrase.of("record.audit.badRows", past.badRows()))));
                Report made = pass.report(id, bad);
                told.accept(made);
                return made;
            });
            return Objects.requireNonNull(report);
        } catch (RuntimeException e) {
            badRows.discard();
            throw e;
        }
    }

    private static void takeRows(ImportPass pass, SheetSource file, Plan plan, JobProgress progress) {
        file.read(plan.sheet(), row -> {
            if (row.line() == plan.heading()) {
                pass.headings(row);
            } else if (row.line() > plan.heading() && !plan.odd().leftOut().contains(row.line())) {
                pass.take(row);
                if (pass.isFull()) {
                    pass.flush();
                    progress.report(row.part());
                }
            }
            return true;
        });
    }

    private static void takeGroups(ImportPass pass, FlatRows flat, JobProgress progress) {
        pass.flat(flat);
        int done = 0;
        for (FlatRows.Group group : flat.groups()) {
            pass.take(group);
            done++;
            if (pass.isFull()) {
                pass.flush();
                progress.report((double) done / flat.groups().size());
            }
        }
    }

    @Override
    public Grouped grouped(FormRef ref, Source source, Plan plan) {
        PublishedForm form = readable(ref);
        try (ImportFile opened = ImportFile.open(source, files);
                LargeFiles.Share share = large.shareAtOnce()) {
            SheetSource file = opened.table();
            Map<Integer, CellContext> contexts =
                    contexts(form, file, plan.sheet(), plan.heading(), plan.mapping(), plan.dates(), plan.format());
            FlatRows flat = flat(ref, form, file, plan, contexts, true, share);
            if (flat == null) {
                throw new InvalidRequestException("record.import.error.linesOf");
            }
            flat.readSome(file);
            return flat.counts();
        }
    }

    /** The sheet as records with their lines beside them; null when each row is a record. */
    private @Nullable FlatRows flat(
            FormRef ref,
            PublishedForm form,
            SheetSource file,
            Plan plan,
            Map<Integer, CellContext> contexts,
            boolean counts,
            LargeFiles.Share share) {
        Flat wanted = plan.flat();
        if (wanted == null) {
            return null;
        }
        PublishedForm of = access.lines(ref).get(wanted.part());
        FieldRights rights = adds(plan) ? access.fieldsOfNew(ref) : FieldRights.ALL;
        Integer by = wanted.by();
        boolean sound = of != null
                && rights.opens(wanted.part())
                && plan.lines().stream().noneMatch(sheet -> sheet.part().equals(wanted.part()))
                && !wanted.mapping().isEmpty()
                && wanted.mapping().keySet().stream().noneMatch(plan.mapping()::containsKey)
                && (by == null || !wanted.mapping().containsKey(by))
                && fits(of, wanted.mapping());
        if (of == null || !sound) {
            throw new InvalidRequestException("record.import.error.linesOf");
        }
        LineRows lines = new LineRows(
                new LinesPlan(wanted.part(), plan.sheet(), plan.heading(), wanted.mapping(), -1, -1),
                of,
                label(form, wanted.part()),
                "",
                counts
                        ? Map.of()
                        : contexts(
                                of, file, plan.sheet(), plan.heading(), wanted.mapping(), plan.dates(), plan.format()),
                plan.emptyClears());
        return new FlatRows(plan, wanted, form, contexts, lines, counts, share);
    }

    private static boolean fits(PublishedForm lines, Map<Integer, String> mapping) {
        return mapping.values().stream()
                        .allMatch(key -> lines.field(key)
                                .filter(PublishedField::takesImported)
                                .isPresent())
                && new HashSet<>(mapping.values()).size() == mapping.size();
    }

    private static String label(PublishedForm form, String wanted) {
        return form.lineParts()
                .filter(part -> part.key().equals(wanted))
                .map(PublishedPart::label)
                .findFirst()
                .orElse(wanted);
    }

    /** The lines of the file, read as a whole: each belongs to a row that may stand anywhere. */
    private List<LineRows> lines(FormRef ref, PublishedForm form, SheetSource file, Plan plan, LargeFiles.Share share) {
        if (plan.lines().isEmpty()) {
            return List.of();
        }
        Map<String, PublishedForm> known = access.lines(ref);
        FieldRights rights = adds(plan) ? access.fieldsOfNew(ref) : FieldRights.ALL;
        List<LineRows> lines = new ArrayList<>();
        for (LinesPlan wanted : plan.lines()) {
            PublishedForm of = known.get(wanted.part());
            boolean sound = of != null
                    && rights.opens(wanted.part())
                    && wanted.sheet() != plan.sheet()
                    && wanted.sheet() >= 0
                    && wanted.sheet() < file.sheets().size()
                    && fits(of, wanted.mapping());
            if (of == null || !sound) {
                throw new InvalidRequestException("record.import.error.linesOf");
            }
            LineRows rows = new LineRows(
                    wanted,
                    of,
                    label(form, wanted.part()),
                    file.sheets().get(wanted.sheet()),
                    contexts(of, file, wanted.sheet(), wanted.heading(), wanted.mapping(), Map.of(), plan.format()),
                    plan.emptyClears());
            rows.read(file, share);
            lines.add(rows);
        }
        return lines;
    }

    /** Says what the records are called; as many of them may have to wait for each other. */
    private static void announce(Family family, SheetSource file, Plan plan, LargeFiles.Share share) {
        List<Integer> columns = plan.mapping().entrySet().stream()
                .filter(one ->
                        family.names().stream().anyMatch(field -> field.key().equals(one.getValue())))
                .map(Map.Entry::getKey)
                .toList();
        long[] expected = new long[1];
        file.read(plan.sheet(), row -> {
            if (row.line() > plan.heading()) {
                share.hold(1);
                expected[0] += plan.mapping().size();
                share.expect(expected[0]);
                columns.forEach(column -> family.announce(row.cell(column)));
            }
            return true;
        });
    }

    private Report known(FormRef form, UUID id) {
        PastImport past = past(form, id);
        long rows = past.added() + past.changed() + past.unchanged() + past.badRows();
        return new Report(
                id, rows, past.added(), past.changed(), past.unchanged(), List.of(), past.badRows(), null, List.of());
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

    private boolean isSealed(FormRef ref, PublishedForm form) {
        return Stream.concat(Stream.of(form), access.lines(ref).values().stream())
                .flatMap(one -> one.fields().stream())
                .anyMatch(field -> field.type().isSealed());
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

    private static boolean adds(Plan plan) {
        return switch (plan.mode()) {
            case ADD, BOTH -> true;
            case UPDATE -> false;
        };
    }

    /** @param rights what may be done with the fields of new records; those that are there have their own, which is told row by row */
    private static void requirePlan(PublishedForm form, Plan plan, FieldRights rights, boolean files) {
        for (String key : plan.mapping().values()) {
            PublishedField<?, ?> field = form.field(key).orElse(null);
            if (field == null) {
                throw new InvalidRequestException("record.error.unknownField", key);
            }
            boolean isKey = plan.mode() != Mode.ADD && key.equals(plan.key());
            if (!field.takesImported() && !isKey && !(files && field.takesImportedFiles())) {
                throw new InvalidRequestException(
                        field.kind() == ValueKind.FILE ? "record.import.error.files" : "record.import.error.generated",
                        field.label());
            }
            if (!rights.opens(key) && !isKey) {
                throw new InvalidRequestException("record.import.error.shut", field.label());
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
            if (key == null
                    || !ImportLooks.keys(form).contains(key)
                    || !plan.mapping().containsValue(key)) {
                throw new InvalidRequestException("record.import.error.key");
            }
        }
    }

    /** How the cells of each column are read: as the person said or as the whole column shows. */
    private static Map<Integer, CellContext> contexts(
            PublishedForm form,
            SheetSource file,
            int sheet,
            long heading,
            Map<Integer, String> mapping,
            Map<Integer, DateOrder> known,
            FormatContext format) {
        Map<Integer, DateOrder.Tally> dates = new HashMap<>();
        Map<Integer, DecimalMark.Tally> numbers = new HashMap<>();
        mapping.forEach((column, key) -> {
            PublishedField<?, ?> field = form.field(key).orElse(null);
            if (field != null) {
                switch (field.kind()) {
                    case DATE, DATE_TIME -> {
                        if (!known.containsKey(column)) {
                            dates.put(column, new DateOrder.Tally());
                        }
                    }
                    case NUMBER -> numbers.put(column, new DecimalMark.Tally());
                    case TEXT, BOOLEAN, TIME, CHOICE, REFERENCE, REFERENCES, FILE, STRUCTURE -> {}
                }
            }
        });
        if (!dates.isEmpty() || !numbers.isEmpty()) {
            file.read(sheet, row -> {
                if (row.line() > heading) {
                    dates.forEach((column, tally) -> tally.add(row.cell(column)));
                    numbers.forEach((column, tally) -> tally.add(row.cell(column)));
                }
                return true;
            });
        }
        Map<Integer, CellContext> contexts = new HashMap<>();
        for (Integer column : mapping.keySet()) {
            DateOrder.Tally tally = dates.get(column);
            DecimalMark.Tally marks = numbers.get(column);
            contexts.put(
                    column,
                    new CellContext(
                            format,
                            tally == null ? known.getOrDefault(column, DateOrder.UNKNOWN) : tally.order(),
                            marks == null ? DecimalMark.POINT : marks.mark()));
        }
        return contexts;
    }

    @Override
    public List<PastImport> past(FormRef form, int limit) {
        return log.of(readable(form).id(), limit);
    }

    @Override
    public PastImport past(FormRef form, UUID id) {
        return log.find(readable(form).id(), id).orElseThrow(() -> new NotFoundException(id.toString()));
    }

    @Override
    public Optional<BadRows> badRows(FormRef form, UUID id) {
        UUID published = readable(form).id();
        return mayTouch(form, past(form, id)) ? log.badRows(published, id) : Optional.empty();
    }

    /** Files of others, and what they wrote, hold more than somebody may see who is kept to some records or fields. */
    private boolean mayTouch(FormRef form, PastImport made) {
        return made.by().equals(access.actor().id()) || !access.isLimited(form);
    }

    @Override
    public Undone undo(FormRef ref, UUID id, JobProgress progress, Consumer<Undone> told) {
        PublishedForm form = readable(ref);
        PastImport known = past(ref, id);
        if (!mayTouch(ref, known)) {
            throw new NotAllowedException("record.import.error.othersImport", known.file());
        }
        if (known.added() > 0) {
            access.require(ref, Action.DELETE);
        }
        if (known.changed() > 0) {
            access.require(ref, Action.CHANGE);
        }
        Person person = access.actor();
        Instant at = time.now();
        return Objects.requireNonNull(transaction.execute(status -> {
            PastImport made = log.hold(form.id(), id).orElseThrow(() -> new NotFoundException(id.toString()));
            if (made.undone() != null) {
                throw new ConflictException("record.import.error.undone", made.file());
            }
            Undone result = undo.run(ref, made, at, progress::report);
            log.undone(id, at, person, result.removed() + result.restored());
            events.publishEvent(new RecordDeed(
                    "record.importUndone", form, List.of(made.file(), result.removed(), result.restored()), List.of()));
            Undone undone = new Undone(
                    result.removed(),
                    result.restored(),
                    result.kept(),
                    result.refused(),
                    result.examples().stream()
                            .map(example -> title(ref, example))
                            .toList());
            told.accept(undone);
            return undone;
        }));
    }

    private String title(FormRef form, String id) {
        try {
            return query.get(form, UUID.fromString(id)).title();
        } catch (NotFoundException e) {
            return id;
        }
    }

    @Override
    public Map<String, String> kinds(FormRef form) {
        FieldRights rights = access.allows(form, Action.CREATE) ? access.fieldsOfNew(form) : FieldRights.ALL;
        Map<String, String> kinds = new LinkedHashMap<>();
        looks.kinds(form, readable(form)).stream()
                .filter(kind -> rights.opens(kind.part()))
                .forEach(kind -> kinds.put(kind.part(), kind.label()));
        return kinds;
    }

    @Override
    public void template(FormRef form, @Nullable String part, FormatContext format, OutputStream out) {
        PublishedForm open = readable(form);
        FieldRights rights = access.allows(form, Action.CREATE) ? access.fieldsOfNew(form) : FieldRights.ALL;
        LineKind lines = part == null
                ? null
                : looks.kinds(form, open).stream()
                        .filter(kind -> kind.part().equals(part) && rights.opens(part))
                        .findFirst()
                        .orElseThrow(() -> new InvalidRequestException("record.import.error.linesOf"));
        ImportTemplate.write(open.without(field -> !rights.opens(field.key())), lines, format, texts, out);
    }
}
