package dev.millwright.record.internal;

import dev.millwright.app.Action;
import dev.millwright.app.PublishedApp;
import dev.millwright.identity.Person;
import dev.millwright.record.internal.QueryPlan.Predicate;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.NotFoundException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What somebody was allowed to do with the records of a form when they asked. It is good for as long as the app has that release and
 * those rights: {@link FormAccess#hold} makes sure of it before anything is written.
 *
 * @param app with the rights that were asked
 * @param table with all fields of the form
 * @param readable the table without the fields that are hidden
 * @param by what the lines of the matrix come to; empty for who needs none
 * @param asked what was asked to be done
 * @param ofOne whether its fields are those of one record, so that nothing is left to depend on which
 * @param only the one record that it is for, if it is for one
 */
record Permit(
        PublishedApp app,
        Person person,
        RecordTable table,
        RecordTable readable,
        FieldRights fields,
        Optional<Entitlement> by,
        Set<Action> asked,
        boolean ofOne,
        Optional<UUID> only) {

    /** What the records must be like to be read, as far as {@link #source} does not say so. */
    Predicate rows() {
        Predicate one = only.<Predicate>map(id -> new Predicate.Compare(
                        QueryPlan.Operand.Own.ofSystem(SystemColumns.ID), QueryPlan.Comparison.EQ, id))
                .orElse(Predicate.ALL);
        Predicate reached = source().isWhole() ? reached() : Predicate.ALL;
        return reached.equals(Predicate.ALL)
                ? one
                : one.equals(Predicate.ALL) ? reached : new Predicate.All(List.of(one, reached));
    }

    /** Which records what was asked may be done with. */
    Predicate reached() {
        return by.map(lines -> lines.rows(asked)).orElse(Predicate.ALL);
    }

    /**
     * Where to read from. The table itself wherever all records show the same fields: conditions on the rows then bind their values as any
     * others do.
     */
    Source source() {
        return by.filter(lines -> !ofOne)
                .map(Entitlement::columns)
                .filter(columns -> !columns.isEmpty())
                .map(columns -> new Source(table.name(), reached(), columns))
                .orElseGet(() -> Source.whole(table.name()));
    }

    /**
     * @throws NotFoundException for a record that it is not for
     */
    void require(Collection<UUID> records) {
        for (UUID id : records) {
            if (only.filter(one -> !one.equals(id)).isPresent()) {
                throw new NotFoundException(id.toString());
            }
        }
    }
}
