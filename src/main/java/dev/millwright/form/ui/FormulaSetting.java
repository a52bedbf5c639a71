package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.Scope;
import dev.millwright.extension.PropertyKind;
import dev.millwright.field.PersonRef;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.shared.Problems;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says whether people enter the value of a field or a formula gives it, and which. */
final class FormulaSetting extends Composite<Div> {

    /** Where the value comes from. */
    private enum From {
        PEOPLE,
        FORMULA
    }

    FormulaSetting(FieldDefinition field, DesignPorts ports, PropertyKind.ValueAccess<@Nullable String> value) {
        String present = value.get();
        Select<From> from = new Select<>();
        from.setLabel(t("form.settings.valueFrom"));
        from.setItems(From.values());
        from.setItemLabelGenerator(one -> t("form.settings.valueFrom." + one.name()));
        from.setValue(present == null ? From.PEOPLE : From.FORMULA);
        from.setWidthFull();
        from.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                value.set(change.getValue() == From.FORMULA ? "" : null);
            }
        });
        getContent().addClassName("mw-formula-setting");
        getContent().add(from);
        if (present != null) {
            Span help = new Span(t("form.settings.formula.help"));
            help.addClassName("mw-hint");
            getContent()
                    .add(
                            new FormulaField(
                                    new Ports(field, ports),
                                    t("form.settings.formula"),
                                    null,
                                    false,
                                    present,
                                    value::set),
                            help);
        }
    }

    /** What a formula of the field may name, and what is wrong with it beside the other formulas. */
    private record Ports(FieldDefinition field, DesignPorts design) implements ConditionPorts {

        @Override
        public List<ConditionField> fields(@Nullable UUID about) {
            FormDefinition present = design.form().get();
            Scope scope = design.formulas().apply(present).scope(present.id());
            return scope.names().stream()
                    .filter(name -> !name.key().equals(field.key()))
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
            FormDefinition tried = design.form()
                    .get()
                    .withFields(one -> one.id().equals(field.id()) ? one.withFormula(expression.strip()) : one);
            return new Problems(design.formulas().apply(tried).problems(tried.id()).stream()
                    .filter(problem -> problem.path().startsWith(field.id().toString()))
                    .toList());
        }
    }
}
