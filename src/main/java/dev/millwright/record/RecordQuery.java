package dev.millwright.record;

import dev.millwright.field.EnteredField;
import dev.millwright.field.RecordRef;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The only way to read records: adds the rights of the one who is signed in to every question. Pages go by key; nothing here counts
 * unless asked to.
 */
public interface RecordQuery {

    RecordPage list(ListRequest request);

    /** The place right after a record of the list that the request describes. */
    Cursor cursorAfter(ListRequest request, RecordData record);

    /**
     * The place so many rows further in the list that the request describes, after its own place; empty when the list ends before. Takes
     * as long as the database needs to go there by what the list is sorted by: for a person who drags a scroll bar, not for pages.
     */
    Optional<Cursor> skip(ListRequest request, int rows);

    RecordData get(FormRef form, UUID id);

    /** So many lines are read together at most. */
    int MOST_LINES = 50_000;

    /**
     * The lines of records by the ids of these, each in their order; a record without lines is absent. Of a record in the recycle bin they
     * are the lines that went there with it.
     *
     * @param part the key of their part on the form
     * @throws UnknownFieldException for a part that the form does not have
     * @throws InvalidRequestException when there are more than {@link #MOST_LINES}
     */
    default Map<UUID, List<RecordData>> lines(FormRef form, String part, Collection<RecordData> records) {
        throw new UnknownFieldException(part);
    }

    /**
     * How many of the records that the request describes link to each of these by one of their fields, counted up to so many and one more. A
     * record to which none links is absent.
     *
     * @throws UnknownFieldException for a field that is no link to one record
     */
    default Map<UUID, Integer> linking(ListRequest request, String link, Collection<UUID> to, int most) {
        throw new UnknownFieldException(link);
    }

    /** How many there are: exact while small, else the planner's estimate. */
    Count count(ListRequest request);

    /** Exactly how many there are; may take long. */
    long exactCount(ListRequest request);

    /**
     * Figures over records, worked out in the database.
     *
     * @throws UnknownFieldException for a field that is not there or cannot be grouped or measured so
     */
    Aggregates aggregate(AggregateRequest request);

    /**
     * The same, to be answered later.
     *
     * @throws UnknownFieldException for a field that is not there or cannot be grouped or measured so
     */
    AggregateQuestion prepare(AggregateRequest request);

    /**
     * Puts those questions together that are answered quickest by reading the records once.
     *
     * @return batches in which each of the questions is once
     */
    List<AggregateBatch> batches(List<AggregateQuestion> questions);

    /**
     * The ids of living records by the values that a unique field has there, for those who may change them.
     *
     * @param values typed as the field's type says
     * @return by the values as they were given, without those that no record has
     * @throws UnknownFieldException for a field that is not there or not unique
     */
    Map<Object, UUID> identify(FormRef form, String field, Collection<Object> values);

    /** The same of the records that a link field may lead to beside what else is entered; see {@link dev.millwright.field.FieldType#narrowing}. */
    List<RecordRef> find(EnteredField field, String text, int offset, int limit);

    /** By key what a record must hold that is made for the field to lead to it, as far as its narrowing says that values are equal. */
    Map<String, Object> begun(EnteredField field);

    /** Titles of records of a form whose title, key or searchable text contains the text, for pickers. */
    List<RecordRef> find(UUID form, String text, int offset, int limit);

    /**
     * What formulas give for a record, in their order, worked out by the database as conditions are. They may name fields of the records that
     * links lead to, as far as who asks may see them. A formula that is nothing but the name of a field gives its value as the field's type
     * says; {@code id} gives the link to the record, and all others give a text, a {@code BigDecimal}, a {@code Boolean}, a {@code LocalDate}
     * or an {@code Instant}; null for nothing.
     *
     * @throws dev.millwright.expression.ExpressionException for one that makes no sense for the form
     */
    List<@Nullable Object> workOut(FormRef form, UUID record, List<String> formulas);

    /** What happened to a record, newest first. */
    List<HistoryEntry> history(FormRef form, UUID id, int limit);

    /** A number that may be an estimate. */
    record Count(long value, boolean exact) {}
}
