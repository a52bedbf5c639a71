package dev.millwright.form.ui;

import dev.millwright.expression.ExpressionType;
import dev.millwright.field.ChoiceOption;
import dev.millwright.form.PublishedField;
import java.util.List;

/**
 * What a condition can compare: a field, a field of a linked record, or what the product keeps of each record.
 *
 * @param key its name in expressions
 * @param options from which its values are chosen; none for any value
 * @param department whether it may be compared with the department of whoever it is asked for
 */
public record ConditionField(
        String key, String label, ExpressionType type, List<ChoiceOption> options, boolean department) {

    static final String TODAY = "TODAY()";

    public ConditionField {
        options = List.copyOf(options);
    }

    public ConditionField(String key, String label, ExpressionType type, List<ChoiceOption> options) {
        this(key, label, type, options, false);
    }

    /** The day of today, with which days and moments are compared. */
    public static ConditionField today(String label) {
        return new ConditionField(TODAY, label, ExpressionType.DATE, List.of());
    }

    public boolean isToday() {
        return key.equals(TODAY);
    }

    /** Whether its value may be compared with that of the other; options are chosen and not compared. */
    public boolean compares(ConditionField other) {
        return !other.key.equals(key)
                && switch (type) {
                    case TEXT, NUMBER, TIME, DURATION, LINK, PERSON -> other.type == type;
                    case DATE, DATE_TIME, DATE_RANGE -> other.type.isTime() || other.type == ExpressionType.DATE_RANGE;
                    case BOOLEAN, CHOICE, CHOICES, ID, OTHER, EMPTY -> false;
                };
    }

    /** The same, of which the day alone is asked. */
    ConditionField byDay() {
        return new ConditionField(key, label, ExpressionType.DATE, options);
    }

    public static ConditionField of(PublishedField<?, ?> field) {
        return new ConditionField(field.key(), field.label(), field.expressionType(), field.options());
    }

    /** A field of the record that a link leads to. */
    public static ConditionField behind(PublishedField<?, ?> link, PublishedField<?, ?> field) {
        return new ConditionField(
                link.key() + "." + field.key(),
                link.label() + " · " + field.label(),
                field.expressionType(),
                field.options());
    }

    public static List<ConditionField> of(List<PublishedField<?, ?>> fields) {
        return fields.stream().<ConditionField>map(ConditionField::of).toList();
    }
}
