package dev.millwright.record.internal;

import dev.millwright.record.FormRef;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.Records;
import dev.millwright.record.UniqueValueTakenException;
import dev.millwright.record.Via;
import dev.millwright.record.internal.RowWriter.Stamp;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problems;
import dev.millwright.shared.TooLargeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes records into the tables of apps, each {@link ChangeSet} in one transaction, again when a release overtook it. */
@Component
class PostgresRecords implements Records {

    private static final int MOST_CHANGES = 5_000;

    private final ChangeSet.Parts parts;
    private final Refusals refusals;
    private final HistoryTables historyTables;
    private final PostgresRecordQuery query;
    private final TransactionTemplate transaction;

    PostgresRecords(
            ChangeSet.Parts parts,
            Refusals refusals,
            HistoryTables historyTables,
            PostgresRecordQuery query,
            PlatformTransactionManager transactions) {
        this.parts = parts;
        this.refusals = refusals;
        this.historyTables = historyTables;
        this.query = query;
        this.transaction = new TransactionTemplate(transactions);
        // Within a larger transaction a refused write must not spoil what was done before it.
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    @Override
    public RecordData create(FormRef form, Map<String, @Nullable Object> values, Via via) {
        return write(form, via, List.of(new RecordChange.Create(values)), false, ChangeSet::firstCreated);
    }

    @Override
    public RecordData update(
            FormRef form, UUID id, @Nullable Long version, Map<String, @Nullable Object> values, Via via) {
        return write(form, via, List.of(new RecordChange.Update(id, version, values)), false, ChangeSet::firstUpdated);
    }

    @Override
    public void delete(FormRef form, UUID id, @Nullable Long version, Via via) {
        write(form, via, List.of(new RecordChange.Delete(id, version)), false, ChangeSet::ids);
    }

    @Override
    public List<UUID> batch(FormRef form, List<RecordChange> changes, Via via) {
        requireSize(changes);
        return write(form, via, changes, true, ChangeSet::ids);
    }

    @Override
    public Problems check(FormRef form, List<RecordChange> changes) {
        requireSize(changes);
        return StalePlan.retrying(() -> {
            ChangeSet set = new ChangeSet(parts, form, Via.API, changes, true);
            set.prepare();
            Problems found = transaction.execute(status -> {
                status.setRollbackOnly();
                return set.check();
            });
            return found == null ? Problems.NONE : found;
        });
    }

    /**
     * What became of each change of an import, or would; problems have the number of their change in front.
     *
     * @param kept whether it is written
     */
    record Outcome(boolean kept, List<Fate> fates, Problems problems) {}

    /** What a change does to the records. */
    enum Fate {
        ADDED,
        CHANGED,
        UNCHANGED
    }

    /**
     * As {@link #batch} at the moment of an import, or as {@link #check} when nothing is to be kept; what is wrong is told, not thrown.
     */
    Outcome importing(FormRef form, List<RecordChange> changes, Instant at, boolean keep) {
        requireSize(changes);
        if (keep) {
            try {
                return StalePlan.retrying(() -> {
                    ChangeSet set = new ChangeSet(parts, form, stamp(at), changes, true);
                    set.prepare();
                    return held(set.table(), set::drafts, () -> {
                        set.write();
                        return new Outcome(true, set.fates(), Problems.NONE);
                    });
                });
            } catch (InvalidException | UniqueValueTakenException e) {
                // What an index says of one row is no help with the others.
            }
        }
        return StalePlan.retrying(() -> {
            ChangeSet set = new ChangeSet(parts, form, stamp(at), changes, true);
            set.prepare();
            return Objects.requireNonNull(transaction.execute(status -> {
                status.setRollbackOnly();
                Problems problems = set.check();
                return new Outcome(false, set.fates(), problems);
            }));
        });
    }

    private Stamp stamp(Instant at) {
        return new Stamp(parts.access().person(), at, Via.IMPORT);
    }

    private static void requireSize(List<RecordChange> changes) {
        if (changes.size() > MOST_CHANGES) {
            throw new TooLargeException("record.error.batchTooLarge", MOST_CHANGES);
        }
    }

    @Override
    public RecordData restore(FormRef form, UUID id, Via via) {
        write(form, via, List.of(new RecordChange.Restore(id)), false, ChangeSet::ids);
        return query.get(form, id);
    }

    private <T> T write(
            FormRef form, Via via, List<RecordChange> changes, boolean numbered, Function<ChangeSet, T> result) {
        return StalePlan.retrying(() -> {
            ChangeSet set = new ChangeSet(parts, form, via, changes, numbered);
            set.prepare();
            return held(set.table(), set::drafts, () -> {
                set.write();
                return result.apply(set);
            });
        });
    }

    /** Does the work in a transaction during which the table stays as the release has it. */
    private <T> T held(RecordTable table, Supplier<List<Draft>> drafts, Supplier<T> work) {
        historyTables.require(table.name().schema());
        try {
            return refusals.inWords(
                    table,
                    drafts,
                    () -> transaction.execute(status -> {
                        parts.access().hold(table);
                        return work.get();
                    }));
        } catch (RuntimeException e) {
            if (SqlFailure.in(e).filter(SqlFailure::isStale).isPresent()) {
                historyTables.forget(table.name().schema());
            }
            throw e;
        }
    }
}
