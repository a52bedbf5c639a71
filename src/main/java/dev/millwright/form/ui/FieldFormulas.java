package dev.millwright.form.ui;

import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.Scope;
import dev.millwright.field.PersonRef;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.shared.Problems;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What an expression of a field may name, and what is wrong with it beside the other formulas.
 *
 * @param named which names it may use
 * @param tried the field with the expression
 */
record FieldFormulas(
        FieldDefinition field,
        DesignPorts design,
        Predicate<Scope.Name> named,
        BiFunction<FieldDefinition, String, FieldDefinition> tried)
        implements ConditionPorts {

    @Override
    public List<ConditionField> fields(@Nullable UUID about) {
        FormDefinition present = design.form().get();
        Scope scope = design.formulas().apply(present).scope(present.id());
        return scope.names().stream()
                .filter(name -> !name.key().equals(field.key()) && named.test(name))
                .map(name -> new ConditionField(name.key(), DesignPorts.label(name), name.type(), List.of()))
                .toList();
    }

    @Override
    public Collection<ExpressionFunction> functions() {
        return design.expressions().functions();
    }

    @Override
    public Optional<String> sample(@Nullable UUID about, String expression) {
        return design.sample(expression);
    }

    @Override
    public List<PersonRef> findPeople(String text, int limit) {
        return List.of();
    }

    @Override
    public Optional<PersonRef> person(String id) {
        return Optional.empty();
    }

    @Override
    public Problems condition(@Nullable UUID about, String expression) {
        return formula(about, expression);
    }

    @Override
    public Problems formula(@Nullable UUID about, String expression) {
        FormDefinition changed = design.form()
                .get()
                .withFields(one -> one.id().equals(field.id()) ? tried.apply(one, expression.strip()) : one);
        return new Problems(design.formulas().apply(changed).problems(changed.id()).stream()
                .filter(problem -> problem.path().startsWith(field.id().toString()))
                .toList());
    }
}
