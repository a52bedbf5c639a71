package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.t;

import dev.millwright.expression.ExpressionException;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Scope;
import dev.millwright.field.PersonRef;
import dev.millwright.form.FormShape;
import dev.millwright.form.Narrowing;
import dev.millwright.form.PublishedField;
import dev.millwright.identity.Person;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the condition of a link on what it may lead to can name, and what is wrong with it.
 *
 * @param target the form that the link leads to
 */
record NarrowingPorts(DesignPorts design, UUID target) implements ConditionPorts {

    @Override
    public List<ConditionField> fields(@Nullable UUID about) {
        List<ConditionField> fields = new ArrayList<>();
        design.shape(target).ifPresent(there -> {
            fields.addAll(ConditionField.of(there.fields()));
            names(there)
                    .forEach(name -> fields.add(new ConditionField(
                            name.key(), t("form.condition.own", name.label()), name.type(), List.of())));
        });
        return fields;
    }

    private List<Scope.Name> names(FormShape there) {
        return Narrowing.scope(there, design.shape(), design::shape).names().stream()
                .filter(name -> name.key().startsWith(Narrowing.OWN) && !isItself(name.key()))
                .toList();
    }

    /** What a link leads to does not go by where it leads. */
    private boolean isItself(String name) {
        UUID field = design.field();
        return field != null
                && design.form()
                        .get()
                        .field(field)
                        .filter(own -> own.key().equals(Narrowing.keyOf(name)))
                        .isPresent();
    }

    @Override
    public List<ConditionField> own(ConditionField field) {
        Optional<FormShape> there = design.shape(target);
        if (there.isEmpty()) {
            return List.of();
        }
        Optional<UUID> leadsTo = there.get().field(field.key()).flatMap(PublishedField::leadsTo);
        return names(there.get()).stream()
                .filter(name -> fits(field.type(), name.type())
                        && (name.type() != ExpressionType.LINK || Objects.equals(leadsTo, led(name.key()))))
                .map(name -> new ConditionField(name.key(), name.label(), name.type(), List.of()))
                .toList();
    }

    private static boolean fits(ExpressionType there, ExpressionType own) {
        return switch (there) {
            case TEXT, CHOICE -> own == ExpressionType.TEXT || own == ExpressionType.CHOICE;
            case CHOICES -> own == ExpressionType.CHOICE;
            case NUMBER, BOOLEAN, DATE, DATE_TIME, TIME, DURATION, LINK, PERSON -> own == there;
            case DATE_RANGE, ID, OTHER, EMPTY -> false;
        };
    }

    /** Where a name of the record that links leads to. */
    private Optional<UUID> led(String name) {
        String key = Narrowing.keyOf(name);
        Optional<PublishedField<?, ?>> link = design.shape().field(key);
        String rest = name.substring(Narrowing.OWN.length() + key.length());
        return rest.isEmpty()
                ? link.flatMap(PublishedField::leadsTo)
                : link.flatMap(PublishedField::target)
                        .flatMap(design::shape)
                        .flatMap(there -> there.field(rest.substring(1)))
                        .flatMap(PublishedField::leadsTo);
    }

    @Override
    public Collection<ExpressionFunction> functions() {
        return design.expressions().functions();
    }

    @Override
    public boolean knowsMe() {
        return true;
    }

    @Override
    public List<PersonRef> findPeople(String text, int limit) {
        return design.findPeople(text, 0, limit);
    }

    @Override
    public Optional<PersonRef> person(String id) {
        return design.people().find(id).map((Person person) -> new PersonRef(person.id(), person.name()));
    }

    @Override
    public Problems condition(@Nullable UUID about, String expression) {
        Optional<FormShape> there = design.shape(target);
        if (there.isEmpty() || expression.isBlank()) {
            return Problems.NONE;
        }
        try {
            var _ = Narrowing.of(
                    expression.strip(),
                    Narrowing.scope(there.get(), design.shape(), design::shape),
                    design.expressions());
            return Problems.NONE;
        } catch (ExpressionException e) {
            return Problems.of(Problem.of(e, ""));
        }
    }

    @Override
    public Problems formula(@Nullable UUID about, String expression) {
        return condition(about, expression);
    }
}
