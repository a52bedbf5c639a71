package dev.millwright.flow.type;

import dev.millwright.app.Action;
import dev.millwright.expression.Circumstances;
import dev.millwright.expression.Evaluator;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Expressions;
import dev.millwright.expression.NoResult;
import dev.millwright.expression.Reference;
import dev.millwright.expression.Scope;
import dev.millwright.expression.Values;
import dev.millwright.expression.WorkDaySource;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.flow.RecordValues;
import dev.millwright.flow.spi.NodeRun;
import dev.millwright.form.ExpressionScopes;
import dev.millwright.form.ExpressionValues;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.spi.Authorities;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Phrase;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Formulas about the flow's record beside what the database makes of them: why one comes to nothing. */
@Component
class NodeFormulas {

    private final RecordQuery query;
    private final AccessibleForms forms;
    private final Authorities authorities;
    private final Expressions expressions;
    private final WorkDaySource workDays;

    NodeFormulas(
            RecordQuery query,
            AccessibleForms forms,
            Authorities authorities,
            Expressions expressions,
            WorkDaySource workDays) {
        this.query = query;
        this.forms = forms;
        this.authorities = authorities;
        this.expressions = expressions;
        this.workDays = workDays;
    }

    /**
     * A formula that calculates and comes to nothing.
     *
     * @param formula as people read it
     * @param empty whether fields that are empty are why, and nothing else
     * @param why in words
     */
    record Failure(String formula, boolean empty, Phrase why) {}

    /** Why a formula that came to nothing did; nothing for an empty value that was meant. */
    Optional<Failure> failure(NodeRun run, String formula) {
        if (run.record().isEmpty() || run.form().isEmpty()) {
            return Optional.empty();
        }
        FormRef form = NodeRecords.form(run);
        return authorities.as(run.authority(), () -> {
            PublishedForm about = forms.require(form, Action.SEE);
            Scope scope = scope(about);
            Expression read = expressions.compile(formula, scope);
            return failure(
                    run,
                    formula,
                    read,
                    scope,
                    known(form, NodeRecords.record(run), List.copyOf(read.dependencies()), scope));
        });
    }

    /** Whether the formula is about the record that it changes, too. */
    static boolean namesTarget(String formula) {
        return ExpressionScopes.names(formula).stream().anyMatch(name -> name.startsWith(RecordValues.TARGET));
    }

    /**
     * Tells what formulas give for each of the records, which may name fields of that record beside those of the flow's.
     *
     * @param ids few enough to be read at once
     * @param formulas by what they are told by
     * @throws InvalidException when one calculates and comes to nothing for one of the records
     */
    void changed(
            NodeRun run,
            FormRef target,
            List<UUID> ids,
            Map<String, String> formulas,
            BiConsumer<UUID, Map<String, @Nullable Object>> told) {
        authorities.as(run.authority(), () -> {
            PublishedForm form = forms.require(target, Action.SEE);
            Scope own = run.record().isPresent() && run.form().isPresent()
                    ? scope(forms.require(NodeRecords.form(run), Action.SEE))
                    : new Scope(List.of());
            Scope scope =
                    ExpressionScopes.with(own, RecordValues.TARGET, form.fields(), label -> form.label() + "." + label);
            Map<String, Expression> read = new LinkedHashMap<>();
            Set<String> names = new LinkedHashSet<>();
            formulas.forEach((key, formula) -> {
                Expression expression = expressions.compile(formula, scope);
                read.put(key, expression);
                names.addAll(expression.dependencies());
            });
            List<String> ofTarget = names.stream()
                    .filter(name -> name.startsWith(RecordValues.TARGET))
                    .map(name -> name.substring(RecordValues.TARGET.length()))
                    .toList();
            names.removeIf(name -> name.startsWith(RecordValues.TARGET));
            Map<String, @Nullable Object> known = names.isEmpty()
                    ? new HashMap<>()
                    : known(NodeRecords.form(run), NodeRecords.record(run), List.copyOf(names), own);
            Evaluator evaluator = new Evaluator(circumstances(run));
            for (RecordData record : query.list(new ListRequest(
                            target,
                            new Condition.Compare(SystemColumns.ID, Condition.Operator.IN, List.copyOf(ids)),
                            "",
                            List.of(),
                            Set.copyOf(ofTarget),
                            ids.size(),
                            null,
                            false))
                    .items()) {
                for (String key : ofTarget) {
                    PublishedField<?, ?> field = form.field(key).orElseThrow();
                    known.put(
                            RecordValues.TARGET + key,
                            ExpressionValues.known(field, record.values().get(key)));
                }
                Map<String, @Nullable Object> results = new LinkedHashMap<>();
                read.forEach((key, expression) -> {
                    Object result = evaluator.value(expression, known::get);
                    if (result == null) {
                        failure(run, Objects.requireNonNull(formulas.get(key)), expression, scope, known)
                                .ifPresent(failure -> {
                                    throw new InvalidException(Problems.of(Problem.error(
                                            "flow.node.error.noResultOf",
                                            key,
                                            form.field(key)
                                                    .<String>map(PublishedField::label)
                                                    .orElse(key),
                                            form.label(),
                                            failure.formula(),
                                            failure.why(),
                                            String.valueOf(record.title()))));
                                });
                    }
                    results.put(key, result);
                });
                told.accept(record.id(), results);
            }
            return ids;
        });
    }

    private Optional<Failure> failure(
            NodeRun run, String formula, Expression read, Scope scope, Map<String, @Nullable Object> known) {
        Evaluator evaluator = new Evaluator(circumstances(run));
        Values values = known::get;
        if (!Boolean.TRUE.equals(evaluator.condition(NoResult.of(read), values))) {
            return Optional.empty();
        }
        String words = ExpressionScopes.inWords(formula, scope);
        if (Boolean.TRUE.equals(evaluator.condition(NoResult.byZero(read), values))) {
            return Optional.of(new Failure(words, false, Phrase.of("flow.node.noResult.byZero")));
        }
        List<String> empty = read.dependencies().stream()
                .filter(name -> known.get(name) == null)
                .map(name -> scope.find(name).map(Scope.Name::label).orElse(name))
                .toList();
        return Optional.of(
                empty.isEmpty()
                        ? new Failure(words, false, Phrase.of("flow.node.noResult.other"))
                        : new Failure(words, true, Phrase.of("flow.node.noResult.empty", empty)));
    }

    private Circumstances circumstances(NodeRun run) {
        PersonRef actor = new PersonRef(forms.actor().id(), forms.actor().name());
        return new Circumstances(
                run.time().now(),
                run.time().zone(),
                ExpressionValues.reference(actor).id(),
                actor.name(),
                workDays.workDays());
    }

    private Scope scope(PublishedForm form) {
        return ExpressionScopes.withLinked(form.fields(), id -> linked(form, id).map(PublishedForm::fields));
    }

    private Optional<PublishedForm> linked(PublishedForm form, UUID id) {
        return forms.all(form.app().key()).stream()
                .filter(other -> other.id().equals(id))
                .findFirst();
    }

    /** What the names stand for in the record. */
    private Map<String, @Nullable Object> known(FormRef form, UUID record, List<String> names, Scope scope) {
        PublishedForm about = forms.require(form, Action.SEE);
        List<@Nullable Object> found = query.workOut(form, record, names);
        Map<String, @Nullable Object> known = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            known.put(name, known(field(about, name), type(scope, name), found.get(i)));
        }
        return known;
    }

    private static ExpressionType type(Scope scope, String name) {
        return scope.find(name).map(Scope.Name::type).orElse(ExpressionType.OTHER);
    }

    private Optional<PublishedField<?, ?>> field(PublishedForm form, String name) {
        int dot = name.indexOf('.');
        return dot < 0
                ? form.field(name)
                : form.field(name.substring(0, dot))
                        .flatMap(PublishedField::target)
                        .flatMap(id -> linked(form, id))
                        .flatMap(there -> there.field(name.substring(dot + 1)));
    }

    private static @Nullable Object known(
            Optional<PublishedField<?, ?>> field, ExpressionType type, @Nullable Object value) {
        return switch (value) {
            case null -> null;
            case RecordRef link when type == ExpressionType.ID -> String.valueOf(link.id());
            case RecordRef link when field.isEmpty() -> new Reference(String.valueOf(link.id()), link.title());
            case PersonRef person -> ExpressionValues.reference(person);
            default -> field.isPresent() ? ExpressionValues.known(field.get(), value) : value;
        };
    }
}
