package dev.millwright.record;

import dev.millwright.shared.Problems;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The only way to write records: authorises the one who is signed in, fills defaults and codes, validates, writes, keeps history and
 * tells others, in one transaction.
 *
 * <p>Every method throws {@code NotFoundException} for a form or record that the person may not see, {@code NotAllowedException} for
 * an action that is not theirs, {@code InvalidException} with all problems (paths are field keys; {@code index.key} in a batch),
 * {@code UniqueValueTakenException} when nothing but taken unique values is wrong, and {@link StaleRecordException} when somebody else
 * was faster.
 */
public interface Records {

    RecordData create(FormRef form, Map<String, @Nullable Object> values, Via via);

    /**
     * Changes the named fields and leaves the others.
     *
     * @param version what the person saw; null to change whatever is there now
     */
    RecordData update(FormRef form, UUID id, @Nullable Long version, Map<String, @Nullable Object> values, Via via);

    /** Moves a record to the recycle bin. */
    void delete(FormRef form, UUID id, @Nullable Long version, Via via);

    /** Takes a record out of the recycle bin; a conflict when a unique value was taken meanwhile. */
    RecordData restore(FormRef form, UUID id, Via via);

    /**
     * What {@link #batch} would refuse, without writing anything; paths are {@code index.key}. Rights are asked for as if it were
     * written.
     */
    Problems check(FormRef form, List<RecordChange> changes);

    /** All changes or none, set-based. Ids of the records in the order of the changes. */
    List<UUID> batch(FormRef form, List<RecordChange> changes, Via via);
}
