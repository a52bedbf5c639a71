package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.t;

import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.field.PersonRef;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormRule;
import dev.millwright.form.PublishedField;
import dev.millwright.form.RuleAction;
import dev.millwright.identity.Person;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the conditions and values of a rule may name, and what is wrong with them in the form as it stands.
 *
 * @param target what a value is for; null for a condition alone
 */
record RulePorts(DesignPorts ports, @Nullable UUID target) implements ConditionPorts {

    @Override
    public List<ConditionField> fields(@Nullable UUID about) {
        FormDefinition form = ports.form().get();
        return ports.formulas().apply(form).scope(form.id()).names().stream()
                .filter(name -> name.rows() == null)
                .map(name -> new ConditionField(
                        name.key(),
                        DesignPorts.label(name),
                        name.type(),
                        named(form, name.key()).map(PublishedField::options).orElse(List.of())))
                .toList();
    }

    @Override
    public List<ConditionField> own(ConditionField field) {
        List<ConditionField> own = new ArrayList<>();
        if (field.type().isTime()) {
            own.add(ConditionField.today(t("form.condition.today")));
        }
        Optional<UUID> led = leadsTo(field);
        fields(null).stream()
                .filter(other ->
                        field.compares(other) && (field.type() != ExpressionType.LINK || led.equals(leadsTo(other))))
                .forEach(own::add);
        return own;
    }

    private Optional<UUID> leadsTo(ConditionField field) {
        return named(ports.form().get(), field.key()).flatMap(PublishedField::leadsTo);
    }

    @Override
    public String called(ConditionField own) {
        return own.isToday() ? own.label() : t("form.condition.other", own.label());
    }

    @Override
    public Collection<ExpressionFunction> functions() {
        return ports.expressions().functions();
    }

    /** A field of the form, or of one that a link of it leads to. */
    private Optional<PublishedField<?, ?>> named(FormDefinition form, String key) {
        int dot = key.indexOf('.');
        return dot < 0
                ? field(form, key)
                : field(form, key.substring(0, dot))
                        .flatMap(PublishedField::target)
                        .flatMap(ports::shape)
                        .flatMap(there -> there.field(key.substring(dot + 1)));
    }

    private Optional<PublishedField<?, ?>> field(FormDefinition form, String key) {
        return form.fields().filter(one -> one.key().equals(key)).findFirst().flatMap(ports.resolver()::resolve);
    }

    @Override
    public boolean knowsMe() {
        return true;
    }

    @Override
    public List<PersonRef> findPeople(String text, int limit) {
        return ports.findPeople(text, 0, limit);
    }

    @Override
    public Optional<PersonRef> person(String id) {
        return ports.people().find(id).map((Person person) -> new PersonRef(person.id(), person.name()));
    }

    @Override
    public Problems condition(@Nullable UUID about, String expression) {
        return problems(
                new FormRule(Ids.next(), "-", true, expression.strip(), List.of(new RuleAction.Refuse(null, "-"))));
    }

    @Override
    public Problems formula(@Nullable UUID about, String expression) {
        UUID field = target;
        return field == null || expression.isBlank()
                ? Problems.NONE
                : problems(new FormRule(
                        Ids.next(), "-", true, "", List.of(new RuleAction.Fill(field, expression.strip()))));
    }

    @Override
    public Optional<String> sample(@Nullable UUID about, String expression) {
        return ports.sample(expression);
    }

    private Problems problems(FormRule tried) {
        FormDefinition form = ports.form().get().withRules(List.of(tried));
        return ports.formulas().apply(form).rules(form.id()).problems();
    }
}
