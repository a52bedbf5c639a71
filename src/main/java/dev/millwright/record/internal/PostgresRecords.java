package dev.millwright.record.internal;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;

import dev.millwright.app.Action;
import dev.millwright.field.DefaultContext;
import dev.millwright.field.FormatContext;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.field.ValueFormatException;
import dev.millwright.form.PublishedField;
import dev.millwright.identity.Person;
import dev.millwright.record.FormRef;
import dev.millwright.record.HistoryEntry.Event;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.Records;
import dev.millwright.record.StaleRecordException;
import dev.millwright.record.UniqueValueTakenException;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.record.Via;
import dev.millwright.record.internal.QueryPlan.TitleSource;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.record.internal.RowWriter.Stamp;
import dev.millwright.record.internal.Shapes.Bound;
import dev.millwright.record.internal.Shapes.Shape;
import dev.millwright.record.internal.Shapes.Written;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Writes records into the tables of apps. One record is a batch of one. */
@Component
class PostgresRecords implements Records {

    private static final int MOST_CHANGES = 5_000;

    private final DSLContext dsl;
    private final Shapes shapes;
    private final TransactionTemplate transaction;
    private final FormAccess access;
    private final References references;
    private final UniqueValues uniqueValues;
    private final Codes codes;
    private final RowWriter writer;
    private final HistoryTables historyTables;
    private final ChangeFeed feed;
    private final PostgresRecordQuery query;
    private final BusinessTime time;

    PostgresRecords(
            DSLContext dsl,
            Shapes shapes,
            PlatformTransactionManager transactions,
            FormAccess access,
            References references,
            UniqueValues uniqueValues,
            Codes codes,
            RowWriter writer,
            HistoryTables historyTables,
            ChangeFeed feed,
            PostgresRecordQuery query,
            BusinessTime time) {
        this.dsl = dsl;
        this.shapes = shapes;
        this.transaction = new TransactionTemplate(transactions);
        // Within a larger transaction a refused write must not spoil what was done before it.
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.access = access;
        this.references = references;
        this.uniqueValues = uniqueValues;
        this.codes = codes;
        this.writer = writer;
        this.historyTables = historyTables;
        this.feed = feed;
        this.query = query;
        this.time = time;
    }

    @Override
    public RecordData create(FormRef form, Map<String, @Nullable Object> values, Via via) {
        return write(form, via, List.of(new RecordChange.Create(values)), false, Work::firstCreated);
    }

    @Override
    public RecordData update(
            FormRef form, UUID id, @Nullable Long version, Map<String, @Nullable Object> values, Via via) {
        return write(form, via, List.of(new RecordChange.Update(id, version, values)), false, Work::firstUpdated);
    }

    @Override
    public void delete(FormRef form, UUID id, @Nullable Long version, Via via) {
        write(form, via, List.of(new RecordChange.Delete(id, version)), false, Work::ids);
    }

    @Override
    public List<UUID> batch(FormRef form, List<RecordChange> changes, Via via) {
        requireSize(changes);
        return write(form, via, changes, true, Work::ids);
    }

    @Override
    public Problems check(FormRef form, List<RecordChange> changes) {
        requireSize(changes);
        return StalePlan.retrying(() -> new Work(form, Via.API, changes, true).check());
    }

    private static void requireSize(List<RecordChange> changes) {
        if (changes.size() > MOST_CHANGES) {
            throw new InvalidRequestException("record.error.batchTooLarge", MOST_CHANGES);
        }
    }

    @Override
    public RecordData restore(FormRef form, UUID id, Via via) {
        RecordTable known = access.table(form, Action.DELETE);
        historyTables.require(known.name().schema());
        RecordData restored = repeating(known, () -> {
            RecordTable table = access.table(form, Action.DELETE);
            return refusingTaken(
                    table,
                    List.of(),
                    () -> transaction.execute(status -> {
                        access.hold(table);
                        RecordData old = locked(table, List.of(id)).get(id);
                        if (old == null) {
                            throw new NotFoundException(id.toString());
                        }
                        if (old.deletedAt() != null) {
                            Draft draft = new Draft(id, "", true, old.values());
                            uniqueValues.inTable(table, List.of(draft), Set.of());
                            refuse(draft.problems());
                            writer.mark(table, List.of(id), List.of(old.version() + 1), Event.RESTORED, stamp(via));
                            feed.written(form, List.of(id));
                        }
                        return old;
                    }));
        });
        return query.get(form, restored.id());
    }

    private <T> T write(
            FormRef form,
            Via via,
            List<RecordChange> changes,
            boolean numbered,
            java.util.function.Function<Work, T> result) {
        if (changes.isEmpty()) {
            access.table(form, Action.SEE);
        }
        return StalePlan.retrying(() -> {
            Work work = new Work(form, via, changes, numbered);
            historyTables.require(work.table.name().schema());
            try {
                work.run();
            } catch (RuntimeException e) {
                if (SqlFailure.in(e).filter(SqlFailure::isStale).isPresent()) {
                    historyTables.forget(work.table.name().schema());
                }
                throw e;
            }
            return result.apply(work);
        });
    }

    private <T> T repeating(RecordTable table, Supplier<T> work) {
        return StalePlan.retrying(() -> {
            try {
                return work.get();
            } catch (RuntimeException e) {
                if (SqlFailure.in(e).filter(SqlFailure::isStale).isPresent()) {
                    historyTables.forget(table.name().schema());
                    historyTables.require(table.name().schema());
                }
                throw e;
            }
        });
    }

    /** The only place that turns what PostgreSQL says of a taken value into words. */
    private <T> T refusingTaken(RecordTable table, List<Draft> drafts, Supplier<@Nullable T> work) {
        try {
            T result = work.get();
            if (result == null) {
                throw new IllegalStateException("A transaction without a result");
            }
            return result;
        } catch (RuntimeException e) {
            SqlFailure failure =
                    SqlFailure.in(e).filter(SqlFailure::isUniqueViolation).orElseThrow(() -> e);
            uniqueValues.inTable(table, drafts, Set.of());
            List<Problem> problems = new ArrayList<>();
            drafts.forEach(draft -> problems.addAll(draft.problems()));
            if (problems.isEmpty()) {
                // Whoever had the value has just given it up, or is no draft of ours: the index still names the field.
                StoredField field = table.uniqueBy(failure.constraint()).orElseThrow(() -> e);
                Object value = drafts.size() == 1 ? drafts.getFirst().value(field) : null;
                Object column = value == null ? null : field.toDatabase(value).getFirst();
                problems.add(UniqueValues.taken(field, column == null ? "" : column));
            }
            throw refusal(problems);
        }
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw refusal(problems);
        }
    }

    private static RuntimeException refusal(List<Problem> problems) {
        Problems all = new Problems(problems);
        return problems.stream().allMatch(p -> p.code().equals(UniqueValues.TAKEN))
                ? new UniqueValueTakenException(all)
                : new InvalidException(all);
    }

    private Stamp stamp(Via via) {
        return new Stamp(access.person(), time.now(), via);
    }

    private FormatContext format() {
        return new FormatContext(Locale.ENGLISH, time.zone());
    }

    /** Reads records, living or not, as they are now and keeps others from changing them; titles of links are complete. */
    private Map<UUID, RecordData> locked(RecordTable table, Collection<UUID> ids) {
        Map<String, TitleSource> titles = new HashMap<>();
        Map<String, RecordTable> targets = new HashMap<>();
        for (StoredField field : table.fields()) {
            field.field().target().flatMap(access::any).ifPresent(target -> {
                titles.put(field.key(), QueryPlanner.titleSource(target));
                targets.put(field.key(), target);
            });
        }
        Shape<Projection> shape = shapes.shape(new LockKey(table, targets), () -> {
            List<String> fields = table.fields().stream().map(StoredField::key).toList();
            Projection projection = new Projection(table, fields, titles, access::any, format());
            return new Written<>(
                    dsl.select(projection.columns())
                            .from(PlanSql.tableOf(table.name()).as("r"))
                            .where(condition(
                                    "{0} = any({1})",
                                    PlanSql.column(SystemColumns.ID, ColumnType.UUID), val(ids.toArray(UUID[]::new))))
                            // The same order for everybody, so that two batches never wait for each other.
                            .orderBy(PlanSql.column(SystemColumns.ID, ColumnType.UUID))
                            .forUpdate()
                            .of(table(name("r"))),
                    false,
                    projection);
        });
        Map<String, Bound> bound = Map.of("1", new Bound(ColumnType.UUID, true, ids.toArray()));
        Map<UUID, RecordData> records = new HashMap<>();
        shapes.query(shape, bound, shape.reader()::read).forEach(record -> records.put(record.id(), record));
        return records;
    }

    /** What makes two looks at records before a change the same statement. */
    private record LockKey(RecordTable table, Map<String, RecordTable> targets) {}

    /** Values without the titles that the person may not see. */
    private Map<String, Object> visible(RecordTable table, Map<String, Object> values) {
        Map<String, Object> visible = new HashMap<>(values);
        for (StoredField field : table.fields()) {
            if (values.get(field.key()) instanceof RecordRef link
                    && link.id() != null
                    && field.field().target().flatMap(access::visible).isEmpty()) {
                visible.put(field.key(), RecordRef.to(link.id()));
            }
        }
        return visible;
    }

    /** Some changes on their way through the gate. */
    private final class Work {

        private final FormRef form;
        private final RecordTable table;
        private final List<RecordChange> changes;
        private final boolean numbered;
        private final Stamp stamp;
        private final List<Draft> creates = new ArrayList<>();
        private final List<Draft> updates = new ArrayList<>();
        private final Map<UUID, RecordChange.Update> wantedUpdates = new LinkedHashMap<>();
        private final Map<UUID, RecordChange.Delete> wantedDeletes = new LinkedHashMap<>();
        private final Map<UUID, String> paths = new HashMap<>();
        private final List<UUID> ids = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();
        private Map<UUID, RecordData> old = Map.of();
        private Codes.Need need = new Codes.Need(Map.of());

        Work(FormRef form, Via via, List<RecordChange> changes, boolean numbered) {
            this.form = form;
            this.changes = changes;
            this.numbered = numbered;
            RecordTable allowed = null;
            for (Action action : actions(changes)) {
                allowed = access.table(form, action);
            }
            this.table = allowed == null ? access.table(form, Action.SEE) : allowed;
            this.stamp = stamp(via);
        }

        private static Set<Action> actions(List<RecordChange> changes) {
            Set<Action> actions = new java.util.TreeSet<>();
            for (RecordChange change : changes) {
                actions.add(
                        switch (change) {
                            case RecordChange.Create _ -> Action.CREATE;
                            case RecordChange.Update _ -> Action.CHANGE;
                            case RecordChange.Delete _ -> Action.DELETE;
                        });
            }
            return actions;
        }

        void run() {
            prepare();
            refusingTaken(
                    table,
                    creates,
                    () -> transaction.execute(status -> {
                        access.hold(table);
                        List<Draft> drafts = examine();
                        if (hasProblems(drafts)) {
                            uniqueValues.inTable(table, drafts, wantedDeletes.keySet());
                            refuse(problems(drafts));
                        }
                        apply();
                        return true;
                    }));
        }

        Problems check() {
            prepare();
            Problems found = transaction.execute(status -> {
                List<Draft> drafts = examine();
                uniqueValues.inTable(table, drafts, wantedDeletes.keySet());
                status.setRollbackOnly();
                return new Problems(problems(drafts));
            });
            return found == null ? Problems.NONE : found;
        }

        private void prepare() {
            for (int i = 0; i < changes.size(); i++) {
                prepare(changes.get(i), numbered ? String.valueOf(i) : "");
            }
            references.people(table, creates);
        }

        /** Finds out what the records will be and, as far as that needs no look at other records, what is wrong with them. */
        private List<Draft> examine() {
            lockOld();
            references.people(table, updates);
            List<Draft> drafts = new ArrayList<>(creates);
            drafts.addAll(updates);
            references.links(table, drafts);
            drafts.forEach(this::validate);
            need = codes.examine(table, creates, defaultContext());
            uniqueValues.among(table, drafts);
            return drafts;
        }

        private boolean hasProblems(List<Draft> drafts) {
            return !problems.isEmpty()
                    || drafts.stream().anyMatch(draft -> !draft.problems().isEmpty());
        }

        private List<Problem> problems(List<Draft> drafts) {
            List<Problem> all = new ArrayList<>(problems);
            drafts.forEach(draft -> all.addAll(draft.problems()));
            return all;
        }

        private void prepare(RecordChange change, String path) {
            switch (change) {
                case RecordChange.Create create -> {
                    Draft draft = new Draft(Ids.next(), path, true, Map.of());
                    ids.add(draft.id());
                    fill(draft, create.values());
                    defaults(draft, create.values());
                    creates.add(draft);
                }
                case RecordChange.Update update -> {
                    checkKeys(update.values());
                    once(update.id(), path);
                    wantedUpdates.put(update.id(), update);
                }
                case RecordChange.Delete delete -> {
                    once(delete.id(), path);
                    wantedDeletes.put(delete.id(), delete);
                }
            }
        }

        private void once(UUID id, String path) {
            ids.add(id);
            if (paths.putIfAbsent(id, path) != null) {
                problems.add(Problem.error("record.error.twice", path, id.toString()));
            }
        }

        private void checkKeys(Map<String, @Nullable Object> values) {
            for (String key : values.keySet()) {
                if (table.field(key) == null) {
                    throw new UnknownFieldException(key);
                }
            }
        }

        private void fill(Draft draft, Map<String, @Nullable Object> values) {
            checkKeys(values);
            for (StoredField field : table.fields()) {
                if (!values.containsKey(field.key())) {
                    continue;
                }
                Object value = meaningful(values.get(field.key()));
                if (field.isGenerated()) {
                    Object before = draft.value(field);
                    if (value != null && !value.equals(before)) {
                        draft.problem(Problem.error(
                                "record.error.generated",
                                field.key(),
                                field.field().label()));
                    }
                } else {
                    draft.set(field, value);
                }
            }
        }

        private void defaults(Draft draft, Map<String, @Nullable Object> values) {
            for (StoredField field : table.fields()) {
                JsonNode wanted = field.field().definition().defaultValue();
                if (wanted != null && !values.containsKey(field.key()) && !field.isGenerated()) {
                    draft.set(field, defaultOf(field.field(), wanted));
                }
            }
        }

        private <V> @Nullable Object defaultOf(PublishedField<?, V> field, JsonNode wanted) {
            if (wanted.isObject() && wanted.has("dynamic")) {
                return field.type().dynamicDefault(wanted.get("dynamic").asString(""), defaultContext());
            }
            try {
                return field.fromJson(wanted);
            } catch (ValueFormatException e) {
                // The default was designed for an earlier shape of the field; the person can still fill it.
                return null;
            }
        }

        private DefaultContext defaultContext() {
            Person person = stamp.person();
            BusinessTime moment = new BusinessTime(Clock.fixed(stamp.at(), time.zone()), time.zone());
            return new DefaultContext(moment, new PersonRef(person.id(), person.name()));
        }

        private void lockOld() {
            updates.clear();
            if (paths.isEmpty()) {
                return;
            }
            old = locked(table, paths.keySet());
            for (Map.Entry<UUID, String> entry : paths.entrySet()) {
                UUID id = entry.getKey();
                RecordData record = old.get(id);
                if (record == null) {
                    missing(id, entry.getValue());
                    continue;
                }
                if (record.deletedAt() != null) {
                    if (wantedUpdates.containsKey(id) || !numbered) {
                        gone(record, entry.getValue());
                    }
                    wantedDeletes.remove(id);
                    continue;
                }
                RecordChange.Update update = wantedUpdates.get(id);
                RecordChange.Delete delete = wantedDeletes.get(id);
                Long seen = update != null ? update.version() : delete != null ? delete.version() : null;
                if (seen != null && seen != record.version()) {
                    throw new StaleRecordException(shown(record));
                }
                if (update != null) {
                    Draft draft = new Draft(id, entry.getValue(), false, record.values());
                    fill(draft, update.values());
                    updates.add(draft);
                }
            }
        }

        private void missing(UUID id, String path) {
            if (!numbered) {
                throw new NotFoundException(id.toString());
            }
            problems.add(Problem.error("record.error.unknownRecord", path, id.toString()));
        }

        private void gone(RecordData record, String path) {
            if (!numbered) {
                throw wantedDeletes.containsKey(record.id())
                        ? new NotFoundException(record.id().toString())
                        : new ConflictException("record.error.deleted", record.title());
            }
            problems.add(Problem.error("record.error.deleted", path, record.title()));
        }

        /** What is wrong with the values that are new. */
        private void validate(Draft draft) {
            for (StoredField field : table.fields()) {
                Object value = draft.value(field);
                boolean named = draft.isNew() || named(draft, field);
                if (!named || draft.hasProblem(field)) {
                    continue;
                }
                if (value == null) {
                    if (field.field().definition().required() && !field.isGenerated()) {
                        draft.problem(Problem.error(
                                "record.error.required",
                                field.key(),
                                field.field().label()));
                    }
                } else if (draft.isNew() || draft.changes(field)) {
                    if (!isStorable(field.toDatabase(value))) {
                        draft.problem(Problem.error(
                                "record.error.characters",
                                field.key(),
                                field.field().label()));
                    } else {
                        field.field().validate(value).under(field.key()).forEach(draft::problem);
                    }
                }
            }
        }

        private boolean named(Draft draft, StoredField field) {
            RecordChange.Update update = wantedUpdates.get(draft.id());
            return update != null && update.values().containsKey(field.key());
        }

        private void apply() {
            Set<UUID> written = new HashSet<>();
            if (!wantedDeletes.isEmpty()) {
                List<UUID> deleted = List.copyOf(wantedDeletes.keySet());
                writer.mark(table, deleted, nextVersions(deleted), Event.DELETED, stamp);
                written.addAll(deleted);
            }
            List<Draft> changed = updates.stream()
                    .filter(draft -> table.fields().stream().anyMatch(draft::changes))
                    .toList();
            if (!changed.isEmpty()) {
                List<UUID> changedIds = changed.stream().map(Draft::id).toList();
                writer.update(table, changed, nextVersions(changedIds), stamp);
                written.addAll(changedIds);
            }
            if (!creates.isEmpty()) {
                codes.generate(table, creates, defaultContext(), need);
                writer.insert(table, creates, stamp);
                creates.forEach(draft -> written.add(draft.id()));
            }
            feed.written(form, written);
        }

        private List<Long> nextVersions(List<UUID> changed) {
            List<Long> versions = new ArrayList<>();
            for (UUID id : changed) {
                RecordData record = old.get(id);
                versions.add(record == null ? 1 : record.version() + 1);
            }
            return versions;
        }

        List<UUID> ids() {
            return List.copyOf(ids);
        }

        RecordData firstCreated() {
            Draft draft = creates.getFirst();
            PersonRef by = new PersonRef(stamp.person().id(), stamp.person().name());
            return new RecordData(
                    draft.id(),
                    1,
                    stamp.at(),
                    by,
                    stamp.at(),
                    by,
                    null,
                    null,
                    Projection.title(table, draft.id(), draft.values(), format()),
                    draft.values());
        }

        RecordData firstUpdated() {
            Draft draft = updates.getFirst();
            RecordData before = old.get(draft.id());
            if (before == null) {
                throw new IllegalStateException("An update of nothing");
            }
            if (table.fields().stream().noneMatch(draft::changes)) {
                return shown(before);
            }
            return shown(new RecordData(
                    draft.id(),
                    before.version() + 1,
                    before.createdAt(),
                    before.createdBy(),
                    stamp.at(),
                    new PersonRef(stamp.person().id(), stamp.person().name()),
                    null,
                    null,
                    Projection.title(table, draft.id(), draft.values(), format()),
                    draft.values()));
        }

        private RecordData shown(RecordData record) {
            return new RecordData(
                    record.id(),
                    record.version(),
                    record.createdAt(),
                    record.createdBy(),
                    record.updatedAt(),
                    record.updatedBy(),
                    record.deletedAt(),
                    record.deletedBy(),
                    record.title(),
                    visible(table, record.values()));
        }
    }

    /** Nothing typed is nothing. */
    private static @Nullable Object meaningful(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text.isBlank() ? null : text;
            case Collection<?> many -> many.isEmpty() ? null : many;
            default -> value;
        };
    }

    private static boolean isStorable(List<@Nullable Object> columns) {
        for (Object column : columns) {
            if (column instanceof String text && !Columns.isStorable(text)) {
                return false;
            }
            if (column instanceof Object[] many) {
                for (Object one : many) {
                    if (one instanceof String text && !Columns.isStorable(text)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }
}
