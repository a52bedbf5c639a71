package dev.millwright.form;

import dev.millwright.expression.Expression;
import dev.millwright.expression.Expression.Circumstance;
import dev.millwright.expression.ExpressionException;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Expressions;
import dev.millwright.expression.Operation;
import dev.millwright.expression.Scope;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The formulas of an app and what each of them is worked out from. A formula may use the fields of its record, those of the records that
 * its links lead to, and what the records that lead to it come to.
 */
public final class AppFormulas {

    /** A field that a formula gives, by where it is. */
    public record FieldRef(UUID form, String key) {}

    /**
     * A formula that can be worked out.
     *
     * @param level higher than that of every formula that it needs
     */
    public record Formula(
            FormShape form, PublishedField<?, ?> field, Expression expression, List<Input> inputs, int level) {

        public FieldRef ref() {
            return new FieldRef(form.id(), field.key());
        }

        /** Whether it gives something else from day to day with nobody changing a record: of today, or of working days. */
        public boolean isOfDays() {
            return expression.all().anyMatch(part -> switch (part) {
                case Expression.Given(Circumstance what) -> what == Circumstance.TODAY;
                case Expression.Apply(Operation what, List<Expression> _, ExpressionType _) ->
                    what == Operation.WORKDAYS_BETWEEN || what == Operation.ADD_WORKDAYS;
                default -> false;
            });
        }
    }

    /**
     * What a field begins with in a new record, where nobody gives it a value.
     *
     * @param links keys of the links that it goes by: when one leads elsewhere, it is worked out again
     */
    public record Beginning(PublishedField<?, ?> field, Expression expression, List<Input> inputs, Set<String> links) {

        public Beginning {
            links = Set.copyOf(links);
        }
    }

    /** The beginnings of a form, in an order in which each can be worked out, and why others cannot. */
    private record Beginnings(List<Beginning> all, List<Problem> problems) {}

    /** What a formula is worked out from. */
    public sealed interface Input {

        /** The fields it reads. */
        Set<FieldRef> fields();

        /** A field of the same record. */
        record Own(FieldRef field) implements Input {
            @Override
            public Set<FieldRef> fields() {
                return Set.of(field);
            }
        }

        /**
         * A field of the record that a link leads to.
         *
         * @param link key of the link
         */
        record Linked(String link, FieldRef field) implements Input {
            @Override
            public Set<FieldRef> fields() {
                return Set.of(field);
            }
        }

        /** What rows that lead to the record come to. */
        record OfRows(Rows rows, Set<FieldRef> fields) implements Input {
            public OfRows {
                fields = Set.copyOf(fields);
            }
        }
    }

    /**
     * The records of a form that lead to a record.
     *
     * @param name what formulas call them
     * @param form whose records they are
     * @param link key of the field by which they lead there
     */
    public record Rows(String name, FormShape form, String link) {}

    /** Keys have no capitals, so that no form or field can be called like this. */
    private static final String BY = "_BY_";

    private static final String ROWS = "_ROWS";

    private final Map<UUID, FormShape> forms = new LinkedHashMap<>();
    private final Map<UUID, Map<String, Rows>> rows = new HashMap<>();
    private final Map<UUID, Scope> scopes = new HashMap<>();
    private final Map<UUID, FormRules> rules = new HashMap<>();
    private final Map<FieldRef, Formula> formulas = new LinkedHashMap<>();
    private final Map<UUID, Beginnings> beginnings = new HashMap<>();
    private final Expressions expressions;
    private final Map<UUID, List<Problem>> problems = new HashMap<>();

    /**
     * @param forms all forms of the app
     */
    public AppFormulas(List<FormShape> forms, Expressions expressions) {
        forms.forEach(form -> this.forms.put(form.id(), form));
        this.expressions = expressions;
        boolean none = forms.stream().flatMap(form -> form.fields().stream()).noneMatch(PublishedField::isComputed);
        if (none) {
            return;
        }
        Map<FieldRef, Formula> read = new LinkedHashMap<>();
        for (FormShape form : forms) {
            for (PublishedField<?, ?> field : form.fields()) {
                String text = field.definition().formula();
                if (text != null) {
                    read(form, field, text).ifPresent(formula -> read.put(formula.ref(), formula));
                }
            }
        }
        order(read);
    }

    /** In an order in which each can be worked out. */
    public List<Formula> all() {
        return List.copyOf(formulas.values());
    }

    /** Those of a form, in an order in which each can be worked out. */
    public List<Formula> of(UUID form) {
        return formulas.values().stream()
                .filter(formula -> formula.form().id().equals(form))
                .toList();
    }

    /** Why formulas of the form cannot be worked out; paths begin with the id of the field. */
    public Problems problems(UUID form) {
        List<Problem> all = new ArrayList<>(problems.getOrDefault(form, List.of()));
        if (forms.containsKey(form)) {
            all.addAll(beginningsOf(form).problems());
        }
        return new Problems(all);
    }

    /** What fields of a form begin with by an expression, in an order in which each can be worked out. */
    public List<Beginning> beginnings(UUID form) {
        return beginningsOf(form).all();
    }

    private Beginnings beginningsOf(UUID form) {
        Beginnings known = beginnings.get(form);
        if (known == null) {
            known = readBeginnings(shape(form));
            beginnings.put(form, known);
        }
        return known;
    }

    private Beginnings readBeginnings(FormShape form) {
        List<Problem> wrong = new ArrayList<>();
        Map<String, Beginning> read = new LinkedHashMap<>();
        for (PublishedField<?, ?> field : form.fields()) {
            if (!field.begins()) {
                continue;
            }
            String path = field.id() + ".defaultValue";
            try {
                Expression expression =
                        expressions.compile(field.definition().defaultFormula().orElseThrow(), scope(form.id()));
                Problem problem = wrongBeginning(form, field, expression, path);
                if (problem != null) {
                    wrong.add(problem);
                    continue;
                }
                wrong.addAll(new ExpressionWarnings(this).in(form, field, expression, path));
                List<Input> inputs = inputs(form, expression);
                read.put(field.key(), new Beginning(field, given(field, expression), inputs, links(form, inputs)));
            } catch (ExpressionException e) {
                wrong.add(Problem.of(e, path));
            }
        }
        Set<String> done = new LinkedHashSet<>();
        for (String key : read.keySet()) {
            List<String> round = new ArrayList<>();
            if (!place(key, read, done, round)) {
                String words = round.reversed().stream()
                        .map(one -> form.field(one).map(PublishedField::label).orElse(one))
                        .collect(Collectors.joining(" → "));
                Beginning of = read.get(key);
                if (of != null) {
                    wrong.add(
                            Problem.error("form.problem.beginCycle", of.field().id() + ".defaultValue", words));
                }
            }
        }
        return new Beginnings(
                done.stream()
                        .flatMap(key -> Optional.ofNullable(read.get(key)).stream())
                        .toList(),
                List.copyOf(wrong));
    }

    /** Fields are at most some hundreds, and each is placed once. @return false when it needs itself */
    private static boolean place(String key, Map<String, Beginning> read, Set<String> done, List<String> path) {
        Beginning of = read.get(key);
        if (of == null || done.contains(key)) {
            return true;
        }
        if (path.contains(key)) {
            path.add(key);
            return false;
        }
        path.add(key);
        for (Input input : of.inputs()) {
            if (input instanceof Input.Own(FieldRef ref) && !place(ref.key(), read, done, path)) {
                return false;
            }
        }
        path.remove(key);
        done.add(key);
        return true;
    }

    private static @Nullable Problem wrongBeginning(
            FormShape form, PublishedField<?, ?> field, Expression expression, String path) {
        if (!FormRules.canFill(field)) {
            return Problem.error("form.problem.noBeginning", path, field.label());
        }
        for (Expression part : expression.all().toList()) {
            if (part instanceof Expression.Rollup) {
                return Problem.error("form.problem.beginOfRows", path, field.label());
            }
            if (part instanceof Expression.Named(String key, ExpressionType _)) {
                Optional<PublishedField<?, ?>> made = form.field(key).filter(other -> !other.isEntered());
                if (made.isPresent()) {
                    return Problem.error(
                            "form.problem.beginOfMade",
                            path,
                            field.label(),
                            made.get().label());
                }
            }
        }
        return FormRules.fits(form, field, expression)
                ? null
                : Problem.error(
                        "form.problem.beginType",
                        path,
                        field.label(),
                        field.expressionType().name(),
                        expression.type().name());
    }

    private static Set<String> links(FormShape form, List<Input> inputs) {
        Set<String> links = new HashSet<>();
        for (Input input : inputs) {
            switch (input) {
                case Input.Linked(String link, FieldRef _) -> links.add(link);
                case Input.Own(FieldRef ref) ->
                    form.field(ref.key())
                            .filter(own -> own.target().isPresent())
                            .ifPresent(own -> links.add(own.key()));
                case Input.OfRows _ -> {}
            }
        }
        return links;
    }

    /** The rules of a form. */
    public FormRules rules(UUID form) {
        FormRules known = rules.get(form);
        if (known == null) {
            FormShape shape = shape(form);
            known = shape.rules().isEmpty() ? FormRules.NONE : new FormRules(shape, this, expressions);
            rules.put(form, known);
        }
        return known;
    }

    /** What an expression of the form is worked out from. */
    public List<Input> inputs(UUID form, Expression expression) {
        return inputs(shape(form), expression);
    }

    /** The records that lead to a record of the form, by what formulas call them. */
    public Map<String, Rows> rows(UUID form) {
        return rows.computeIfAbsent(form, ignored -> rowsOf(shape(form)));
    }

    /** What a formula of the form may use. */
    public Scope scope(UUID form) {
        return scopes.computeIfAbsent(form, ignored -> scopeOf(shape(form)));
    }

    /** A form of the app. */
    public Optional<FormShape> form(UUID id) {
        return Optional.ofNullable(forms.get(id));
    }

    private FormShape shape(UUID form) {
        FormShape shape = forms.get(form);
        if (shape == null) {
            throw new IllegalArgumentException("No form of the app: " + form);
        }
        return shape;
    }

    private Map<String, Rows> rowsOf(FormShape form) {
        Map<String, Rows> named = new LinkedHashMap<>();
        for (FormShape other : forms.values()) {
            List<PublishedField<?, ?>> links = other.fields().stream()
                    .filter(field -> field.target().filter(form.id()::equals).isPresent())
                    .toList();
            for (PublishedField<?, ?> link : links) {
                String name = links.size() == 1 ? other.key() : other.key() + BY + link.key();
                if (form.field(name).isPresent()) {
                    name += ROWS;
                }
                named.put(name, new Rows(name, other, link.key()));
            }
        }
        return named;
    }

    private Scope scopeOf(FormShape form) {
        List<Scope.Name> names = new ArrayList<>(own(form));
        for (PublishedField<?, ?> link : form.fields()) {
            link.target()
                    .map(forms::get)
                    .ifPresent(target -> own(target)
                            .forEach(name -> names.add(new Scope.Name(
                                    link.key() + "." + name.key(),
                                    link.label() + "." + name.label(),
                                    ExpressionScopes.elsewhere(name.type())))));
        }
        for (Rows of : rows(form.id()).values()) {
            // Lines are called as on their form, where people see them.
            String label = form.lines().getOrDefault(of.form().id(), of.form().label());
            names.add(new Scope.Name(of.name(), label, ExpressionType.ID, of.name()));
            own(of.form())
                    .forEach(name -> names.add(new Scope.Name(
                            of.name() + "." + name.key(),
                            label + "." + name.label(),
                            ExpressionScopes.elsewhere(name.type()),
                            of.name())));
        }
        return new Scope(names);
    }

    /** Without what changes whenever something else does. */
    private static List<Scope.Name> own(FormShape form) {
        List<Scope.Name> names = new ArrayList<>();
        for (PublishedField<?, ?> field : form.fields()) {
            names.add(new Scope.Name(field.key(), field.label(), field.nameType()));
        }
        names.add(new Scope.Name(SystemColumns.CREATED_AT, SystemColumns.CREATED_AT, ExpressionType.DATE_TIME));
        names.add(new Scope.Name(SystemColumns.CREATED_BY, SystemColumns.CREATED_BY, ExpressionType.PERSON));
        return names;
    }

    private Optional<Formula> read(FormShape form, PublishedField<?, ?> field, String text) {
        String path = field.id() + ".expression";
        if (!field.type().takesFormula()) {
            problem(form, Problem.error("form.problem.noFormula", path, field.label()));
            return Optional.empty();
        }
        if (text.isBlank()) {
            problem(form, Problem.error("form.problem.formulaEmpty", path, field.label()));
            return Optional.empty();
        }
        try {
            Expression expression = expressions.compile(text, scope(form.id()));
            Problem problem = wrong(field, expression, path);
            if (problem == null) {
                new ExpressionWarnings(this).in(form, field, expression, path).forEach(doubt -> problem(form, doubt));
                return Optional.of(new Formula(form, field, given(field, expression), inputs(form, expression), 0));
            }
            problem(form, problem);
        } catch (ExpressionException e) {
            problem(form, Problem.of(isItself(field, e) ? usesItself(field, e) : e, path));
        }
        return Optional.empty();
    }

    /** Who writes a field by its label has not picked it from the names. */
    private static boolean isItself(PublishedField<?, ?> field, ExpressionException unknown) {
        return unknown.code().startsWith("expression.error.unknownName")
                && unknown.arguments().getFirst().equals(field.label());
    }

    private static ExpressionException usesItself(PublishedField<?, ?> field, ExpressionException at) {
        return new ExpressionException(at.position(), "form.problem.formulaSelf", field.label());
    }

    private static @Nullable Problem wrong(PublishedField<?, ?> field, Expression expression, String path) {
        for (Expression part : expression.all().toList()) {
            if (part instanceof Expression.Given(Circumstance what) && what != Circumstance.TODAY) {
                return Problem.error("form.problem.formulaOfMoment", path, what.name());
            }
            if (part instanceof Expression.Apply(Operation what, List<Expression> _, ExpressionType _)
                    && (what == Operation.OF_MY_DEPARTMENT || what == Operation.UNDER_MY_DEPARTMENT)) {
                return Problem.error("form.problem.formulaOfMoment", path, "MY_DEPARTMENT");
            }
        }
        ExpressionType wanted = field.expressionType();
        ExpressionType type = expression.type();
        if (wanted == ExpressionType.NUMBER && type == ExpressionType.DURATION) {
            return Problem.error("form.problem.formulaDuration", path, field.label());
        }
        return takes(wanted, type)
                ? null
                : Problem.error("form.problem.formulaType", path, field.label(), wanted.name(), type.name());
    }

    /** Whether what an expression of a type gives can be kept by a field of another. */
    static boolean takes(ExpressionType wanted, ExpressionType type) {
        return switch (wanted) {
            case TEXT, CHOICE -> type.isText();
            case DATE -> type.isTime();
            case NUMBER, BOOLEAN, DATE_TIME, TIME, DURATION -> type == wanted;
            case DATE_RANGE, CHOICES, LINK, PERSON, ID, OTHER, EMPTY -> false;
        };
    }

    /** What is to be a date may be given as a moment. */
    static Expression given(PublishedField<?, ?> field, Expression expression) {
        return field.expressionType() == ExpressionType.DATE && expression.type() == ExpressionType.DATE_TIME
                ? Expression.apply(Operation.DAY_OF_MOMENT, ExpressionType.DATE, expression)
                : expression;
    }

    private List<Input> inputs(FormShape form, Expression expression) {
        Set<Input> inputs = new LinkedHashSet<>();
        Map<String, Set<FieldRef>> ofRows = new LinkedHashMap<>();
        for (Expression part : expression.all().toList()) {
            switch (part) {
                case Expression.Named(String key, ExpressionType type) -> named(form, key, type, inputs);
                case Expression.Rollup rollup -> ofRows.computeIfAbsent(rollup.rows(), ignored -> new HashSet<>());
                case Expression.RowValue(String name, String key, ExpressionType _) -> {
                    FormShape of = rowsNamed(form, name).form();
                    if (of.field(key).isPresent()) {
                        ofRows.computeIfAbsent(name, ignored -> new HashSet<>()).add(new FieldRef(of.id(), key));
                    }
                }
                default -> {}
            }
        }
        ofRows.forEach((name, fields) -> inputs.add(new Input.OfRows(rowsNamed(form, name), fields)));
        return List.copyOf(inputs);
    }

    private Rows rowsNamed(FormShape form, String name) {
        Rows of = rows(form.id()).get(name);
        if (of == null) {
            throw new IllegalStateException("No rows of that name: " + name);
        }
        return of;
    }

    private void named(FormShape form, String key, ExpressionType type, Set<Input> inputs) {
        int dot = key.indexOf('.');
        if (dot >= 0) {
            String link = key.substring(0, dot);
            String field = key.substring(dot + 1);
            inputs.add(new Input.Own(new FieldRef(form.id(), link)));
            target(form, link)
                    .filter(target -> target.field(field).isPresent())
                    .ifPresent(target -> inputs.add(new Input.Linked(link, new FieldRef(target.id(), field))));
        } else if (form.field(key).isPresent()) {
            inputs.add(new Input.Own(new FieldRef(form.id(), key)));
            if (type == ExpressionType.LINK) {
                target(form, key)
                        .flatMap(target -> target.title().map(title -> new FieldRef(target.id(), title.key())))
                        .ifPresent(title -> inputs.add(new Input.Linked(key, title)));
            }
        }
    }

    private Optional<FormShape> target(FormShape form, String link) {
        return form.field(link).flatMap(PublishedField::target).map(forms::get);
    }

    private void order(Map<FieldRef, Formula> read) {
        Map<FieldRef, Integer> levels = new HashMap<>();
        Set<FieldRef> told = new HashSet<>();
        read.keySet().forEach(ref -> level(ref, read, levels, new LinkedHashSet<>(), told));
        read.values().stream()
                .filter(formula -> levels.getOrDefault(formula.ref(), -1) >= 0)
                .map(formula -> new Formula(
                        formula.form(),
                        formula.field(),
                        formula.expression(),
                        formula.inputs(),
                        levels.getOrDefault(formula.ref(), 0)))
                .sorted(Comparator.comparingInt(Formula::level))
                .forEach(formula -> formulas.put(formula.ref(), formula));
    }

    /** @return -1 when it needs itself, or something that does */
    private int level(
            FieldRef ref,
            Map<FieldRef, Formula> read,
            Map<FieldRef, Integer> levels,
            LinkedHashSet<FieldRef> path,
            Set<FieldRef> told) {
        Formula formula = read.get(ref);
        if (formula == null) {
            return 0;
        }
        Integer known = levels.get(ref);
        if (known != null) {
            return known;
        }
        if (!path.add(ref)) {
            tellCycle(ref, read, path, told);
            return -1;
        }
        int level = 1;
        for (Input input : formula.inputs()) {
            for (FieldRef needed : input.fields()) {
                int below = level(needed, read, levels, path, told);
                level = below < 0 || level < 0 ? -1 : Math.max(level, below + 1);
            }
        }
        path.remove(ref);
        levels.put(ref, level);
        return level;
    }

    private void tellCycle(
            FieldRef ref, Map<FieldRef, Formula> read, LinkedHashSet<FieldRef> path, Set<FieldRef> told) {
        List<FieldRef> round = new ArrayList<>(path).subList(new ArrayList<>(path).indexOf(ref), path.size());
        boolean oneForm = round.stream().map(FieldRef::form).distinct().count() == 1;
        List<String> labels = new ArrayList<>();
        for (FieldRef one : round) {
            labels.add(label(one, read, oneForm));
        }
        labels.add(label(ref, read, oneForm));
        String words = labels.stream().collect(Collectors.joining(" → "));
        for (FieldRef one : round) {
            Formula formula = read.get(one);
            if (formula != null && told.add(one)) {
                problem(
                        formula.form(),
                        round.size() == 1
                                ? Problem.error(
                                        "form.problem.formulaSelf",
                                        formula.field().id() + ".expression",
                                        formula.field().label())
                                : Problem.error(
                                        "form.problem.formulaCycle",
                                        formula.field().id() + ".expression",
                                        words));
            }
        }
    }

    private static String label(FieldRef ref, Map<FieldRef, Formula> read, boolean oneForm) {
        Formula formula = read.get(ref);
        if (formula == null) {
            return ref.key();
        }
        return oneForm
                ? formula.field().label()
                : formula.form().label() + "." + formula.field().label();
    }

    private void problem(FormShape form, Problem problem) {
        problems.computeIfAbsent(form.id(), ignored -> new ArrayList<>()).add(problem);
    }
}
