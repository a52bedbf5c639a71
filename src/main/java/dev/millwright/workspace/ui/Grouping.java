package dev.millwright.workspace.ui;

import dev.millwright.field.PersonRef;
import dev.millwright.field.Token;
import dev.millwright.form.PublishedField;
import dev.millwright.record.AggregateRequest.Bucket;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.record.Condition;
import dev.millwright.record.Condition.Compare;
import dev.millwright.record.Condition.Operator;
import dev.millwright.shared.ValueKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the groups of a list are called, and which records are in them. */
final class Grouping {

    private Grouping() {}

    static boolean possible(ValueKind kind) {
        return switch (kind) {
            case TEXT, NUMBER, BOOLEAN, DATE, CHOICE, REFERENCE -> true;
            // A record would stand in several groups at once, and be counted in each.
            case REFERENCES, DATE_TIME, TIME, FILE, STRUCTURE -> false;
        };
    }

    /** Stretches of time that a column can be grouped by. */
    static List<Bucket> buckets(ValueKind kind) {
        return switch (kind) {
            case DATE, DATE_TIME -> List.of(Bucket.DAY, Bucket.WEEK, Bucket.MONTH, Bucket.QUARTER, Bucket.YEAR);
            case TEXT, NUMBER, BOOLEAN, TIME, CHOICE, REFERENCE, REFERENCES, FILE, STRUCTURE -> List.of();
        };
    }

    /** Without a group that is there, with one that is not as the innermost; a field groups once. */
    static List<Group> toggled(List<Group> present, Group group) {
        List<Group> others = present.stream()
                .filter(other -> !other.field().equals(group.field()))
                .collect(Collectors.toCollection(ArrayList::new));
        if (!present.contains(group)) {
            others.add(group);
        }
        return others;
    }

    /** The records of a group among those of the list. */
    static Condition in(Group group, @Nullable Object value) {
        if (value == null) {
            return new Compare(group.field(), Operator.EMPTY, List.of());
        }
        Bucket bucket = group.bucket();
        if (bucket != null && value instanceof LocalDate first) {
            return new Compare(group.field(), Operator.BETWEEN, List.of(first, bucket.last(first)));
        }
        Object wanted = value instanceof PersonRef person ? new PersonRef(person.id(), person.name()) : value;
        return new Compare(group.field(), Operator.EQ, List.of(wanted));
    }

    /** A group's name; empty for records without a value. */
    static List<Token> name(
            Group group, @Nullable Object value, ListColumn column, dev.millwright.field.FormatContext format) {
        if (value == null) {
            return List.of();
        }
        Bucket bucket = group.bucket();
        if (bucket != null && value instanceof LocalDate first) {
            return List.of(Token.text(bucket.name(first, format.locale())));
        }
        PublishedField<?, ?> field = column.field();
        if (field != null) {
            var option =
                    field.options().stream().filter(o -> o.key().equals(value)).findFirst();
            if (option.isPresent()) {
                String colour = option.get().colour();
                return List.of(
                        colour == null
                                ? Token.text(option.get().label())
                                : Token.badge(option.get().label(), colour));
            }
            if (field.type().valueType().isInstance(value)) {
                return field.tokens(value, format);
            }
        }
        return List.of(Token.text(value instanceof PersonRef person ? person.name() : value.toString()));
    }
}
