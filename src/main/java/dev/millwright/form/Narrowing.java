package dev.millwright.form;

import dev.millwright.expression.Expression;
import dev.millwright.expression.Expression.Apply;
import dev.millwright.expression.Expression.Compare;
import dev.millwright.expression.Expression.Named;
import dev.millwright.expression.ExpressionException;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Expressions;
import dev.millwright.expression.Operation;
import dev.millwright.expression.Scope;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Which records a link may lead to: a condition over the fields of these, in which {@code this.} stands before the fields of the record that
 * links, and {@code this.order.} before those of the record that its field {@code order} leads to.
 *
 * @param condition links are compared in it by the records that they lead to, whatever these are called
 */
public record Narrowing(Expression condition) {

    /** What stands before the names of fields of the record that links. */
    public static final String OWN = "this.";

    /** Behind the name of a link or person for what it is called; no name ends so. */
    public static final String CALLED = ":called";

    private static final List<Scope.Name> SYSTEM = List.of(
            new Scope.Name(SystemColumns.ID, SystemColumns.ID, ExpressionType.ID),
            new Scope.Name(SystemColumns.CREATED_AT, SystemColumns.CREATED_AT, ExpressionType.DATE_TIME),
            new Scope.Name(SystemColumns.CREATED_BY, SystemColumns.CREATED_BY, ExpressionType.PERSON));

    /**
     * @throws ExpressionException when the text is no condition of the scope
     */
    public static Narrowing of(String text, Scope scope, Expressions expressions) {
        return new Narrowing(byRecord(expressions.condition(text, scope)));
    }

    /**
     * What a narrowing may name.
     *
     * @param target the form that the link leads to
     * @param own the form of the link
     * @param forms those that other links of it lead to
     */
    public static Scope scope(FormShape target, FormShape own, Function<UUID, Optional<FormShape>> forms) {
        return new Scope(
                key -> key.startsWith(OWN)
                        ? findOwn(key, own, forms)
                        : SYSTEM.stream()
                                .filter(name -> name.key().equals(key))
                                .findFirst()
                                .or(() -> target.field(key).map(field -> named("", "", field))),
                () -> Stream.of(
                                target.fields().stream().map(field -> named("", "", field)),
                                SYSTEM.stream(),
                                own(OWN, "", own),
                                own.fields().stream()
                                        .flatMap(link -> link.target().flatMap(forms).stream()
                                                .flatMap(there -> own(path(link), labels(link), there))))
                        .flatMap(names -> names));
    }

    private static Optional<Scope.Name> findOwn(
            String name, FormShape form, Function<UUID, Optional<FormShape>> forms) {
        String key = keyOf(name);
        Optional<PublishedField<?, ?>> field = form.field(key);
        if (name.length() == OWN.length() + key.length()) {
            return field.filter(Narrowing::isComparable).map(own -> named(OWN, "", own));
        }
        String beyond = name.substring(OWN.length() + key.length() + 1);
        return field.flatMap(link -> link.target()
                .flatMap(forms)
                .flatMap(there -> there.field(beyond))
                .filter(Narrowing::isComparable)
                .map(of -> named(path(link), labels(link), of)));
    }

    private static Stream<Scope.Name> own(String path, String labels, FormShape form) {
        return form.fields().stream().filter(Narrowing::isComparable).map(field -> named(path, labels, field));
    }

    private static Scope.Name named(String path, String labels, PublishedField<?, ?> field) {
        return new Scope.Name(path + field.key(), labels + field.label(), field.expressionType());
    }

    private static String path(PublishedField<?, ?> link) {
        return OWN + link.key() + ".";
    }

    private static String labels(PublishedField<?, ?> link) {
        return link.label() + " · ";
    }

    /** Whether a value is one thing that others can be compared with. */
    private static boolean isComparable(PublishedField<?, ?> field) {
        return !field.type().isSealed()
                && switch (field.expressionType()) {
                    case TEXT, NUMBER, BOOLEAN, DATE, DATE_TIME, TIME, DURATION, CHOICE, LINK, PERSON -> true;
                    case DATE_RANGE, CHOICES, ID, OTHER, EMPTY -> false;
                };
    }

    /** The names of the record that links, without {@link #CALLED}. */
    public Set<String> own() {
        Set<String> own = new LinkedHashSet<>();
        condition.dependencies().stream()
                .filter(name -> name.startsWith(OWN))
                .forEach(name ->
                        own.add(name.endsWith(CALLED) ? name.substring(0, name.length() - CALLED.length()) : name));
        return own;
    }

    /** Keys of the fields of the record that links by which it goes. */
    public Set<String> ownKeys() {
        Set<String> keys = new LinkedHashSet<>();
        own().forEach(name -> keys.add(keyOf(name)));
        return keys;
    }

    /** The key of the field that a name of the record that links begins with. */
    public static String keyOf(String own) {
        String path = own.substring(OWN.length());
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }

    /** The same keys as far as a text says them that may be no condition. */
    public static Set<String> ownKeys(String text) {
        Set<String> keys = new LinkedHashSet<>();
        if (!text.isBlank()) {
            var _ = Expressions.renamed(text, name -> {
                if (name.startsWith(OWN)) {
                    keys.add(keyOf(name));
                }
                return name;
            });
        }
        return keys;
    }

    /** The text after a field of the record that links got another key. */
    public static String renamed(String text, String before, String after) {
        String whole = OWN + before;
        return Expressions.renamed(
                text,
                name -> name.equals(whole)
                        ? OWN + after
                        : name.startsWith(whole + ".") ? OWN + after + name.substring(whole.length()) : name);
    }

    /** The names of the records that may be chosen. */
    public Set<String> offered() {
        Set<String> names = new LinkedHashSet<>(condition.dependencies());
        names.removeIf(name -> name.startsWith(OWN));
        return names;
    }

    /**
     * Fields of new records that are as they have to be for these to be offered: those that must equal something.
     *
     * @return by key of the field of the record that is offered a name of the record that links, or a value that is written out
     */
    public Map<String, Object> equalities() {
        Map<String, Object> equal = new LinkedHashMap<>();
        List<Expression> parts = condition instanceof Expression.All(List<Expression> all) ? all : List.of(condition);
        for (Expression part : parts) {
            if (part instanceof Compare(Expression.Comparison how, Expression left, Expression right)
                    && how == Expression.Comparison.EQUAL) {
                equality(plain(left), plain(right), equal);
                equality(plain(right), plain(left), equal);
            } else if (part instanceof Named(String key, ExpressionType _) && !key.startsWith(OWN)) {
                equal.put(key, true);
            }
        }
        return equal;
    }

    private static Expression plain(Expression side) {
        return side instanceof Apply(Operation what, List<Expression> of, ExpressionType _) && what == Operation.ID_OF
                ? of.getFirst()
                : side;
    }

    private static void equality(Expression field, Expression value, Map<String, Object> equal) {
        if (!(field instanceof Named(String key, ExpressionType _)) || key.startsWith(OWN)) {
            return;
        }
        if (value instanceof Named(String own, ExpressionType _) && own.startsWith(OWN) && !own.endsWith(CALLED)) {
            equal.put(key, new Own(own));
        } else if (value instanceof Expression.Literal(Object written, ExpressionType _)) {
            equal.put(key, written);
        }
    }

    /** A name of the record that links. */
    public record Own(String name) {}

    /** Why the narrowings of a form make no sense; paths begin with the id of the field. */
    public static Problems problems(
            FormShape form, Function<UUID, Optional<FormShape>> forms, Expressions expressions) {
        Problems problems = Problems.NONE;
        Map<UUID, Optional<FormShape>> known = new HashMap<>();
        for (PublishedField<?, ?> field : form.fields()) {
            Optional<FormShape> target = field.narrowing().isBlank()
                    ? Optional.empty()
                    : field.leadsTo().flatMap(id -> known.computeIfAbsent(id, forms));
            if (target.isPresent()) {
                try {
                    var _ = of(
                            field.narrowing(),
                            scope(target.get(), form, id -> known.computeIfAbsent(id, forms)),
                            expressions);
                } catch (ExpressionException e) {
                    problems = problems.and(Problem.of(e, field.id() + ".config.options"));
                }
            }
        }
        return problems;
    }

    /** Two links are the same when they lead to the same record; what that is called is a text. */
    private static Expression byRecord(Expression expression) {
        return switch (expression) {
            case Compare(Expression.Comparison how, Named left, Named right)
            when left.type() == ExpressionType.LINK && right.type() == ExpressionType.LINK ->
                new Compare(how, id(left), id(right));
            case Compare(Expression.Comparison _, Named left, Named right)
            when left.type() == ExpressionType.PERSON && right.type() == ExpressionType.PERSON -> expression;
            case Apply(Operation what, List<Expression> of, ExpressionType _)
            when (what == Operation.ID_OF || what == Operation.IS_EMPTY) && of.getFirst() instanceof Named ->
                expression;
            case Named(String key, ExpressionType type)
            when key.startsWith(OWN) && (type == ExpressionType.LINK || type == ExpressionType.PERSON) ->
                new Named(key + CALLED, ExpressionType.TEXT);
            default -> mapped(expression, Narrowing::byRecord);
        };
    }

    private static Expression id(Named link) {
        return Expression.apply(Operation.ID_OF, ExpressionType.ID, link);
    }

    /** The expression with other parts. */
    public static Expression mapped(Expression expression, UnaryOperator<Expression> parts) {
        return switch (expression) {
            case Expression.Literal _,
                    Expression.Nothing _,
                    Named _,
                    Expression.Given _,
                    Expression.RowValue _,
                    Expression.Rollup _ -> expression;
            case Expression.Not(Expression of) -> new Expression.Not(parts.apply(of));
            case Expression.All(List<Expression> all) -> new Expression.All(all(all, parts));
            case Expression.Any(List<Expression> any) -> new Expression.Any(all(any, parts));
            case Compare(Expression.Comparison how, Expression left, Expression right) ->
                new Compare(how, parts.apply(left), parts.apply(right));
            case Expression.OneOf(Expression subject, List<Expression> values) ->
                new Expression.OneOf(parts.apply(subject), all(values, parts));
            case Apply(Operation what, List<Expression> of, ExpressionType type) ->
                new Apply(what, all(of, parts), type);
        };
    }

    private static List<Expression> all(Collection<Expression> parts, UnaryOperator<Expression> mapping) {
        return parts.stream().map(mapping).toList();
    }

    /** What the fields are called by which a narrowing goes, those of the record that links or else of those that are offered. */
    public static String labels(Collection<String> names, Scope scope) {
        return String.join(
                ", ",
                names.stream()
                        .map(name -> scope.find(name).map(Scope.Name::label).orElse(name))
                        .toList());
    }
}
