package dev.millwright.record.internal;

import dev.millwright.app.Action;
import dev.millwright.field.FormatContext;
import dev.millwright.field.RecordRefs;
import dev.millwright.field.Secret;
import dev.millwright.form.WorkedOut;
import dev.millwright.record.Attempt;
import dev.millwright.record.ChangeProblem;
import dev.millwright.record.Consequences;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.Records;
import dev.millwright.record.RuledRecord;
import dev.millwright.record.UniqueValueTakenException;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.record.Via;
import dev.millwright.record.spi.Authorities;
import dev.millwright.record.spi.WriteContext;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.TooLargeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes records into the tables of apps, each {@link ChangeSet} in one transaction, again when a release overtook it. */
@Component
class PostgresRecords implements Records {

    private static final int MOST_CHANGES = 5_000;

    /** Links to several records and other lists of all changes together; each element may have to be looked up. */
    private static final int MOST_ELEMENTS = 100_000;

    private final ChangeSet.Parts parts;
    private final Refusals refusals;
    private final HistoryTables historyTables;
    private final PostgresRecordQuery query;
    private final Authorities authorities;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    PostgresRecords(
            ChangeSet.Parts parts,
            Refusals refusals,
            HistoryTables historyTables,
            PostgresRecordQuery query,
            Authorities authorities,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.events = events;
        this.parts = parts;
        this.refusals = refusals;
        this.historyTables = historyTables;
        this.query = query;
        this.authorities = authorities;
        this.transaction = new TransactionTemplate(transactions);
        // Within a larger transaction a refused write must not spoil what was done before it.
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    @Override
    public RecordData create(FormRef form, Map<String, @Nullable Object> values, Via via) {
        return create(form, values, context(via));
    }

    @Override
    public RecordData create(FormRef form, Map<String, @Nullable Object> values, WriteContext context) {
        return write(form, context, List.of(new RecordChange.Create(values)), false, ChangeSet::firstCreated);
    }

    @Override
    public RecordData update(
            FormRef form, UUID id, @Nullable Long version, Map<String, @Nullable Object> values, Via via) {
        return update(form, id, version, values, context(via));
    }

    @Override
    public RecordData update(
            FormRef form, UUID id, @Nullable Long version, Map<String, @Nullable Object> values, WriteContext context) {
        return write(
                form, context, List.of(new RecordChange.Update(id, version, values)), false, ChangeSet::firstUpdated);
    }

    @Override
    public RecordData write(FormRef form, RecordChange change, Via via) {
        return write(form, change, context(via));
    }

    @Override
    public RecordData write(FormRef form, RecordChange change, WriteContext context) {
        return switch (change) {
            case RecordChange.Create _ -> write(form, context, List.of(change), false, ChangeSet::firstCreated);
            case RecordChange.Update update ->
                whole(
                        form,
                        context,
                        update.lines(),
                        write(form, context, List.of(change), false, ChangeSet::firstUpdated));
            case RecordChange.Delete _, RecordChange.Restore _ ->
                throw new IllegalArgumentException("Neither creates nor changes a record: " + change);
        };
    }

    @Override
    public String unmask(FormRef form, UUID id, String field, Via via) {
        return StalePlan.retrying(() -> {
            RecordData record = query.get(form, id, Set.of(Action.SEE, Action.UNMASK));
            Permit permit = parts.access().permit(form, Set.of(Action.SEE, Action.UNMASK), id);
            RecordTable.StoredField stored = permit.table().field(field);
            if (stored == null
                    || permit.fields().hides(field)
                    || !stored.field().type().isSealed() && !permit.fields().masks(field)) {
                throw new UnknownFieldException(field);
            }
            Object value = stored.field().type().isSealed()
                    ? record.values().get(field)
                    : parts.locked()
                            .look(permit.table(), id)
                            .map(whole -> whole.values().get(field))
                            .orElse(null);
            String schema = permit.table().name().schema();
            historyTables.require(schema);
            String text = switch (value) {
                case null -> throw new NotFoundException(field);
                case Secret.Kept kept -> parts.sealing().open(permit.table(), stored, id, kept);
                default ->
                    stored.field()
                            .format(
                                    value,
                                    new FormatContext(
                                            LocaleContextHolder.getLocale(),
                                            parts.time().zone()));
            };
            RowWriter.Stamp stamp =
                    new RowWriter.Stamp(permit.person(), parts.time().now(), via, Optional.empty());
            // What cannot be written down is not told.
            transaction.executeWithoutResult(status -> {
                parts.writer().seen(permit.table(), stored, record, stamp);
                events.publishEvent(new UnmaskedText(permit.table().form(), stored, id));
            });
            return text;
        });
    }

    @Override
    public void delete(FormRef form, UUID id, @Nullable Long version, Via via) {
        delete(form, id, version, context(via));
    }

    @Override
    public void delete(FormRef form, UUID id, @Nullable Long version, WriteContext context) {
        write(form, context, List.of(new RecordChange.Delete(id, version)), false, ChangeSet::ids);
    }

    @Override
    public RecordData restore(FormRef form, UUID id, Via via) {
        return restore(form, id, context(via));
    }

    @Override
    public RecordData restore(FormRef form, UUID id, WriteContext context) {
        write(form, context, List.of(new RecordChange.Restore(id)), false, ChangeSet::ids);
        return authorities.as(context.authority(), () -> query.get(form, id));
    }

    @Override
    public List<Problem> restore(FormRef form, List<UUID> records, Via via) {
        List<RecordChange> changes =
                records.stream().<RecordChange>map(RecordChange.Restore::new).toList();
        return write(form, context(via), changes, records.size() > 1, ChangeSet::left);
    }

    @Override
    public List<UUID> batch(FormRef form, List<RecordChange> changes, Via via) {
        return batch(form, changes, context(via));
    }

    @Override
    public List<UUID> batch(FormRef form, List<RecordChange> changes, WriteContext context) {
        return write(form, context, changes, true, ChangeSet::ids);
    }

    @Override
    public List<ChangeProblem> check(FormRef form, List<RecordChange> changes) {
        return tried(form, changes, context(Via.API), parts.time().now()).problems();
    }

    @Override
    public Consequences consequences(FormRef form, List<UUID> records) {
        List<RecordChange> changes = records.stream()
                .<RecordChange>map(id -> new RecordChange.Delete(id, null))
                .toList();
        requireSize(changes);
        return StalePlan.retrying(() -> {
            ChangeSet set =
                    new ChangeSet(parts, form, context(Via.SCREEN), parts.time().now(), changes, true);
            if (!set.mayTakeAlong()) {
                return Consequences.NONE;
            }
            set.prepare();
            return Objects.requireNonNull(transaction.execute(status -> {
                status.setRollbackOnly();
                List<Problem> problems = set.check().stream()
                        .map(ChangeProblem::problem)
                        .distinct()
                        .toList();
                return new Consequences(set.linked(), problems);
            }));
        });
    }

    @Override
    public boolean takesAlong(FormRef form) {
        return parts.access().allows(form, Action.DELETE)
                && new ChangeSet(parts, form, context(Via.SCREEN), parts.time().now(), List.of(), true).mayTakeAlong();
    }

    @Override
    public Attempt attempt(FormRef form, List<RecordChange> changes, Via via, Instant at, boolean keep) {
        requireSize(changes);
        if (keep) {
            AtomicReference<@Nullable ChangeSet> last = new AtomicReference<>();
            try {
                return StalePlan.retrying(() -> {
                    ChangeSet set = new ChangeSet(parts, form, context(via), at, changes, true);
                    last.set(set);
                    set.prepare();
                    return held(set, () -> {
                        List<ChangeProblem> warnings = set.write();
                        return new Attempt(true, set.fates(), List.of(), warnings);
                    });
                });
            } catch (InvalidException | UniqueValueTakenException e) {
                // What an index says of one row is no help with the others.
            }
            Attempt tried = tried(form, changes, context(via), at);
            ChangeSet set = last.get();
            // Some of what rules refuse only shows once everything is written.
            return tried.problems().isEmpty() && set != null
                    ? new Attempt(false, tried.fates(), set.found(), tried.warnings())
                    : tried;
        }
        return tried(form, changes, context(via), at);
    }

    @Override
    public WorkedOut workedOut(
            FormRef form,
            @Nullable UUID record,
            Map<String, @Nullable Object> values,
            Map<String, List<RecordChange>> lines) {
        Permit permit = parts.access().permit(form, List.of(record == null ? Action.CREATE : Action.SEE));
        if (record != null) {
            // Whoever may not see it gets no answer about it.
            var _ = query.get(form, record);
        }
        return new Entering(parts, permit, parts.time().now())
                .workedOut(record, values, lines, draft -> shared(permit, draft));
    }

    @Override
    public RuledRecord ruled(FormRef form, UUID record) {
        Permit permit = parts.access().permit(form, List.of(Action.SEE));
        // Whoever may not see it gets no answer about it.
        var _ = query.get(form, record);
        return new Entering(parts, permit, parts.time().now()).ruled(record);
    }

    /** What other records have already of what is being entered; only sets of fields are told before anybody saves. */
    private Problems shared(Permit permit, Draft draft) {
        RecordTable table = permit.table();
        if (table.form().together().isEmpty()) {
            return Problems.NONE;
        }
        UniqueValues.Known known = parts.access().known(permit);
        List<Problem> found = new ArrayList<>();
        Draft asked = new Draft(draft.id(), 0, draft.isNew(), draft.before());
        table.fields().forEach(field -> asked.set(field, draft.value(field)));
        parts.uniqueValues().inTable(table, List.of(asked), Set.of(), known);
        asked.problems().forEach(one -> found.add(one.problem()));
        parts.uniqueValues().warnings(table, List.of(asked), Set.of(), known).forEach(one -> found.add(one.problem()));
        return new Problems(found);
    }

    @Override
    public Map<UUID, List<Problem>> warnings(FormRef form, Collection<UUID> records, Set<String> named) {
        if (!parts.access().allows(form, Action.SEE)) {
            return Map.of();
        }
        return StalePlan.retrying(() -> {
            Permit permit = parts.access().permit(form, List.of(Action.SEE));
            return parts.uniqueValues()
                    .warnings(permit.table(), records, named, parts.access().known(permit));
        });
    }

    /** What would become of the changes; nothing is kept. */
    private Attempt tried(FormRef form, List<RecordChange> changes, WriteContext context, Instant at) {
        requireSize(changes);
        return StalePlan.retrying(() -> {
            ChangeSet set = new ChangeSet(parts, form, context, at, changes, true);
            set.prepare();
            return Objects.requireNonNull(transaction.execute(status -> {
                status.setRollbackOnly();
                List<ChangeProblem> problems = set.check();
                return new Attempt(false, set.fates(), problems, set.warnings());
            }));
        });
    }

    /** By the right that the calling thread has. */
    private WriteContext context(Via via) {
        return WriteContext.of(via, authorities.current());
    }

    private static void requireSize(List<RecordChange> changes) {
        long lines = changes.stream()
                .mapToLong(change -> switch (change) {
                    case RecordChange.Create create -> count(create.lines());
                    case RecordChange.Update update -> count(update.lines());
                    case RecordChange.Delete _, RecordChange.Restore _ -> 0;
                })
                .sum();
        if (lines > RecordQuery.MOST_LINES) {
            throw new TooLargeException("record.error.batchLines", RecordQuery.MOST_LINES);
        }
        if (changes.size() > MOST_CHANGES) {
            throw new TooLargeException("record.error.batchTooLarge", MOST_CHANGES);
        }
        if (changes.stream().mapToLong(PostgresRecords::elements).sum() > MOST_ELEMENTS) {
            throw new TooLargeException("record.error.batchElements", MOST_ELEMENTS);
        }
    }

    /** In the values of a change and its lines that are lists. */
    private static long elements(RecordChange change) {
        return switch (change) {
            case RecordChange.Create create -> elements(create.values(), create.lines());
            case RecordChange.Update update -> elements(update.values(), update.lines());
            case RecordChange.Delete _, RecordChange.Restore _ -> 0;
        };
    }

    private static long elements(Map<String, @Nullable Object> values, Map<String, List<RecordChange>> lines) {
        long elements = 0;
        for (Object value : values.values()) {
            elements += switch (value) {
                case RecordRefs links -> links.records().size();
                case Collection<?> some -> some.size();
                case null, default -> 0;
            };
        }
        for (List<RecordChange> some : lines.values()) {
            for (RecordChange line : some) {
                elements += elements(line);
            }
        }
        return elements;
    }

    /** As it is with its lines, on which some of its fields may depend. */
    private RecordData whole(
            FormRef form, WriteContext context, Map<String, List<RecordChange>> lines, RecordData written) {
        return lines.isEmpty() || !parts.access().allows(form, Action.SEE)
                ? written
                : authorities.as(context.authority(), () -> query.get(form, written.id()));
    }

    private static long count(Map<String, List<RecordChange>> lines) {
        return lines.values().stream().mapToLong(List::size).sum();
    }

    private <T> T write(
            FormRef form,
            WriteContext context,
            List<RecordChange> changes,
            boolean numbered,
            Function<ChangeSet, T> result) {
        requireSize(changes);
        return authorities.as(
                context.authority(),
                () -> StalePlan.retrying(() -> {
                    ChangeSet set =
                            new ChangeSet(parts, form, context, parts.time().now(), changes, numbered);
                    set.prepare();
                    return held(set, () -> {
                        set.write();
                        return result.apply(set);
                    });
                }));
    }

    /** Does the work in a transaction during which release and rights stay as the changes were allowed by. */
    private <T> T held(ChangeSet set, Supplier<T> work) {
        String schema = set.table().name().schema();
        historyTables.require(schema);
        try {
            return refusals.inWords(
                    set,
                    () -> transaction.execute(status -> {
                        parts.access().hold(set.permit());
                        return work.get();
                    }));
        } catch (RuntimeException e) {
            if (SqlFailure.in(e).filter(SqlFailure::isStale).isPresent()) {
                historyTables.forget(schema);
            }
            throw e;
        }
    }
}
