package dev.millwright.flow.type;

import dev.millwright.app.Action;
import dev.millwright.expression.Expression;
import dev.millwright.expression.Expressions;
import dev.millwright.expression.Reference;
import dev.millwright.expression.Scope;
import dev.millwright.field.FormatContext;
import dev.millwright.field.Parted;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.field.RecordRefs;
import dev.millwright.field.ValueFormatException;
import dev.millwright.flow.RecordChoice;
import dev.millwright.flow.spi.NodeRun;
import dev.millwright.form.ExpressionValues;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.Condition;
import dev.millwright.record.Condition.Compare;
import dev.millwright.record.Condition.Operator;
import dev.millwright.record.Cursor;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordPage;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.Records;
import dev.millwright.record.Via;
import dev.millwright.record.spi.Authorities;
import dev.millwright.record.spi.WriteContext;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Label;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Phrase;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Severity;
import dev.millwright.shared.TooLargeException;
import dev.millwright.shared.ValueKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Records as nodes read and write them: as the app, with the flow and the node as the cause that the history shows. */
@Component
class NodeRecords {

    /** So many records one node reads or writes at most. */
    static final int MOST = 50_000;

    private static final int PORTION = 1_000;

    private static final Label NOTHING = Label.of("–", "–");

    private final Records records;
    private final RecordQuery query;
    private final AccessibleForms forms;
    private final Authorities authorities;
    private final Expressions expressions;
    private final NodeFormulas explained;

    NodeRecords(
            Records records,
            RecordQuery query,
            AccessibleForms forms,
            Authorities authorities,
            Expressions expressions,
            NodeFormulas explained) {
        this.records = records;
        this.query = query;
        this.forms = forms;
        this.authorities = authorities;
        this.expressions = expressions;
        this.explained = explained;
    }

    private <T> T asApp(NodeRun run, Supplier<T> work) {
        return authorities.as(run.authority(), work);
    }

    private static WriteContext context(NodeRun run) {
        return WriteContext.of(Via.FLOW, run.authority());
    }

    static UUID record(NodeRun run) {
        return run.record().orElseThrow(() -> new ConflictException("flow.node.error.noRecord"));
    }

    static FormRef form(NodeRun run) {
        return run.form().orElseThrow(() -> new ConflictException("flow.node.error.noRecord"));
    }

    static FormRef form(NodeRun run, @Nullable UUID form) {
        if (form == null) {
            throw new ConflictException("flow.node.error.noForm");
        }
        return run.form(form);
    }

    /** Whether the condition is true of the flow's record now, be it deleted. */
    boolean holds(NodeRun run, String condition) {
        return holds(run, condition, false) || holds(run, condition, true);
    }

    private boolean holds(NodeRun run, String condition, boolean deleted) {
        Condition one = new Condition.And(
                List.of(new Compare("id", Operator.EQ, List.of(record(run))), new Condition.Matches(condition)));
        return asApp(
                run,
                () -> query.exactCount(new ListRequest(form(run), one, "", List.of(), Set.of(), 1, null, deleted)) > 0);
    }

    /** Where what a formula comes to goes. */
    private enum Into {
        /** Into records that are made: what is empty leaves a field empty that had no value. */
        NEW,
        /** Into the flow's own record: a field that is empty has nothing to lose either. */
        OWN,
        /** Into records that are there, or among what they are compared with. */
        PRESENT
    }

    /** What fields of the form get, worked out for the flow's record. */
    private Map<String, @Nullable Object> values(NodeRun run, FormRef target, Map<String, String> formulas, Into into) {
        PublishedForm form = asApp(run, () -> forms.require(target, Action.SEE));
        List<@Nullable Object> results = workOut(run, List.copyOf(formulas.values()));
        requireResults(run, form, formulas, results, into);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        int place = 0;
        for (String key : formulas.keySet()) {
            if (key.equals(RecordChoice.ITSELF)) {
                values.put(key, results.get(place++) instanceof RecordRef link ? link.id() : null);
                continue;
            }
            PublishedField<?, ?> field =
                    form.field(key).orElseThrow(() -> new ConflictException("flow.node.error.noField", key));
            values.put(key, fit(field, results.get(place++), run));
        }
        return values;
    }

    /** A calculation that comes to nothing never stands for an empty value, which would take the place of one that is there. */
    private void requireResults(
            NodeRun run, PublishedForm form, Map<String, String> formulas, List<@Nullable Object> results, Into into) {
        List<Problem> problems = new ArrayList<>();
        int place = 0;
        for (Map.Entry<String, String> formula : formulas.entrySet()) {
            if (results.get(place++) == null) {
                explained
                        .failure(run, formula.getValue())
                        .filter(failure -> !failure.empty() || mayLose(run, formula.getKey(), into))
                        .map(failure -> Problem.error(
                                "flow.node.error.noResult",
                                formula.getKey(),
                                form.field(formula.getKey())
                                        .<String>map(PublishedField::label)
                                        .orElse(formula.getKey()),
                                form.label(),
                                failure.formula(),
                                failure.why()))
                        .ifPresent(problems::add);
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidException(new Problems(problems));
        }
    }

    private boolean mayLose(NodeRun run, String field, Into into) {
        return switch (into) {
            case NEW -> false;
            case OWN ->
                asApp(run, () -> query.get(form(run), record(run))).values().containsKey(field);
            case PRESENT -> true;
        };
    }

    /** Likewise, for writing: what a field refuses names the field, since nobody sees it beside a form. */
    private Map<String, @Nullable Object> entered(
            NodeRun run, FormRef target, Map<String, String> formulas, Into into) {
        Map<String, @Nullable Object> values = values(run, target, formulas, into);
        requireFitting(asApp(run, () -> forms.require(target, Action.SEE)), values);
        return values;
    }

    private static void requireFitting(PublishedForm form, Map<String, @Nullable Object> values) {
        List<Problem> problems = new ArrayList<>();
        values.forEach((key, value) -> form.field(key)
                .filter(field -> value != null)
                .ifPresent(field -> field.validate(Objects.requireNonNull(value)).items().stream()
                        .filter(problem -> problem.severity() == Severity.ERROR)
                        .map(problem -> Problem.error(
                                "flow.node.error.fieldRefuses",
                                key,
                                field.label(),
                                new Phrase(problem.code(), problem.arguments())))
                        .forEach(problems::add)));
        if (!problems.isEmpty()) {
            throw new InvalidException(new Problems(problems));
        }
    }

    /** A field as people call it, and its value as readers of either language see it. */
    record Shown(String label, Label value) {}

    /** Values of the flow's record by the keys of their fields; none when it is gone. */
    Map<String, Shown> shown(NodeRun run, List<String> keys) {
        Map<String, Shown> shown = new LinkedHashMap<>();
        if (keys.isEmpty()) {
            return shown;
        }
        try {
            PublishedForm form = asApp(run, () -> forms.require(form(run), Action.SEE));
            Map<String, Object> values =
                    asApp(run, () -> query.get(form(run), record(run))).values();
            for (String key : keys) {
                form.field(key).ifPresent(field -> {
                    Object value = values.get(key);
                    shown.put(
                            key,
                            new Shown(
                                    field.label(),
                                    value == null
                                            ? NOTHING
                                            : Label.of(
                                                    field.format(value, reading(run, Locale.ENGLISH)),
                                                    field.format(value, reading(run, Locale.SIMPLIFIED_CHINESE)))));
                });
            }
        } catch (NotFoundException e) {
            shown.clear();
        }
        return shown;
    }

    private static FormatContext reading(NodeRun run, Locale language) {
        return new FormatContext(language, run.time().zone());
    }

    /** How many records a formula says: none for nothing and for what is below, and never more than are written at once. */
    int times(NodeRun run, String formula) {
        Object result = workOut(run, List.of(formula)).getFirst();
        if (!(result instanceof Number number)) {
            if (result == null) {
                explained.failure(run, formula).ifPresent(failure -> {
                    throw new ConflictException("flow.node.error.noTimes", failure.formula(), failure.why());
                });
            }
            return 0;
        }
        // Compared before it becomes an int, into which not every number fits.
        BigDecimal times = new BigDecimal(number.toString());
        if (times.compareTo(BigDecimal.valueOf(MOST)) > 0) {
            throw tooMany();
        }
        return times.signum() < 0 ? 0 : times.intValue();
    }

    private List<@Nullable Object> workOut(NodeRun run, List<String> formulas) {
        if (formulas.isEmpty()) {
            return List.of();
        }
        if (run.record().isPresent() && run.form().isPresent()) {
            return asApp(run, () -> query.workOut(form(run), record(run), formulas));
        }
        List<@Nullable Object> results = new ArrayList<>();
        for (String formula : formulas) {
            results.add(written(run, expressions.compile(formula, new Scope(List.of()))));
        }
        return results;
    }

    /** Without a record only what is written out is known. */
    private static @Nullable Object written(NodeRun run, Expression formula) {
        return switch (formula) {
            case Expression.Literal literal -> literal.value();
            case Expression.Nothing _ -> null;
            case Expression.Given(Expression.Circumstance what) ->
                switch (what) {
                    case TODAY ->
                        LocalDate.ofInstant(run.time().now(), run.time().zone());
                    case NOW -> run.time().now();
                    case ME -> new PersonRef(run.starter().id(), run.starter().name());
                };
            case Expression.Named _,
                    Expression.RowValue _,
                    Expression.Rollup _,
                    Expression.Not _,
                    Expression.All _,
                    Expression.Any _,
                    Expression.Compare _,
                    Expression.OneOf _,
                    Expression.Apply _ -> throw new ConflictException("flow.node.error.noRecord");
        };
    }

    /** The value as the field's type wants it; a number is rounded as in a field that a formula gives. */
    private static @Nullable Object fit(PublishedField<?, ?> field, @Nullable Object result, NodeRun run) {
        Object value =
                result instanceof BigDecimal number && field.type().takesFormula() && number.scale() > field.decimals()
                        ? number.setScale(field.decimals(), RoundingMode.HALF_UP)
                        : result;
        if (value == null || field.type().valueType().isInstance(value)) {
            return value;
        }
        if (value instanceof RecordRef link && field.targetOfMany().isPresent()) {
            return new RecordRefs(List.of(link));
        }
        FormatContext format = new FormatContext(Locale.ENGLISH, run.time().zone());
        String text = switch (Parted.plain(value)) {
            case null -> "";
            case RecordRef link -> link.title() == null ? "" : link.title();
            case PersonRef person -> person.name();
            case BigDecimal number -> plain(number);
            case Instant moment
            when field.kind() == ValueKind.DATE ->
                LocalDate.ofInstant(moment, run.time().zone()).toString();
            case LocalDate day when field.kind() == ValueKind.DATE_TIME -> day + " 00:00";
            case Object other -> other.toString();
        };
        try {
            return field.parse(text, format);
        } catch (ValueFormatException e) {
            throw new ConflictException("flow.node.error.value", field.label(), text);
        }
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    void set(NodeRun run, Map<String, String> formulas) {
        FormRef form = form(run);
        // What a formula makes of a value is written before anybody else changes that value.
        records.update(form, record(run), null, Map.of(), context(run));
        records.update(form, record(run), null, entered(run, form, formulas, Into.OWN), context(run));
    }

    /** Creates so many records alike. */
    List<UUID> create(NodeRun run, FormRef form, Map<String, String> formulas, int times) {
        requireFew(times);
        Map<String, @Nullable Object> values = entered(run, form, formulas, Into.NEW);
        return write(run, form, Collections.nCopies(times, times), ignored -> new RecordChange.Create(values));
    }

    /** Changes the records that are chosen; how many these are. */
    int update(NodeRun run, RecordChoice choice, Map<String, String> formulas) {
        FormRef form = form(run, choice.form());
        Map<String, String> alike = new LinkedHashMap<>();
        Map<String, String> own = new LinkedHashMap<>();
        formulas.forEach((key, formula) -> (NodeFormulas.namesTarget(formula) ? own : alike).put(key, formula));
        List<UUID> found = find(run, choice);
        Map<String, @Nullable Object> values = entered(run, form, alike, Into.PRESENT);
        if (own.isEmpty()) {
            write(run, form, found, id -> new RecordChange.Update(id, null, values));
            return found.size();
        }
        // What a formula makes of a value is written before anybody else changes that value, and only where the record
        // is still meant.
        write(run, form, found, id -> new RecordChange.Update(id, null, Map.of()));
        Set<UUID> still = new HashSet<>(find(run, choice));
        found.removeIf(id -> !still.contains(id));
        for (int from = 0; from < found.size(); from += PORTION) {
            List<UUID> portion = found.subList(from, Math.min(from + PORTION, found.size()));
            Map<UUID, Map<String, @Nullable Object>> changed = changed(run, form, portion, own);
            write(run, form, portion, id -> {
                Map<String, @Nullable Object> all = new LinkedHashMap<>(values);
                all.putAll(changed.getOrDefault(id, Map.of()));
                return new RecordChange.Update(id, null, all);
            });
        }
        return found.size();
    }

    /** What formulas make of what each of the records holds. */
    private Map<UUID, Map<String, @Nullable Object>> changed(
            NodeRun run, FormRef target, List<UUID> ids, Map<String, String> formulas) {
        PublishedForm form = asApp(run, () -> forms.require(target, Action.SEE));
        Map<UUID, Map<String, @Nullable Object>> changed = new HashMap<>();
        explained.changed(run, target, ids, formulas, (record, results) -> {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            results.forEach((key, result) -> {
                PublishedField<?, ?> field =
                        form.field(key).orElseThrow(() -> new ConflictException("flow.node.error.noField", key));
                values.put(
                        key,
                        result instanceof Reference ? ExpressionValues.value(field, result) : fit(field, result, run));
            });
            requireFitting(form, values);
            changed.put(record, values);
        });
        return changed;
    }

    void delete(NodeRun run, FormRef form, Collection<UUID> ids) {
        write(run, form, ids, id -> new RecordChange.Delete(id, null));
    }

    /** In few statements, in the transaction of the run. */
    private <T> List<UUID> write(NodeRun run, FormRef form, Collection<T> all, Function<T, RecordChange> change) {
        List<UUID> written = new ArrayList<>();
        List<RecordChange> portion = new ArrayList<>();
        for (T one : all) {
            portion.add(change.apply(one));
            if (portion.size() == PORTION) {
                written.addAll(records.batch(form, portion, context(run)));
                portion = new ArrayList<>();
            }
        }
        if (!portion.isEmpty()) {
            written.addAll(records.batch(form, portion, context(run)));
        }
        return written;
    }

    /** The records that are chosen now, oldest first. */
    List<UUID> find(NodeRun run, RecordChoice choice) {
        FormRef form = form(run, choice.form());
        Map<String, @Nullable Object> match = values(run, form, choice.match(), Into.PRESENT);
        if (choice.match().containsKey(RecordChoice.ITSELF) && match.get(RecordChoice.ITSELF) == null) {
            return List.of();
        }
        List<Condition> all = new ArrayList<>();
        match.forEach((key, value) -> all.add(
                value == null
                        ? new Compare(key, Operator.EMPTY, List.of())
                        : new Compare(key, Operator.EQ, List.of(value))));
        if (!choice.condition().isBlank()) {
            all.add(new Condition.Matches(choice.condition()));
        }
        return asApp(run, () -> {
            List<UUID> found = new ArrayList<>();
            ListRequest request = new ListRequest(
                    form,
                    new Condition.And(all),
                    "",
                    List.of(new ListRequest.Sort("id", false)),
                    Set.of("id"),
                    PORTION,
                    null,
                    false);
            for (Cursor next = null; ; ) {
                RecordPage page = query.list(request.after(next));
                page.items().stream().map(RecordData::id).forEach(found::add);
                requireFew(found.size());
                next = page.next();
                if (next == null) {
                    return found;
                }
            }
        });
    }

    private static void requireFew(int records) {
        if (records > MOST) {
            throw tooMany();
        }
    }

    private static TooLargeException tooMany() {
        return new TooLargeException("flow.node.error.tooMany", MOST);
    }
}
