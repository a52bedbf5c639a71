package dev.millwright.flow.ui;

import dev.millwright.expression.ExpressionFunction;
import dev.millwright.field.PersonRef;
import dev.millwright.form.ui.ConditionField;
import dev.millwright.form.ui.ConditionPorts;
import dev.millwright.shared.Problems;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a formula may name that changes records which are there.
 *
 * @param target the form of the records
 */
record ChangePorts(DesignEditors editors, UUID target) implements ConditionPorts {

    private @Nullable UUID own() {
        return editors.context().flow().form();
    }

    @Override
    public List<ConditionField> fields(@Nullable UUID form) {
        return editors.context().subjects(own(), target);
    }

    @Override
    public Collection<ExpressionFunction> functions() {
        return editors.functions();
    }

    @Override
    public List<PersonRef> findPeople(String text, int limit) {
        return editors.findPeople(text, limit);
    }

    @Override
    public Optional<PersonRef> person(String id) {
        return editors.person(id);
    }

    @Override
    public Problems condition(@Nullable UUID form, String expression) {
        return editors.condition(form, expression);
    }

    @Override
    public Problems formula(@Nullable UUID form, String expression) {
        return editors.context().change(own(), target, expression, "");
    }
}
