package dev.millwright.record.internal;

import dev.millwright.app.Action;
import dev.millwright.expression.Reference;
import dev.millwright.field.DefaultContext;
import dev.millwright.field.FormatContext;
import dev.millwright.field.PersonRef;
import dev.millwright.identity.Person;
import dev.millwright.record.Attempt.Fate;
import dev.millwright.record.ChangeProblem;
import dev.millwright.record.FormRef;
import dev.millwright.record.HistoryEntry.Event;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.StaleRecordException;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.record.Via;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.record.internal.RowWriter.Stamp;
import dev.millwright.record.spi.Authority;
import dev.millwright.record.spi.RecordLock.Holder;
import dev.millwright.record.spi.WriteContext;
import dev.millwright.record.spi.WrittenRecords;
import dev.millwright.record.spi.WrittenRecords.WrittenRecord;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Some changes of a form's records on their way through the gate, all of them or none. One record is a set of one. */
final class ChangeSet {

    /** So many rows are worth a statement that makes their writing quicker. */
    private static final int MANY = 500;

    private final Parts parts;
    private final FormRef form;
    private final Permit permit;
    private final RecordTable table;
    private final WriteContext context;
    private final List<RecordChange> changes;
    private final boolean numbered;
    private final Stamp stamp;
    private final Permit entry;
    private final DraftValues values;
    private final List<Draft> creates = new ArrayList<>();
    private final List<Draft> updates = new ArrayList<>();
    private final List<Draft> restores = new ArrayList<>();
    private final Map<UUID, RecordChange.Update> wantedUpdates = new LinkedHashMap<>();
    private final Map<UUID, RecordChange.Delete> wantedDeletes = new LinkedHashMap<>();
    private final Set<UUID> wantedRestores = new LinkedHashSet<>();
    private final Map<UUID, Integer> places = new HashMap<>();
    private final Map<UUID, Set<String>> given = new HashMap<>();
    private final List<UUID> ids = new ArrayList<>();
    private final List<ChangeProblem> problems = new ArrayList<>();
    private Map<UUID, RecordData> old = Map.of();
    private Map<UUID, Permit> limited = Map.of();
    private Codes.Need need = new Codes.Need(Map.of());

    /**
     * @param numbered whether problems tell the place of their change
     */
    ChangeSet(
            Parts parts, FormRef form, WriteContext context, Instant at, List<RecordChange> changes, boolean numbered) {
        this.parts = parts;
        this.form = form;
        this.changes = changes;
        this.numbered = numbered;
        this.context = context;
        this.permit = parts.access().permit(form, actions(changes));
        this.entry = parts.access().forNew(permit);
        this.table = permit.table();
        this.stamp = new Stamp(permit.person(), at, context.via(), context.cause());
        this.values = new DraftValues(table, defaultContext(), permit.fields(), context.via() == Via.IMPORT);
    }

    /** Who does what of it. */
    @Component
    record Parts(
            FormAccess access,
            LockedRecords locked,
            References references,
            GatedFiles files,
            UniqueValues uniqueValues,
            RowRules rules,
            Formulas formulas,
            Codes codes,
            RowWriter writer,
            RecordListeners listeners,
            ChangeFeed feed,
            BusinessTime time) {}

    private static Set<Action> actions(List<RecordChange> changes) {
        Set<Action> actions = EnumSet.noneOf(Action.class);
        for (RecordChange change : changes) {
            actions.add(
                    switch (change) {
                        case RecordChange.Create _ -> Action.CREATE;
                        case RecordChange.Update _ -> Action.CHANGE;
                        case RecordChange.Delete _, RecordChange.Restore _ -> Action.DELETE;
                    });
        }
        if (actions.isEmpty()) {
            actions.add(Action.SEE);
        }
        return actions;
    }

    Permit permit() {
        return permit;
    }

    RecordTable table() {
        return table;
    }

    /** The records as they are to be, as far as that is known, whose unique values another may take in the last moment. */
    List<Draft> drafts() {
        List<Draft> drafts = new ArrayList<>(creates);
        drafts.addAll(updates);
        drafts.addAll(restores);
        return drafts;
    }

    /** Writes all of it, or throws what is wrong; to be called in a transaction that holds the release, after {@link #prepare}. */
    void write() {
        List<Draft> drafts = examine();
        if (hasProblems(drafts)) {
            parts.uniqueValues().inTable(table, drafts, wantedDeletes.keySet());
            throw Refusals.of(told(problems(drafts)));
        }
        apply();
        // What one record needs of another may have been written with it.
        parts.rules().examineWritten(permit, creates, updates);
        if (hasProblems(drafts)) {
            throw Refusals.of(told(problems(drafts)));
        }
    }

    /** Says what {@link #write} would refuse; to be called in a transaction that is rolled back, after {@link #prepare}. */
    List<ChangeProblem> check() {
        List<Draft> drafts = examine();
        parts.uniqueValues().inTable(table, drafts, wantedDeletes.keySet());
        return problems(drafts);
    }

    /** The problems as they are told to who asked: with the place of their change in a batch. */
    List<Problem> told(List<ChangeProblem> found) {
        return found.stream()
                .map(problem -> numbered ? problem.numbered() : problem.problem())
                .toList();
    }

    /** Does what needs no look at records; may wait for Keycloak, so no transaction should be open. */
    void prepare() {
        for (int i = 0; i < changes.size(); i++) {
            prepare(changes.get(i), i);
        }
        parts.references().people(table, creates);
    }

    /** Finds out what the records will be and, as far as that needs no look at other records, what is wrong with them. */
    private List<Draft> examine() {
        lockOld();
        parts.references().people(table, updates);
        List<Draft> drafts = drafts();
        List<Draft> filled = Stream.concat(creates.stream(), updates.stream()).toList();
        parts.references().links(table, filled);
        parts.files().complete(table, filled);
        parts.formulas().compute(permit.app(), table, creates, updates, stamp.at(), this::system);
        // What comes back is as it was, whatever has become of the rules.
        creates.forEach(draft -> values.with(entry.fields()).validate(draft, Set.of()));
        updates.forEach(draft -> values.with(permit(draft.id()).fields()).validate(draft, named(draft)));
        parts.rules()
                .examine(
                        permit,
                        stamp,
                        new RowRules.Changes(
                                creates, given, updates, old, id -> permit(id).fields()));
        need = parts.codes().examine(table, creates, values.context());
        parts.uniqueValues().among(table, drafts);
        if (!restores.isEmpty()) {
            parts.uniqueValues().inTable(table, restores, Set.of());
        }
        return drafts;
    }

    private boolean hasProblems(List<Draft> drafts) {
        return !problems.isEmpty()
                || drafts.stream().anyMatch(draft -> !draft.problems().isEmpty());
    }

    private List<ChangeProblem> problems(List<Draft> drafts) {
        List<ChangeProblem> all = new ArrayList<>(problems);
        drafts.forEach(draft -> all.addAll(draft.problems()));
        return all;
    }

    private void prepare(RecordChange change, int place) {
        switch (change) {
            case RecordChange.Create create -> {
                requireVisible(create.values());
                Draft draft = new Draft(Ids.next(), place, true, Map.of());
                given.put(draft.id(), create.values().keySet());
                ids.add(draft.id());
                values.with(entry.fields()).fill(draft, create.values());
                values.defaults(draft, create.values());
                creates.add(draft);
            }
            case RecordChange.Update update -> {
                requireVisible(update.values());
                values.requireKnown(update.values());
                once(update.id(), place);
                wantedUpdates.put(update.id(), update);
            }
            case RecordChange.Delete delete -> {
                once(delete.id(), place);
                wantedDeletes.put(delete.id(), delete);
            }
            case RecordChange.Restore restore -> {
                once(restore.id(), place);
                wantedRestores.add(restore.id());
            }
        }
    }

    /** A field that the matrix hides in all records is none, to who may not know of it. */
    private void requireVisible(Map<String, @Nullable Object> named) {
        permit.by().map(Entitlement::fields).ifPresent(rights -> {
            for (String key : named.keySet()) {
                if (rights.hides(key) && entry.fields().hides(key)) {
                    throw new UnknownFieldException(key);
                }
            }
        });
    }

    private void once(UUID id, int place) {
        ids.add(id);
        if (places.putIfAbsent(id, place) != null) {
            problem(place, "record.error.twice", id.toString());
        }
    }

    private void problem(int place, String code, Object... arguments) {
        problems.add(new ChangeProblem(place, Problem.error(code, "", arguments)));
    }

    private DefaultContext defaultContext() {
        Person person = stamp.person();
        ZoneId zone = parts.time().zone();
        BusinessTime moment = new BusinessTime(Clock.fixed(stamp.at(), zone), zone);
        return new DefaultContext(moment, new PersonRef(person.id(), person.name()));
    }

    /** What holds for the one record that is there. */
    private Permit permit(UUID id) {
        return limited.getOrDefault(id, permit);
    }

    private Set<String> named(Draft draft) {
        RecordChange.Update update = wantedUpdates.get(draft.id());
        return update == null ? Set.of() : update.values().keySet();
    }

    private String title(Draft draft) {
        FormatContext format = new FormatContext(Locale.ENGLISH, parts.time().zone());
        return Projection.title(table, draft.id(), draft.values(), format);
    }

    private void lockOld() {
        updates.clear();
        restores.clear();
        if (places.isEmpty()) {
            return;
        }
        permit.require(places.keySet());
        old = parts.locked().read(table, places.keySet());
        RowRules.Reach reach = parts.rules().reach(permit, actionsOfOld(), old.keySet());
        limited = parts.access().limited(permit, places.keySet());
        Map<UUID, Holder> holders = holders();
        for (Map.Entry<UUID, Integer> entry : places.entrySet()) {
            UUID id = entry.getKey();
            RecordData record = old.get(id);
            if (record == null || !reach.sees(id)) {
                missing(id, entry.getValue());
                continue;
            }
            if (!reach.mayBe(action(id), id)) {
                outOfReach(record, entry.getValue());
                continue;
            }
            Holder holder = holders.get(id);
            if (holder != null) {
                held(record, holder, entry.getValue());
                continue;
            }
            if (wantedRestores.contains(id)) {
                if (record.deletedAt() != null) {
                    restores.add(new Draft(id, entry.getValue(), true, record.values()));
                }
                continue;
            }
            if (record.deletedAt() != null) {
                if (wantedUpdates.containsKey(id) || !numbered) {
                    gone(record, entry.getValue());
                }
                wantedDeletes.remove(id);
                continue;
            }
            RecordChange.Update update = wantedUpdates.get(id);
            RecordChange.Delete delete = wantedDeletes.get(id);
            Long seen = update != null ? update.version() : delete != null ? delete.version() : null;
            if (seen != null && seen != record.version()) {
                throw new StaleRecordException(parts.locked().visible(permit(id), record), entry.getValue());
            }
            if (update != null) {
                Draft draft = new Draft(id, entry.getValue(), false, record.values());
                values.with(permit(id).fields()).fill(draft, update.values());
                updates.add(draft);
            }
        }
    }

    private Set<Action> actionsOfOld() {
        return places.keySet().stream().map(this::action).collect(Collectors.toSet());
    }

    private Action action(UUID id) {
        return wantedUpdates.containsKey(id) ? Action.CHANGE : Action.DELETE;
    }

    private void outOfReach(RecordData record, int place) {
        if (!parts.access().allows(table, Action.SEE)) {
            missing(record.id(), place);
            return;
        }
        String title = parts.locked().visible(permit(record.id()), record).title();
        String code = "record.error.outOfReach." + action(record.id()).key();
        if (!numbered) {
            throw new NotAllowedException(code, title);
        }
        problem(place, code, title);
    }

    /** What keeps people who act by no more than their rights from changing the records. */
    private Map<UUID, Holder> holders() {
        return switch (context.authority()) {
            case Authority.Member _ -> parts.listeners().holders(table.form(), places.keySet());
            case Authority.App _, Authority.Step _ -> Map.of();
        };
    }

    private void held(RecordData record, Holder holder, int place) {
        String title = parts.locked().visible(permit(record.id()), record).title();
        if (!numbered) {
            throw new ConflictException("record.error.inFlow", title, holder.flow(), holder.step());
        }
        problem(place, "record.error.inFlow", title, holder.flow(), holder.step());
    }

    private void missing(UUID id, int place) {
        if (!numbered) {
            throw new NotFoundException(id.toString());
        }
        problem(place, "record.error.unknownRecord", id.toString());
    }

    private void gone(RecordData record, int place) {
        String title = parts.locked().visible(permit(record.id()), record).title();
        if (!numbered) {
            throw wantedDeletes.containsKey(record.id())
                    ? new NotFoundException(record.id().toString())
                    : new ConflictException("record.error.deleted", title);
        }
        problem(place, "record.error.deleted", title);
    }

    private void apply() {
        if (creates.size() + updates.size() >= MANY) {
            parts.writer().expectMany();
        }
        Set<UUID> written = new HashSet<>();
        if (!wantedDeletes.isEmpty()) {
            List<UUID> deleted = List.copyOf(wantedDeletes.keySet());
            parts.writer().mark(table, deleted, nextVersions(deleted), Event.DELETED, stamp);
            written.addAll(deleted);
        }
        if (!restores.isEmpty()) {
            List<UUID> restored = restores.stream().map(Draft::id).toList();
            parts.writer().mark(table, restored, nextVersions(restored), Event.RESTORED, stamp);
            written.addAll(restored);
        }
        List<Draft> changed = updates.stream()
                .filter(draft -> table.fields().stream().anyMatch(draft::changes))
                .toList();
        if (!changed.isEmpty()) {
            List<UUID> changedIds = changed.stream().map(Draft::id).toList();
            parts.writer().update(table, changed, nextVersions(changedIds), stamp);
            written.addAll(changedIds);
            parts.files().written(table, changed);
        }
        if (!creates.isEmpty()) {
            parts.codes().generate(table, creates, values.context(), need);
            if (parts.formulas().needMade(permit.app(), table)) {
                parts.formulas().compute(permit.app(), table, creates, List.of(), stamp.at(), this::system);
            }
            parts.writer().insert(table, creates, stamp);
            creates.forEach(draft -> written.add(draft.id()));
            parts.files().written(table, creates);
        }
        List<Map<String, Object>> deleted = wantedDeletes.keySet().stream()
                .map(old::get)
                .filter(Objects::nonNull)
                .map(RecordData::values)
                .toList();
        parts.formulas()
                .follow(permit.app(), new Formulas.Writes(table, creates, changed, restores, deleted), stamp.at());
        if (!written.isEmpty()) {
            parts.listeners().tell(table.form(), () -> written(changed));
        }
        parts.feed().written(form, written);
    }

    /** What the product itself says of a record. */
    private @Nullable Object system(UUID id, String key) {
        RecordData record = old.get(id);
        return switch (key) {
            case SystemColumns.ID -> id.toString();
            case SystemColumns.CREATED_AT -> record == null ? stamp.at() : record.createdAt();
            case SystemColumns.CREATED_BY ->
                record == null
                        ? new Reference(stamp.person().id(), stamp.person().name())
                        : FormulaInputs.reference(record.createdBy());
            default -> throw new IllegalStateException("No formula may use " + key);
        };
    }

    private WrittenRecords written(List<Draft> changed) {
        List<WrittenRecord> records = new ArrayList<>();
        creates.forEach(draft -> records.add(new WrittenRecord(
                draft.id(),
                1,
                Event.CREATED,
                Map.of(),
                draft.values(),
                draft.values().keySet())));
        changed.forEach(draft -> records.add(new WrittenRecord(
                draft.id(),
                nextVersion(draft.id()),
                Event.CHANGED,
                draft.before(),
                draft.values(),
                table.fields().stream()
                        .filter(draft::changes)
                        .map(StoredField::key)
                        .collect(Collectors.toSet()))));
        wantedDeletes.keySet().stream()
                .map(old::get)
                .filter(Objects::nonNull)
                .forEach(record -> records.add(new WrittenRecord(
                        record.id(), nextVersion(record.id()), Event.DELETED, record.values(), Map.of(), Set.of())));
        restores.forEach(draft -> records.add(new WrittenRecord(
                draft.id(), nextVersion(draft.id()), Event.RESTORED, Map.of(), draft.values(), Set.of())));
        return new WrittenRecords(table.form(), context, stamp.person(), stamp.at(), records);
    }

    private List<Long> nextVersions(List<UUID> changed) {
        return changed.stream().map(this::nextVersion).toList();
    }

    private long nextVersion(UUID id) {
        RecordData record = old.get(id);
        return record == null ? 1 : record.version() + 1;
    }

    List<UUID> ids() {
        return List.copyOf(ids);
    }

    /** In the order of the changes; a change of what is not there is none. */
    List<Fate> fates() {
        Map<UUID, Fate> byId = new HashMap<>();
        creates.forEach(draft -> byId.put(draft.id(), Fate.ADDED));
        updates.forEach(draft ->
                byId.put(draft.id(), table.fields().stream().anyMatch(draft::changes) ? Fate.CHANGED : Fate.UNCHANGED));
        wantedDeletes.keySet().forEach(id -> byId.put(id, Fate.CHANGED));
        restores.forEach(draft -> byId.put(draft.id(), Fate.CHANGED));
        return ids.stream().map(id -> byId.getOrDefault(id, Fate.UNCHANGED)).toList();
    }

    RecordData firstCreated() {
        Draft draft = creates.getFirst();
        PersonRef by = new PersonRef(stamp.person().id(), stamp.person().name());
        RecordData created =
                new RecordData(draft.id(), 1, stamp.at(), by, stamp.at(), by, null, null, title(draft), draft.values());
        return entry.table() == entry.readable() ? created : parts.locked().visible(entry, created);
    }

    RecordData firstUpdated() {
        Draft draft = updates.getFirst();
        RecordData before = old.get(draft.id());
        if (before == null) {
            throw new IllegalStateException("An update of nothing");
        }
        if (table.fields().stream().noneMatch(draft::changes)) {
            return parts.locked().visible(permit(draft.id()), before);
        }
        return parts.locked()
                .visible(
                        permit(draft.id()),
                        new RecordData(
                                draft.id(),
                                before.version() + 1,
                                before.createdAt(),
                                before.createdBy(),
                                stamp.at(),
                                new PersonRef(
                                        stamp.person().id(), stamp.person().name()),
                                null,
                                null,
                                title(draft),
                                draft.values()));
    }
}
