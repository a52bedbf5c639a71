package dev.millwright.record.internal;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.val;

import dev.millwright.app.PublishedApp;
import dev.millwright.expression.Circumstances;
import dev.millwright.expression.Evaluator;
import dev.millwright.expression.Expression;
import dev.millwright.expression.Values;
import dev.millwright.expression.WorkDaySource;
import dev.millwright.field.RecordRef;
import dev.millwright.form.AppFormulas.FieldRef;
import dev.millwright.form.AppFormulas.Input;
import dev.millwright.form.FormRules;
import dev.millwright.form.FormRules.Ready;
import dev.millwright.form.FormRules.Settled;
import dev.millwright.form.RuleOutcome;
import dev.millwright.form.RuleOutcome.Message;
import dev.millwright.form.RuleOutcome.Said;
import dev.millwright.identity.Person;
import dev.millwright.record.internal.FormulaInputs.SystemValues;
import dev.millwright.record.internal.FormulaPlan.Part;
import dev.millwright.record.internal.FormulaPlan.PlannedRules;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Holds records that are written to the rules of their form. What depends on other records only is settled before they are written; what the
 * write itself brings about, or others may meanwhile, is looked at again on locked rows once they are.
 */
@Component
class Rulings {

    private static final Field<UUID> ID = TableSql.cast(TableSql.column(SystemColumns.ID, ColumnType.UUID));

    private final DSLContext dsl;
    private final Formulas formulas;
    private final BusinessTime time;
    private final WorkDaySource workDays;

    Rulings(DSLContext dsl, Formulas formulas, BusinessTime time, WorkDaySource workDays) {
        this.dsl = dsl;
        this.formulas = formulas;
        this.time = time;
        this.workDays = workDays;
    }

    /**
     * Who writes, and when.
     *
     * @param hold whether formulas hold what they are worked out from until the transaction ends
     * @param unwritten records that are written together with those that are ruled
     */
    record Writer(
            PublishedApp app, Person person, Instant at, SystemValues system, boolean hold, Unwritten unwritten) {}

    private Circumstances circumstances(Writer writer) {
        return new Circumstances(
                        writer.at(),
                        time.zone(),
                        writer.person().id(),
                        writer.person().name(),
                        workDays.workDays())
                .in(writer.person().departments());
    }

    private Optional<PlannedRules> rules(PublishedApp app, RecordTable table) {
        return formulas.plan(app).rules(table.form().id());
    }

    boolean hasRules(PublishedApp app, RecordTable table) {
        return rules(app, table).isPresent();
    }

    /** Gives fields what they begin with by an expression. */
    void begin(Writer writer, RecordTable table, Collection<Draft> drafts) {
        formulas.begin(writer, circumstances(writer), table, drafts);
    }

    /** Gives drafts the values that rules set and works formulas out again; by draft what the rules say of it then. */
    Map<UUID, RuleOutcome> settle(Writer writer, RecordTable table, List<Draft> creates, List<Draft> updates) {
        PlannedRules planned = rules(writer.app(), table).orElse(null);
        if (planned == null) {
            return Map.of();
        }
        List<Draft> changed =
                updates.stream().filter(draft -> changes(table, draft)).toList();
        return settle(writer, table, planned, creates, changed);
    }

    private Map<UUID, RuleOutcome> settle(
            Writer writer, RecordTable table, PlannedRules planned, List<Draft> creates, List<Draft> updates) {
        List<Draft> drafts = new ArrayList<>(creates);
        drafts.addAll(updates);
        if (drafts.isEmpty()) {
            return Map.of();
        }
        FormRules rules = planned.rules();
        Evaluator evaluator = new Evaluator(circumstances(writer));
        Map<Draft, Values> before = before(writer, planned, drafts);
        Map<Draft, Settled> settled = new LinkedHashMap<>();
        Map<Draft, Values> now = values(writer, planned.part(), drafts, writer.unwritten());
        boolean given = false;
        for (Draft draft : drafts) {
            Settled by = rules.settle(
                    value(now, draft), before.get(draft), changed(table, draft), evaluator, setting(table, draft));
            settled.put(draft, by);
            given |= !by.by().isEmpty();
        }
        if (given) {
            formulas.compute(writer, table, creates, updates);
            now = values(writer, planned.part(), drafts, writer.unwritten());
        }
        Map<UUID, RuleOutcome> outcomes = new HashMap<>();
        for (Draft draft : drafts) {
            Settled by = settled.get(draft);
            if (by != null) {
                outcomes.put(
                        draft.id(),
                        rules.outcome(value(now, draft), before.get(draft), by, evaluator, false)
                                .inWords(writer.app()::inWords));
            }
        }
        return outcomes;
    }

    private static Values value(Map<Draft, Values> of, Draft draft) {
        Values values = of.get(draft);
        if (values == null) {
            throw new IllegalStateException("A record that was not read");
        }
        return values;
    }

    private Map<Draft, Values> values(Writer writer, Part part, Collection<Draft> drafts, Unwritten unwritten) {
        // Nothing is held: those who write to what is read here, as this write may, too, would wait for each other.
        FormulaInputs inputs = new FormulaInputs(
                dsl, formulas.plan(writer.app()), circumstances(writer), writer.system(), false, unwritten);
        Map<Draft, List<Part>> wanted = new LinkedHashMap<>();
        drafts.forEach(draft -> wanted.put(draft, List.of(part)));
        inputs.read(wanted);
        Map<Draft, Values> values = new LinkedHashMap<>();
        drafts.forEach(draft -> values.put(draft, inputs.of(part.table(), draft)));
        return values;
    }

    private Map<Draft, Values> before(Writer writer, PlannedRules planned, List<Draft> drafts) {
        if (!planned.rules().lookBack()) {
            return Map.of();
        }
        Map<Draft, Draft> former = new LinkedHashMap<>();
        drafts.stream()
                .filter(draft -> !draft.isNew())
                .forEach(draft -> former.put(draft, new Draft(draft.id(), 0, false, draft.before())));
        if (former.isEmpty()) {
            return Map.of();
        }
        Map<Draft, Values> values = values(writer, planned.part(), former.values(), Unwritten.NONE);
        Map<Draft, Values> before = new HashMap<>();
        former.forEach((draft, old) -> before.put(draft, value(values, old)));
        return before;
    }

    private static BiConsumer<String, @Nullable Object> setting(RecordTable table, Draft draft) {
        return (key, value) -> {
            StoredField field = table.field(key);
            if (field != null) {
                draft.set(field, value);
            }
        };
    }

    private static boolean changes(RecordTable table, Draft draft) {
        return table.fields().stream().anyMatch(draft::changes);
    }

    private static List<String> changed(RecordTable table, Draft draft) {
        return table.fields().stream()
                .filter(draft::changes)
                .map(StoredField::key)
                .toList();
    }

    /** Says what the rules refuse about a draft, apart from fields that lack a value. */
    static void examine(RecordTable table, Draft draft, RuleOutcome outcome) {
        if (outcome == RuleOutcome.NONE) {
            return;
        }
        for (StoredField field : table.fields()) {
            String rule = outcome.held().get(field.key());
            if (rule != null && !outcome.set().containsKey(field.key()) && draft.changes(field)) {
                draft.problem(Problem.error(
                        "record.error.lockedByRule", field.key(), field.field().label(), rule));
            }
            Said<List<String>> offered = outcome.offered().get(field.key());
            if (offered != null && !isOffered(field.toDatabase(draft.value(field)), offered.value())) {
                draft.problem(Problem.error(
                        "record.error.notOffered", field.key(), field.field().label(), offered.rule()));
            }
        }
        outcome.refusals().forEach(refusal -> draft.problem(refused(refusal)));
    }

    private static boolean isOffered(List<@Nullable Object> columns, List<String> options) {
        return columns.stream().allMatch(column -> switch (column) {
            case null -> true;
            case Object[] many -> List.of(many).stream().allMatch(one -> options.contains(String.valueOf(one)));
            default -> options.contains(column.toString());
        });
    }

    private static Problem refused(Message refusal) {
        String field = refusal.field();
        return Problem.error("record.error.refusedByRule", field == null ? "" : field, refusal.text(), refusal.rule());
    }

    /**
     * Looks again at what only shows once the records are written, with all that it was read from held until the transaction ends: of several
     * who take the last piece each sees what those before took.
     *
     * @param followed by form other records in which a formula came to something else
     * @param beside hears what is wrong with these
     */
    void examineWritten(
            Writer writer,
            RecordTable table,
            List<Draft> written,
            Map<UUID, Set<UUID>> followed,
            BiConsumer<UUID, Problem> beside) {
        FormulaPlan plan = formulas.plan(writer.app());
        plan.rules(table.form().id()).ifPresent(planned -> {
            List<Ready> late = planned.rules().ready().stream()
                    .filter(rule -> rule.isLate() && rule.refuses())
                    .toList();
            if (!late.isEmpty() && !written.isEmpty()) {
                hold(plan, late, written);
                Map<UUID, Draft> byId = new LinkedHashMap<>();
                written.forEach(draft -> byId.put(draft.id(), draft));
                refusals(writer, planned, late, byId.keySet()).forEach((id, refusals) -> {
                    Draft draft = byId.get(id);
                    if (draft != null) {
                        refusals.forEach(refusal -> draft.problem(refused(refusal)));
                    }
                });
            }
        });
        followed.forEach((form, ids) -> plan.rules(form).ifPresent(planned -> {
            List<Ready> asked = planned.rules().ready().stream()
                    .filter(rule -> rule.refuses() && readsComputed(rule, plan.table(form)))
                    .toList();
            if (!asked.isEmpty()) {
                refusals(writer, planned, asked, ids)
                        .forEach((id, refusals) -> refusals.forEach(refusal -> beside.accept(
                                id, Problem.error("record.error.refusedByRule", "", refusal.text(), refusal.rule()))));
            }
        }));
    }

    private static boolean readsComputed(Ready rule, RecordTable table) {
        return rule.own().stream().anyMatch(key -> {
            StoredField field = table.field(key);
            return field != null && field.field().isComputed();
        });
    }

    /** Nobody changes the linked records until this transaction ends; who did before is waited for. */
    private void hold(FormulaPlan plan, List<Ready> rules, List<Draft> written) {
        Map<UUID, Set<UUID>> linked = new LinkedHashMap<>();
        for (Ready rule : rules) {
            for (Input input : rule.inputs()) {
                if (input instanceof Input.Linked(String link, FieldRef of)) {
                    for (Draft draft : written) {
                        if (draft.values().get(link) instanceof RecordRef ref && ref.id() != null) {
                            linked.computeIfAbsent(of.form(), ignored -> new LinkedHashSet<>())
                                    .add(ref.id());
                        }
                    }
                }
            }
        }
        linked.forEach((form, ids) -> dsl.select(ID)
                .from(TableSql.tableOf(plan.table(form).name()).as("r"))
                .where(condition("{0} = any({1})", ID, val(ids.toArray(UUID[]::new))))
                .orderBy(ID)
                .forShare()
                .fetch());
    }

    private Map<UUID, List<Message>> refusals(
            Writer writer, PlannedRules planned, List<Ready> rules, Collection<UUID> ids) {
        Part part = planned.part();
        Circumstances now = circumstances(writer);
        List<Field<?>> columns = new ArrayList<>();
        columns.add(ID);
        rules.forEach(
                rule -> columns.add(part.sql(rule.when() == null ? Expression.Literal.of(true) : rule.when(), now)));
        Map<UUID, List<Message>> refusals = new LinkedHashMap<>();
        for (Record row : dsl.select(columns)
                .from(TableSql.tableOf(part.table().name()).as("r"))
                .where(condition("{0} = any({1})", ID, val(ids.toArray(UUID[]::new))))
                .fetch()) {
            for (int i = 0; i < rules.size(); i++) {
                if (Boolean.TRUE.equals(row.get(i + 1))) {
                    refusals.computeIfAbsent(row.get(0, UUID.class), ignored -> new ArrayList<>())
                            .addAll(planned.rules().refusals(rules.get(i)).stream()
                                    .map(refusal -> refusal.inWords(writer.app()::inWords))
                                    .toList());
                }
            }
        }
        return refusals;
    }

    /** What rules come to in records that are entered together. */
    record Ruled(Map<UUID, RuleOutcome> outcomes, Set<FieldRef> unknown) {}

    /**
     * What formulas and rules come to in records that are being entered, changed or not; nobody waits for that.
     *
     * @param otherRows forms of which records were taken away
     */
    Ruled whileEntered(Writer writer, Set<UUID> otherRows) {
        return ruled(writer, otherRows, false);
    }

    /** What rules come to in records of which nothing is changed: what shows only once they are written shows in them. */
    Ruled standing(Writer writer) {
        return ruled(writer, Set.of(), true);
    }

    private Ruled ruled(Writer writer, Set<UUID> otherRows, boolean late) {
        Unwritten together = writer.unwritten();
        together.all().forEach((table, drafts) -> begin(writer, table, drafts));
        Set<FieldRef> unknown = foresee(writer, otherRows);
        Map<RecordTable, PlannedRules> ruled = new LinkedHashMap<>();
        together.all()
                .keySet()
                .forEach(table -> rules(writer.app(), table).ifPresent(planned -> ruled.put(table, planned)));
        Evaluator evaluator = new Evaluator(circumstances(writer));
        Map<Draft, Values> before = new HashMap<>();
        Map<Draft, Settled> settled = new HashMap<>();
        boolean given = false;
        for (Map.Entry<RecordTable, PlannedRules> rules : ruled.entrySet()) {
            RecordTable table = rules.getKey();
            List<Draft> drafts = together.all().getOrDefault(table, List.of());
            before.putAll(before(writer, rules.getValue(), drafts));
            Map<Draft, Values> now = values(writer, rules.getValue().part(), drafts, together);
            for (Draft draft : drafts) {
                if (table.ownerLink() != null && !isEntered(table, draft)) {
                    // A line that nobody changes is not written, and so no rule sets anything in it.
                    settled.put(draft, Settled.NOTHING);
                    continue;
                }
                Settled by = rules.getValue()
                        .rules()
                        .settle(
                                value(now, draft),
                                before.get(draft),
                                changed(table, draft),
                                evaluator,
                                setting(table, draft));
                settled.put(draft, by);
                given |= !by.by().isEmpty();
            }
        }
        if (given) {
            unknown = foresee(writer, otherRows);
        }
        Map<UUID, RuleOutcome> outcomes = new HashMap<>();
        ruled.forEach((table, planned) -> {
            List<Draft> drafts = together.all().getOrDefault(table, List.of());
            Map<Draft, Values> now = values(writer, planned.part(), drafts, together);
            for (Draft draft : drafts) {
                Settled by = settled.get(draft);
                if (by != null) {
                    outcomes.put(
                            draft.id(),
                            planned.rules()
                                    .outcome(value(now, draft), before.get(draft), by, evaluator, late)
                                    .inWords(writer.app()::inWords));
                }
            }
        });
        return new Ruled(outcomes, unknown);
    }

    private static boolean isEntered(RecordTable table, Draft draft) {
        return draft.isNew()
                || table.fields().stream().filter(StoredField::isEntered).anyMatch(draft::changes);
    }

    private Set<FieldRef> foresee(Writer writer, Set<UUID> otherRows) {
        return formulas.foresee(writer.app(), writer.unwritten(), otherRows, writer.at(), writer.system());
    }
}
