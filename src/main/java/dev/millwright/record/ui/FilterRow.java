package dev.millwright.record.ui;

import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.Condition;
import dev.millwright.record.Condition.Compare;
import dev.millwright.record.Condition.Operator;
import dev.millwright.shared.ValueKind;
import java.util.List;
import java.util.Optional;

/**
 * One line of a list's filter as people set it.
 *
 * @param field key of a field, or of a column of the system
 * @param values typed as the field's type says; whole days of the business zone for moments; texts for links and people
 */
record FilterRow(String field, Test test, List<Object> values) {

    FilterRow {
        values = List.copyOf(values);
    }

    /** What people can ask of a field; the words are in the messages under {@code record.filter.test}. */
    enum Test {
        CONTAINS,
        STARTS_WITH,
        IS,
        IS_NOT,
        ANY_OF,
        NONE_OF,
        YES,
        NO,
        LESS,
        AT_MOST,
        MORE,
        AT_LEAST,
        BETWEEN,
        ON,
        BEFORE,
        AFTER,
        EMPTY,
        NOT_EMPTY,
        DUPLICATED;

        int valuesNeeded() {
            return switch (this) {
                case EMPTY, NOT_EMPTY, DUPLICATED, YES, NO -> 0;
                case BETWEEN -> 2;
                default -> 1;
            };
        }
    }

    /** What can be asked of a kind of value, the usual question first. */
    static List<Test> tests(ValueKind kind) {
        return switch (kind) {
            case TEXT -> List.of(Test.CONTAINS, Test.IS, Test.IS_NOT, Test.STARTS_WITH, Test.EMPTY, Test.NOT_EMPTY);
            case NUMBER ->
                List.of(
                        Test.IS,
                        Test.IS_NOT,
                        Test.LESS,
                        Test.AT_MOST,
                        Test.MORE,
                        Test.AT_LEAST,
                        Test.BETWEEN,
                        Test.EMPTY,
                        Test.NOT_EMPTY);
            case BOOLEAN -> List.of(Test.YES, Test.NO, Test.EMPTY, Test.NOT_EMPTY);
            case DATE, DATE_TIME -> List.of(Test.ON, Test.BEFORE, Test.AFTER, Test.BETWEEN, Test.EMPTY, Test.NOT_EMPTY);
            case CHOICE -> List.of(Test.ANY_OF, Test.NONE_OF, Test.EMPTY, Test.NOT_EMPTY);
            case REFERENCE ->
                List.of(Test.CONTAINS, Test.IS, Test.IS_NOT, Test.STARTS_WITH, Test.EMPTY, Test.NOT_EMPTY);
            case TIME, FILE, STRUCTURE -> List.of(Test.NOT_EMPTY, Test.EMPTY);
        };
    }

    /** The question to the gate. */
    Condition condition() {
        return switch (test) {
            case CONTAINS -> compare(Operator.CONTAINS);
            case STARTS_WITH -> compare(Operator.STARTS_WITH);
            case IS, ON -> compare(Operator.EQ);
            case IS_NOT -> compare(Operator.NE);
            case ANY_OF -> compare(Operator.IN);
            case NONE_OF -> new Condition.Not(compare(Operator.IN));
            case YES -> new Compare(field, Operator.EQ, List.of(true));
            case NO -> new Compare(field, Operator.EQ, List.of(false));
            case LESS, BEFORE -> compare(Operator.LT);
            case AT_MOST -> compare(Operator.LE);
            case MORE, AFTER -> compare(Operator.GT);
            case AT_LEAST -> compare(Operator.GE);
            case BETWEEN -> compare(Operator.BETWEEN);
            case EMPTY -> compare(Operator.EMPTY);
            case NOT_EMPTY -> compare(Operator.NOT_EMPTY);
            case DUPLICATED -> new Condition.Duplicated(field);
        };
    }

    private Condition compare(Operator operator) {
        return new Compare(field, operator, values);
    }

    /** All lines together; lines whose field is gone are left out. */
    static Condition all(List<FilterRow> rows, PublishedForm form) {
        return new Condition.And(rows.stream()
                .filter(row -> row.kind(form).isPresent())
                .map(FilterRow::condition)
                .toList());
    }

    /** The kind of the field, or nothing when the form has no such field any more. */
    Optional<ValueKind> kind(PublishedForm form) {
        return switch (field) {
            case "created_at", "updated_at" -> Optional.of(ValueKind.DATE_TIME);
            case "created_by", "updated_by" -> Optional.of(ValueKind.REFERENCE);
            default -> form.field(field).map(PublishedField::kind);
        };
    }
}
