package dev.millwright.record;

import dev.millwright.schema.SystemColumns;
import java.util.List;
import java.util.UUID;

/** Which records are wanted; field keys and system fields ({@code created_at} …) alike. */
public sealed interface Condition {

    /** Every record. */
    Condition ALL = new And(List.of());

    /** Those of the records that have these ids. */
    static Condition anyOf(List<UUID> ids) {
        return new Compare(SystemColumns.ID, Operator.IN, List.copyOf(ids));
    }

    record And(List<Condition> conditions) implements Condition {
        public And {
            conditions = List.copyOf(conditions);
        }
    }

    record Or(List<Condition> conditions) implements Condition {
        public Or {
            conditions = List.copyOf(conditions);
        }
    }

    record Not(Condition condition) implements Condition {}

    /**
     * A comparison of a field with values of its type; a text stands for the name of a link or person.
     *
     * @param values none for EMPTY and NOT_EMPTY, one or more for IN, two for BETWEEN, else one
     */
    record Compare(String field, Operator operator, List<Object> values) implements Condition {
        public Compare {
            values = List.copyOf(values);
        }
    }

    /**
     * What an expression says that is true or false of a record: see {@code docs/expressions.md}. The gate refuses one that it does not
     * understand with an {@link dev.millwright.expression.ExpressionException}.
     */
    record Matches(String expression) implements Condition {}

    /** Records whose values of the fields, all of them filled, another live record has too. */
    record Duplicated(List<String> fields) implements Condition {
        public Duplicated {
            fields = List.copyOf(fields);
        }

        public Duplicated(String field) {
            this(List.of(field));
        }
    }

    /** Records whose date or moment is in days that are told from today in the business zone. */
    record Within(String field, RelativeDays days) implements Condition {}

    /**
     * Records whose link leads to one record that meets the condition, as far as who asks may see that record and what the condition asks of
     * it.
     *
     * @param link a field that leads to one record
     * @param there about the fields of the other record
     */
    record Linked(String link, Condition there) implements Condition {}

    /** Records whose link by the field leads to none that the reader may see: to one out of reach, or in the recycle bin. */
    record Astray(String link) implements Condition {}

    /** How a field is compared. Empty fields match only EMPTY, NE and what {@link Not} makes of the others. */
    enum Operator {
        EQ,
        NE,
        LT,
        LE,
        GT,
        GE,
        BETWEEN,
        IN,
        CONTAINS,
        STARTS_WITH,
        EMPTY,
        NOT_EMPTY
    }
}
