package dev.millwright.flow.internal;

import dev.millwright.app.AppRights;
import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApps;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowDocument;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.Flows;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.Tasks.TaskFilter;
import dev.millwright.flow.TimelineEntry;
import dev.millwright.flow.internal.FlowChart.Placed;
import dev.millwright.flow.internal.RunStore.Version;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.Subscription;
import dev.millwright.form.FormDefinition;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.record.FormRef;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.RecordData;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Begins runs and says where they stand; what is done to them otherwise it leaves to others. */
@Component
class RunningFlows implements Flows {

    private static final int MOST = 200;

    private final PublishedApps apps;
    private final AppRights rights;
    private final CurrentPerson current;
    private final FlowDesign design;
    private final RunStore store;
    private final RunRecords records;
    private final RunPath path;
    private final SpokenNames names;
    private final Deadlines deadlines;
    private final Course course;
    private final FlowTasks tasks;
    private final RunAccess access;
    private final Steering steering;
    private final FailedBeginnings failedBeginnings;
    private final TransactionTemplate transaction;

    RunningFlows(
            PublishedApps apps,
            AppRights rights,
            CurrentPerson current,
            FlowDesign design,
            RunStore store,
            RunRecords records,
            RunPath path,
            SpokenNames names,
            Deadlines deadlines,
            Course course,
            FlowTasks tasks,
            RunAccess access,
            Steering steering,
            FailedBeginnings failedBeginnings,
            PlatformTransactionManager transactions) {
        this.apps = apps;
        this.rights = rights;
        this.current = current;
        this.design = design;
        this.store = store;
        this.records = records;
        this.path = path;
        this.names = names;
        this.deadlines = deadlines;
        this.course = course;
        this.tasks = tasks;
        this.access = access;
        this.steering = steering;
        this.failedBeginnings = failedBeginnings;
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
                .map(flow ->
                        new SubmitFlow(flow.key(), flow.label(), choices(form.app(), flow), demanded(flow.settings())));
    }

    private static Set<String> demanded(FlowSettings settings) {
        return settings.start().entrySet().stream()
                .filter(entry -> entry.getValue() == FieldRight.REQUIRED)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
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
            RecordData held = records.lock(form, record, version);
            records.problems(form, held, flow.settings().start()).throwIfErrors();
            return begin(app, flow, form, record, held.title(), true, chosen);
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
                                                    || records.hold(
                                                                    form,
                                                                    record,
                                                                    current.get(),
                                                                    List.of(button.condition()))
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

    private FlowInstance shown(Run run) {
        return shown(List.of(run)).getFirst();
    }

    private List<FlowInstance> shown(List<Run> runs) {
        Map<UUID, FlowInstance.Phase> phases = store.phases(runs);
        return runs.stream()
                .map(run -> {
                    String label = names.text(run.appKey, run.label);
                    String called = records.hidesTitle(run.form) ? label : run.title;
                    return run.shown(label, called, Objects.requireNonNull(phases.get(run.id)));
                })
                .toList();
    }

    @Override
    public FlowInstance get(UUID instance) {
        Run run = access.require(instance);
        if (hidesTitle(run) && !access.administers(run) && !access.seesRecord(run)) {
            run.title = names.text(run.appKey, run.label);
        }
        return shown(run);
    }

    /** Whether some step keeps from those whom it asks what names the record. */
    private boolean hidesTitle(Run run) {
        return store.version(run.version).chart().all().stream()
                .flatMap(placed -> placed.people().stream())
                .anyMatch(says -> records.hidesTitle(run.form, says.fields()));
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
        Run run = access.require(instance);
        return history(run, store.version(run.version).chart());
    }

    private List<TimelineEntry> history(Run run, FlowChart chart) {
        List<TimelineEntry> entries = new ArrayList<>();
        List<RunStore.Happened> events = store.events(run.id);
        // What it called has the same starter.
        boolean mayFollow = current.get().id().equals(run.starter.id()) || access.administers(run);
        for (RunStore.Happened one : events) {
            entries.add(new TimelineEntry(
                    one.at(),
                    one.kind(),
                    one.node(),
                    // The start is a place to come back to, and named so; who starts comes to it for the first time.
                    one.kind() == TimelineEntry.Kind.STARTED ? "" : nameOf(run, chart, one.node(), one.label()),
                    one.person(),
                    one.standsInFor(),
                    one.code().isEmpty()
                            ? Phrase.of("flow.event." + one.kind().key())
                            : new Phrase(
                                    one.code(),
                                    // To the flow it is cancelled, to people it is what its starter did.
                                    one.kind() == TimelineEntry.Kind.ENDED
                                            ? run.ending()
                                                    .<List<Object>>map(ending -> List.of(ending.told()))
                                                    .orElse(one.arguments())
                                            : one.arguments()),
                    one.reason(),
                    one.document(),
                    mayFollow ? one.called() : null,
                    null));
        }
        return entries;
    }

    @Override
    public List<TimelineEntry> timeline(UUID instance) {
        Run run = access.require(instance);
        FlowChart chart = store.version(run.version).chart();
        List<TimelineEntry> entries = history(run, chart);
        if (run.isOver()) {
            return entries;
        }
        for (Step step : store.openSteps(instance)) {
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
                            item.state == Item.State.WAITING ? TimelineEntry.Kind.WAITING : TimelineEntry.Kind.OPEN,
                            step.node,
                            names.step(run.appKey, chart, step.node),
                            item.person,
                            item.standsInFor,
                            ahead(item),
                            item.givenBy == null ? "" : item.note));
                }
            }
            chart.find(step.node)
                    .flatMap(Placed::people)
                    .map(PeopleStep::due)
                    // While it is held nothing comes.
                    .filter(due -> run.state != FlowInstance.State.SUSPENDED)
                    .ifPresent(due -> deadlines
                            .planned(chart.flow(), step, due)
                            .forEach(planned -> entries.add(TimelineEntry.planned(
                                    planned.at(),
                                    step.node,
                                    names.step(run.appKey, chart, step.node),
                                    planned.what()))));
        }
        path.of(run).forEach((node, state) -> {
            state.called()
                    .forEach(called -> entries.add(new TimelineEntry(
                            null,
                            TimelineEntry.Kind.OPEN,
                            node,
                            state.name(),
                            called.person(),
                            null,
                            Phrase.of("flow.event.openCalled", called.flow()),
                            "")));
            if (state.status() == NodeState.Status.AHEAD
                    && chart.get(node).people().isPresent()) {
                entries.add(new TimelineEntry(
                        null,
                        TimelineEntry.Kind.EXPECTED,
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

    private static Phrase ahead(Item item) {
        String code = item.state == Item.State.WAITING ? "flow.event.waiting" : "flow.event.open";
        return item.givenBy == null ? Phrase.of(code) : Phrase.of(code + "Given", item.givenBy.name());
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
        return store.document(access.require(instance).id, document)
                .orElseThrow(() -> new NotFoundException(document.toString()));
    }

    @Override
    public Map<UUID, NodeState> path(UUID instance) {
        return path.of(access.require(instance));
    }

    @Override
    public boolean mayWithdraw(UUID instance) {
        return access.mayWithdraw(access.require(instance));
    }

    @Override
    public FlowDefinition definition(UUID instance) {
        return store.version(access.require(instance).version).chart().flow();
    }

    @Override
    public Map<UUID, String> steps(UUID instance) {
        Run run = access.require(instance);
        FlowChart chart = store.version(run.version).chart();
        Map<String, Integer> alike = new HashMap<>();
        Map<UUID, String> steps = new LinkedHashMap<>();
        for (Placed placed : chart.all()) {
            UUID node = placed.id();
            if (placed.behaviour() instanceof NodeBehaviour.Branches) {
                continue;
            }
            String name = names.step(run.appKey, chart, node);
            int number = alike.merge(name, 1, Integer::sum);
            steps.put(node, number == 1 ? name : name + " (" + number + ")");
        }
        return steps;
    }

    /** What a flow is made of says much of its form; who may not see that knows of neither. */
    private boolean maySee(PublishedApp app, FlowDefinition flow) {
        UUID form = flow.form();
        return app.rights().designs(current.get()) || form != null && records.maySee(form(app, form));
    }

    @Override
    public String bpmn(String appKey, String flow) {
        PublishedApp app = apps.find(appKey).orElseThrow(() -> new NotFoundException(appKey));
        if (!app.rights().opens(current.get())) {
            throw new NotFoundException(appKey);
        }
        return flows(app)
                .filter(one -> one.key().equals(flow) && maySee(app, one))
                .findFirst()
                .map(design::chart)
                .map(chart -> new String(
                        ProcessCompiler.export(chart, node -> names.step(appKey, chart, node)), StandardCharsets.UTF_8))
                .orElseThrow(() -> new NotFoundException(flow));
    }

    @Override
    public RunPage runs(String app, RunFilter filter, @Nullable String cursor, int limit) {
        access.requireAdministrator(app);
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
    public Map<String, String> flowsOf(String app) {
        access.requireAdministrator(app);
        Map<String, String> found = new LinkedHashMap<>();
        apps.find(app)
                .ifPresent(one -> flows(one).forEach(flow -> found.put(flow.key(), names.text(app, flow.label()))));
        store.flowsWithRuns(rights.access(app).app().id())
                .forEach((key, label) -> found.putIfAbsent(key, names.text(app, label)));
        return found;
    }

    @Override
    public List<FlowTask> openTasks(UUID instance) {
        access.require(instance);
        return tasks.open(instance);
    }

    @Override
    public Map<UUID, List<FlowTask>> openTasks(String app, Set<UUID> instances) {
        access.requireAdministrator(app);
        return tasks.open(app, instances).stream().collect(Collectors.groupingBy(FlowTask::instance));
    }

    @Override
    public Map<UUID, List<NodeState.Called>> called(String app, Set<UUID> instances) {
        access.requireAdministrator(app);
        List<UUID> own = store.runs("WHERE app_key = ? AND id = ANY(?)", app, instances.toArray(UUID[]::new)).stream()
                .map(run -> run.id)
                .toList();
        return store.elsewhere(own).stream()
                .collect(Collectors.groupingBy(
                        RunStore.Elsewhere::caller,
                        Collectors.mapping(
                                one -> new NodeState.Called(one.person(), names.text(one.app(), one.flow())),
                                Collectors.toList())));
    }

    // --- Steering ---

    @Override
    public UUID runOf(UUID id) {
        return access.require(store.instanceOf(id).orElse(id)).id;
    }

    @Override
    public void withdraw(UUID instance, String reason) {
        steering.withdraw(instance, reason);
    }

    @Override
    public void takeBack(UUID task, String reason) {
        steering.takeBack(task, reason);
    }

    @Override
    public void urge(UUID instance, String reason) {
        steering.urge(instance, reason);
    }

    @Override
    public void comment(UUID instance, String text, List<PersonRef> mentioned) {
        steering.comment(instance, text, mentioned);
    }

    @Override
    public void suspend(UUID instance, String reason) {
        steering.suspend(instance, reason);
    }

    @Override
    public void resume(UUID instance) {
        steering.resume(instance);
    }

    @Override
    public void retry(UUID instance) {
        steering.retry(instance);
    }

    @Override
    public void end(UUID instance, String reason) {
        steering.end(instance, reason);
    }

    @Override
    public void move(UUID instance, UUID node, String reason) {
        steering.move(instance, node, reason);
    }

    @Override
    public void reassign(UUID task, PersonRef to, String reason) {
        steering.reassign(task, to, reason);
    }

    @Override
    public int handOver(String app, PersonRef from, PersonRef to, String reason) {
        return steering.handOver(app, from, to, reason).handed();
    }

    @Override
    public List<OpenWork> openWork(PersonRef person) {
        return steering.openWork(person);
    }

    @Override
    public List<PersonRef> withOpenWork(String text, int limit) {
        return steering.withOpenWork(text, Math.clamp(limit, 1, MOST));
    }

    @Override
    public List<HandedOver> handOverAll(Set<String> apps, PersonRef from, PersonRef to, String reason) {
        return steering.handOverAll(apps, from, to, reason);
    }

    // --- What could not begin ---

    @Override
    public StartPage failedStarts(String app, @Nullable String cursor, int limit) {
        return failedBeginnings.page(app, cursor, limit);
    }

    @Override
    public void retryStart(String app, UUID start) {
        failedBeginnings.retry(app, start);
    }

    @Override
    public int retryStarts(String app) {
        return failedBeginnings.retryAll(app);
    }

    @Override
    public void dismissStart(String app, UUID start) {
        failedBeginnings.dismiss(app, start);
    }
}
