package dev.millwright.flow.internal;

import dev.millwright.app.Action;
import dev.millwright.field.FormatContext;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.flow.BranchDefinition;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.internal.FlowChart.Placed;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.form.ExpressionScopes;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import dev.millwright.form.PublishedPart;
import dev.millwright.form.WorkedOut;
import dev.millwright.identity.Person;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.AggregateRequest;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.record.Lacking;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.Records;
import dev.millwright.record.RuledRecord;
import dev.millwright.record.Via;
import dev.millwright.record.spi.Authorities;
import dev.millwright.record.spi.Authority;
import dev.millwright.record.spi.Cause;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.record.spi.WriteContext;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The record that a run is about, read and written through the gate. */
@Component
class RunRecords {

    private static final int FIRST_FEW = 4;

    /** So many conditions are asked for by one question, beside the record itself. */
    private static final int AT_ONCE = AggregateRequest.MOST_COLUMNS - 1;

    /** Reading leaves no trace that would name a run. */
    private static final Cause LOOKING = new Cause(FlowDefinition.KIND, new UUID(0, 0), "", null);

    private final Records records;
    private final RecordQuery query;
    private final PublishedForms forms;
    private final AccessibleForms accessible;
    private final Authorities authorities;

    RunRecords(
            Records records,
            RecordQuery query,
            AccessibleForms accessible,
            PublishedForms forms,
            Authorities authorities) {
        this.accessible = accessible;
        this.records = records;
        this.query = query;
        this.forms = forms;
        this.authorities = authorities;
    }

    private <T> T asApp(String app, Supplier<T> work) {
        return asApp(app, null, work);
    }

    private <T> T asApp(String app, @Nullable Person starter, Supplier<T> work) {
        return authorities.as(new Authority.App(app, LOOKING, starter), work);
    }

    /** Whether the one who is signed in may see records of the form. */
    boolean maySee(FormRef form) {
        return accessible.allows(form, Action.SEE);
    }

    /** Whether the one who is signed in may change records of the form. */
    boolean mayChange(FormRef form) {
        return accessible.allows(form, Action.CHANGE);
    }

    /** As the one who is signed in may see it. */
    RecordData seen(FormRef form, UUID record) {
        return query.get(form, record);
    }

    /** As the app sees it. */
    RecordData get(FormRef form, UUID record) {
        return asApp(form.app(), () -> query.get(form, record));
    }

    /** Makes sure, until the transaction ends, that nobody changes the record meanwhile; it is as the app sees it. */
    RecordData lock(FormRef form, UUID record, @Nullable Long version) {
        return records.update(
                form, record, version, Map.of(), WriteContext.of(Via.FLOW, new Authority.App(form.app(), LOOKING)));
    }

    /** Writes what somebody entered in a step, by the right that the step gives. */
    RecordData update(
            Run run,
            String step,
            FieldRights rights,
            Map<String, @Nullable Object> values,
            Map<String, List<RecordChange>> lines) {
        FormRef form = Objects.requireNonNull(run.form);
        UUID record = Objects.requireNonNull(run.record);
        Cause cause = new Cause(FlowDefinition.KIND, run.id, run.label, step.isEmpty() ? null : step);
        WriteContext context = WriteContext.of(Via.FLOW, new Authority.Step(cause, form, record, rights));
        return lines.isEmpty()
                ? records.update(form, record, null, values, context)
                : records.write(form, new RecordChange.Update(record, null, values, lines), context);
    }

    /** The lines of the run's record, by the key of their part. */
    Map<String, List<RecordData>> lines(Run run, Set<String> hidden) {
        FormRef ref = Objects.requireNonNull(run.form);
        UUID record = Objects.requireNonNull(run.record);
        Map<String, List<RecordData>> lines = new LinkedHashMap<>();
        parts(ref)
                .filter(part -> !hidden.contains(part.key()))
                .forEach(part -> lines.put(
                        part.key(),
                        asApp(ref.app(), () -> query.lines(ref, part.key(), List.of(query.get(ref, record))))
                                .getOrDefault(record, List.of())));
        return lines;
    }

    private Stream<PublishedPart<?>> parts(FormRef ref) {
        return forms.find(ref.app(), ref.form()).stream().flatMap(PublishedForm::lineParts);
    }

    /** What formulas and rules make of the run's record with other values. */
    WorkedOut workedOut(
            Run run, Set<String> hidden, Map<String, @Nullable Object> values, Map<String, List<RecordChange>> lines) {
        FormRef ref = Objects.requireNonNull(run.form);
        WorkedOut all = asApp(ref.app(), () -> records.workedOut(ref, run.record, values, lines));
        Map<String, @Nullable Object> shown = new HashMap<>(all.values());
        shown.keySet().removeAll(hidden);
        // What other records have is said of them as the app sees them, not as this person may.
        return new WorkedOut(shown, all.rules(), Problems.NONE, all.unknown(), all.lines());
    }

    /** People in a field of the record, or of a record that it links to. */
    List<PersonRef> people(Run run, String path) {
        return values(run, path, PersonRef.class);
    }

    /** Paths of departments in a field of the record, or of a record that it links to. */
    List<String> departments(Run run, String path) {
        return values(run, path, String.class);
    }

    /** What the field at the end of the path holds of that type, one or several. */
    private <T> List<T> values(Run run, String path, Class<T> type) {
        if (run.form == null || run.record == null) {
            return List.of();
        }
        FormRef form = run.form;
        RecordData data = get(form, run.record);
        String[] keys = path.split("\\.");
        for (int i = 0; i < keys.length - 1; i++) {
            String key = keys[i];
            if (!(data.values().get(key) instanceof RecordRef link)) {
                return List.of();
            }
            PublishedForm target = forms.find(form.app(), form.form())
                    .flatMap(one -> one.field(key))
                    .flatMap(PublishedField::target)
                    .flatMap(forms::byId)
                    .orElse(null);
            if (target == null || link.id() == null) {
                return List.of();
            }
            form = new FormRef(target.app().key(), target.key());
            data = get(form, link.id());
        }
        String last = keys[keys.length - 1];
        Object value = switch (last) {
            case "created_by" -> data.createdBy();
            case "updated_by" -> data.updatedBy();
            default -> data.values().get(last);
        };
        return (value instanceof List<?> several ? several.stream() : Stream.ofNullable(value))
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private List<Boolean> hold(Run run, List<String> conditions) {
        return conditions.isEmpty() || run.form == null || run.record == null
                ? conditions.stream().map(condition -> false).toList()
                : hold(run.form, run.record, run.startedBy(), conditions);
    }

    /**
     * Which of the conditions hold of the record now; also of one that was deleted.
     *
     * @param starter whom they mean by {@code ME()}
     */
    List<Boolean> hold(FormRef form, UUID record, Person starter, List<String> conditions) {
        List<Boolean> hold = new ArrayList<>();
        for (int from = 0; from < conditions.size(); from += AT_ONCE) {
            hold.addAll(holdAtOnce(
                    form, record, starter, conditions.subList(from, Math.min(conditions.size(), from + AT_ONCE))));
        }
        return hold;
    }

    private List<Boolean> holdAtOnce(FormRef form, UUID record, Person starter, List<String> conditions) {
        List<AggregateRequest.Measure> measures = new ArrayList<>();
        measures.add(AggregateRequest.Measure.COUNT);
        conditions.forEach(condition -> measures.add(
                new AggregateRequest.Measure(AggregateRequest.Function.COUNT, null, new Condition.Matches(condition))));
        AggregateRequest request = new AggregateRequest(
                form,
                new Condition.Compare("id", Condition.Operator.EQ, List.of(record)),
                "",
                List.of(),
                measures,
                List.of(),
                1);
        List<Boolean> counted =
                asApp(form.app(), starter, () -> query.aggregate(request)).rows().getFirst().measures().stream()
                        .map(count -> count instanceof Number n && n.longValue() > 0)
                        .toList();
        return counted.getFirst()
                ? counted.subList(1, counted.size())
                : asApp(form.app(), starter, () -> query.workOut(form, record, conditions)).stream()
                        .map(Boolean.TRUE::equals)
                        .toList();
    }

    /** The numbers of the branches that a run takes at the node. */
    List<Integer> choose(Run run, Placed placed) {
        List<BranchDefinition> branches = placed.node().branches();
        List<Integer> all = IntStream.range(0, branches.size()).boxed().toList();
        if (placed.shape() == NodeShape.PARALLEL) {
            return all;
        }
        if (placed.shape() == NodeShape.ANSWER) {
            // Nobody has answered yet: as it goes when they agree.
            return FlowChart.wayOf(true);
        }
        boolean first = placed.shape() == NodeShape.EXCLUSIVE;
        List<Integer> conditional =
                all.stream().filter(i -> !FlowChart.isFallback(branches.get(i))).toList();
        List<Boolean> hold = hold(
                run, conditional.stream().map(i -> branches.get(i).condition()).toList());
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < conditional.size() && !(first && !taken.isEmpty()); i++) {
            if (hold.get(i)) {
                taken.add(conditional.get(i));
            }
        }
        if (taken.isEmpty()) {
            all.stream()
                    .filter(i -> FlowChart.isFallback(branches.get(i)))
                    .findFirst()
                    .ifPresent(taken::add);
        }
        if (taken.isEmpty()) {
            throw new IllegalStateException("No branch applies at " + placed.id());
        }
        return taken;
    }

    /** What the record's form and its rules demand of it now; paths are field keys. */
    Problems problems(FormRef ref, UUID record) {
        return problems(ref, record, Map.of());
    }

    /** The same, and what those who hand it in have to fill. */
    Problems problems(FormRef ref, UUID record, Map<String, FieldRight> start) {
        return problems(ref, get(ref, record), start);
    }

    /** The same of a record that was just read as the app sees it. */
    Problems problems(FormRef ref, RecordData data, Map<String, FieldRight> start) {
        PublishedForm form = forms.find(ref.app(), ref.form()).orElseThrow();
        RuledRecord ruled = ruled(ref, data.id());
        List<Problem> problems = new ArrayList<>();
        for (PublishedField<?, ?> field : form.fields()) {
            String key = field.key();
            Object value = data.values().get(key);
            if (value != null) {
                field.validate(value).under(key).forEach(problems::add);
            } else if (start.get(key) == FieldRight.REQUIRED && !ruled.rules().hides(key)
                    || ruled.rules().requires(key, field.definition().required()) && field.isEntered()) {
                problems.add(Problem.error("record.error.required", key, field.label()));
            }
        }
        form.lineParts()
                .filter(part -> start.get(part.key()) == FieldRight.REQUIRED
                        && !ruled.rules().hides(part.key())
                        && hasNoLines(ref, part.key(), data))
                .forEach(part -> problems.add(Problem.error("record.error.required", part.key(), part.label())));
        return new Problems(problems).and(ruled.refused());
    }

    private RuledRecord ruled(FormRef ref, UUID record) {
        return asApp(ref.app(), () -> records.ruled(ref, record));
    }

    /** Whether who has these rights must not read what names the record. */
    boolean hidesTitle(@Nullable FormRef ref, Map<String, FieldRight> rights) {
        return ref != null
                && rights.containsValue(FieldRight.HIDDEN)
                && forms.find(ref.app(), ref.form())
                        .flatMap(PublishedForm::titleField)
                        .filter(title -> rights.get(title.key()) == FieldRight.HIDDEN)
                        .isPresent();
    }

    /** Whether the rights of the one who asks keep from them what names records of the form. */
    boolean hidesTitle(@Nullable FormRef ref) {
        return ref != null
                && accessible.allows(ref, Action.SEE)
                && accessible.isLimited(ref)
                && forms.find(ref.app(), ref.form())
                        .flatMap(PublishedForm::titleField)
                        .filter(title -> !accessible.fields(ref).shows(title.key()))
                        .isPresent();
    }

    private boolean hasNoLines(FormRef ref, String part, RecordData data) {
        return asApp(ref.app(), () -> query.lines(ref, part, List.of(data)))
                .getOrDefault(data.id(), List.of())
                .isEmpty();
    }

    private boolean isEmpty(Run run, String key, RecordData data) {
        FormRef ref = run.form;
        return ref != null && parts(ref).anyMatch(part -> part.key().equals(key))
                ? hasNoLines(ref, key, data)
                : !data.values().containsKey(key);
    }

    /**
     * What keeps people from saying yes in a step.
     *
     * @param missing fields that the step demands, or that a rule demands and the step opens, and that are empty
     * @param refused why rules do not let the record be as it is
     */
    record Held(Problems missing, Problems refused) {}

    /** What holds a yes in a step with these rights up; nothing where the run is about no record. */
    Held held(Run run, Map<String, FieldRight> rights) {
        FormRef ref = run.form;
        UUID record = run.record;
        if (ref == null || record == null) {
            return new Held(Problems.NONE, Problems.NONE);
        }
        boolean demands = rights.containsValue(FieldRight.REQUIRED);
        boolean isRuled = forms.find(ref.app(), ref.form())
                .filter(form -> !form.definition().rules().isEmpty())
                .isPresent();
        if (!demands && !isRuled) {
            return new Held(Problems.NONE, Problems.NONE);
        }
        RecordData data = demands ? get(ref, record) : all(ref, List.of(record)).get(record);
        if (data == null) {
            return new Held(Problems.NONE, Problems.NONE);
        }
        RuledRecord ruled = isRuled ? ruled(ref, record) : RuledRecord.FREE;
        Set<String> demanded = new LinkedHashSet<>();
        rights.forEach((key, right) -> {
            if (right == FieldRight.REQUIRED && !ruled.rules().hides(key)
                    || right.opens() && ruled.rules().requires(key, false)) {
                demanded.add(key);
            }
        });
        return new Held(
                new Problems(demanded.stream()
                        .filter(key -> isEmpty(run, key, data))
                        .map(key -> Problem.error("record.error.required", key, label(run, key)))
                        .toList()),
                ruled.refused());
    }

    /** The same, said to somebody who may not fill in all that is missing. */
    Problems asAnswered(Run run, Problems wrong, Map<String, FieldRight> rights, FieldRight others) {
        FormRef ref = run.form;
        String form = ref == null
                ? ""
                : forms.find(ref.app(), ref.form()).map(PublishedForm::label).orElse(ref.form());
        return new Problems(wrong.stream()
                .map(problem -> {
                    FieldRight right = rights.getOrDefault(problem.path(), others);
                    if (!problem.code().equals(Lacking.REQUIRED) || right.opens()) {
                        return problem;
                    }
                    return right == FieldRight.HIDDEN
                            ? Problem.error("record.error.requiredHidden.change", "", form)
                            : Problem.error(
                                    "record.error.requiredClosed",
                                    problem.path(),
                                    problem.arguments().toArray());
                })
                .distinct()
                .toList());
    }

    /** What people call the field; its key when it is not there any more. */
    String label(Run run, String key) {
        FormRef ref = run.form;
        if (ref == null) {
            return key;
        }
        return forms.find(ref.app(), ref.form())
                .flatMap(form -> form.field(key))
                .<String>map(PublishedField::label)
                .or(() -> parts(ref)
                        .filter(part -> part.key().equals(key))
                        .findFirst()
                        .map(PublishedPart::label))
                .orElse(key);
    }

    /** The expression with labels instead of keys, as people read it; what it says between quotes stays. */
    String inWords(FormRef form, String expression) {
        return forms.find(form.app(), form.form())
                .map(about -> ExpressionScopes.inWords(
                        expression,
                        ExpressionScopes.withLinked(
                                about.fields(), linked -> forms.byId(linked).map(PublishedForm::fields))))
                .orElse(expression);
    }

    /** Whether an expression speaks of one of the fields, or of what lies behind it. */
    static boolean names(String expression, Set<String> fields) {
        return !fields.isEmpty()
                && ExpressionScopes.names(expression).stream()
                        .anyMatch(name -> fields.contains(name) || fields.contains(name.split("\\.", 2)[0]));
    }

    /** Keys of the fields of a form, and of its parts that have lines. */
    List<String> fields(FormRef form) {
        return Stream.concat(
                        forms.find(form.app(), form.form()).stream()
                                .flatMap(one -> one.fields().stream())
                                .<String>map(PublishedField::key),
                        parts(form).map(PublishedPart::key))
                .toList();
    }

    /** The record as a step shows it; nothing when it is gone. */
    Optional<RecordData> shown(Run run, Set<String> hidden) {
        try {
            RecordData data = get(Objects.requireNonNull(run.form), Objects.requireNonNull(run.record));
            return Optional.of(without(data, hidden, data.title()));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /** Keys of the fields that the rights hide. */
    static Set<String> hidden(Map<String, FieldRight> rights) {
        return rights.entrySet().stream()
                .filter(entry -> entry.getValue() == FieldRight.HIDDEN)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** The record as somebody sees it who must not see some of its fields. */
    static RecordData without(RecordData data, Set<String> hidden, String title) {
        Map<String, Object> values = new HashMap<>(data.values());
        values.keySet().removeAll(hidden);
        return new RecordData(
                data.id(),
                data.version(),
                data.createdAt(),
                data.createdBy(),
                data.updatedAt(),
                data.updatedBy(),
                data.deletedAt(),
                data.deletedBy(),
                title,
                values);
    }

    /** Those of the records that are there, by id. */
    Map<UUID, RecordData> all(FormRef form, Collection<UUID> ids) {
        return asApp(form.app(), () -> allSeen(form, ids));
    }

    /** Those of the records that are there and that the one who is signed in may see, by id. */
    Map<UUID, RecordData> allSeen(FormRef form, Collection<UUID> ids) {
        try {
            return query
                    .list(new ListRequest(
                            form,
                            new Condition.Compare("id", Condition.Operator.IN, List.copyOf(ids)),
                            "",
                            List.of(),
                            Set.of(),
                            Math.max(1, ids.size()),
                            null,
                            false))
                    .items()
                    .stream()
                    .collect(Collectors.toMap(RecordData::id, Function.identity()));
        } catch (DomainException e) {
            // Whoever cannot see them gets no cards.
            return Map.of();
        }
    }

    /** What a card shows of the record: the chosen fields, or the first few. */
    List<FlowTask.Card> cards(
            FormRef ref, RecordData record, List<String> chosen, Set<String> hidden, FormatContext format) {
        PublishedForm form = forms.find(ref.app(), ref.form()).orElse(null);
        if (form == null) {
            return List.of();
        }
        List<? extends PublishedField<?, ?>> fields = chosen.isEmpty()
                ? form.fields().stream()
                        .filter(field -> form.titleField()
                                .filter(title -> title.key().equals(field.key()))
                                .isEmpty())
                        .limit(FIRST_FEW)
                        .toList()
                : chosen.stream().flatMap(key -> form.field(key).stream()).toList();
        List<FlowTask.Card> cards = new ArrayList<>();
        for (PublishedField<?, ?> field : fields) {
            Object value = record.values().get(field.key());
            if (value != null && !hidden.contains(field.key())) {
                cards.add(new FlowTask.Card(field.label(), field.format(value, format)));
            }
        }
        return cards;
    }
}
