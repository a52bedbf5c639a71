package dev.millwright.record;

import dev.millwright.form.WorkedOut;
import dev.millwright.record.spi.WriteContext;
import dev.millwright.shared.Problem;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The only way to write records: authorises who acts, fills defaults and codes, validates, writes, keeps history and
 * tells others, in one transaction.
 *
 * <p>Every method throws {@code NotFoundException} for a form or record that the person may not see, {@code NotAllowedException} for
 * an action that is not theirs, {@code InvalidException} with all problems (paths are field keys; {@code index.key} in a batch),
 * {@code UniqueValueTakenException} when nothing but taken unique values is wrong, and {@link StaleRecordException} when somebody else
 * was faster, and {@code ConflictException} when a record is in a flow that keeps people from changing it. What is written {@link Via} a
 * screen, the API or an import is written by the right that the calling thread has: that of the one who is signed in unless
 * {@link dev.millwright.record.spi.Authorities} says otherwise.
 */
public interface Records {

    RecordData create(FormRef form, Map<String, @Nullable Object> values, Via via);

    RecordData create(FormRef form, Map<String, @Nullable Object> values, WriteContext context);

    /**
     * Changes the named fields and leaves the others.
     *
     * @param version what the person saw; null to change whatever is there now
     */
    RecordData update(FormRef form, UUID id, @Nullable Long version, Map<String, @Nullable Object> values, Via via);

    RecordData update(
            FormRef form, UUID id, @Nullable Long version, Map<String, @Nullable Object> values, WriteContext context);

    /**
     * Creates or changes a record together with its lines; what is wrong with a line has the path {@code part.index.field}.
     *
     * @param change a create or an update
     * @return the record as it is then
     */
    RecordData write(FormRef form, RecordChange change, Via via);

    RecordData write(FormRef form, RecordChange change, WriteContext context);

    /**
     * An encrypted text as it is, for who may see it so; the history of the record tells who did.
     *
     * @throws UnknownFieldException when the field is no encrypted text, or one that the person does not see
     * @throws dev.millwright.shared.NotFoundException when the field is empty
     */
    String unmask(FormRef form, UUID id, String field, Via via);

    /** Moves a record to the recycle bin. */
    void delete(FormRef form, UUID id, @Nullable Long version, Via via);

    void delete(FormRef form, UUID id, @Nullable Long version, WriteContext context);

    /** Takes a record out of the recycle bin; a conflict when a unique value was taken meanwhile. */
    RecordData restore(FormRef form, UUID id, Via via);

    RecordData restore(FormRef form, UUID id, WriteContext context);

    /**
     * Takes records out of the recycle bin, all or none.
     *
     * @return what did not come back with them, or does not lead to them again, although it went or did when they were deleted
     */
    List<Problem> restore(FormRef form, List<UUID> records, Via via);

    /**
     * What would become of records that link to these if they went into the recycle bin, counted as far as whoever asks may see them. At most
     * as many as a batch has.
     */
    Consequences consequences(FormRef form, List<UUID> records);

    /** Whether anything may become of records that link to those of the form when these are deleted. */
    boolean takesAlong(FormRef form);

    /** What {@link #batch} would refuse, without writing anything. Rights are asked for as if it were written. */
    List<ChangeProblem> check(FormRef form, List<RecordChange> changes);

    /**
     * As {@link #batch}, with what is wrong told instead of thrown. When others write beside it nothing may be wrong with changes that
     * were not kept: somebody took a value in that very moment.
     *
     * @param at the moment that the history gives it, by which all that was written together is found again
     * @param keep whether to write it when nothing is wrong; else nothing is
     */
    Attempt attempt(FormRef form, List<RecordChange> changes, Via via, Instant at, boolean keep);

    /** All changes or none, set-based. Ids of the records in the order of the changes. */
    List<UUID> batch(FormRef form, List<RecordChange> changes, Via via);

    List<UUID> batch(FormRef form, List<RecordChange> changes, WriteContext context);

    /**
     * What formulas and rules would make of a record with those values. Nothing is written, and nothing is said of fields that the person may
     * not see.
     *
     * @param record whose other values are as they are; null for a new one
     * @param values by key, typed as for {@link #create}
     * @param lines what is to become of its lines, by the key of their part
     */
    WorkedOut workedOut(
            FormRef form,
            @Nullable UUID record,
            Map<String, @Nullable Object> values,
            Map<String, List<RecordChange>> lines);

    /** The same where nothing is to become of its lines. */
    default WorkedOut workedOut(FormRef form, @Nullable UUID record, Map<String, @Nullable Object> values) {
        return workedOut(form, record, values, Map.of());
    }

    /**
     * What the rules of its form come to in a record as it is, also those that were published after it was written and those that see what other
     * records have.
     */
    RuledRecord ruled(FormRef form, UUID record);

    /**
     * What records share with others although they should not, as their form only warns of it; by record. Whoever wrote them may be told.
     *
     * @param named keys of the fields that were written; none for all
     */
    Map<UUID, List<Problem>> warnings(FormRef form, Collection<UUID> records, Set<String> named);
}
