package dev.millwright.record.internal;

import dev.millwright.app.Action;
import dev.millwright.expression.Reference;
import dev.millwright.field.DefaultContext;
import dev.millwright.field.FormatContext;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.form.ExpressionValues;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedPart;
import dev.millwright.form.RuleOutcome;
import dev.millwright.identity.Person;
import dev.millwright.record.Attempt.Fate;
import dev.millwright.record.ChangeProblem;
import dev.millwright.record.Consequences;
import dev.millwright.record.FormRef;
import dev.millwright.record.HistoryEntry.Event;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.StaleRecordException;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.record.Via;
import dev.millwright.record.internal.OwnedLines.Extent;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.record.internal.RowWriter.Stamp;
import dev.millwright.record.spi.Authority;
import dev.millwright.record.spi.FieldRights;
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
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
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
    private final LineSets lines = new LineSets(this);
    private final @Nullable Within within;
    private final Gone gone;

    /** Whether it is the one that somebody asked for, and not one that goes with it. */
    private final boolean isFirst;

    /** Whether it is only what becomes of records when others go or come back. */
    private final boolean follows;

    private Map<UUID, Integer> placesInFirst = Map.of();
    private boolean isWritten;
    private @Nullable WrittenRecords ownersWritten;
    private Map<UUID, RecordData> owners = Map.of();
    private Set<UUID> lineOwners = Set.of();
    private Map<UUID, Set<String>> changedLines = Map.of();
    private Codes.Need need = new Codes.Need(Map.of());

    private Formulas.Settled settled = Formulas.Settled.NOTHING;

    /** Whether what was written comes to something else by what followed from it. */
    private boolean followed;

    /**
     * Which record a line belongs to that is written together with it.
     *
     * @param isNew whether the record is made just now
     * @param place of the record's change
     * @param path of the line among what was said of the record
     */
    record Belonging(UUID record, boolean isNew, int place, String path) {}

    /** The changes that lines are written with, and by the place of a line's change where it belongs. */
    private record Within(ChangeSet whole, List<Belonging> belonging) {

        Belonging of(int place) {
            return belonging.get(place);
        }
    }

    /**
     * @param numbered whether problems tell the place of their change
     */
    ChangeSet(
            Parts parts, FormRef form, WriteContext context, Instant at, List<RecordChange> changes, boolean numbered) {
        this(parts, form, context, at, changes, numbered, parts.access().permit(form, actions(changes)), null, null);
    }

    private ChangeSet(
            Parts parts,
            FormRef form,
            WriteContext context,
            Instant at,
            List<RecordChange> changes,
            boolean numbered,
            Permit permit,
            @Nullable Within within,
            @Nullable Gone following) {
        this.isFirst = within == null && following == null;
        this.follows = following != null;
        this.gone = following != null ? following : within != null ? within.whole().gone : new Gone(this, parts.gone());
        this.parts = parts;
        this.form = form;
        this.changes = changes;
        this.numbered = numbered;
        this.context = context;
        this.permit = permit;
        this.within = within;
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
            Narrowings narrowings,
            Gone.Parts gone,
            Formulas formulas,
            Rulings rulings,
            Codes codes,
            RowWriter writer,
            OwnedLines owned,
            RecordListeners listeners,
            Sealing sealing,
            ChangeFeed feed,
            BusinessTime time) {}

    static Set<Action> actions(List<RecordChange> changes) {
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

    /** Changes of lines of the records of these changes, to be written with them. */
    ChangeSet lines(UUID of, List<RecordChange> wanted, List<Belonging> belonging) {
        Permit forLines = parts.access().linesWith(permit, of, actions(wanted));
        PublishedForm lineForm = forLines.table().form();
        return new ChangeSet(
                parts,
                new FormRef(lineForm.app().key(), lineForm.key()),
                context,
                stamp.at(),
                wanted,
                true,
                forLines,
                new Within(this, belonging),
                null);
    }

    /**
     * Changes of other records that follow from these, whatever whoever makes these may do with those.
     *
     * @param inFirst by record the place of the change from which it follows
     */
    ChangeSet along(RecordTable of, List<RecordChange> wanted, Gone following, Map<UUID, Integer> inFirst) {
        ChangeSet set = new ChangeSet(
                parts,
                new FormRef(of.form().app().key(), of.form().key()),
                context,
                stamp.at(),
                wanted,
                true,
                parts.access().linesWith(permit, of.form().id(), actions(wanted)),
                null,
                following);
        set.placesInFirst = inFirst;
        return set;
    }

    /** Records as they are. */
    Map<UUID, RecordData> look(RecordTable of, Collection<UUID> ids) {
        return parts.locked().look(of, ids);
    }

    /** The same of records that nobody else changes any more. */
    Map<UUID, RecordData> hold(RecordTable of, Collection<UUID> ids) {
        lockAhead(of, ids);
        return parts.locked().read(of, ids);
    }

    /** Locks what everybody locks before the records themselves: those that lines belong to, and what formulas lead to. */
    void lockAhead(RecordTable of, Collection<UUID> ids) {
        Set<UUID> owning = Set.copyOf(parts.owned().owners(of, ids).values());
        if (!owning.isEmpty()) {
            of.form()
                    .partOf()
                    .flatMap(part -> parts.access().any(part.form()))
                    .ifPresent(whole -> parts.locked().read(whole, owning));
        }
        parts.formulas().lockAhead(permit.app(), of, ids, List.of());
    }

    /** The place of the change, among those that somebody asked for, by which the record goes. */
    private int inFirst(UUID id) {
        Integer place = places.getOrDefault(id, 0);
        return within == null
                ? placesInFirst.getOrDefault(id, place)
                : within.whole().inFirst(within.of(place).record());
    }

    /** Whether anything becomes of records that link to these, or to their lines, when they go. */
    boolean mayTakeAlong() {
        return !parts.gone().leading(permit, table).isEmpty()
                || table.form()
                        .lineParts()
                        .flatMap(part -> part.lines().flatMap(parts.access()::any).stream())
                        .anyMatch(of -> !parts.gone().leading(permit, of).isEmpty());
    }

    /** What becomes of records that link to those that go. */
    List<Consequences.Linked> linked() {
        return gone.linked();
    }

    /** What could not come back with records that were restored. */
    List<Problem> left() {
        return gone.left();
    }

    /** The table of a form whose records are lines. */
    Optional<RecordTable> table(UUID of) {
        return parts.access().any(of);
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

    /**
     * Writes all of it, or throws what is wrong; to be called in a transaction that holds the release, after {@link #prepare}.
     *
     * @return what was written although it may better not be so
     */
    List<ChangeProblem> write() {
        examine();
        if (hasProblems()) {
            lookUpTaken();
            throw Refusals.of(told(problems()));
        }
        List<ChangeProblem> warnings = context.via() == Via.IMPORT ? warnings() : List.of();
        writeRows();
        // What one record needs of another may have been written with it.
        parts.rules().examineWritten(permit, creates, updates, followed);
        parts.narrowings().examineWritten(narrowed(creates));
        if (hasProblems()) {
            throw Refusals.of(told(problems()));
        }
        tell();
        return warnings;
    }

    /** Works out what new records come to by their lines before both are written. */
    private void settle() {
        if (within == null && !lines.isEmpty()) {
            Unwritten together = Unwritten.of(table, creates);
            lines.addNew(creates, together);
            settled = parts.formulas().settle(permit.app(), together, stamp.at(), this::system);
        }
    }

    /** Adds these lines, of records that are new, to what is not written yet. */
    void addNew(List<Draft> records, Unwritten together) {
        StoredField link = table.ownerLink();
        if (within != null && link != null) {
            Map<UUID, List<Draft>> byRecord = creates.stream()
                    .collect(Collectors.groupingBy(
                            draft -> within.of(draft.change()).record()));
            records.forEach(record ->
                    together.addLines(table, link.key(), record.id(), byRecord.getOrDefault(record.id(), List.of())));
        }
    }

    /** Finds unique values that are taken, which only matters where something is wrong already. */
    void lookUpTaken() {
        parts.uniqueValues().inTable(table, drafts(), wantedDeletes.keySet(), known());
        lines.lookUpTaken();
    }

    /** What whoever writes may know of other records. */
    UniqueValues.Known known() {
        return parts.access().known(permit);
    }

    /** What may be so but should not; to be asked before anything is written. */
    List<ChangeProblem> warnings() {
        return parts.uniqueValues().warnings(table, drafts(), wantedDeletes.keySet(), known());
    }

    /** What is known to be wrong. */
    List<ChangeProblem> found() {
        return problems();
    }

    /** Says what {@link #write} would refuse; to be called in a transaction that is rolled back, after {@link #prepare}. */
    List<ChangeProblem> check() {
        examine();
        lookUpTaken();
        return problems();
    }

    /** The problems as they are told to who asked: with the place of their change in a batch. */
    List<Problem> told(List<ChangeProblem> found) {
        if (within != null) {
            return within.whole().told(lifted(found));
        }
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
        parts.references().departments(table, creates);
        lines.prepare();
    }

    /** Finds out what the records will be and, as far as that needs no look at other records, what is wrong with them. */
    void examine() {
        lockOld();
        belong();
        parts.references().people(table, updates);
        parts.references().departments(table, updates);
        List<Draft> drafts = drafts();
        List<Draft> filled = Stream.concat(creates.stream(), updates.stream()).toList();
        parts.references().links(table, filled, within == null ? null : table.ownerLink());
        lockOwners();
        parts.files().complete(table, filled);
        parts.rulings().begin(writer(), table, filled);
        parts.formulas()
                .lockAhead(
                        permit.app(),
                        table,
                        List.of(),
                        creates.stream()
                                .<Map<String, @Nullable Object>>map(draft -> new HashMap<>(draft.values()))
                                .toList());
        parts.formulas().compute(permit.app(), table, creates, updates, stamp.at(), this::system, beside());
        Map<UUID, RuleOutcome> ruled = ruled();
        // What comes back is as it was, whatever has become of the rules.
        creates.forEach(draft -> validate(draft, entry.fields(), ruled));
        updates.forEach(draft -> validate(draft, permit(draft.id()).fields(), ruled));
        if (!follows) {
            parts.narrowings().examine(narrowed(filled));
        }
        parts.sealing().seal(table, filled);
        parts.rules()
                .examine(
                        permit,
                        stamp,
                        new RowRules.Changes(
                                creates, given, updates, old, id -> permit(id).fields()));
        need = parts.codes().examine(table, creates, values.context());
        parts.uniqueValues().among(table, drafts, known());
        if (!restores.isEmpty()) {
            parts.uniqueValues().inTable(table, restores, Set.of(), known());
        }
        lines.follow(
                placed(wantedDeletes.keySet()),
                placed(restores.stream().map(Draft::id).toList()),
                old,
                parts.owned());
        lines.examine();
        if (within == null && !updates.isEmpty()) {
            new KeptLines(parts, stamp.person()).examine(table, updates, lines.wanted());
        }
        Set<Integer> refused = problems.stream().map(ChangeProblem::change).collect(Collectors.toSet());
        // Nobody learns what links to a record that they do not see.
        gone.take(
                this,
                wantedDeletes.keySet().stream()
                        .filter(id -> !refused.contains(places.getOrDefault(id, 0)))
                        .collect(Collectors.toMap(id -> id, this::inFirst)));
        if (isFirst) {
            gone.settle();
        }
    }

    private Map<UUID, Integer> placed(Collection<UUID> records) {
        return records.stream().collect(Collectors.toMap(id -> id, id -> places.getOrDefault(id, 0)));
    }

    private void validate(Draft draft, FieldRights rights, Map<UUID, RuleOutcome> ruled) {
        RuleOutcome outcome = ruled.getOrDefault(draft.id(), RuleOutcome.NONE);
        values.with(rights).validate(draft, named(draft), outcome);
        Rulings.examine(table, draft, outcome);
    }

    /** Rules see the lines that are written with the records as they will be, and what formulas make of these. */
    private Map<UUID, RuleOutcome> ruled() {
        Map<String, Map<UUID, List<RecordChange>>> wanted = lines.wanted();
        if (wanted.isEmpty() || !parts.rulings().hasRules(permit.app(), table)) {
            return parts.rulings().settle(writer(), table, creates, updates);
        }
        List<Draft> drafts = Stream.concat(creates.stream(), updates.stream()).toList();
        Unwritten together = Unwritten.of(table, drafts);
        DraftedLines drafted = new DraftedLines(parts, stamp.person(), stamp.at());
        table.form().lineParts().forEach(part -> {
            Map<UUID, List<RecordChange>> changes = wanted.getOrDefault(part.key(), Map.of());
            Map<Draft, List<RecordChange>> byRecord = new LinkedHashMap<>();
            drafts.stream()
                    .filter(draft -> changes.containsKey(draft.id()))
                    .forEach(draft -> byRecord.put(draft, changes.getOrDefault(draft.id(), List.of())));
            part.lines()
                    .flatMap(parts.access()::any)
                    .filter(_ -> !byRecord.isEmpty())
                    .ifPresent(of -> drafted.add(of, byRecord, together));
        });
        Map<Draft, Map<String, Object>> before = new HashMap<>();
        drafts.forEach(draft -> before.put(draft, Map.copyOf(draft.values())));
        Rulings.Writer writer = new Rulings.Writer(
                permit.app(), stamp.person(), stamp.at(), drafted.system(this::system), false, together);
        Map<UUID, RuleOutcome> ruled =
                parts.rulings().whileEntered(writer, drafted.otherRows()).outcomes();
        // What formulas make of rows is written when the rows are.
        before.forEach((draft, values) -> table.fields().stream()
                .filter(field -> field.field().isComputed())
                .forEach(field -> draft.set(field, values.get(field.key()))));
        parts.formulas().compute(permit.app(), table, creates, updates, stamp.at(), this::system, beside());
        return ruled;
    }

    private Rulings.Writer writer() {
        return new Rulings.Writer(permit.app(), stamp.person(), stamp.at(), this::system, true, beside());
    }

    private Narrowings.Writing narrowed(List<Draft> drafts) {
        return new Narrowings.Writing(table, drafts, beside(), stamp.person());
    }

    /** The records that these lines belong to as they will be, which are written only before the lines themselves. */
    private Unwritten beside() {
        return within == null
                ? Unwritten.NONE
                : Unwritten.of(
                        within.whole().table,
                        Stream.concat(within.whole().creates.stream(), within.whole().updates.stream())
                                .toList());
    }

    /** What a write would make of other records is told where the change leads to them. */
    private void beside(UUID record, Problem problem) {
        problems.add(new ChangeProblem(placeOf(record), problem));
    }

    private int placeOf(UUID record) {
        Stream<Map.Entry<Integer, Map<String, Object>>> written = Stream.concat(
                drafts().stream().map(draft -> Map.entry(draft.change(), draft.values())),
                wantedDeletes.keySet().stream()
                        .map(old::get)
                        .filter(Objects::nonNull)
                        .map(gone -> Map.entry(places.getOrDefault(gone.id(), 0), gone.values())));
        return written.filter(one -> one.getValue().values().stream()
                        .anyMatch(value -> value instanceof RecordRef ref && record.equals(ref.id())))
                .mapToInt(Map.Entry::getKey)
                .findFirst()
                .orElse(0);
    }

    boolean hasProblems() {
        return !problems.isEmpty()
                || drafts().stream().anyMatch(draft -> !draft.problems().isEmpty())
                || lines.hasProblems()
                || isFirst && !gone.problems().isEmpty();
    }

    List<ChangeProblem> problems() {
        List<ChangeProblem> all = new ArrayList<>(problems);
        drafts().forEach(draft -> all.addAll(draft.problems()));
        all.addAll(lines.problems());
        if (isFirst) {
            all.addAll(gone.problems());
        }
        return all;
    }

    /** What is wrong with lines, said of the records that they are written with. */
    List<ChangeProblem> lifted(List<ChangeProblem> found) {
        return within == null
                ? found
                : found.stream()
                        .map(problem -> {
                            Belonging to = within.of(problem.change());
                            return new ChangeProblem(
                                    to.place(), problem.problem().under(to.path()));
                        })
                        .toList();
    }

    /** The set, this or one of lines, whose table has the unique index of that physical name. */
    ChangeSet holding(@Nullable String index) {
        return table.uniqueBy(index).isPresent()
                ? this
                : lines.holding(set -> set.table().uniqueBy(index).isPresent()).orElse(this);
    }

    /** The records that lines belong to of which any line becomes another. */
    Set<UUID> changedOwners() {
        if (within == null) {
            return lineOwners;
        }
        Set<UUID> owning = new HashSet<>();
        Stream.of(creates, restores, changed())
                .flatMap(List::stream)
                .forEach(draft -> owning.add(within.of(draft.change()).record()));
        wantedDeletes
                .keySet()
                .forEach(id -> owning.add(within.of(places.getOrDefault(id, 0)).record()));
        return owning;
    }

    private List<Draft> changed() {
        return updates.stream().filter(this::changesByItself).toList();
    }

    /** Gives lines that are written with their records to these, each after those that are there. */
    private void belong() {
        StoredField link = table.ownerLink();
        StoredField position = table.position();
        if (within == null || link == null || position == null) {
            return;
        }
        creates.forEach(draft ->
                draft.set(link, new RecordRef(within.of(draft.change()).record(), null, "")));
        stay(link);
        order(
                position,
                draft -> within.of(draft.change()).record(),
                draft -> within.of(draft.change()).isNew());
    }

    /** Whoever may write one record would otherwise reach into another one. */
    private void stay(StoredField link) {
        for (Draft draft : updates) {
            if (draft.changes(link)) {
                draft.problem(Problem.error(
                        "record.error.lineMoves", link.key(), link.field().label()));
            }
        }
    }

    /** New lines that were given no place come last, in the order in which they were told. */
    private void order(StoredField position, Function<Draft, UUID> owner, Predicate<Draft> alone) {
        Set<UUID> open =
                creates.stream().filter(draft -> !alone.test(draft)).map(owner).collect(Collectors.toSet());
        Map<UUID, Extent> extents = open.isEmpty() ? Map.of() : parts.owned().extents(table, open);
        Map<UUID, Long> count = new HashMap<>();
        Map<UUID, Long> last = new HashMap<>();
        extents.forEach((record, extent) -> {
            count.put(record, extent.count());
            last.put(record, extent.last());
        });
        for (Draft draft : creates) {
            UUID record = owner.apply(draft);
            if (count.merge(record, 1L, Long::sum) > FormDefinition.MAX_LINES) {
                draft.problem(Problem.error("record.error.tooManyLines", "", FormDefinition.MAX_LINES));
            }
            if (draft.value(position) instanceof Number given) {
                last.merge(record, given.longValue(), Math::max);
            } else {
                draft.set(position, last.merge(record, 1L, Long::sum));
            }
        }
    }

    /** Whoever writes lines by themselves changes the records that they belong to, which nobody else may change meanwhile. */
    private void lockOwners() {
        StoredField link = table.ownerLink();
        StoredField position = table.position();
        if (within != null || link == null || position == null) {
            return;
        }
        stay(link);
        Map<Draft, UUID> owning = new LinkedHashMap<>();
        creates.forEach(draft -> {
            if (draft.value(link) instanceof RecordRef ref && ref.id() != null && !draft.hasProblem(link)) {
                owning.put(draft, ref.id());
            }
        });
        Set<UUID> fresh = new HashSet<>(owning.values());
        fresh.removeAll(owners.keySet());
        lock(fresh)
                .forEach((record, problem) -> owning.forEach((draft, owner) -> {
                    if (owner.equals(record)) {
                        draft.problem(problem);
                    }
                }));
        List<Draft> placedNowhere =
                creates.stream().filter(draft -> !owning.containsKey(draft)).toList();
        if (placedNowhere.isEmpty()) {
            order(position, draft -> Objects.requireNonNull(owning.get(draft)), _ -> false);
        }
        Set<UUID> all = new HashSet<>(owning.values());
        lineOwners = all;
    }

    /**
     * Locks records that lines belong to.
     *
     * @return by record why its lines cannot be written now
     */
    private Map<UUID, Problem> lock(Set<UUID> records) {
        Map<UUID, Problem> refused = new HashMap<>();
        Optional<FormAccess.Owners> by =
                records.isEmpty() ? Optional.empty() : parts.access().owners(permit);
        by.ifPresent(found -> {
            Permit whole = found.permit();
            whole.require(records);
            Map<UUID, RecordData> locked = parts.locked().read(whole.table(), records);
            Map<UUID, RecordData> all = new HashMap<>(owners);
            all.putAll(locked);
            owners = all;
            Map<UUID, Permit> permits = parts.access().limited(whole, records);
            Map<UUID, Holder> holders = switch (context.authority()) {
                case Authority.Member _ ->
                    parts.listeners().holders(whole.table().form(), records);
                case Authority.App _, Authority.Step _ -> Map.of();
            };
            locked.values().forEach(record -> {
                Holder holder = holders.get(record.id());
                Permit own = permits.getOrDefault(record.id(), whole);
                String title = parts.locked().visible(own, record).title();
                if (holder != null) {
                    refused.put(
                            record.id(), Problem.error("record.error.inFlow", "", title, holder.flow(), holder.step()));
                } else if (record.deletedAt() != null) {
                    refused.put(record.id(), Problem.error("record.error.deleted", "", title));
                } else if (!own.fields().opens(found.part())) {
                    refused.put(record.id(), Problem.error("record.error.linesReadOnly", "", title));
                }
            });
        });
        return refused;
    }

    private void prepare(RecordChange change, int place) {
        switch (change) {
            case RecordChange.Create create -> {
                requireVisible(create.values());
                Draft draft = new Draft(Ids.next(), place, true, Map.of());
                given.put(draft.id(), create.values().keySet());
                // What somebody may not fill begins as the form says.
                draft.give(create.values().keySet().stream()
                        .filter(key -> entry.fields().opens(key))
                        .toList());
                ids.add(draft.id());
                requireParts(create.lines().keySet());
                create.lines().keySet().stream()
                        .filter(part -> !entry.fields().opens(part))
                        .forEach(part -> draft.problem(readOnly(part)));
                lines.want(draft.id(), true, place, create.lines());
                values.with(entry.fields()).fill(draft, create.values());
                values.defaults(draft, create.values());
                creates.add(draft);
            }
            case RecordChange.Update update -> {
                requireVisible(update.values());
                values.requireKnown(update.values());
                requireParts(update.lines().keySet());
                lines.want(update.id(), false, place, update.lines());
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

    /** Lines are named by the parts of the form that whoever writes may know of. */
    private void requireParts(Set<String> named) {
        for (String key : named) {
            boolean known = table.form().lineParts().anyMatch(part -> part.key().equals(key));
            if (!known || permit.fields().hides(key) && entry.fields().hides(key)) {
                throw new UnknownFieldException(key);
            }
        }
    }

    private Problem readOnly(String part) {
        String label = table.form()
                .lineParts()
                .filter(some -> some.key().equals(part))
                .map(PublishedPart::label)
                .findFirst()
                .orElse(part);
        return Problem.error("record.error.fieldReadOnly", part, label);
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
        return new DefaultContext(moment, new PersonRef(person.id(), person.name()), person.departments());
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
        Map<UUID, Problem> refused = lockOwnersOfOld();
        parts.formulas()
                .lockAhead(
                        permit.app(),
                        table,
                        places.keySet(),
                        wantedUpdates.values().stream()
                                .map(RecordChange.Update::values)
                                .toList());
        old = wantedDeletes.isEmpty()
                ? parts.locked().read(table, places.keySet())
                : parts.locked().readToDelete(table, places.keySet());
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
            if (within != null && !belongs(record, entry.getValue())) {
                missing(id, entry.getValue());
                continue;
            }
            UUID owner = ownerOf(record);
            Problem ofOwner = owner == null ? null : refused.get(owner);
            if (ofOwner != null) {
                refuse(ofOwner, entry.getValue());
                wantedDeletes.remove(id);
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
            if (seen != null && seen != record.version() && within != null) {
                problem(
                        entry.getValue(),
                        "record.error.lineStale",
                        record.updatedBy().name());
                continue;
            }
            if (seen != null && seen != record.version()) {
                throw new StaleRecordException(parts.locked().visible(permit(id), record), entry.getValue());
            }
            if (update != null) {
                Draft draft = new Draft(id, entry.getValue(), false, record.values());
                draft.give(update.values().keySet());
                values.with(permit(id).fields()).fill(draft, update.values());
                update.lines().keySet().stream()
                        .filter(part -> !permit(id).fields().opens(part))
                        .forEach(part -> draft.problem(readOnly(part)));
                updates.add(draft);
            }
        }
        lineOwners = Set.of();
    }

    /** Before their lines, so that nobody who writes a record with its lines waits for one who writes the lines. */
    private Map<UUID, Problem> lockOwnersOfOld() {
        return within != null || table.ownerLink() == null
                ? Map.of()
                : lock(Set.copyOf(parts.owned().owners(table, places.keySet()).values()));
    }

    private @Nullable UUID ownerOf(RecordData line) {
        StoredField link = table.ownerLink();
        return link != null && line.values().get(link.key()) instanceof RecordRef ref ? ref.id() : null;
    }

    private boolean belongs(RecordData line, int place) {
        return within != null && within.of(place).record().equals(ownerOf(line));
    }

    private void refuse(Problem problem, int place) {
        if (!numbered) {
            throw new ConflictException(problem.code(), problem.arguments().toArray());
        }
        problems.add(new ChangeProblem(place, problem));
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

    /** Writes the records and, after them, their lines. */
    void writeRows() {
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
        List<Draft> changed = changed();
        if (!changed.isEmpty()) {
            List<UUID> changedIds = changed.stream().map(Draft::id).toList();
            parts.writer().update(table, changed, nextVersions(changedIds), stamp);
            written.addAll(changedIds);
            parts.files().written(table, changed);
        }
        if (!creates.isEmpty()) {
            parts.codes().generate(table, creates, values.context(), need);
            if (parts.formulas().needMade(permit.app(), table)) {
                parts.formulas().compute(permit.app(), table, creates, List.of(), stamp.at(), this::system, beside());
            }
            settle();
            parts.writer().insert(table, creates, stamp);
            creates.forEach(draft -> written.add(draft.id()));
            parts.files().written(table, creates);
        }
        List<Map<String, Object>> deleted = wantedDeletes.keySet().stream()
                .map(old::get)
                .filter(Objects::nonNull)
                .map(RecordData::values)
                .toList();
        Map<UUID, Set<UUID>> elsewhere = parts.formulas()
                .follow(
                        permit.app(),
                        new Formulas.Writes(
                                table,
                                creates,
                                changed,
                                restores,
                                deleted,
                                within == null ? List.of() : within.whole().creates,
                                within == null ? settled : within.whole().settled),
                        stamp.at());
        followed = parts.formulas().takeOver(table, written(elsewhere));
        lines.write();
        changedLines = lines.changed();
        if (!changedLines.isEmpty()) {
            // What the lines come to is worked out with them, as far as it was not before.
            followed |= !settled.isEmpty()
                    | parts.formulas()
                            .takeOver(
                                    table,
                                    Stream.concat(settled.isAll() ? Stream.of() : creates.stream(), updates.stream())
                                            .toList());
        }
        List<UUID> touched = touched();
        if (!touched.isEmpty()) {
            parts.writer().touch(table, touched, nextVersions(touched), stamp);
            written.addAll(touched);
        }
        touchOwners();
        parts.feed().written(form, written);
        parts.rulings().examineWritten(writer(), table, drafts(), elsewhere, this::beside);
        isWritten = !written.isEmpty();
        if (isFirst) {
            gone.write(stamp.at());
        }
        Map<UUID, RecordData> back = new HashMap<>();
        restores.forEach(draft -> back.put(draft.id(), Objects.requireNonNull(old.get(draft.id()))));
        gone.bringBack(this, back);
    }

    /** Those of the written records that come to something else by what followed from them. */
    private List<Draft> written(Map<UUID, Set<UUID>> elsewhere) {
        Set<UUID> followed = elsewhere.getOrDefault(table.form().id(), Set.of());
        return Stream.concat(creates.stream(), updates.stream())
                .filter(draft -> followed.contains(draft.id()))
                .toList();
    }

    /** Records of which nothing changes but lines: they are others than before, too. */
    private List<UUID> touched() {
        Set<UUID> written = changed().stream().map(Draft::id).collect(Collectors.toSet());
        return updates.stream()
                .map(Draft::id)
                .filter(id -> changedLines.containsKey(id) && !written.contains(id))
                .toList();
    }

    /** Whose lines were written by themselves is another than before, too. */
    private void touchOwners() {
        if (within != null || table.ownerLink() == null) {
            return;
        }
        Set<UUID> owning = new LinkedHashSet<>(lineOwners);
        Stream.concat(
                        Stream.concat(changed().stream(), restores.stream()).map(Draft::id),
                        wantedDeletes.keySet().stream())
                .map(old::get)
                .filter(Objects::nonNull)
                .map(this::ownerOf)
                .filter(Objects::nonNull)
                .forEach(owning::add);
        owning.retainAll(owners.keySet());
        if (owning.isEmpty()) {
            return;
        }
        parts.access().owners(permit).ifPresent(found -> {
            RecordTable whole = found.permit().table();
            List<UUID> records = List.copyOf(owning);
            List<RecordData> before =
                    records.stream().map(owners::get).filter(Objects::nonNull).toList();
            parts.writer()
                    .touch(
                            whole,
                            records,
                            before.stream().map(record -> record.version() + 1).toList(),
                            stamp);
            parts.feed()
                    .written(new FormRef(whole.form().app().key(), whole.form().key()), records);
            ownersWritten = new WrittenRecords(
                    whole.form(),
                    context,
                    stamp.person(),
                    stamp.at(),
                    before.stream()
                            .map(record -> new WrittenRecord(
                                    record.id(),
                                    record.version() + 1,
                                    Event.CHANGED,
                                    record.values(),
                                    record.values(),
                                    Set.of(found.part())))
                            .toList());
        });
    }

    /** Tells who listens, when all of it stands in the tables. */
    void tell() {
        if (isWritten) {
            parts.listeners().tell(table.form(), () -> written(changed()));
        }
        WrittenRecords owning = ownersWritten;
        if (owning != null) {
            parts.listeners().tell(owning.form(), () -> owning);
        }
        lines.tell();
        if (isFirst) {
            gone.tell();
        }
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
                        : ExpressionValues.reference(record.createdBy());
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
                Stream.concat(
                                table.fields().stream().filter(draft::changes).map(StoredField::key),
                                changedLines.getOrDefault(draft.id(), Set.of()).stream())
                        .collect(Collectors.toSet()))));
        touched().stream()
                .map(old::get)
                .filter(Objects::nonNull)
                .forEach(record -> records.add(new WrittenRecord(
                        record.id(),
                        nextVersion(record.id()),
                        Event.CHANGED,
                        record.values(),
                        record.values(),
                        changedLines.getOrDefault(record.id(), Set.of()))));
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

    /** The version that a record has once it is written. */
    long nextVersion(UUID id) {
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
        updates.forEach(draft -> byId.put(draft.id(), becomesAnother(draft) ? Fate.CHANGED : Fate.UNCHANGED));
        wantedDeletes.keySet().forEach(id -> byId.put(id, Fate.CHANGED));
        restores.forEach(draft -> byId.put(draft.id(), Fate.CHANGED));
        return ids.stream().map(id -> byId.getOrDefault(id, Fate.UNCHANGED)).toList();
    }

    /** What formulas give may have followed from its lines. */
    private boolean changesByItself(Draft draft) {
        return table.fields().stream()
                .filter(field -> !field.field().isComputed())
                .anyMatch(draft::changes);
    }

    private boolean becomesAnother(Draft draft) {
        return changesByItself(draft) || lines.changed().containsKey(draft.id());
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
        if (!becomesAnother(draft)) {
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
