package dev.millwright.record.internal;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApps;
import dev.millwright.app.spi.DefinitionKind.PublishContext;
import dev.millwright.expression.Circumstances;
import dev.millwright.expression.Evaluator;
import dev.millwright.expression.Expressions;
import dev.millwright.expression.WorkDaySource;
import dev.millwright.expression.WorkDaysChanged;
import dev.millwright.form.AppFormulas;
import dev.millwright.form.AppFormulas.FieldRef;
import dev.millwright.form.AppFormulas.Input;
import dev.millwright.form.ComputedFields;
import dev.millwright.form.ExpressionValues;
import dev.millwright.form.PublishedForms;
import dev.millwright.record.FormRef;
import dev.millwright.record.internal.FormulaInputs.SystemValues;
import dev.millwright.record.internal.FormulaPlan.Part;
import dev.millwright.record.internal.FormulaPlan.Planned;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.schema.ColumnSpec;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.BusinessTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Works out the fields that formulas give. Those of the records that are written are worked out in memory before they are checked;
 * whatever depends on these in other records follows in the same transaction, set by set, in the order of dependency.
 */
@Component
class Formulas implements ComputedFields {

    private static final Logger LOG = LoggerFactory.getLogger(Formulas.class);

    private static final Field<UUID> ID = TableSql.cast(TableSql.column(SystemColumns.ID, ColumnType.UUID));

    private static final UUID FIRST = new UUID(0, 0);

    /** So many records are worked out in one transaction. */
    private static final int AT_ONCE = 10_000;

    /** So many formulas are worked out by one statement. */
    private static final int AT_ONE_TIME = 8;

    private final DSLContext dsl;
    private final PublishedApps apps;
    private final PublishedForms forms;
    private final Expressions expressions;
    private final ChangeFeed feed;
    private final BusinessTime time;
    private final WorkDaySource workDays;
    private final FormulaDays days;
    private final TransactionTemplate transaction;
    private final Map<UUID, Known> known = new ConcurrentHashMap<>();

    Formulas(
            DSLContext dsl,
            PublishedApps apps,
            PublishedForms forms,
            Expressions expressions,
            ChangeFeed feed,
            BusinessTime time,
            WorkDaySource workDays,
            FormulaDays days,
            PlatformTransactionManager transactions) {
        this.days = days;
        this.transaction = new TransactionTemplate(transactions);
        this.dsl = dsl;
        this.apps = apps;
        this.forms = forms;
        this.expressions = expressions;
        this.feed = feed;
        this.time = time;
        this.workDays = workDays;
    }

    /** The plan of a snapshot of an app. */
    private record Known(PublishedApp app, FormulaPlan plan) {

        @SuppressWarnings("ReferenceEquality") // a snapshot never changes
        boolean isOf(PublishedApp other) {
            return app == other;
        }
    }

    /** The formulas of an app as it was designed, whose options are called as the designer called them. */
    FormulaPlan plan(PublishedApp app) {
        PublishedApp designed = apps.designed(app.app().key()).orElse(app);
        Known plan = known.get(app.app().id());
        if (plan == null || !plan.isOf(designed)) {
            plan = new Known(designed, new FormulaPlan(forms.all(designed), expressions));
            known.put(app.app().id(), plan);
            plan.plan()
                    .leftOut()
                    .forEach(left -> LOG.warn(
                            "App {}, form {}: a formula, rule or default is left out until it is corrected and published again: {} {} {}",
                            designed.app().key(),
                            left.form().key(),
                            left.problem().code(),
                            left.problem().path(),
                            left.problem().arguments()));
        }
        return plan.plan();
    }

    /** Nobody: what formulas come to depends on no one. */
    Circumstances at(Instant moment) {
        return new Circumstances(moment, time.zone(), "", "", workDays.workDays());
    }

    /**
     * Fills in what formulas give of records that are about to be written: of new ones all, of others what follows from their changes.
     *
     * @param unwritten records that they lead to and that are written with them
     */
    void compute(
            PublishedApp app,
            RecordTable table,
            List<Draft> creates,
            List<Draft> updates,
            Instant at,
            SystemValues system,
            Unwritten unwritten) {
        compute(app, table, creates, updates, at, system, true, unwritten);
    }

    /**
     * Gives fields what they begin with by an expression: in new records where nobody named them, and in others where a link that it goes by
     * leads elsewhere from now on and nobody named them either.
     *
     * @param now who writes, and when
     */
    void begin(Rulings.Writer writer, Circumstances now, RecordTable table, Collection<Draft> drafts) {
        FormulaPlan plan = plan(writer.app());
        FormulaPlan.PlannedBeginnings planned =
                plan.beginnings(table.form().id()).orElse(null);
        if (planned == null) {
            return;
        }
        Map<Draft, List<AppFormulas.Beginning>> wanted = new LinkedHashMap<>();
        for (Draft draft : drafts) {
            List<AppFormulas.Beginning> some = planned.all().stream()
                    .filter(one ->
                            !draft.isGiven(one.field().key()) && (draft.isNew() || leadsElsewhere(one, table, draft)))
                    .toList();
            if (!some.isEmpty()) {
                wanted.put(draft, some);
            }
        }
        if (wanted.isEmpty()) {
            return;
        }
        FormulaInputs inputs = new FormulaInputs(dsl, plan, now, writer.system(), false, writer.unwritten());
        Map<Draft, List<Part>> parts = new LinkedHashMap<>();
        wanted.keySet().forEach(draft -> parts.put(draft, List.of(planned.part())));
        inputs.read(parts);
        Evaluator evaluator = new Evaluator(now);
        for (AppFormulas.Beginning one : planned.all()) {
            StoredField field = table.field(one.field().key());
            boolean given = false;
            for (Map.Entry<Draft, List<AppFormulas.Beginning>> of : wanted.entrySet()) {
                if (field != null && of.getValue().contains(one)) {
                    Object result = evaluator.value(
                            one.expression(), inputs.of(planned.part().table(), of.getKey()));
                    of.getKey().set(field, ExpressionValues.value(one.field(), result));
                    given = true;
                }
            }
            if (given && one.field().target().isPresent()) {
                // What is behind a link is known once it leads there.
                inputs.read(parts);
            }
        }
    }

    private static boolean leadsElsewhere(AppFormulas.Beginning one, RecordTable table, Draft draft) {
        return one.links().stream().anyMatch(link -> {
            StoredField field = table.field(link);
            return field != null && draft.changes(field);
        });
    }

    /**
     * The same for records that are entered together and not written yet; nobody waits for that.
     *
     * @param otherRows forms of which records were taken away
     * @return what shows only once they are written; there the records keep what they have
     */
    Set<FieldRef> foresee(PublishedApp app, Unwritten together, Set<UUID> otherRows, Instant at, SystemValues system) {
        FormulaPlan plan = plan(app);
        Foreseen foreseen = new Foreseen(plan, together, otherRows);
        List<Planned> known = foreseen.wanted().stream()
                .filter(planned -> !foreseen.unknown().contains(planned.ref()))
                .toList();
        work(known, together, new FormulaInputs(dsl, plan, at(at), system, false, together), at);
        return foreseen.unknown();
    }

    /**
     * What is known of new records and their lines before they are written.
     *
     * @param refs the formulas that read the lines and that are worked out
     * @param records all of them
     * @param isAll whether no other formula of the records comes to something else by the lines
     */
    record Settled(Set<FieldRef> refs, Set<UUID> records, boolean isAll) {

        static final Settled NOTHING = new Settled(Set.of(), Set.of(), false);

        boolean isEmpty() {
            return refs.isEmpty();
        }

        Set<UUID> of(Planned planned) {
            return refs.contains(planned.ref()) ? records : Set.of();
        }
    }

    /**
     * Works out what new records come to by the lines that are written with them, so that they are written once.
     *
     * @param together the records with all their lines, which are new too
     */
    Settled settle(PublishedApp app, Unwritten together, Instant at, SystemValues system) {
        FormulaPlan plan = plan(app);
        SettledFormulas settled = new SettledFormulas(plan, together);
        work(settled.all(), together, new FormulaInputs(dsl, plan, at(at), system, true, together), at);
        return new Settled(
                settled.all().stream().map(Planned::ref).collect(Collectors.toSet()),
                together.all().values().stream()
                        .flatMap(List::stream)
                        .map(Draft::id)
                        .collect(Collectors.toSet()),
                settled.isAll());
    }

    private void work(List<Planned> formulas, Unwritten together, FormulaInputs inputs, Instant at) {
        Map<UUID, List<Planned>> byForm = formulas.stream().collect(Collectors.groupingBy(Planned::form));
        Map<Draft, List<Part>> parts = new LinkedHashMap<>();
        Map<UUID, List<Draft>> drafts = new HashMap<>();
        together.all().forEach((table, some) -> {
            List<Part> wanted = byForm.getOrDefault(table.form().id(), List.of()).stream()
                    .map(Planned::part)
                    .toList();
            if (!wanted.isEmpty()) {
                drafts.put(table.form().id(), some);
                some.forEach(draft -> parts.put(draft, wanted));
            }
        });
        if (parts.isEmpty()) {
            return;
        }
        inputs.read(parts);
        Evaluator evaluator = new Evaluator(at(at));
        for (Planned planned : formulas) {
            for (Draft draft : drafts.getOrDefault(planned.form(), List.of())) {
                Object result = evaluator.value(planned.formula().expression(), inputs.of(planned.table(), draft));
                draft.set(
                        planned.field(), ExpressionValues.value(planned.field().field(), result));
            }
        }
    }

    /** Works out again what follows from values that rules set. */
    void compute(Rulings.Writer writer, RecordTable table, List<Draft> creates, List<Draft> updates) {
        compute(writer.app(), table, creates, updates, writer.at(), writer.system(), writer.hold(), writer.unwritten());
    }

    private void compute(
            PublishedApp app,
            RecordTable table,
            List<Draft> creates,
            List<Draft> updates,
            Instant at,
            SystemValues system,
            boolean hold,
            Unwritten unwritten) {
        FormulaPlan plan = plan(app);
        List<Planned> own = plan.of(table.form().id());
        if (own.isEmpty()) {
            return;
        }
        Map<Draft, List<Planned>> wanted = new LinkedHashMap<>();
        creates.forEach(draft -> wanted.put(draft, own));
        updates.forEach(draft -> {
            List<Planned> follows = follows(own, table, draft);
            if (!follows.isEmpty()) {
                wanted.put(draft, follows);
            }
        });
        if (wanted.isEmpty()) {
            return;
        }
        FormulaInputs inputs = new FormulaInputs(dsl, plan, at(at), system, hold, unwritten);
        Map<Draft, List<Part>> parts = new LinkedHashMap<>();
        wanted.forEach((draft, formulas) ->
                parts.put(draft, formulas.stream().map(Planned::part).toList()));
        inputs.read(parts);
        Evaluator evaluator = new Evaluator(at(at));
        wanted.forEach((draft, formulas) -> {
            for (Planned planned : formulas) {
                StoredField field = table.field(planned.field().key());
                if (field != null) {
                    Object result = evaluator.value(planned.formula().expression(), inputs.of(planned.table(), draft));
                    draft.set(field, ExpressionValues.value(planned.field().field(), result));
                }
            }
        });
    }

    /**
     * Locks what formulas lead to from records that are about to be written; to be called before these are locked.
     *
     * @param values what will be written
     */
    void lockAhead(
            PublishedApp app,
            RecordTable table,
            Collection<UUID> ids,
            Collection<Map<String, @Nullable Object>> values) {
        new FormulaLocks(dsl, plan(app)).ahead(table, ids, values);
    }

    /** Whether something of the form is worked out from what is made in the last moment, such as a code. */
    boolean needMade(PublishedApp app, RecordTable table) {
        return plan(app).of(table.form().id()).stream()
                .flatMap(planned -> planned.formula().inputs().stream())
                .anyMatch(input -> input instanceof Input.Own(FieldRef ref)
                        && Optional.ofNullable(table.field(ref.key()))
                                .filter(StoredField::isGenerated)
                                .isPresent());
    }

    /** Those of a form's formulas that may come to something else by what is changed about a record. */
    private static List<Planned> follows(List<Planned> own, RecordTable table, Draft draft) {
        Set<String> changed = table.fields().stream()
                .filter(draft::changes)
                .map(StoredField::key)
                .collect(Collectors.toCollection(HashSet::new));
        List<Planned> follows = new ArrayList<>();
        for (Planned planned : own) {
            boolean touched = planned.formula().inputs().stream()
                    .anyMatch(input -> input instanceof Input.Own(FieldRef field) && changed.contains(field.key()));
            if (touched) {
                follows.add(planned);
                changed.add(planned.field().key());
            }
        }
        return follows;
    }

    /**
     * What was written of a form's records.
     *
     * @param owners new records that lines among these belong to, which nobody else knows of before the transaction ends either
     * @param settled what was worked out before
     */
    record Writes(
            RecordTable table,
            List<Draft> creates,
            List<Draft> updates,
            List<Draft> restores,
            Collection<Map<String, Object>> deletes,
            List<Draft> owners,
            Settled settled) {}

    /**
     * Brings up to date what other records, or rows among these, come to by what was written; in the transaction that writes it.
     *
     * @return by form the records in which a formula came to something else
     */
    Map<UUID, Set<UUID>> follow(PublishedApp app, Writes writes, Instant at) {
        FormulaPlan plan = plan(app);
        if (plan.isEmpty()) {
            return Map.of();
        }
        Following following = new Following(plan, at(at));
        following.begin(writes);
        following.run(app.app().key(), writes.settled());
        return following.told;
    }

    /**
     * Puts what formulas give the records now into their drafts: what was written may itself be worked out from what followed from it.
     *
     * @return whether there is something that formulas give
     */
    boolean takeOver(RecordTable table, List<Draft> drafts) {
        List<StoredField> computed = table.fields().stream()
                .filter(field -> field.field().isComputed())
                .toList();
        if (drafts.isEmpty() || computed.isEmpty()) {
            return false;
        }
        List<Field<?>> columns = new ArrayList<>(List.of(ID));
        computed.forEach(field ->
                columns.add(TableSql.column(field.first().name(), field.first().type())));
        Map<UUID, Record> rows = dsl.select(columns)
                .from(TableSql.tableOf(table.name()).as("r"))
                .where(among(drafts.stream().map(Draft::id).toList()))
                .fetchMap(ID, row -> row);
        for (Draft draft : drafts) {
            Record row = rows.get(draft.id());
            for (int i = 0; row != null && i < computed.size(); i++) {
                List<@Nullable Object> raw = new ArrayList<>();
                raw.add(row.get(i + 1));
                draft.set(computed.get(i), computed.get(i).fromDatabase(raw));
            }
        }
        return true;
    }

    @Override
    public void recompute(Set<FieldRef> changed, PublishContext release) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            throw new IllegalStateException("A release is published in a transaction");
        }
        // Forms are told one by one; what depends on several of them is worked out once.
        TransactionSynchronizationManager.getSynchronizations().stream()
                .flatMap(one -> one instanceof AtTheEnd end ? Stream.of(end) : Stream.empty())
                .findFirst()
                .orElseGet(() -> {
                    AtTheEnd end = new AtTheEnd(release);
                    TransactionSynchronizationManager.registerSynchronization(end);
                    return end;
                })
                .changed
                .addAll(changed);
    }

    /** Works records out again when a release has done everything else. */
    private final class AtTheEnd implements TransactionSynchronization {

        private final PublishContext release;
        private final Set<FieldRef> changed = new HashSet<>();

        AtTheEnd(PublishContext release) {
            this.release = release;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            FormulaPlan plan = new FormulaPlan(forms.after(release), expressions);
            recomputeAll(plan, changed);
            if (plan.all().stream().anyMatch(planned -> planned.formula().isOfDays())) {
                days.know(release.app());
            }
        }
    }

    private void recomputeAll(FormulaPlan plan, Set<FieldRef> changed) {
        Set<FieldRef> affected = new HashSet<>(changed);
        List<Planned> open = new ArrayList<>();
        for (Planned planned : plan.all()) {
            if (affected.contains(planned.ref()) || needs(planned).anyMatch(affected::contains)) {
                affected.add(planned.ref());
                open.add(planned);
            }
        }
        while (!open.isEmpty()) {
            List<Planned> together = together(open);
            open.removeAll(together);
            write(together, null, at(time.now()));
        }
    }

    private static Stream<FieldRef> needs(Planned planned) {
        return planned.formula().inputs().stream().flatMap(input -> input.fields().stream());
    }

    /** Formulas of the first one's form that need nothing that is still open but each other by the record itself. */
    private static List<Planned> together(List<Planned> open) {
        Set<FieldRef> later = open.stream().map(Planned::ref).collect(Collectors.toCollection(HashSet::new));
        List<Planned> together = new ArrayList<>();
        for (Planned planned : open) {
            if (planned.form().equals(open.getFirst().form())
                    && together.size() < AT_ONE_TIME
                    && planned.formula().inputs().stream().noneMatch(input -> waits(planned, input, later, together))) {
                together.add(planned);
            }
        }
        return together;
    }

    private static boolean waits(Planned planned, Input input, Set<FieldRef> later, List<Planned> together) {
        boolean own = input instanceof Input.Own(FieldRef field) && !planned.looksAtRowsBy(field);
        return input.fields().stream()
                .filter(later::contains)
                .anyMatch(ref -> !own || together.stream().map(Planned::ref).noneMatch(ref::equals));
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        days.everyMinute(this::recomputeToday);
    }

    /** Formulas of working days are worked out again soon: as if a day had begun. */
    @EventListener
    void workOnOtherDays(WorkDaysChanged changed) {
        days.beginAgain();
    }

    /** What formulas of {@code TODAY()} and of working days come to since the day began, some records at a time. */
    void recomputeToday(PublishedApp app) {
        FormulaPlan plan = plan(app);
        Map<UUID, List<Planned>> byForm = plan.all().stream()
                .filter(planned -> planned.formula().isOfDays())
                .collect(Collectors.groupingBy(Planned::form, LinkedHashMap::new, Collectors.toList()));
        byForm.values().forEach(formulas -> {
            RecordTable table = formulas.getFirst().table();
            List<UUID> some = ids(table, FIRST);
            while (!some.isEmpty()) {
                List<UUID> these = some;
                StalePlan.retrying(() -> Objects.requireNonNull(transaction.execute(status -> {
                    apps.holdRelease(app);
                    Following following = new Following(plan, at(time.now()));
                    lock(table, these);
                    formulas.forEach(planned -> following.changed(planned, write(planned, these, at(time.now()))));
                    following.run(app.app().key(), Settled.NOTHING);
                    return true;
                })));
                some = ids(table, some.getLast());
            }
        });
    }

    private List<UUID> ids(RecordTable table, UUID after) {
        return dsl.select(ID)
                .from(TableSql.tableOf(table.name()).as("r"))
                .where(live(), ID.gt(after))
                .orderBy(ID)
                .limit(AT_ONCE)
                .fetch(org.jooq.Record1::value1);
    }

    /** Two that change rows of one record wait for each other here, and each then counts what the other wrote. */
    private void lock(RecordTable table, Collection<UUID> ids) {
        dsl.select(ID)
                .from(TableSql.tableOf(table.name()).as("r"))
                .where(among(ids))
                .orderBy(ID)
                .forNoKeyUpdate()
                .fetch();
    }

    private Set<UUID> write(Planned planned, Collection<UUID> ids, Circumstances now) {
        return write(List.of(planned), ids, now);
    }

    /**
     * Works formulas of one form out for those records, each after those that it needs, and keeps what they come to.
     *
     * @param ids null for all records
     * @return the records in which that is something else than it was
     */
    private Set<UUID> write(List<Planned> formulas, @Nullable Collection<UUID> ids, Circumstances now) {
        Table<Record> table = TableSql.tableOf(formulas.getFirst().table().name());
        List<SelectField<?>> results = new ArrayList<>(List.of(ID));
        Map<String, Field<?>> worked = new LinkedHashMap<>();
        Map<Field<?>, Field<?>> kept = new LinkedHashMap<>();
        Table<?> from = table.as("r");
        for (Planned planned : formulas) {
            String name = "f" + worked.size();
            ColumnSpec column = planned.field().first();
            Field<?> own = TableSql.column(column.name(), column.type());
            // Worked out once for each row, however often it is looked at.
            Table<?> once = select(planned.sql(planned.formula().expression(), worked, now)
                            .as("x"))
                    .offset(0)
                    .asTable("u");
            from = from.crossJoin(lateral(select(
                                    FormulaResult.sql(planned.field().field(), field(name("u", "x")))
                                            .as("x"))
                            .from(once)
                            .offset(0))
                    .as(name));
            Field<?> result = field(name(name, "x"), own.getDataType());
            worked.put(planned.field().key(), numeric(result));
            results.add(result.as(name));
            kept.put(own, field(name("n", name), own.getDataType()));
        }
        Table<?> found = select(results)
                .from(from)
                .where(ids == null ? live() : among(ids).and(live()))
                .asTable("n");
        org.jooq.Condition differs = kept.entrySet().stream()
                .map(entry -> condition("{0} is distinct from {1}", entry.getKey(), entry.getValue()))
                .reduce(org.jooq.Condition::or)
                .orElseThrow();
        return new HashSet<>(dsl.update(table.as("r"))
                .set(kept)
                .from(found)
                .where(ID.eq(field(name("n", SystemColumns.ID), UUID.class)), differs)
                .returningResult(ID)
                .fetch(org.jooq.Record1::value1));
    }

    /** Whole numbers of PostgreSQL overflow and are divided without a rest. */
    private static Field<?> numeric(Field<?> result) {
        return result.getDataType().equals(SQLDataType.BIGINT) ? result.cast(SQLDataType.NUMERIC) : result;
    }

    private static org.jooq.Condition live() {
        return TableSql.column(SystemColumns.DELETED_AT, ColumnType.TIMESTAMPTZ).isNull();
    }

    private static org.jooq.Condition among(Collection<UUID> ids) {
        return condition("{0} = any({1})", ID, val(ids.toArray(UUID[]::new)));
    }

    /** What follows from some changes, formula by formula. */
    private final class Following {

        private final FormulaPlan plan;
        private final Circumstances now;

        /** By field the records in which it is another value. */
        private final Map<FieldRef, Set<UUID>> changed = new HashMap<>();

        /** The same, as far as formulas of the same record do not know of it yet. */
        private final Map<FieldRef, Set<UUID>> news = new HashMap<>();

        /** By link the records that it led to, or leads to now. */
        private final Map<FieldRef, Set<UUID>> left = new HashMap<>();

        private final Map<UUID, Set<UUID>> all = new HashMap<>();

        /** Nobody else knows of these before the transaction ends, and what they lead to is known without a look. */
        private final Set<UUID> created = new HashSet<>();

        private final Map<UUID, Set<UUID>> told = new LinkedHashMap<>();

        Following(FormulaPlan plan, Circumstances now) {
            this.plan = plan;
            this.now = now;
        }

        void begin(Writes writes) {
            UUID form = writes.table().form().id();
            writes.creates().forEach(draft -> created.add(draft.id()));
            writes.owners().forEach(draft -> created.add(draft.id()));
            for (StoredField field : writes.table().fields()) {
                FieldRef ref = new FieldRef(form, field.key());
                for (Draft draft : writes.creates()) {
                    add(changed, ref, draft.id());
                    lead(field, ref, draft.values());
                }
                for (Draft draft : writes.updates()) {
                    if (draft.changes(field)) {
                        add(changed, ref, draft.id());
                        lead(field, ref, draft.before());
                        lead(field, ref, draft.values());
                    }
                }
                writes.restores().forEach(draft -> lead(field, ref, draft.values()));
                writes.deletes().forEach(values -> lead(field, ref, values));
            }
            // What they depend on went on without them.
            if (!writes.restores().isEmpty()) {
                all.put(form, writes.restores().stream().map(Draft::id).collect(Collectors.toSet()));
            }
        }

        /** A formula comes to something else in those records. */
        void changed(Planned planned, Set<UUID> records) {
            if (!records.isEmpty()) {
                records.forEach(id -> {
                    add(changed, planned.ref(), id);
                    add(news, planned.ref(), id);
                });
                told.computeIfAbsent(planned.form(), ignored -> new HashSet<>()).addAll(records);
            }
        }

        private void lead(StoredField field, FieldRef ref, Map<String, Object> values) {
            if (field.isLink()
                    && values.get(field.key()) instanceof dev.millwright.field.RecordRef link
                    && link.id() != null) {
                add(left, ref, link.id());
            }
        }

        private static void add(Map<FieldRef, Set<UUID>> map, FieldRef ref, UUID id) {
            map.computeIfAbsent(ref, ignored -> new LinkedHashSet<>()).add(id);
        }

        void run(String app, Settled settled) {
            for (Planned planned : plan.all()) {
                Set<UUID> affected = new LinkedHashSet<>(all.getOrDefault(planned.form(), Set.of()));
                for (Input input : planned.formula().inputs()) {
                    switch (input) {
                        case Input.Own(FieldRef field) ->
                            affected.addAll(
                                    (planned.looksAtRowsBy(field) ? changed : news).getOrDefault(field, Set.of()));
                        case Input.Linked(String link, FieldRef field) ->
                            affected.addAll(linking(planned.table(), link, changed.getOrDefault(field, Set.of())));
                        case Input.OfRows(var rows, Set<FieldRef> fields) -> {
                            FieldRef link = new FieldRef(rows.form().id(), rows.link());
                            affected.addAll(left.getOrDefault(link, Set.of()));
                            Set<UUID> of = fields.stream()
                                    .flatMap(field -> changed.getOrDefault(field, Set.of()).stream())
                                    .filter(row -> !created.contains(row))
                                    .collect(Collectors.toSet());
                            affected.addAll(ledTo(plan.table(rows.form().id()), rows.link(), of));
                        }
                    }
                }
                affected.removeAll(settled.of(planned));
                if (!affected.isEmpty()) {
                    Set<UUID> seen = new LinkedHashSet<>(affected);
                    seen.removeAll(created);
                    if (!seen.isEmpty()) {
                        lock(planned.table(), seen);
                    }
                    changed(planned, write(planned, affected, now));
                }
            }
            told.forEach((form, ids) ->
                    feed.changedBeside(new FormRef(app, plan.table(form).form().key()), ids));
        }

        private Set<UUID> linking(RecordTable table, String link, Set<UUID> targets) {
            if (targets.isEmpty()) {
                return Set.of();
            }
            return new HashSet<>(dsl.select(ID)
                    .from(TableSql.tableOf(table.name()).as("r"))
                    .where(
                            condition(
                                    "{0} = any({1})",
                                    TableSql.column(link, ColumnType.UUID), val(targets.toArray(UUID[]::new))),
                            live())
                    .fetch(org.jooq.Record1::value1));
        }

        private Set<UUID> ledTo(RecordTable table, String link, Set<UUID> rows) {
            if (rows.isEmpty()) {
                return Set.of();
            }
            Field<UUID> led = TableSql.cast(TableSql.column(link, ColumnType.UUID));
            return dsl
                    .selectDistinct(led)
                    .from(TableSql.tableOf(table.name()).as("r"))
                    .where(among(rows))
                    .fetch(org.jooq.Record1::value1)
                    .stream()
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
        }
    }
}
