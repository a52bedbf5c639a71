package dev.millwright.record;

import dev.millwright.app.Action;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A page of records that is wanted.
 *
 * @param search text that a searchable field must contain; empty for none
 * @param sort ties are broken by id in the direction of the last sort; empty for newest first
 * @param fields keys of the wanted fields; empty for all
 * @param limit 1 to 1 000
 * @param after where the page before ended; null for the first
 * @param deleted the recycle bin instead of the living
 * @param purpose what is done with the records: only those come that this may be done with
 */
public record ListRequest(
        FormRef form,
        Condition filter,
        String search,
        List<Sort> sort,
        Set<String> fields,
        int limit,
        @Nullable Cursor after,
        boolean deleted,
        Action purpose) {

    public ListRequest {
        sort = List.copyOf(sort);
        fields = Set.copyOf(fields);
    }

    /** A page of records to look at. */
    public ListRequest(
            FormRef form,
            Condition filter,
            String search,
            List<Sort> sort,
            Set<String> fields,
            int limit,
            @Nullable Cursor after,
            boolean deleted) {
        this(form, filter, search, sort, fields, limit, after, deleted, Action.SEE);
    }

    /** The newest records of a form. */
    public static ListRequest of(FormRef form, int limit) {
        return new ListRequest(form, Condition.ALL, "", List.of(), Set.of(), limit, null, false);
    }

    public ListRequest after(@Nullable Cursor cursor) {
        return new ListRequest(form, filter, search, sort, fields, limit, cursor, deleted, purpose);
    }

    public ListRequest limit(int rows) {
        return new ListRequest(form, filter, search, sort, fields, rows, after, deleted, purpose);
    }

    /** To be printed or exported, say, instead of looked at. */
    public ListRequest by(Action other) {
        return new ListRequest(form, filter, search, sort, fields, limit, after, deleted, other);
    }

    /** Those of them that meet a condition, too. */
    public ListRequest and(Condition condition) {
        return new ListRequest(
                form,
                new Condition.And(List.of(filter, condition)),
                search,
                sort,
                fields,
                limit,
                after,
                deleted,
                purpose);
    }

    /** An order by one field; empty values come last. */
    public record Sort(String field, boolean descending) {}
}
