package dev.millwright.record.ui;

import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.Condition;
import dev.millwright.record.Condition.Compare;
import dev.millwright.record.Condition.Operator;
import dev.millwright.shared.ValueKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * One line of a list's filter as people set it.
 *
 * @param field key of a field, or of a column of the system
 * @param values typed as the field's type says; days for moments; texts for links and people
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

    /** The question to the gate; days of moments begin and end in the zone. */
    Condition condition(ValueKind kind, ZoneId zone) {
        boolean moments = kind == ValueKind.DATE_TIME;
        return switch (test) {
            case CONTAINS -> compare(Operator.CONTAINS);
            case STARTS_WITH -> compare(Operator.STARTS_WITH);
            case IS -> compare(Operator.EQ);
            case IS_NOT -> compare(Operator.NE);
            case ANY_OF -> compare(Operator.IN);
            case NONE_OF -> new Condition.Not(compare(Operator.IN));
            case YES -> new Compare(field, Operator.EQ, List.of(true));
            case NO -> new Compare(field, Operator.EQ, List.of(false));
            case LESS -> compare(Operator.LT);
            case AT_MOST -> compare(Operator.LE);
            case MORE -> compare(Operator.GT);
            case AT_LEAST -> compare(Operator.GE);
            case BETWEEN -> moments ? within(day(0), day(1), zone) : compare(Operator.BETWEEN);
            case ON -> moments ? within(day(0), day(0), zone) : compare(Operator.EQ);
            case BEFORE ->
                moments ? new Compare(field, Operator.LT, List.of(start(day(0), zone))) : compare(Operator.LT);
            case AFTER ->
                moments
                        ? new Compare(field, Operator.GE, List.of(start(day(0).plusDays(1), zone)))
                        : compare(Operator.GT);
            case EMPTY -> compare(Operator.EMPTY);
            case NOT_EMPTY -> compare(Operator.NOT_EMPTY);
            case DUPLICATED -> new Condition.Duplicated(field);
        };
    }

    private Condition compare(Operator operator) {
        return new Compare(field, operator, values);
    }

    private Condition within(LocalDate first, LocalDate last, ZoneId zone) {
        return new Condition.And(List.of(
                new Compare(field, Operator.GE, List.of(start(first, zone))),
                new Compare(field, Operator.LT, List.of(start(last.plusDays(1), zone)))));
    }

    private LocalDate day(int index) {
        return (LocalDate) values.get(index);
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** All lines together; lines whose field is gone are left out. */
    static Condition all(List<FilterRow> rows, PublishedForm form, ZoneId zone) {
        return new Condition.And(rows.stream()
                .flatMap(row -> row.kind(form).map(kind -> row.condition(kind, zone)).stream())
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
