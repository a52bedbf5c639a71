package dev.millwright.form;

import dev.millwright.expression.Evaluator;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionException;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Expressions;
import dev.millwright.expression.Values;
import dev.millwright.form.AppFormulas.FieldRef;
import dev.millwright.form.AppFormulas.Formula;
import dev.millwright.form.AppFormulas.Input;
import dev.millwright.form.RuleAction.Clear;
import dev.millwright.form.RuleAction.Fill;
import dev.millwright.form.RuleAction.Free;
import dev.millwright.form.RuleAction.Hide;
import dev.millwright.form.RuleAction.Lock;
import dev.millwright.form.RuleAction.Offer;
import dev.millwright.form.RuleAction.Refuse;
import dev.millwright.form.RuleAction.Require;
import dev.millwright.form.RuleAction.Show;
import dev.millwright.form.RuleAction.Warn;
import dev.millwright.form.RuleOutcome.Matter;
import dev.millwright.form.RuleOutcome.Message;
import dev.millwright.form.RuleOutcome.Overruled;
import dev.millwright.form.RuleOutcome.Said;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
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
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a form, read and ready to be asked about one record. They are asked in their order, each once; where two differ, the later one
 * counts. Those that give values come first, then formulas are worked out again, and all others see what came of it.
 */
public final class FormRules {

    /** No rules. */
    public static final FormRules NONE = new FormRules();

    /**
     * A rule that can be asked.
     *
     * @param when null for always
     * @param given by action what a field is set to
     * @param own keys of the record's own fields that it reads
     * @param isLate whether what it refuses is known only once the record is written
     */
    public record Ready(
            FormRule rule,
            @Nullable Expression when,
            Map<Fill, Expression> given,
            Set<String> own,
            List<Input> inputs,
            boolean isLate) {

        boolean holds(Values values, Evaluator evaluator) {
            return when == null || Boolean.TRUE.equals(evaluator.condition(when, values));
        }

        /** Whether it can keep a record from being written. */
        public boolean refuses() {
            return rule.then().stream().anyMatch(Refuse.class::isInstance);
        }

        private boolean sets() {
            return rule.then().stream().anyMatch(action -> action instanceof Fill || action instanceof Clear);
        }

        private boolean locks() {
            return rule.then().stream().anyMatch(Lock.class::isInstance);
        }
    }

    private final @Nullable FormShape form;
    private final List<Ready> ready = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private FormRules() {
        form = null;
    }

    FormRules(FormShape form, AppFormulas formulas, Expressions expressions) {
        this.form = form;
        if (form.rules().size() > FormRule.MAX_RULES) {
            problems.add(Problem.error("form.problem.tooManyRules", "", FormRule.MAX_RULES));
        }
        Set<UUID> ids = new HashSet<>();
        for (FormRule rule : form.rules()) {
            if (!ids.add(rule.id())) {
                problem(rule, "form.problem.ruleTwice", rule.name());
            }
            // What is switched off may wait for what it lacks.
            if (rule.enabled()) {
                read(form, rule, formulas, expressions);
            }
        }
        new Rounds(form, formulas).tell();
    }

    /** Those that are switched on, in their order. */
    public List<Ready> ready() {
        return List.copyOf(ready);
    }

    public boolean isEmpty() {
        return ready.isEmpty();
    }

    /** Why rules cannot be asked; paths begin with the id of the rule. */
    public Problems problems() {
        return new Problems(problems);
    }

    /** Whether any of them has to know what the record was before. */
    public boolean lookBack() {
        return ready.stream().anyMatch(rule -> rule.sets() || rule.locks());
    }

    /**
     * Gives fields the values that rules set.
     *
     * @param now the record as it is to be; sees what is set at once
     * @param before the record as it is; null for a new one
     * @param changed keys of fields that the change touches
     * @param set takes by key the value, of the type of the field
     * @return by key the rule that gave the value, and which rules had no way
     */
    public Settled settle(
            Values now,
            @Nullable Values before,
            Collection<String> changed,
            Evaluator evaluator,
            BiConsumer<String, @Nullable Object> set) {
        Map<String, String> by = new LinkedHashMap<>();
        List<Overruled> overruled = new ArrayList<>();
        Set<String> touched = new HashSet<>(changed);
        for (Ready rule : ready) {
            if (!rule.sets() || !rule.holds(now, evaluator)) {
                continue;
            }
            boolean begins =
                    before == null || rule.own().stream().anyMatch(touched::contains) || !rule.holds(before, evaluator);
            if (!begins) {
                continue;
            }
            for (RuleAction action : rule.rule().then()) {
                switch (action) {
                    case Fill fill -> {
                        Expression expression = rule.given().get(fill);
                        for (PublishedField<?, ?> field : fields(fill.targets())) {
                            Object value = expression == null ? null : evaluator.value(expression, now);
                            give(field, ExpressionValues.value(field, value), rule, by, overruled, touched, set);
                        }
                    }
                    case Clear clear ->
                        fields(clear.targets()).forEach(field -> give(field, null, rule, by, overruled, touched, set));
                    case Show _, Hide _, Require _, Free _, Lock _, Offer _, Refuse _, Warn _ -> {}
                }
            }
        }
        return new Settled(by, overruled);
    }

    /**
     * What was given.
     *
     * @param by by key the rule that gave the value
     */
    public record Settled(Map<String, String> by, List<Overruled> overruled) {

        public static final Settled NOTHING = new Settled(Map.of(), List.of());

        public Settled {
            by = Map.copyOf(by);
            overruled = List.copyOf(overruled);
        }
    }

    private static void give(
            PublishedField<?, ?> field,
            @Nullable Object value,
            Ready rule,
            Map<String, String> by,
            List<Overruled> overruled,
            Set<String> touched,
            BiConsumer<String, @Nullable Object> set) {
        String former = by.put(field.key(), rule.rule().name());
        if (former != null && !former.equals(rule.rule().name())) {
            overruled.add(new Overruled(field.key(), Matter.VALUE, rule.rule().name(), former));
        }
        touched.add(field.key());
        set.accept(field.key(), value);
    }

    /**
     * What the rules say of a record.
     *
     * @param settled what {@link #settle} gave
     * @param late whether that is asked, too, which is known for sure only once the record is written
     */
    public RuleOutcome outcome(
            Values now, @Nullable Values before, Settled settled, Evaluator evaluator, boolean late) {
        if (ready.isEmpty()) {
            return RuleOutcome.NONE;
        }
        Telling telling = new Telling(settled.overruled());
        // What a rule shows is not there before it does.
        for (Ready rule : ready) {
            for (RuleAction action : rule.rule().then()) {
                if (action instanceof Show show) {
                    keys(show.of())
                            .forEach(key -> telling.shown.put(
                                    key, new Said<>(false, rule.rule().name())));
                }
            }
        }
        Set<String> begun = new HashSet<>(telling.shown.keySet());
        for (Ready rule : ready) {
            if (!rule.holds(now, evaluator)) {
                continue;
            }
            String name = rule.rule().name();
            boolean heldBefore = rule.locks() && before != null && rule.holds(before, evaluator);
            for (RuleAction action : rule.rule().then()) {
                switch (action) {
                    case Show show -> keys(show.of()).forEach(key -> telling.shown(key, true, name, begun));
                    case Hide hide -> keys(hide.of()).forEach(key -> telling.shown(key, false, name, begun));
                    case Require require ->
                        keys(require.of())
                                .forEach(key -> telling.say(telling.required, key, true, Matter.REQUIRED, name));
                    case Free free ->
                        keys(free.of())
                                .forEach(key -> telling.say(telling.required, key, false, Matter.REQUIRED, name));
                    case Lock lock ->
                        keys(lock.of()).forEach(key -> {
                            telling.locked.put(key, name);
                            if (heldBefore) {
                                telling.held.put(key, name);
                            }
                        });
                    case Offer offer ->
                        keys(offer.targets())
                                .forEach(key ->
                                        telling.say(telling.offered, key, offer.options(), Matter.OFFERED, name));
                    case Refuse(UUID field, String message) -> {
                        if (late || !rule.isLate()) {
                            telling.refusals.add(new Message(name, key(field), message));
                        }
                    }
                    case Warn(UUID field, String message) ->
                        telling.warnings.add(new Message(name, key(field), message));
                    case Fill _, Clear _ -> {}
                }
            }
        }
        return telling.outcome(settled.by());
    }

    /** What a rule says when it refuses a record. */
    public List<Message> refusals(Ready rule) {
        List<Message> refusals = new ArrayList<>();
        for (RuleAction action : rule.rule().then()) {
            if (action instanceof Refuse(UUID field, String message)) {
                refusals.add(new Message(rule.rule().name(), key(field), message));
            }
        }
        return refusals;
    }

    private @Nullable String key(@Nullable UUID field) {
        return field == null ? null : keys(List.of(field)).findFirst().orElse(null);
    }

    private Stream<String> keys(List<UUID> targets) {
        FormShape shape = form;
        return shape == null
                ? Stream.of()
                : targets.stream().flatMap(id -> shape.keys().getOrDefault(id, List.of()).stream());
    }

    /** The fields among some targets that people fill. */
    private List<PublishedField<?, ?>> fields(List<UUID> targets) {
        FormShape shape = form;
        return shape == null
                ? List.of()
                : keys(targets)
                        .<PublishedField<?, ?>>flatMap(key -> shape.field(key).stream())
                        .filter(PublishedField::isEntered)
                        .toList();
    }

    private void problem(FormRule rule, String code, Object... arguments) {
        problems.add(Problem.error(code, rule.id().toString(), arguments));
    }

    private void read(FormShape of, FormRule rule, AppFormulas formulas, Expressions expressions) {
        int before = problems.size();
        List<Problem> doubts = new ArrayList<>();
        if (rule.name().isBlank()) {
            problem(rule, "form.problem.ruleNameMissing");
        } else if (rule.name().length() > 200) {
            problem(rule, "form.problem.ruleNameTooLong", 200);
        }
        if (rule.then().isEmpty()) {
            problem(rule, "form.problem.ruleEmpty", rule.name());
        } else if (rule.then().size() > FormRule.MAX_ACTIONS) {
            problem(rule, "form.problem.ruleTooMuch", rule.name(), FormRule.MAX_ACTIONS);
        }
        Expression when = null;
        if (!rule.when().isBlank()) {
            try {
                when = expressions.condition(rule.when(), formulas.scope(of.id()));
                doubts.addAll(
                        new ExpressionWarnings(formulas).in(of, when, rule.id().toString()));
            } catch (ExpressionException e) {
                problems.add(Problem.of(e, rule.id().toString()));
            }
        }
        Map<Fill, Expression> given = new HashMap<>();
        for (RuleAction action : rule.then()) {
            check(of, rule, action);
            if (action instanceof Fill fill) {
                value(of, rule, fill, formulas, expressions, doubts).ifPresent(value -> given.put(fill, value));
            }
        }
        if (problems.size() > before) {
            return;
        }
        problems.addAll(doubts);
        Set<Input> inputs = new LinkedHashSet<>();
        if (when != null) {
            inputs.addAll(formulas.inputs(of.id(), when));
        }
        boolean late = inputs.stream().anyMatch(input -> isLate(input, of, formulas));
        given.values().forEach(value -> inputs.addAll(formulas.inputs(of.id(), value)));
        Set<String> own = new HashSet<>();
        inputs.forEach(input -> {
            if (input instanceof Input.Own(FieldRef ref)) {
                own.add(ref.key());
            }
        });
        ready.add(new Ready(rule, when, Map.copyOf(given), Set.copyOf(own), List.copyOf(inputs), late));
    }

    /** Whether the write itself may change what is read elsewhere, or others may while it is written. */
    private static boolean isLate(Input input, FormShape of, AppFormulas formulas) {
        return switch (input) {
            case Input.Own _ -> false;
            case Input.OfRows _ -> true;
            case Input.Linked(String _, FieldRef ref) ->
                ref.form().equals(of.id())
                        || formulas.of(ref.form()).stream()
                                .anyMatch(formula -> formula.ref().equals(ref));
        };
    }

    private void check(FormShape of, FormRule rule, RuleAction action) {
        boolean place = action instanceof Refuse || action instanceof Warn;
        if (!place && action.targets().isEmpty()) {
            problem(rule, "form.problem.ruleFieldMissing", rule.name());
        }
        if (action.targets().stream().anyMatch(id -> !of.keys().containsKey(id))) {
            problem(rule, "form.problem.ruleFieldGone", rule.name());
        }
        switch (action) {
            case Refuse(UUID _, String message) -> message(rule, message);
            case Warn(UUID _, String message) -> message(rule, message);
            case Offer offer ->
                keys(offer.targets()).flatMap(key -> of.field(key).stream()).forEach(field -> {
                    Set<String> known = new HashSet<>();
                    field.options().forEach(option -> known.add(option.key()));
                    if (offer.options().isEmpty() || !known.containsAll(offer.options())) {
                        problem(rule, "form.problem.ruleOptions", rule.name(), field.label());
                    }
                });
            case Require require -> entered(of, rule, require.of());
            case Lock lock -> entered(of, rule, lock.of());
            case Clear clear -> entered(of, rule, clear.of());
            case Fill fill -> entered(of, rule, fill.targets());
            case Show _, Hide _, Free _ -> {}
        }
    }

    private void message(FormRule rule, String message) {
        if (message.isBlank()) {
            problem(rule, "form.problem.ruleMessageMissing", rule.name());
        } else if (message.length() > RuleAction.LONGEST_MESSAGE) {
            problem(rule, "form.problem.ruleMessageTooLong", rule.name(), RuleAction.LONGEST_MESSAGE);
        }
    }

    /** Nobody can be asked for, or kept from, what is filled by itself. */
    private void entered(FormShape of, FormRule rule, List<UUID> targets) {
        for (UUID target : targets) {
            List<String> keys = of.keys().getOrDefault(target, List.of());
            if (keys.size() != 1) {
                continue;
            }
            of.field(keys.getFirst())
                    .filter(field -> !field.isEntered())
                    .ifPresent(field -> problem(rule, "form.problem.ruleNotEntered", rule.name(), field.label()));
        }
    }

    private Optional<Expression> value(
            FormShape of,
            FormRule rule,
            Fill fill,
            AppFormulas formulas,
            Expressions expressions,
            List<Problem> doubts) {
        PublishedField<?, ?> field = keys(fill.targets())
                .<PublishedField<?, ?>>flatMap(key -> of.field(key).stream())
                .findFirst()
                .orElse(null);
        if (field == null) {
            return Optional.empty();
        }
        if (fill.with().isBlank()) {
            problem(rule, "form.problem.ruleValueMissing", rule.name(), field.label());
            return Optional.empty();
        }
        try {
            Expression value = expressions.compile(fill.with(), formulas.scope(of.id()));
            if (!fits(of, field, value)) {
                problem(
                        rule,
                        "form.problem.ruleType",
                        rule.name(),
                        field.label(),
                        field.expressionType().name(),
                        value.type().name());
                return Optional.empty();
            }
            doubts.addAll(new ExpressionWarnings(formulas)
                    .in(of, field, value, rule.id().toString()));
            return Optional.of(AppFormulas.given(field, value));
        } catch (ExpressionException e) {
            problems.add(Problem.of(e, rule.id().toString()));
            return Optional.empty();
        }
    }

    static boolean fits(FormShape of, PublishedField<?, ?> field, Expression value) {
        ExpressionType wanted = field.expressionType();
        if (wanted == ExpressionType.PERSON) {
            return value.type() == ExpressionType.PERSON;
        }
        if (wanted == ExpressionType.LINK) {
            return value instanceof Expression.Named(String key, ExpressionType _)
                    && of.field(key).flatMap(PublishedField::target).equals(field.target());
        }
        return field.type().takesFormula() && AppFormulas.takes(wanted, value.type());
    }

    /** Whether a rule can give the field a value by an expression. */
    public static boolean canFill(PublishedField<?, ?> field) {
        return field.isEntered()
                && switch (field.expressionType()) {
                    case PERSON, LINK -> true;
                    case TEXT, NUMBER, BOOLEAN, DATE, DATE_TIME, TIME, DURATION, CHOICE ->
                        field.type().takesFormula();
                    case DATE_RANGE, CHOICES, ID, OTHER, EMPTY -> false;
                };
    }

    /** Collects what rules say; who comes later wins. */
    private static final class Telling {

        private final Map<String, Said<Boolean>> shown = new LinkedHashMap<>();
        private final Map<String, Said<Boolean>> required = new LinkedHashMap<>();
        private final Map<String, String> locked = new LinkedHashMap<>();
        private final Map<String, String> held = new LinkedHashMap<>();
        private final Map<String, Said<List<String>>> offered = new LinkedHashMap<>();
        private final List<Message> refusals = new ArrayList<>();
        private final List<Message> warnings = new ArrayList<>();
        private final List<Overruled> overruled;

        Telling(List<Overruled> overruled) {
            this.overruled = new ArrayList<>(overruled);
        }

        /** @param begun what is hidden because a rule would show it, which no rule said yet */
        void shown(String key, boolean seen, String rule, Set<String> begun) {
            if (begun.remove(key)) {
                shown.put(key, new Said<>(seen, rule));
            } else {
                say(shown, key, seen, Matter.SHOWN, rule);
            }
        }

        <T> void say(Map<String, Said<T>> of, String key, T value, Matter matter, String rule) {
            Said<T> former = of.put(key, new Said<>(value, rule));
            if (former != null && !former.value().equals(value)) {
                overruled.add(new Overruled(key, matter, rule, former.rule()));
            }
        }

        RuleOutcome outcome(Map<String, String> set) {
            return new RuleOutcome(shown, required, locked, held, offered, set, refusals, warnings, overruled);
        }
    }

    /** Finds rules that would have to set each other's fields again and again. */
    private final class Rounds {

        private final FormShape of;
        private final Map<String, Set<String>> reads = new LinkedHashMap<>();
        private final Map<String, Ready> setBy = new HashMap<>();

        Rounds(FormShape of, AppFormulas formulas) {
            this.of = of;
            if (ready.stream().noneMatch(Ready::sets)) {
                return;
            }
            for (Formula formula : formulas.of(of.id())) {
                for (Input input : formula.inputs()) {
                    if (input instanceof Input.Own(FieldRef ref)) {
                        reads.computeIfAbsent(formula.field().key(), ignored -> new LinkedHashSet<>())
                                .add(ref.key());
                    }
                }
            }
            for (Ready rule : ready) {
                for (RuleAction action : rule.rule().then()) {
                    if (action instanceof Fill || action instanceof Clear) {
                        for (PublishedField<?, ?> field : fields(action.targets())) {
                            Set<String> needed = reads.computeIfAbsent(field.key(), ignored -> new LinkedHashSet<>());
                            needed.addAll(rule.own());
                            // What only looks whether it is empty yet is no round.
                            needed.remove(field.key());
                            setBy.put(field.key(), rule);
                        }
                    }
                }
            }
        }

        void tell() {
            Set<String> done = new HashSet<>();
            for (String key : setBy.keySet().stream().sorted().toList()) {
                List<String> path = new ArrayList<>();
                if (round(key, path, done)) {
                    List<String> round = path.subList(path.indexOf(path.getLast()), path.size());
                    Ready rule = round.stream()
                            .map(setBy::get)
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElseThrow();
                    String words = String.join(
                            " → ", round.stream().map(this::label).toList().reversed());
                    problem(rule.rule(), "form.problem.ruleCycle", rule.rule().name(), words);
                    return;
                }
            }
        }

        private String label(String key) {
            return of.field(key).map(PublishedField::label).orElse(key);
        }

        /** Fields are at most some hundreds, and each is looked at once. */
        private boolean round(String key, List<String> path, Set<String> done) {
            if (path.contains(key)) {
                path.add(key);
                return true;
            }
            if (done.contains(key)) {
                return false;
            }
            path.add(key);
            for (String next : reads.getOrDefault(key, Set.of())) {
                if (round(next, path, done)) {
                    return true;
                }
            }
            path.removeLast();
            done.add(key);
            return false;
        }
    }
}
