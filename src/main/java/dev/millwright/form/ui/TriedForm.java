package dev.millwright.form.ui;

import dev.millwright.expression.Circumstances;
import dev.millwright.expression.Evaluator;
import dev.millwright.expression.Expression;
import dev.millwright.expression.Values;
import dev.millwright.expression.WorkDays;
import dev.millwright.field.DefaultContext;
import dev.millwright.field.PersonRef;
import dev.millwright.form.AppFormulas;
import dev.millwright.form.AppFormulas.Formula;
import dev.millwright.form.AppFormulas.Input;
import dev.millwright.form.ExpressionValues;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormRules;
import dev.millwright.form.FormRules.Settled;
import dev.millwright.form.LinesModel;
import dev.millwright.form.PublishedField;
import dev.millwright.form.RuleOutcome;
import dev.millwright.form.WorkedOut;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A form that is tried before it is published: its formulas and rules see what is entered, and no other records. */
final class TriedForm implements EntryForm.Working {

    private final AppFormulas formulas;
    private final FormRules rules;
    private final FormDefinition form;
    private final Map<String, PublishedField<?, ?>> fields = new LinkedHashMap<>();
    private final Circumstances circumstances;

    TriedForm(
            FormDefinition form,
            AppFormulas formulas,
            FieldResolver resolver,
            DefaultContext context,
            WorkDays workDays) {
        this.form = form;
        this.formulas = formulas;
        this.rules = formulas.rules(form.id());
        form.fields()
                .flatMap(field -> resolver.resolve(field).stream())
                .forEach(field -> fields.put(field.key(), field));
        PersonRef person = context.person();
        String id = person.id();
        this.circumstances = new Circumstances(
                context.time().now(), context.time().zone(), id == null ? "" : id, person.name(), workDays);
    }

    @Override
    public WorkedOut workedOut(Map<String, @Nullable Object> entered, Map<String, List<LinesModel.Edit>> lines) {
        Map<String, @Nullable Object> values = new HashMap<>(entered);
        Map<String, @Nullable Object> given = new HashMap<>();
        Evaluator evaluator = new Evaluator(circumstances);
        Entered now = new Entered(values);
        for (AppFormulas.Beginning one : formulas.beginnings(form.id())) {
            if (!entered.containsKey(one.field().key())
                    && one.inputs().stream().allMatch(Input.Own.class::isInstance)) {
                Object value = ExpressionValues.value(one.field(), evaluator.value(one.expression(), now));
                values.put(one.field().key(), value);
                given.put(one.field().key(), value);
            }
        }
        work(values, given, evaluator, now);
        Settled settled = rules.settle(now, null, Set.of(), evaluator, (key, value) -> {
            values.put(key, value);
            given.put(key, value);
        });
        if (!settled.by().isEmpty()) {
            work(values, given, evaluator, now);
        }
        RuleOutcome outcome = rules.outcome(now, null, settled, evaluator, false);
        return WorkedOut.of(given, outcome);
    }

    private void work(
            Map<String, @Nullable Object> values,
            Map<String, @Nullable Object> given,
            Evaluator evaluator,
            Values now) {
        for (Formula formula : formulas.of(form.id())) {
            if (formula.inputs().stream().allMatch(Input.Own.class::isInstance)) {
                Object value = ExpressionValues.value(formula.field(), evaluator.value(formula.expression(), now));
                values.put(formula.field().key(), value);
                given.put(formula.field().key(), value);
            }
        }
    }

    /** Other records are not there. */
    private final class Entered implements Values {

        private final Map<String, @Nullable Object> values;

        Entered(Map<String, @Nullable Object> values) {
            this.values = values;
        }

        @Override
        public @Nullable Object get(String name) {
            PublishedField<?, ?> field = fields.get(name);
            return field == null ? null : ExpressionValues.known(field, values.get(name));
        }

        @Override
        public @Nullable Object rollup(Expression.Rollup rollup) {
            return rollup.aggregate().countsNothing() ? BigDecimal.ZERO : null;
        }
    }
}
