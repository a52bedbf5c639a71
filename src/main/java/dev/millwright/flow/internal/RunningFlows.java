package dev.millwright.flow.internal;

import dev.millwright.app.Access;
import dev.millwright.app.AppRights;
import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApps;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowDocument;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.Flows;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.Reasons;
import dev.millwright.flow.TaskEvent;
import dev.millwright.flow.Tasks.TaskFilter;
import dev.millwright.flow.TimelineEntry;
import dev.millwright.flow.internal.RunStore.Version;
import dev.millwright.flow.spi.Subscription;
import dev.millwright.form.FormDefinition;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.record.FormRef;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.RecordData;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Phrase;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Begins runs, says where they stand, and lets starters and administrators steer them. */
@Component
class RunningFlows implements Flows {

    private static final Duration BETWEEN_URGES = Duration.ofMinutes(10);
    private static final int MOST = 200;

    private final PublishedApps apps;
    private final AppRights rights;
    private final CurrentPerson current;
    private final FlowDesign design;
    private final RunStore store;
    private final RunRecords records;
    private final PeopleFinder people;
    private final RunPath path;
    private final SpokenNames names;
    private final Course course;
    private final FlowTasks tasks;
    private final ObjectProvider<Waits> waits;
    private final DueStore dues;
    private final DueWork dueWork;
    private final FlowNotices notices;
    private final JdbcTemplate database;
    private final BusinessTime time;
    private final TransactionTemplate transaction;

    RunningFlows(
            PublishedApps apps,
            AppRights rights,
            CurrentPerson current,
            FlowDesign design,
            RunStore store,
            RunRecords records,
            PeopleFinder people,
            RunPath path,
            SpokenNames names,
            Course course,
            FlowTasks tasks,
            ObjectProvider<Waits> waits,
            DueStore dues,
            DueWork dueWork,
            FlowNotices notices,
            JdbcTemplate database,
            BusinessTime time,
            PlatformTransactionManager transactions) {
        this.apps = apps;
        this.rights = rights;
        this.current = current;
        this.design = design;
        this.store = store;
        this.records = records;
        this.people = people;
        this.path = path;
        this.names = names;
        this.course = course;
        this.tasks = tasks;
        this.waits = waits;
        this.dues = dues;
        this.dueWork = dueWork;
        this.notices = notices;
        this.database = database;
        this.time = time;
        this.transaction = new TransactionTemplate(transactions);
    }

    // --- Beginning ---

    private Stream<FlowDefinition> flows(PublishedApp app) {
        return app.all(FlowDefinition.KIND, FlowDefinition.class).stream();
    }

    private Optional<UUID> formId(PublishedApp app, FormRef form) {
        return app.find(FormDefinition.KIND, form.form()).map(PublishedApp.PublishedDefinition::id);
    }

    private Optional<FlowDefinition> submitting(PublishedApp app, FormRef form) {
        UUID id = formId(app, form).orElse(null);
        return id == null
                ? Optional.empty()
                : flows(app)
                        .filter(flow -> id.equals(flow.form()))
                        .filter(flow -> design.subscription(flow)
                                .filter(Subscription.Submitted.class::isInstance)
                                .isPresent())
                        .findFirst();
    }

    @Override
    public Optional<SubmitFlow> submitFlow(FormRef form) {
        return apps.find(form.app())
                .flatMap(app -> submitting(app, form))
                .map(flow -> new SubmitFlow(flow.key(), flow.label(), choices(form.app(), flow)));
    }

    private List<Choice> choices(String app, FlowDefinition flow) {
        FlowChart chart = design.chart(flow);
        return chart.all().stream()
                .filter(placed -> placed.people().stream()
                        .flatMap(says -> says.people().stream())
                        .anyMatch(PeopleSource.ChosenByStarter.class::isInstance))
                .map(placed -> new Choice(placed.id(), names.step(app, chart, placed.id())))
                .toList();
    }

    @Override
    public FlowInstance submit(FormRef form, UUID record, @Nullable Long version, Map<UUID, List<PersonRef>> chosen) {
        PublishedApp app = apps.designed(form.app()).orElseThrow(() -> new NotFoundException(form.app()));
        RecordData data = records.seen(form, record);
        Person me = current.get();
        if (!me.id().equals(data.createdBy().id()) && !records.mayChange(form)) {
            throw new NotAllowedException("flow.error.notOffered");
        }
        FlowDefinition flow = submitting(app, form).orElseThrow(() -> notSubmitted(app, form));
        return Objects.requireNonNull(transaction.execute(status -> {
            // Nobody writes it from here on until the run that keeps others from it is there.
            records.lock(form, record, version);
            records.problems(form, record).throwIfErrors();
            return begin(app, flow, form, record, data.title(), true, chosen);
        }));
    }

    private DomainException notSubmitted(PublishedApp app, FormRef form) {
        UUID id = formId(app, form).orElse(null);
        return flows(app)
                .filter(flow -> flow.settings().off() && Objects.equals(id, flow.form()))
                .filter(flow -> design.whenOn(flow)
                        .filter(Subscription.Submitted.class::isInstance)
                        .isPresent())
                .findFirst()
                .<DomainException>map(RunningFlows::off)
                .orElseGet(() -> new NotFoundException(form.form()));
    }

    private static ConflictException off(FlowDefinition flow) {
        return new ConflictException("flow.error.off", flow.label());
    }

    private FlowInstance begin(
            PublishedApp app,
            FlowDefinition flow,
            @Nullable FormRef form,
            @Nullable UUID record,
            String title,
            boolean submitted,
            Map<UUID, List<PersonRef>> chosen) {
        Version version = store.versionAt(app.app().id(), flow.id(), app.release())
                .orElseThrow(() -> new NotFoundException(flow.key()));
        return course.begin(new Course.Order(
                version, app.app().key(), form, record, title, current.get(), submitted, chosen, null, null));
    }

    @Override
    public List<Offered> offered(String appKey, @Nullable FormRef form, @Nullable UUID record) {
        PublishedApp app = apps.find(appKey).orElseThrow(() -> new NotFoundException(appKey));
        if (!app.rights().opens(current.get())) {
            throw new NotFoundException(appKey);
        }
        UUID about = form == null ? null : formId(app, form).orElse(null);
        List<Offered> offered = new ArrayList<>();
        flows(app)
                .forEach(flow -> design.subscription(flow).ifPresent(subscription -> {
                    if (subscription instanceof Subscription.Button button
                            && button.onRecord() == (form != null)
                            && (!button.onRecord() || Objects.equals(about, flow.form()))
                            && (button.condition().isBlank()
                                    || form != null
                                            && (record == null
                                                    || records.hold(form, record, List.of(button.condition()))
                                                            .getFirst()))) {
                        offered.add(new Offered(
                                flow.key(),
                                button.label().isBlank() ? flow.label() : button.label(),
                                choices(appKey, flow)));
                    }
                }));
        return offered;
    }

    @Override
    public List<SwitchedOff> switchedOff(String appKey) {
        PublishedApp app = apps.find(appKey).orElseThrow(() -> new NotFoundException(appKey));
        return flows(app)
                .filter(flow -> flow.settings().off())
                .flatMap(flow -> design.whenOn(flow).stream().flatMap(subscription -> off(app, flow, subscription)))
                .toList();
    }

    private static Stream<SwitchedOff> off(PublishedApp app, FlowDefinition flow, Subscription subscription) {
        UUID form = flow.form();
        if (subscription instanceof Subscription.Submitted && form != null) {
            return Stream.of(new SwitchedOff(flow.label(), form(app, form)));
        }
        return subscription instanceof Subscription.Button button && !button.onRecord()
                ? Stream.of(new SwitchedOff(button.label().isBlank() ? flow.label() : button.label(), null))
                : Stream.empty();
    }

    @Override
    public FlowInstance start(String appKey, String key, @Nullable UUID record, Map<UUID, List<PersonRef>> chosen) {
        PublishedApp app = apps.designed(appKey).orElseThrow(() -> new NotFoundException(appKey));
        if (!app.rights().opens(current.get())) {
            throw new NotFoundException(appKey);
        }
        FlowDefinition flow = flows(app)
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new NotFoundException(key));
        if (flow.settings().off()) {
            throw off(flow);
        }
        Subscription subscription = design.subscription(flow).orElseThrow(() -> new NotFoundException(key));
        if (record != null && flow.form() == null) {
            throw new InvalidException(Problems.of(Problem.error("flow.error.aboutNoRecord", "record", flow.label())));
        }
        FormRef form = flow.form() == null || record == null ? null : form(app, flow.form());
        String title = form == null || record == null
                ? flow.label()
                : records.seen(form, record).title();
        return switch (subscription) {
            case Subscription.Submitted _ -> {
                if (form == null || record == null) {
                    throw new NotFoundException(key);
                }
                yield submit(form, record, null, chosen);
            }
            case Subscription.Button button -> {
                boolean offered = offered(appKey, form, record).stream()
                        .anyMatch(one -> one.flow().equals(key));
                if (!offered) {
                    throw new NotAllowedException("flow.error.notOffered");
                }
                yield begin(app, flow, form, record, title, false, chosen);
            }
            case Subscription.Api _ -> begin(app, flow, form, record, title, false, chosen);
            case Subscription.Created _,
                    Subscription.Changed _,
                    Subscription.Deleted _,
                    Subscription.Schedule _,
                    Subscription.DateField _,
                    Subscription.Called _ -> throw new NotAllowedException("flow.error.startsByItself", flow.label());
        };
    }

    private static FormRef form(PublishedApp app, UUID form) {
        return app.all(FormDefinition.KIND).stream()
                .filter(one -> one.id().equals(form))
                .findFirst()
                .map(one -> new FormRef(app.app().key(), one.key()))
                .orElseThrow(() -> new NotFoundException(form.toString()));
    }

    // --- Where runs stand ---

    /** Who may see a run: its starter, whoever has or had a part in it, who designs the app, and who sees the record. */
    private Run require(UUID instance) {
        Run run = store.run(instance).orElseThrow(() -> new NotFoundException(instance.toString()));
        String me = current.get().id();
        boolean mine = me.equals(run.starter.id())
                || administers(run)
                || Boolean.TRUE.equals(database.queryForObject(
                        "SELECT EXISTS (SELECT FROM platform.work_item WHERE instance = ? AND person = ?)",
                        Boolean.class,
                        instance,
                        me))
                || seesRecord(run);
        if (!mine) {
            throw new NotFoundException(instance.toString());
        }
        return run;
    }

    private boolean seesRecord(Run run) {
        if (run.form == null || run.record == null) {
            return false;
        }
        try {
            records.seen(run.form, run.record);
            return true;
        } catch (DomainException e) {
            return false;
        }
    }

    private boolean administers(String app) {
        try {
            Access access = rights.access(app);
            return access.designs() || access.manages();
        } catch (NotFoundException e) {
            return false;
        }
    }

    private boolean administers(Run run) {
        return administers(run.appKey) && rights.access(run.appKey).app().id().equals(run.app);
    }

    private Run requireAdministered(UUID instance) {
        Run run = store.run(instance).orElseThrow(() -> new NotFoundException(instance.toString()));
        if (!administers(run)) {
            require(instance);
            throw new NotAllowedException("flow.error.administrators");
        }
        return run;
    }

    private FlowInstance shown(Run run) {
        return shown(List.of(run)).getFirst();
    }

    private List<FlowInstance> shown(List<Run> runs) {
        Map<UUID, FlowInstance.Phase> phases = store.phases(runs);
        return runs.stream()
                .map(run -> run.shown(names.text(run.appKey, run.label), Objects.requireNonNull(phases.get(run.id))))
                .toList();
    }

    @Override
    public FlowInstance get(UUID instance) {
        Run run = require(instance);
        if (hidesTitle(run) && !administers(run) && !seesRecord(run)) {
            run.title = names.text(run.appKey, run.label);
        }
        return shown(run);
    }

    /** Whether some step keeps from those whom it asks what names the record. */
    private boolean hidesTitle(Run run) {
        return store.version(run.version).chart().all().stream()
                .anyMatch(placed -> records.hidesTitle(run.form, placed.people().orElse(null)));
    }

    @Override
    public List<FlowInstance> ofRecord(FormRef form, UUID record) {
        records.seen(form, record);
        return shown(store.runs(
                "WHERE record = ? AND app_key = ? AND form_key = ? ORDER BY started_at DESC LIMIT 100",
                record,
                form.app(),
                form.form()));
    }

    @Override
    public Map<UUID, FlowInstance> submissions(Collection<UUID> records) {
        return shown(store.submissions(records)).stream()
                .collect(Collectors.toMap(run -> Objects.requireNonNull(run.record()), Function.identity()));
    }

    @Override
    public List<TimelineEntry> history(UUID instance) {
        Run run = require(instance);
        return history(run, store.version(run.version).chart());
    }

    private List<TimelineEntry> history(Run run, FlowChart chart) {
        List<TimelineEntry> entries = new ArrayList<>();
        List<RunStore.Happened> events = store.events(run.id);
        boolean withdrawn = events.stream().anyMatch(one -> one.kind().equals("withdrawn"));
        for (RunStore.Happened one : events) {
            entries.add(new TimelineEntry(
                    one.at(),
                    one.kind(),
                    one.node(),
                    // The start is a place to come back to, and named so; who starts comes to it for the first time.
                    one.kind().equals("started") ? "" : nameOf(run, chart, one.node(), one.label()),
                    one.person(),
                    one.standsInFor(),
                    one.code().isEmpty()
                            ? Phrase.of("flow.event." + one.kind())
                            : new Phrase(
                                    one.code(),
                                    // To the flow it is cancelled, to people it is what its starter did.
                                    withdrawn && one.kind().equals("ended") ? List.of("withdrawn") : one.arguments()),
                    one.reason(),
                    one.document()));
        }
        return entries;
    }

    @Override
    public List<TimelineEntry> timeline(UUID instance) {
        Run run = require(instance);
        FlowChart chart = store.version(run.version).chart();
        List<TimelineEntry> entries = history(run, chart);
        if (run.isOver()) {
            return entries;
        }
        List<Step> open = store.steps(instance, true);
        for (Step step : open) {
            // Who waits for others stands behind them.
            List<Item> inTurn = step.items.stream()
                    .sorted(Comparator.comparing(item -> item.state == Item.State.WAITING))
                    .toList();
            for (Item item : inTurn) {
                if (item.state == Item.State.OPEN
                        || item.state == Item.State.CLAIMABLE
                        || item.state == Item.State.WAITING) {
                    entries.add(new TimelineEntry(
                            null,
                            item.state == Item.State.WAITING ? "waiting" : "open",
                            step.node,
                            names.step(run.appKey, chart, step.node),
                            item.person,
                            item.standsInFor,
                            Phrase.of("flow.event." + (item.state == Item.State.WAITING ? "waiting" : "open")),
                            ""));
                }
            }
        }
        path.of(run).forEach((node, state) -> {
            if (state.status() == NodeState.Status.AHEAD
                    && chart.get(node).people().isPresent()) {
                entries.add(new TimelineEntry(
                        null,
                        "expected",
                        node,
                        state.name(),
                        state.people().size() == 1 ? state.people().getFirst() : null,
                        null,
                        Phrase.of("flow.event.expected"),
                        ""));
            }
        });
        return entries;
    }

    /** Also of what happened at a node that only the stored label tells of. */
    private String nameOf(Run run, FlowChart chart, @Nullable UUID node, String label) {
        return node == null
                ? ""
                : chart.find(node).isPresent() || chart.isStart(node)
                        ? names.step(run.appKey, chart, node)
                        : names.text(run.appKey, label);
    }

    @Override
    public FlowDocument document(UUID instance, UUID document) {
        return store.document(require(instance).id, document)
                .orElseThrow(() -> new NotFoundException(document.toString()));
    }

    @Override
    public Map<UUID, NodeState> path(UUID instance) {
        return path.of(require(instance));
    }

    @Override
    public FlowDefinition definition(UUID instance) {
        return store.version(require(instance).version).chart().flow();
    }

    @Override
    public String bpmn(String appKey, String flow) {
        PublishedApp app = apps.find(appKey).orElseThrow(() -> new NotFoundException(appKey));
        if (!app.rights().opens(current.get())) {
            throw new NotFoundException(appKey);
        }
        return flows(app)
                .filter(one -> one.key().equals(flow))
                .findFirst()
                .map(design::chart)
                .map(chart -> new String(
                        ProcessCompiler.export(chart, node -> names.step(appKey, chart, node)), StandardCharsets.UTF_8))
                .orElseThrow(() -> new NotFoundException(flow));
    }

    @Override
    public RunPage runs(String app, RunFilter filter, @Nullable String cursor, int limit) {
        if (!administers(app)) {
            throw new NotAllowedException("flow.error.administrators");
        }
        int most = Math.clamp(limit, 1, MOST);
        TaskFilter findable = new TaskFilter(filter.text(), "", filter.flow(), false, TaskFilter.Sort.NEWEST);
        // By its id: an app of the same key may have been there before.
        StringBuilder where = new StringBuilder("WHERE app = ?");
        List<Object> arguments =
                new ArrayList<>(List.of(rights.access(app).app().id()));
        if (!filter.flow().isEmpty()) {
            where.append(" AND flow_key = ?");
            arguments.add(findable.flow());
        }
        FlowInstance.State state = filter.state();
        where.append(state == null ? " AND state <> ?" : " AND state = ?");
        arguments.add(RunStore.key(state == null ? FlowInstance.State.ENDED : state));
        if (!findable.text().isBlank()) {
            where.append(" AND concat_ws(' ', title, starter_name) ILIKE ?");
            arguments.add("%" + findable.text().strip().replaceAll("([\\\\%_])", "\\\\$1") + "%");
        }
        if (cursor != null) {
            where.append(" AND id < ?");
            arguments.add(Ids.parse(cursor).orElseThrow(() -> new InvalidRequestException("record.error.cursor")));
        }
        where.append(" ORDER BY id DESC LIMIT ").append(most + 1);
        List<FlowInstance> found = shown(store.runs(where.toString(), arguments.toArray()));
        return found.size() <= most
                ? new RunPage(found, null)
                : new RunPage(found.subList(0, most), found.get(most - 1).id().toString());
    }

    @Override
    public List<FlowTask> openTasks(UUID instance) {
        require(instance);
        return tasks.open(instance);
    }

    @Override
    public Map<UUID, List<FlowTask>> openTasks(String app, Set<UUID> instances) {
        if (!administers(app)) {
            throw new NotAllowedException("flow.error.administrators");
        }
        return tasks.open(app, instances).stream().collect(Collectors.groupingBy(FlowTask::instance));
    }

    // --- Starters ---

    @Override
    public void withdraw(UUID instance, String reason) {
        String said = Reasons.checked(reason);
        Person me = current.get();
        course.turn(instance, turn -> {
            Run run = turn.run();
            if (!me.id().equals(run.starter.id())) {
                throw new NotFoundException(instance.toString());
            }
            if (run.isOver()) {
                throw new ConflictException("flow.error.over");
            }
            if (!turn.chart().flow().settings().withdrawable()) {
                throw new NotAllowedException("flow.error.notWithdrawable");
            }
            turn.happened("withdrawn", null, null, run.starter, null, "flow.event.withdrawn", List.of(), said);
            turn.end("cancelled", run.starter, said);
            return true;
        });
    }

    @Override
    public void takeBack(UUID task, String reason) {
        String said = Reasons.checked(reason);
        Person me = current.get();
        UUID instance = store.instanceOf(task).orElseThrow(() -> new NotFoundException(task.toString()));
        course.turn(instance, turn -> {
            List<Step> past = turn.past();
            Step step = past.stream()
                    .filter(one ->
                            one.item(task).filter(item -> item.isOf(me.id())).isPresent())
                    .findFirst()
                    .orElseThrow(() -> new NotFoundException(task.toString()));
            Item item = step.item(task).orElseThrow();
            if (!Course.canTakeBack(turn.run(), turn.chart(), past, step, task)) {
                throw new ConflictException("flow.error.actedSince");
            }
            turn.happened(
                    "takenBack",
                    step.node,
                    step.id,
                    item.person,
                    item.standsInFor,
                    "flow.event.takenBack",
                    List.of(),
                    said);
            turn.takeBack(step, item, said);
            return true;
        });
    }

    @Override
    public void urge(UUID instance, String reason) {
        String said = Reasons.checked(reason);
        Run asked = require(instance);
        PersonRef me = PeopleFinder.ref(current.get());
        if (!Objects.equals(me.id(), asked.starter.id()) && !administers(asked)) {
            throw new NotAllowedException("flow.error.starterUrges", asked.starter.name());
        }
        course.turn(instance, turn -> {
            Run run = turn.run();
            if (run.isOver()) {
                throw new ConflictException("flow.error.over");
            }
            Instant last = run.urgedAt;
            if (last != null && last.plus(BETWEEN_URGES).isAfter(turn.now())) {
                throw new ConflictException("flow.error.urged", BETWEEN_URGES.toMinutes());
            }
            run.urgedAt = turn.now();
            turn.happened("urged", null, null, me, null, "flow.event.urged", List.of(), said);
            for (Step step : turn.steps()) {
                for (Item item : step.items) {
                    if (item.state == Item.State.OPEN || item.state == Item.State.CLAIMABLE) {
                        turn.tell(TaskEvent.Kind.URGED, item, me, said);
                    }
                }
            }
            return true;
        });
    }

    // --- Administrators ---

    /** Steers a run of an app that the person administers, and says so in its timeline. */
    private void steer(UUID instance, String kind, String reason, java.util.function.Consumer<Turn> work) {
        requireAdministered(instance);
        PersonRef me = PeopleFinder.ref(current.get());
        course.turn(instance, turn -> {
            if (turn.run().isOver()) {
                throw new ConflictException("flow.error.over");
            }
            turn.happened(kind, null, null, me, null, "flow.event." + kind, List.of(), reason);
            work.accept(turn);
            return true;
        });
    }

    @Override
    public void suspend(UUID instance, String reason) {
        String said = Reasons.checked(reason);
        steer(instance, "suspended", said, turn -> turn.run().state = FlowInstance.State.SUSPENDED);
    }

    @Override
    public void resume(UUID instance) {
        steer(instance, "resumed", "", turn -> {
            turn.run().state = FlowInstance.State.RUNNING;
            // What came about meanwhile.
            List.copyOf(turn.steps()).stream()
                    .filter(Step::isOpen)
                    .forEach(step -> waits.getObject().lookAgain(turn, step));
        });
    }

    @Override
    public void retry(UUID instance) {
        steer(
                instance,
                "retried",
                "",
                turn -> turn.steps().stream()
                        .filter(step -> step.isOpen() && step.kind == Step.Kind.WORK)
                        .toList()
                        .forEach(turn::retry));
    }

    @Override
    public void end(UUID instance, String reason) {
        String said = Reasons.checked(reason);
        steer(instance, "endedByHand", said, turn -> turn.end("cancelled"));
    }

    @Override
    public void move(UUID instance, UUID node, String reason) {
        String said = Reasons.checked(reason);
        steer(instance, "moved", said, turn -> {
            if (!turn.chart().isStart(node)) {
                turn.chart().get(node);
            }
            turn.moveAll(node, said, PeopleFinder.ref(current.get()));
        });
    }

    @Override
    public void reassign(UUID task, PersonRef to, String reason) {
        String said = Reasons.checked(reason);
        UUID instance = store.instanceOf(task).orElseThrow(() -> new NotFoundException(task.toString()));
        requireAdministered(instance);
        PersonRef heir = known(to);
        PersonRef me = PeopleFinder.ref(current.get());
        course.turn(instance, turn -> {
            Step step = turn.steps().stream()
                    .filter(one -> one.isOpen() && one.item(task).isPresent())
                    .findFirst()
                    .orElseThrow(() -> Acts.decided(turn, (UUID) null));
            Item item = step.item(task).orElseThrow();
            reassign(turn, step, item, heir, me, said);
            return true;
        });
    }

    private static void reassign(Turn turn, Step step, Item item, PersonRef heir, PersonRef by, String reason) {
        if (!item.state.isLiving()) {
            throw new ConflictException("flow.error.decidedBy", item.person.name());
        }
        boolean there = step.items.stream()
                .anyMatch(one -> one.state.isLiving() && one.isOf(Objects.requireNonNull(heir.id())));
        if (there) {
            throw new ConflictException("flow.error.hasTask", heir.name());
        }
        turn.happened(
                "reassigned",
                step.node,
                step.id,
                by,
                null,
                "flow.event.reassigned",
                List.of(item.person.name(), heir.name()),
                reason);
        Acts.give(turn, item, step, heir, reason);
        step.isChanged = true;
    }

    private PersonRef known(PersonRef person) {
        return people.find(Objects.requireNonNullElse(person.id(), ""))
                .map(PeopleFinder::ref)
                .orElseThrow(() -> new NotFoundException(person.name()));
    }

    // --- What could not begin ---

    @Override
    public StartPage failedStarts(String app, @Nullable String cursor, int limit) {
        if (!administers(app)) {
            throw new NotAllowedException("flow.error.administrators");
        }
        int most = Math.clamp(limit, 1, MOST);
        UUID after = cursor == null
                ? null
                : Ids.parse(cursor).orElseThrow(() -> new InvalidRequestException("record.error.cursor"));
        List<DueStore.Failed> found = dues.failed(app, after, most + 1);
        List<FailedStart> shown = shown(app, found.subList(0, Math.min(most, found.size())));
        return new StartPage(
                shown, found.size() <= most ? null : shown.getLast().id().toString());
    }

    private List<FailedStart> shown(String app, List<DueStore.Failed> found) {
        Map<UUID, String> flows = new HashMap<>();
        apps.designed(app).ifPresent(published -> flows(published).forEach(flow -> flows.put(flow.id(), flow.label())));
        Map<FormRef, Set<UUID>> wanted = new HashMap<>();
        found.forEach(one -> {
            FormRef form = one.due().form();
            UUID record = one.due().record();
            if (form != null && record != null) {
                wanted.computeIfAbsent(form, ignored -> new LinkedHashSet<>()).add(record);
            }
        });
        Map<UUID, RecordData> about = new HashMap<>();
        wanted.forEach((form, ids) -> about.putAll(records.all(form, ids)));
        return found.stream()
                .map(one -> {
                    DueStore.Due due = one.due();
                    String flow =
                            Objects.requireNonNullElse(due.flow() == null ? one.label() : flows.get(due.flow()), "");
                    RecordData data = due.record() == null ? null : about.get(due.record());
                    String title = due.instance() != null ? one.title() : data == null ? flow : data.title();
                    return new FailedStart(
                            due.id(),
                            due.app(),
                            flow,
                            due.instance(),
                            due.form(),
                            due.record(),
                            Objects.requireNonNullElse(title, flow),
                            due.person() == null
                                    ? null
                                    : new PersonRef(due.person(), Objects.requireNonNullElse(due.personName(), "")),
                            one.at(),
                            one.failure());
                })
                .toList();
    }

    /** The start, for this transaction alone, of an app that the person administers. */
    private DueStore.Due requireFailed(String app, UUID start) {
        DueStore.Due due = dues.lockFailed(start).orElseThrow(() -> new NotFoundException(start.toString()));
        if (!due.app().equals(app) || !administers(app)) {
            throw new NotFoundException(start.toString());
        }
        return due;
    }

    @Override
    public void retryStart(String app, UUID start) {
        transaction.executeWithoutResult(status -> {
            requireFailed(app, start);
            dues.afresh(start);
            notices.settled(start);
            dueWork.wakeAfterCommit();
        });
    }

    @Override
    public int retryStarts(String app) {
        if (!administers(app)) {
            throw new NotAllowedException("flow.error.administrators");
        }
        return Objects.requireNonNull(transaction.execute(status -> {
            List<UUID> all = dues.allAfresh(app);
            all.forEach(notices::settled);
            dueWork.wakeAfterCommit();
            return all.size();
        }));
    }

    @Override
    public void dismissStart(String app, UUID start) {
        transaction.executeWithoutResult(status -> {
            DueStore.Due due = requireFailed(app, start);
            dues.done(start);
            notices.settled(start);
            UUID caller = due.parent();
            if (caller != null && due.parentStep() != null) {
                // Whoever waited for it goes on without it.
                dues.wake(caller);
                dueWork.wakeAfterCommit();
            }
        });
    }

    @Override
    public int handOver(String app, PersonRef from, PersonRef to, String reason) {
        String said = Reasons.checked(reason);
        if (!administers(app)) {
            throw new NotAllowedException("flow.error.administrators");
        }
        PersonRef heir = known(to);
        PersonRef me = PeopleFinder.ref(current.get());
        UUID id = apps.designed(app)
                .orElseThrow(() -> new NotFoundException(app))
                .app()
                .id();
        List<UUID> open = database.query("""
            SELECT w.id FROM platform.work_item w JOIN platform.flow_instance i ON i.id = w.instance
            WHERE w.person = ? AND i.app = ? AND w.state IN ('open', 'claimable', 'waiting', 'asleep')\
            """, (row, number) -> RunStore.uuid(row, "id"), from.id(), id);
        store.handOver(id, from, heir, time.now());
        int handed = 0;
        for (UUID task : open) {
            UUID instance = store.instanceOf(task).orElseThrow();
            boolean done = course.turn(instance, turn -> {
                Step step = turn.steps().stream()
                        .filter(one -> one.isOpen() && one.item(task).isPresent())
                        .findFirst()
                        .orElse(null);
                Item item = step == null ? null : step.item(task).orElse(null);
                if (step == null || item == null || !item.state.isLiving()) {
                    return false;
                }
                boolean there = step.items.stream()
                        .anyMatch(one -> one.state.isLiving() && one.isOf(Objects.requireNonNull(heir.id())));
                if (there) {
                    turn.happened(
                            "handedOver",
                            step.node,
                            step.id,
                            me,
                            null,
                            "flow.event.hasOwnTask",
                            List.of(heir.name()),
                            said);
                    return false;
                }
                reassign(turn, step, item, heir, me, said);
                return true;
            });
            handed += done ? 1 : 0;
        }
        return handed;
    }
}
