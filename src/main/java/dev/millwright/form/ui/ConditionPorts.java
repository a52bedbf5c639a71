package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.t;

import dev.millwright.expression.ExpressionFunction;
import dev.millwright.field.PersonRef;
import dev.millwright.shared.Problems;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the editors of conditions and formulas ask where they are used; a form of null is the one that all is about. */
public interface ConditionPorts {

    List<ConditionField> fields(@Nullable UUID form);

    /** The functions that can be called. */
    Collection<ExpressionFunction> functions();

    /** Whether a person may be compared with whoever it is asked for. */
    default boolean knowsMe() {
        return false;
    }

    /** What that one is called. */
    default String me() {
        return t("form.condition.me");
    }

    /** What the value of a field may be compared with beside one that is written out: other fields of the record, or of that which links. */
    default List<ConditionField> own(ConditionField field) {
        return List.of();
    }

    /**
     * The same, where conditions about several forms are set.
     *
     * @param form whose records the condition is about; null for the usual one
     */
    default List<ConditionField> own(@Nullable UUID form, ConditionField field) {
        return own(field);
    }

    /** What such a field is called beside a value that is written out. */
    default String called(ConditionField own) {
        return t("form.condition.own", own.label());
    }

    /** People by a part of their name. */
    List<PersonRef> findPeople(String text, int limit);

    Optional<PersonRef> person(String id);

    /** What is wrong with a condition. */
    Problems condition(@Nullable UUID form, String expression);

    /** What is wrong with a formula of any type. */
    Problems formula(@Nullable UUID form, String expression);

    /** Says what a formula comes to for a record that is there; empty where there is none, or the formula cannot be worked out for it. */
    default Optional<String> sample(@Nullable UUID form, String expression) {
        return Optional.empty();
    }
}
