package dev.millwright.record.internal;

import dev.millwright.app.Access;
import dev.millwright.app.Action;
import dev.millwright.app.Limit;
import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApps;
import dev.millwright.app.Rights.Line;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import dev.millwright.form.PublishedForms.LinesOf;
import dev.millwright.form.PublishedPart;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.FormRef;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.record.spi.Authorities;
import dev.millwright.record.spi.Authority;
import dev.millwright.record.spi.FieldLimits;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Says which forms and records may be reached by the right that the calling thread has, from the snapshots in memory. */
@Component
class FormAccess implements AccessibleForms {

    private final PublishedApps apps;
    private final PublishedForms forms;
    private final CurrentPerson currentPerson;
    private final Authorities authorities;
    private final ObjectProvider<FieldLimits> limits;
    private final MatrixRules rules;
    private final RowMatches matches;
    private final ConcurrentHashMap<Key, RecordTable> tables = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Narrowed, RecordTable> narrowed = new ConcurrentHashMap<>();

    FormAccess(
            PublishedApps apps,
            PublishedForms forms,
            CurrentPerson currentPerson,
            Authorities authorities,
            ObjectProvider<FieldLimits> limits,
            MatrixRules rules,
            RowMatches matches) {
        this.rules = rules;
        this.matches = matches;
        this.authorities = authorities;
        this.limits = limits;
        this.apps = apps;
        this.forms = forms;
        this.currentPerson = currentPerson;
    }

    @Override
    public Person actor() {
        return person(authorities, currentPerson);
    }

    static Person person(Authorities authorities, CurrentPerson currentPerson) {
        return switch (authorities.current()) {
            case Authority.Member _, Authority.Step _ -> currentPerson.get();
            case Authority.App app -> Person.system(app.cause().name());
        };
    }

    @Override
    public PublishedForm require(FormRef ref, Action action) {
        return table(ref, action).form();
    }

    @Override
    public List<PublishedForm> all(String key) {
        PublishedApp app = apps.find(key).filter(this::opens).orElseThrow(() -> new NotFoundException(key));
        return forms.all(app).stream()
                .filter(form -> allows(app, form.key(), Action.SEE))
                .map(form ->
                        permit(app, table(form), Set.of(Action.SEE)).readable().form())
                .toList();
    }

    private boolean opens(PublishedApp app) {
        return switch (authorities.current()) {
            case Authority.Member _ -> app.rights().opens(actor());
            case Authority.App own -> own.app().equals(app.app().key());
            case Authority.Step step -> step.form().app().equals(app.app().key());
        };
    }

    @Override
    public boolean allows(FormRef ref, Action action) {
        return apps.find(ref.app())
                .filter(app -> allows(app, ref.form(), action))
                .isPresent();
    }

    /** The only place that asks what somebody may do with the records of a form. */
    private boolean allows(PublishedApp app, String form, Action action) {
        return switch (authorities.current()) {
            case Authority.Member _ -> allowsMember(app, form, action);
            // An app sees no encrypted text by itself: somebody has to ask.
            case Authority.App own ->
                action != Action.UNMASK && own.app().equals(app.app().key());
            case Authority.Step step ->
                step.form().equals(new FormRef(app.app().key(), form))
                        ? switch (action) {
                            case SEE, CHANGE -> true;
                            case EXPORT, PRINT, UNMASK -> app.rights().allows(actor(), form, action);
                            case CREATE, DELETE -> false;
                        }
                        : linesOf(step, app, form)
                                .filter(part -> switch (action) {
                                    case SEE -> !step.fields().hides(part.key());
                                    case CREATE, CHANGE, DELETE -> step.fields().opens(part.key());
                                    case EXPORT, PRINT, UNMASK ->
                                        !step.fields().hides(part.key()) && allowsMember(app, form, action);
                                })
                                .isPresent();
        };
    }

    /** What the matrix says; with lines may be done what may be done with the records that they belong to. */
    private boolean allowsMember(PublishedApp app, String form, Action action) {
        Person actor = actor();
        return forms.linesOf(app, form)
                .map(lines -> lines.part().isPresent()
                        && (app.rights().designs(actor)
                                || !MatrixRules.lines(app, actor, lines, action).isEmpty()))
                .orElseGet(() -> app.rights().allows(actor, form, action));
    }

    /** The part of the step's record whose lines the form keeps. */
    private Optional<PublishedPart<?>> linesOf(Authority.Step step, PublishedApp app, String form) {
        return forms.linesOf(app, form)
                .filter(lines -> step.form()
                        .equals(new FormRef(app.app().key(), lines.whole().key())))
                .flatMap(LinesOf::part);
    }

    @Override
    public <T> T upToDate(String app, Supplier<T> work) {
        Optional<PublishedApp> before = apps.designed(app);
        try {
            return work.get();
        } catch (DomainException e) {
            if (before.filter(apps::isOvertaken).isEmpty()) {
                throw e;
            }
        }
        return work.get();
    }

    @Override
    public void catchUp(String app) {
        apps.designed(app).ifPresent(apps::isOvertaken);
    }

    /** As {@link #require}, with the form's table. */
    RecordTable table(FormRef ref, Action action) {
        return permit(ref, List.of(action)).readable();
    }

    /** The table of a form whose records the person may write in one way or another. */
    RecordTable writable(FormRef ref) {
        return Stream.of(Action.CREATE, Action.DELETE)
                .filter(action -> allows(ref, action))
                .findFirst()
                .map(action -> table(ref, action))
                .orElseGet(() -> table(ref, Action.CHANGE));
    }

    /** As {@link #require} for all of the actions, to be held by who writes. */
    Permit permit(FormRef ref, Collection<Action> actions) {
        PublishedApp app = apps.find(ref.app()).orElseThrow(() -> new NotFoundException(ref.app()));
        for (Action action : actions) {
            if (!allows(app, ref.form(), action)) {
                if (action != Action.SEE && allows(app, ref.form(), Action.SEE)) {
                    throw new NotAllowedException(
                            "record.error.notAllowed." + action.key(),
                            find(app, ref).form().label());
                }
                throw new NotFoundException(ref.form());
            }
        }
        return permit(app, find(app, ref), Set.copyOf(actions));
    }

    /** As {@link #require} for one record: without the fields that this record does not show. */
    Permit permit(FormRef ref, Collection<Action> actions, UUID record) {
        Permit permit = permit(ref, actions);
        return limited(permit, List.of(record)).getOrDefault(record, permit);
    }

    /** The permit for a record that is made by it. */
    Permit forNew(Permit permit) {
        Permit made = permit.by()
                .map(lines -> with(permit, lines.fieldsOfNew(), true))
                .orElse(permit);
        return limits(made)
                .map(limit -> limit.ofNew(made.app(), made.table().form(), made.person()))
                .reduce(FieldRights::and)
                .map(rights -> with(made, made.fields().and(rights), true))
                .orElse(made);
    }

    /** What the permit comes to for each of the records; for one that is not named it is as it stands. */
    Map<UUID, Permit> limited(Permit permit, Collection<UUID> records) {
        Map<UUID, FieldRights> rights = new HashMap<>();
        limits(permit)
                .forEach(limit -> limit.of(permit.app(), permit.table().form(), permit.person(), records)
                        .forEach((id, some) -> rights.merge(id, some, FieldRights::and)));
        permit.by()
                .flatMap(Entitlement::byRecord)
                .ifPresent(lines -> matches.each(permit.table(), lines.conditions(), records)
                        .forEach((id, met) -> rights.merge(id, lines.fields(met), FieldRights::and)));
        Map<UUID, Permit> permits = new HashMap<>();
        rights.forEach(
                (id, some) -> permits.put(id, with(permit, permit.fields().and(some), true)));
        return permits;
    }

    /** Those that have something to say of what is done by the permit. */
    private Stream<FieldLimits> limits(Permit permit) {
        return switch (authorities.current()) {
            case Authority.Member _ -> {
                Access access = new Access(permit.app().app(), permit.app().rights(), permit.person());
                yield access.designs() || access.manages()
                        ? Stream.empty()
                        : limits.orderedStream()
                                .filter(limit -> limit.concerns(
                                        permit.app(), permit.table().form()));
            }
            case Authority.App _, Authority.Step _ -> Stream.empty();
        };
    }

    private Permit with(Permit permit, FieldRights fields, boolean ofOne) {
        return new Permit(
                permit.app(),
                permit.person(),
                permit.table(),
                readable(permit.table(), fields, Set.of()),
                fields,
                permit.by(),
                permit.asked(),
                ofOne,
                permit.only());
    }

    /** Those of the records whose sealed texts the person may read, with what they show of their fields. */
    Map<UUID, FieldRights> unmasked(RecordTable table, Collection<UUID> records) {
        FormRef ref = ref(table);
        if (records.isEmpty() || !allows(ref, Action.SEE) || !allows(ref, Action.UNMASK)) {
            return Map.of();
        }
        Permit permit = permit(ref, Set.of(Action.SEE, Action.UNMASK));
        Map<UUID, Permit> limited = limited(permit, records);
        Map<UUID, FieldRights> shown = new HashMap<>();
        matches.of(permit.table(), permit.reached(), records)
                .forEach(id -> shown.put(id, limited.getOrDefault(id, permit).fields()));
        return shown;
    }

    @Override
    public FieldRights fieldsOfNew(FormRef ref) {
        return forNew(permit(ref, List.of(Action.CREATE))).fields();
    }

    @Override
    public FieldRights fields(FormRef ref) {
        return permit(ref, List.of(Action.SEE)).fields();
    }

    @Override
    public FieldRights fields(FormRef ref, UUID record) {
        return permit(ref, List.of(Action.SEE), record).fields();
    }

    @Override
    public Map<String, PublishedForm> lines(FormRef ref) {
        Permit permit = permit(ref, List.of());
        if (permit.table().form().lineParts().findAny().isEmpty()) {
            return Map.of();
        }
        Permit entry = forNew(permit);
        Map<String, PublishedForm> lines = new LinkedHashMap<>();
        permit.table()
                .form()
                .lineParts()
                .filter(part ->
                        !permit.fields().hides(part.key()) || !entry.fields().hides(part.key()))
                .forEach(part ->
                        part.lines().flatMap(this::any).ifPresent(table -> lines.put(part.key(), table.form())));
        return lines;
    }

    @Override
    public Set<String> maskedInSome(FormRef form) {
        return permit(form, List.of(Action.SEE))
                .by()
                .map(Entitlement::maskedInSome)
                .orElse(Set.of());
    }

    @Override
    public boolean isLimited(FormRef form) {
        return permit(form, List.of()).by().isPresent();
    }

    @Override
    public Set<Action> may(FormRef ref, UUID record) {
        List<Action> given = Arrays.stream(Action.values())
                .filter(action -> allows(ref, action))
                .toList();
        if (!given.contains(Action.SEE)) {
            return Set.of();
        }
        Permit permit = permit(ref, List.of(Action.SEE));
        Set<Action> may = EnumSet.noneOf(Action.class);
        permit.by()
                .ifPresentOrElse(
                        lines -> {
                            BitSet met = matches.each(
                                            permit.table(),
                                            given.stream()
                                                    .map(action -> lines.rows(Set.of(action)))
                                                    .toList(),
                                            List.of(record))
                                    .getOrDefault(record, new BitSet());
                            met.stream().forEach(place -> may.add(given.get(place)));
                        },
                        () -> may.addAll(given));
        return may;
    }

    private Permit permit(PublishedApp app, RecordTable table, Set<Action> actions) {
        Person actor = actor();
        Optional<Entitlement> by = switch (authorities.current()) {
            case Authority.Member _ -> limitsOf(app, actor, table, actions);
            case Authority.App _ -> Optional.empty();
            case Authority.Step step -> linesOf(step, app, table.form().key()).map(_ -> linesOf(step.record(), table));
        };
        FieldRights fields = switch (authorities.current()) {
            case Authority.Member _ -> by.map(Entitlement::fields).orElse(FieldRights.ALL);
            case Authority.App _ -> FieldRights.ALL;
            case Authority.Step step -> step.form().equals(ref(table)) ? step.fields() : FieldRights.ALL;
        };
        Set<String> masked = by.map(Entitlement::maskedInSome).orElse(Set.of());
        return new Permit(app, actor, table, readable(table, fields, masked), fields, by, actions, false, only(table));
    }

    /** The lines of one record, and nothing else. */
    private static Entitlement linesOf(UUID record, RecordTable table) {
        StoredField link = table.ownerLink();
        QueryPlan.Predicate lines = link == null
                ? QueryPlan.Predicate.NONE
                : new QueryPlan.Predicate.Compare(
                        new QueryPlan.Operand.Own(
                                link.first().name(), link.first().type()),
                        QueryPlan.Comparison.EQ,
                        record);
        Line line = new Line(Principal.person("step"), table.form().key(), Limit.NONE);
        return new Entitlement(table, _ -> List.of(line), (_, _) -> lines);
    }

    /**
     * The permit to write lines together with the record that they belong to, by whoever may write that.
     *
     * @param permit for the record
     */
    Permit linesWith(Permit permit, UUID form, Set<Action> actions) {
        RecordTable table = any(form).orElseThrow(() -> new NotFoundException(form.toString()));
        return new Permit(
                permit.app(),
                permit.person(),
                table,
                table,
                FieldRights.ALL,
                Optional.empty(),
                actions,
                false,
                Optional.empty());
    }

    /** All forms of the app that a permit is for. */
    List<PublishedForm> forms(Permit permit) {
        return forms.all(permit.app());
    }

    /** The permit to change the records that lines of the table belong to, for who changes the lines. */
    Optional<Owners> owners(Permit permit) {
        return forms.linesOf(permit.app(), permit.table().form().key())
                .flatMap(lines -> lines.part()
                        .map(part -> new Owners(
                                permit(permit.app(), any(lines.whole().id()).orElseThrow(), Set.of(Action.CHANGE)),
                                part.key())));
    }

    /**
     * The records that lines belong to.
     *
     * @param part the key of their part on the form
     */
    record Owners(Permit permit, String part) {}

    /** What keeps a member to some records or fields of the form; empty when nothing does. */
    private Optional<Entitlement> limitsOf(PublishedApp app, Person person, RecordTable table, Set<Action> actions) {
        if (app.rights().limits().isEmpty() || app.rights().designs(person)) {
            return Optional.empty();
        }
        return Optional.of(rules.of(app, person, table)).filter(lines -> lines.isLimited(actions));
    }

    private Optional<UUID> only(RecordTable table) {
        return switch (authorities.current()) {
            case Authority.Member _, Authority.App _ -> Optional.empty();
            case Authority.Step step ->
                Optional.of(step).filter(s -> s.form().equals(ref(table))).map(Authority.Step::record);
        };
    }

    /**
     * @param maskedInSome what is masked in some records, and not by these rights
     */
    private RecordTable readable(RecordTable table, FieldRights rights, Set<String> maskedInSome) {
        Set<String> hidden = keys(table, rights::hides);
        Set<String> masked = keys(table, rights::masks);
        return hidden.isEmpty() && masked.isEmpty() && maskedInSome.isEmpty()
                ? table
                : narrowed.computeIfAbsent(
                        new Narrowed(table, hidden, masked, maskedInSome),
                        key -> new RecordTable(
                                table.form()
                                        .without(field -> hidden.contains(field.key()))
                                        .masking(field -> masked.contains(field.key())),
                                forms::byId,
                                maskedInSome));
    }

    private static Set<String> keys(RecordTable table, Predicate<String> which) {
        return table.fields().stream().map(StoredField::key).filter(which).collect(Collectors.toUnmodifiableSet());
    }

    static FormRef ref(RecordTable table) {
        return new FormRef(table.form().app().key(), table.form().key());
    }

    /**
     * Makes sure, until the transaction ends, that the release and the rights are those that the permit was given by.
     *
     * @throws dev.millwright.app.StaleReleaseException when they are not; worth another try with what is true now
     */
    void hold(Permit permit) {
        apps.holdRelease(permit.app());
    }

    /** What who asks may know of what the records of a form are called, if anything. */
    Optional<Visible> visible(UUID form) {
        return any(form).flatMap(target -> switch (authorities.current()) {
            case Authority.Member _ -> seenByMatrix(target);
            case Authority.App _ -> Optional.of(Visible.all(target));
            case Authority.Step step ->
                links(step, form, key -> !step.fields().hides(key))
                        ? Optional.of(Visible.all(target))
                        : seenByMatrix(target);
        });
    }

    /**
     * What who asks may know a record by.
     *
     * @param known what it is called, or was, for who may see all of it
     */
    Optional<String> title(UUID form, UUID record, @Nullable String known) {
        Optional<Visible> seen = visible(form);
        if (seen.filter(Visible::isWhole).isPresent()) {
            boolean named = seen.flatMap(target -> target.table().title()).isPresent()
                    || any(form).flatMap(RecordTable::title).isEmpty();
            return named ? Optional.ofNullable(known) : Optional.of(RecordTable.nameless(record));
        }
        return seen.flatMap(target ->
                Optional.ofNullable(matches.titles(target, List.of(record)).get(record)));
    }

    /** What of other records of the form is told to who has the permit. */
    UniqueValues.Known known(Permit permit) {
        return new UniqueValues.Known() {
            @Override
            public Map<UUID, String> titles(Collection<UUID> records, Collection<String> fields) {
                return visible(permit.table().form().id())
                        .map(seen -> matches.titles(seen, shown(permit, records, fields)))
                        .orElse(Map.of());
            }

            @Override
            public boolean hides(String field) {
                return !permit.fields().shows(field);
            }
        };
    }

    /** Those of the records of which all of these fields are shown as they are. */
    Set<UUID> shown(Permit permit, Collection<UUID> records, Collection<String> fields) {
        Map<UUID, Permit> limited = permit.by().isPresent() ? limited(permit, records) : Map.of();
        Set<UUID> shown = new HashSet<>(records);
        shown.removeIf(id -> !fields.stream()
                .allMatch(key -> limited.getOrDefault(id, permit).fields().shows(key)));
        return shown;
    }

    /** A form by its id with what may be chosen from to link to, if who asks may. */
    Optional<Permit> linkable(UUID form) {
        return any(form)
                .filter(target -> switch (authorities.current()) {
                    case Authority.Member _ -> allows(target, Action.SEE);
                    case Authority.App _ -> true;
                    case Authority.Step step -> links(step, form, step.fields()::opens);
                })
                .flatMap(target -> apps.find(target.form().app().key()).map(app -> linkable(app, target)));
    }

    private Permit linkable(PublishedApp app, RecordTable target) {
        return switch (authorities.current()) {
            case Authority.Member _ -> permit(app, target, Set.of(Action.SEE));
            // All of its records may be chosen, also where the link leads to the form of the step itself.
            case Authority.App _, Authority.Step _ ->
                new Permit(
                        app,
                        actor(),
                        target,
                        target,
                        FieldRights.ALL,
                        Optional.empty(),
                        Set.of(Action.SEE),
                        false,
                        Optional.empty());
        };
    }

    /** Whether one of these fields of the step's form leads to the other form. */
    private boolean links(Authority.Step step, UUID form, Predicate<String> fields) {
        return forms.find(step.form().app(), step.form().form()).stream()
                .flatMap(own -> own.fields().stream())
                .filter(field -> field.leadsTo().filter(form::equals).isPresent())
                .anyMatch(field -> fields.test(field.key()));
    }

    private Optional<Visible> seenByMatrix(RecordTable target) {
        Person actor = actor();
        return apps.find(target.form().app().key())
                .filter(app -> allowsMember(app, target.form().key(), Action.SEE))
                .map(app -> limitsOf(app, actor, target, Set.of(Action.SEE))
                        .map(lines -> {
                            FieldRights fields = lines.fields();
                            return new Visible(
                                    readable(target, fields, lines.maskedInSome()),
                                    new Source(target.name(), lines.rows(Action.SEE), lines.columns()));
                        })
                        .orElseGet(() -> Visible.all(target)));
    }

    /** A form by its id, whoever asks: for titles that go into the history. */
    Optional<RecordTable> any(UUID form) {
        return forms.byId(form).map(this::table);
    }

    boolean allows(RecordTable table, Action action) {
        return allows(ref(table), action);
    }

    private RecordTable find(PublishedApp app, FormRef ref) {
        return forms.all(app).stream()
                .filter(form -> form.key().equals(ref.form()))
                .findFirst()
                .map(this::table)
                .orElseThrow(() -> new NotFoundException(ref.form()));
    }

    @SuppressWarnings("ReferenceEquality") // a snapshot never changes
    private RecordTable table(PublishedForm form) {
        Key key = new Key(form.id(), form.language());
        RecordTable known = tables.get(key);
        if (known == null || known.form() != form) {
            known = new RecordTable(form, forms::byId);
            RecordTable former = tables.put(key, known);
            narrowed.keySet().removeIf(narrow -> narrow.of() == former);
        }
        return known;
    }

    private record Key(UUID form, Locale language) {}

    /** A table without some of its fields, and with some of them masked; a table is the same only within a release. */
    private record Narrowed(RecordTable of, Set<String> hidden, Set<String> masked, Set<String> maskedInSome) {}
}
