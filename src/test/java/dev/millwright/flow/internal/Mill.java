package dev.millwright.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.app.Access;
import dev.millwright.app.Action;
import dev.millwright.app.App;
import dev.millwright.app.AppRights;
import dev.millwright.app.Apps;
import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApp.PublishedDefinition;
import dev.millwright.app.PublishedApps;
import dev.millwright.app.Rights;
import dev.millwright.app.spi.DefinitionKind.PublishContext;
import dev.millwright.calendar.Calendars;
import dev.millwright.calendar.Shift;
import dev.millwright.calendar.WorkTime;
import dev.millwright.calendar.WorkingCalendar;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.BranchDefinition;
import dev.millwright.flow.Deadline;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.Flows;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.TaskAction;
import dev.millwright.flow.TaskBox;
import dev.millwright.flow.TaskEvent;
import dev.millwright.flow.Tasks;
import dev.millwright.flow.Tasks.TaskFilter;
import dev.millwright.flow.TimelineEntry;
import dev.millwright.flow.TriggerDefinition;
import dev.millwright.flow.VotePolicy;
import dev.millwright.form.FormDefinition;
import dev.millwright.identity.CurrentLanguage;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Department;
import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.notice.Notice;
import dev.millwright.notice.Notices;
import dev.millwright.record.Via;
import dev.millwright.record.internal.Gate;
import dev.millwright.record.spi.FieldLimits;
import dev.millwright.record.spi.RecordListener;
import dev.millwright.shared.BusyException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Phrase;
import dev.millwright.shared.Texts;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.TestTexts;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.event.TransactionalEventListenerFactory;

/** Flows over a gate of its own: real tables, the real process engine, people of the test's own, and no screens. */
public final class Mill implements AutoCloseable {

    public static final String APP = "mill";

    public final Gate gate;
    public final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    public final List<TaskEvent> told = new CopyOnWriteArrayList<>();
    public final List<Notice> notices = new CopyOnWriteArrayList<>();
    public final Staff staff = new Staff();
    public final FormDefinition form;

    /** Monday to Friday, nine to six. */
    public WorkingCalendar calendar = new WorkingCalendar(
            Ids.next(),
            "",
            true,
            Stream.of(DayOfWeek.values())
                    .filter(day -> day.getValue() < 6)
                    .collect(Collectors.toMap(
                            Function.identity(), day -> List.of(new Shift(LocalTime.of(9, 0), LocalTime.of(18, 0))))),
            new TreeMap<>(),
            1);

    private final List<FlowDefinition> flows = new ArrayList<>();

    public Mill(FormDefinition form) {
        this(form, false, false);
    }

    /** With imports, notices and the news between nodes as they are installed, for measuring. */
    public static Mill asInstalled(FormDefinition form) {
        return new Mill(form, true, false);
    }

    /** With deadlines for steps, in the working time of {@link #calendar}. */
    public static Mill inTime(FormDefinition form) {
        return new Mill(form, false, true);
    }

    private Mill(FormDefinition form, boolean asInstalled, boolean hurried) {
        this.form = form;
        this.gate = asInstalled
                ? new Gate("dev.millwright.flow.field", "dev.millwright.exchange.internal")
                : new Gate("dev.millwright.flow.field");
        context.addApplicationListener(event -> {
            if (event instanceof PayloadApplicationEvent<?> payload && payload.getPayload() instanceof TaskEvent task) {
                told.add(task);
            }
        });
        context.setParent(gate.context);
        gate.context.registerBean(FieldLimits.class, () -> context.getBean(StartRights.class));
        context.registerBean("people", Staff.class, () -> staff, bean -> bean.setPrimary(true));
        context.registerBean("rights", AppRights.class, StaffRights::new);
        context.registerBean(Apps.class, this::apps);
        if (asInstalled) {
            gate.context.registerBean(RecordListener.class, () -> context.getBean(RecordTriggers.class));
            context.registerBean(TransactionalEventListenerFactory.class, TransactionalEventListenerFactory::new);
            context.registerBean(PropertySourcesPlaceholderConfigurer.class, PropertySourcesPlaceholderConfigurer::new);
            context.scan("dev.millwright.notice.internal", "dev.millwright.cluster.internal");
            context.addBeanFactoryPostProcessor(
                    beans -> beans.getBeanDefinition("postgresNodes").setPrimary(true));
        } else {
            context.registerBean(Notices.class, ToldNotices::new);
        }
        context.registerBean("texts", Texts.class, TestTexts::all);
        context.registerBean(CurrentLanguage.class, () -> Optional::empty);
        context.registerBean(Calendars.class, this::calendars);
        if (!hurried) {
            context.registerBean("deadlines", Deadlines.class, NoDeadlines::new, bean -> bean.setPrimary(true));
        }
        // What asks Keycloak and calendars is not there and not needed.
        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
        context.scan("dev.millwright.flow.internal", "dev.millwright.flow.type", "dev.millwright.workspace.internal");
        context.register(dev.millwright.flow.NodeTypes.class, dev.millwright.flow.TriggerTypes.class);
        context.refresh();
        gate.publish(APP, Set.of(Action.SEE, Action.CREATE, Action.CHANGE), form);
    }

    /** Starts what works in the background, as the application does. */
    public void startBackgroundWork() {
        context.getBeansOfType(SmartLifecycle.class).values().stream()
                .filter(one -> !one.isRunning())
                .forEach(SmartLifecycle::start);
    }

    public Tasks tasks() {
        return context.getBean(Tasks.class);
    }

    public Flows runs() {
        return context.getBean(Flows.class);
    }

    /** Knows the one app that there is, and nothing else of the catalogue. */
    private Apps apps() {
        return (Apps) Proxy.newProxyInstance(
                Mill.class.getClassLoader(), new Class<?>[] {Apps.class}, (self, method, arguments) -> {
                    if (method.getName().equals("visible")) {
                        return List.of(app().app());
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private Calendars calendars() {
        return (Calendars) Proxy.newProxyInstance(
                Mill.class.getClassLoader(), new Class<?>[] {Calendars.class}, (self, method, arguments) -> {
                    return switch (method.getName()) {
                        case "workTime" -> new WorkTime(calendar, ZoneId.of("Asia/Shanghai"));
                        case "all" -> List.of(calendar);
                        case "standard", "get" -> calendar;
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    private DefinitionCodec codec() {
        return context.getBean(DefinitionCodec.class);
    }

    // --- Time ---

    /** What the process engine keeps, over restarts and for whichever server comes first. */
    public List<Instant> timers(FlowInstance run) {
        return database()
                .query(
                        "SELECT duedate_ FROM flowable.act_ru_timer_job WHERE process_instance_id_ = ? ORDER BY duedate_",
                        (row, number) -> row.getTimestamp(1).toInstant(),
                        run.id().toString());
    }

    /** As when the process engine finds that the moment has come. */
    public void comes(FlowInstance run, Instant moment, String what) {
        gate.itIs(moment);
        Step open = context.getBean(RunStore.class).openSteps(run.id()).getFirst();
        database()
                .update(
                        "DELETE FROM flowable.act_ru_timer_job WHERE process_instance_id_ = ? AND duedate_ = ?"
                                + " AND handler_cfg_ LIKE ?",
                        run.id().toString(),
                        Timestamp.from(moment),
                        "%" + what);
        course().timer(
                        run.id(),
                        open.id,
                        (turn, step) -> context.getBean(WorkingDeadlines.class).due(turn, step, what));
    }

    // --- Design ---

    public NodeDefinition approve(String label, PeopleStep step) {
        return people("approve", label, step);
    }

    public NodeDefinition fill(String label, PeopleStep step) {
        return people("fill", label, step);
    }

    private NodeDefinition people(String type, String label, PeopleStep step) {
        return new NodeDefinition(
                Ids.next(),
                type,
                label,
                (tools.jackson.databind.node.ObjectNode) codec().tree(Map.of("step", step)),
                List.of());
    }

    public static PeopleStep by(Person... people) {
        return PeopleStep.EMPTY.withPeople(List.of(
                new PeopleSource.Named(Stream.of(people).map(PeopleFinder::ref).toList())));
    }

    public static PeopleStep byStarter() {
        return PeopleStep.EMPTY.withPeople(List.of(new PeopleSource.Starter()));
    }

    public NodeDefinition node(String type, String label, Object config) {
        return new NodeDefinition(
                Ids.next(), type, label, (tools.jackson.databind.node.ObjectNode) codec().tree(config), List.of());
    }

    public NodeDefinition branches(String type, BranchDefinition... branches) {
        return new NodeDefinition(
                Ids.next(),
                type,
                type,
                (tools.jackson.databind.node.ObjectNode) codec().tree(Map.of()),
                List.of(branches));
    }

    public static BranchDefinition branch(String condition, NodeDefinition... nodes) {
        return new BranchDefinition(Ids.next(), "", condition, List.of(nodes));
    }

    public TriggerDefinition triggered(String type, Object config) {
        return new TriggerDefinition(type, (tools.jackson.databind.node.ObjectNode) codec().tree(config));
    }

    public FlowDefinition submitted(NodeDefinition... nodes) {
        return submitted(FlowSettings.DEFAULT, nodes);
    }

    public FlowDefinition submitted(FlowSettings settings, NodeDefinition... nodes) {
        return new FlowDefinition(
                Ids.next(),
                "flow",
                "The flow",
                form.id(),
                new TriggerDefinition("submitted", (tools.jackson.databind.node.ObjectNode) codec().tree(Map.of())),
                List.of(nodes),
                settings);
    }

    /** Publishes the flow instead of any before, as a release does. */
    public FlowDefinition publish(FlowDefinition flow) {
        return publish(flow, true);
    }

    public FlowDefinition publish(FlowDefinition flow, boolean alone) {
        FlowKind kind = context.getBean(FlowKind.class);
        if (alone) {
            flows.clear();
        }
        flows.removeIf(other -> other.id().equals(flow.id()));
        flows.add(flow);
        PublishedApp now = app();
        Release release = new Release(now, List.copyOf(flows));
        // A number that too few can reach is warned of, and published all the same.
        assertThat(kind.validate(null, flow, release).items())
                .filteredOn(problem -> !problem.code().equals("flow.error.fewer"))
                .isEmpty();
        gate.transaction().executeWithoutResult(status -> kind.apply(null, flow, release));
        gate.add(
                APP,
                FlowDefinition.KIND,
                flows.stream()
                        .map(one -> new PublishedDefinition(
                                one.id(), FlowDefinition.KIND, one.key(), one.label(), now.release() + 1, one))
                        .toArray(PublishedDefinition[]::new));
        return flow;
    }

    private PublishedApp app() {
        return gate.context.getBean(PublishedApps.class).find(APP).orElseThrow();
    }

    public PublishContext release() {
        return new Release(app(), List.copyOf(flows));
    }

    /** What the drafts see of each other while a release is planned. */
    public PublishContext planned(FlowDefinition... drafts) {
        return new Release(app(), List.of(drafts));
    }

    // --- Work ---

    public static <T> T as(Person person, Supplier<T> work) {
        return Gate.as(person, work);
    }

    /** Values by key; the sum is written as a text. */
    private static Map<String, @Nullable Object> values(@Nullable Object... pairs) {
        Map<String, @Nullable Object> values = Gate.values(pairs);
        values.computeIfPresent("sum", (key, sum) -> new BigDecimal(sum.toString()));
        return values;
    }

    public UUID create(Person person, @Nullable Object... pairs) {
        return as(
                person,
                () -> gate.records()
                        .create(Gate.ref(APP, form.key()), values(pairs), Via.SCREEN)
                        .id());
    }

    public FlowInstance submit(Person person, @Nullable Object... pairs) {
        UUID record = create(person, pairs);
        return as(person, () -> runs().submit(Gate.ref(APP, form.key()), record, null, Map.of()));
    }

    /** What the person can answer now. */
    public List<FlowTask> todo(Person person) {
        return box(person, TaskBox.TODO).stream()
                .filter(task -> task.state() == FlowTask.State.OPEN)
                .toList();
    }

    public List<FlowTask> queue(Person person) {
        return box(person, TaskBox.QUEUE);
    }

    public List<FlowTask> done(Person person) {
        return box(person, TaskBox.DONE);
    }

    public List<FlowTask> box(Person person, TaskBox box) {
        return as(person, () -> tasks().page(box, TaskFilter.ALL, null, 200)).tasks();
    }

    /** What a person's box says of the run. */
    public FlowTask in(Person person, TaskBox box, FlowInstance run) {
        return box(person, box).stream()
                .filter(task -> task.instance().equals(run.id()))
                .findFirst()
                .orElseThrow();
    }

    /** The one task that a person has in the run. */
    public FlowTask task(Person person, FlowInstance run) {
        List<FlowTask> open = todo(person).stream()
                .filter(task -> task.instance().equals(run.id()))
                .toList();
        if (open.size() != 1) {
            throw new AssertionError(person.name() + " has " + open.size() + " tasks in the run");
        }
        return open.getFirst();
    }

    public boolean has(Person person, FlowInstance run) {
        return todo(person).stream().anyMatch(task -> task.instance().equals(run.id()));
    }

    public void act(Person person, FlowInstance run, TaskAction action) {
        FlowTask task = task(person, run);
        as(person, () -> tasks().act(task.id(), action));
    }

    public void yes(Person person, FlowInstance run) {
        act(person, run, new TaskAction.Approve("", Map.of(), List.of()));
    }

    public void yes(Person person, FlowInstance run, @Nullable Object... pairs) {
        act(person, run, new TaskAction.Approve("", values(pairs), List.of()));
    }

    public void no(Person person, FlowInstance run) {
        act(person, run, new TaskAction.Reject("No", null));
    }

    public FlowInstance now(FlowInstance run) {
        return as(TestPeople.DANA, () -> runs().get(run.id()));
    }

    public @Nullable String outcome(FlowInstance run) {
        return now(run).outcome();
    }

    public List<TimelineEntry> timeline(FlowInstance run) {
        return as(TestPeople.DANA, () -> runs().timeline(run.id()));
    }

    public List<String> kinds(FlowInstance run) {
        return timeline(run).stream().map(entry -> entry.kind().key()).toList();
    }

    public List<String> places(FlowInstance run) {
        return context.getBean(Tokens.class).places(run.id());
    }

    public JdbcTemplate database() {
        return gate.context.getBean(JdbcTemplate.class);
    }

    public String words(TimelineEntry entry) {
        return words(entry.text());
    }

    public String words(Phrase phrase) {
        return context.getBean(Texts.class).text(Locale.ENGLISH, phrase);
    }

    public Course course() {
        return context.getBean(Course.class);
    }

    @Override
    public void close() {
        context.close();
        gate.close();
    }

    public static VotePolicy atLeast(int number, boolean percent) {
        return new VotePolicy(VotePolicy.Mode.AT_LEAST, number, percent, List.of());
    }

    public static VotePolicy mode(VotePolicy.Mode mode) {
        return new VotePolicy(mode, 1, false, List.of());
    }

    public static PersonRef ref(Person person) {
        return PeopleFinder.ref(person);
    }

    /** The people of a test: the four of the trial and whoever it makes. */
    public static final class Staff implements People, Directory {

        private final Map<String, Person> all = new LinkedHashMap<>();
        public volatile boolean isKnown = true;
        public final Map<String, Person> heads = new ConcurrentHashMap<>();
        public final Map<String, Person> substitutes = new ConcurrentHashMap<>();

        /** Ids of those who may no longer sign in. */
        public final Set<String> left = ConcurrentHashMap.newKeySet();

        public Staff() {
            List.of(TestPeople.ADMIN, TestPeople.DANA, TestPeople.SAM, TestPeople.MIA)
                    .forEach(this::add);
        }

        private void add(Person person) {
            all.put(person.id(), person);
        }

        /** Somebody who may work in the app. */
        public Person hire(String name, String... departments) {
            Person person = new Person(
                    name.toLowerCase(Locale.ROOT), name, null, Set.of(Role.STAFF.key()), List.of(departments));
            add(person);
            return person;
        }

        /** Somebody who may do nothing in the app. */
        public Person visit(String name) {
            Person person = new Person(name.toLowerCase(Locale.ROOT), name, null, Set.of("visitor"), List.of());
            add(person);
            return person;
        }

        @Override
        public List<Person> search(String text, int limit) {
            return all.values().stream()
                    .filter(person -> person.name().contains(text))
                    .limit(limit)
                    .toList();
        }

        @Override
        public List<Person> called(String text) {
            return all.values().stream()
                    .filter(person -> person.name().equals(text))
                    .toList();
        }

        @Override
        public Optional<Person> findActive(String id) {
            return find(id).filter(person -> !left.contains(id));
        }

        @Override
        public Optional<Person> find(String id) {
            return Optional.ofNullable(all.get(id));
        }

        @Override
        public List<Department> departments() {
            return List.of();
        }

        @Override
        public List<String> roles() {
            return List.of();
        }

        @Override
        public void require() {
            if (!isKnown) {
                throw new BusyException("identity.error.away");
            }
        }

        @Override
        public List<Person> members(Principal principal) {
            return !isKnown
                    ? List.of()
                    : all.values().stream()
                            .filter(person -> person.principals().contains(principal))
                            .toList();
        }

        @Override
        public List<Person> heads(String department) {
            return Optional.ofNullable(heads.get(department)).stream().toList();
        }

        @Override
        public List<Person> headsAbove(String person, List<String> departments, int levels) {
            if (departments.isEmpty()) {
                return List.of();
            }
            int left = levels;
            for (Department one = new Department(departments.getFirst()); one != null; one = one.parent()) {
                Person head = heads.get(one.path());
                if (head != null && !head.id().equals(person) && --left == 0) {
                    return List.of(head);
                }
            }
            return List.of();
        }

        @Override
        public Optional<Person> substitute(String person, Instant at) {
            return Optional.ofNullable(substitutes.get(person));
        }
    }

    /** Keeps what people are told, until they saw to it or it is taken back. */
    private final class ToldNotices implements Notices {

        @Override
        public void tell(Notice notice) {
            notices.add(notice);
        }

        @Override
        public void settle(String origin, String person) {
            takeBack(origin, List.of(person));
        }

        @Override
        public void takeBack(String origin, Collection<String> people) {
            notices.removeIf(notice -> origin.equals(notice.origin()) && people.containsAll(notice.recipients()));
        }

        @Override
        public void takeBack(String origin) {
            notices.removeIf(notice -> origin.equals(notice.origin()));
        }
    }

    /** Nobody is in a hurry. */
    private static final class NoDeadlines implements Deadlines {

        @Override
        public @Nullable Instant dueAt(Turn turn, @Nullable Deadline says) {
            return null;
        }

        @Override
        public void opened(Turn turn, Step step, @Nullable Deadline says) {
            // Nothing is due.
        }

        @Override
        public List<Planned> planned(FlowDefinition flow, Step step, Deadline says) {
            return List.of();
        }
    }

    private final class StaffRights implements AppRights {

        @Override
        public Access access(String app) {
            PublishedApp published = app();
            return new Access(
                    published.app(),
                    published.rights(),
                    gate.context.getBean(CurrentPerson.class).get());
        }

        @Override
        public VersionedRights of(String app) {
            return new VersionedRights(app().rights(), 1);
        }

        @Override
        public VersionedRights save(String app, Rights rights, long version) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void requireDesigner(String app) {}

        @Override
        public void requireManager(String app) {}
    }

    /** What a flow sees of its surroundings while it is published. */
    private record Release(PublishedApp now, List<FlowDefinition> flows) implements PublishContext {

        @Override
        public App app() {
            return now.app();
        }

        @Override
        public <R> Optional<Found<R>> find(String kind, UUID id, Class<R> type) {
            return now.all(kind).stream()
                    .filter(one -> one.id().equals(id))
                    .findFirst()
                    .map(one -> new Found<>(now.app(), type.cast(one.definition())));
        }

        @Override
        public <R> List<R> siblings(String kind, Class<R> type) {
            return kind.equals(FlowDefinition.KIND)
                    ? flows.stream().map(type::cast).toList()
                    : now.all(kind, type);
        }

        @Override
        public Optional<String> answer(String question) {
            return Optional.empty();
        }
    }

    static UUID id(NodeDefinition node) {
        return Objects.requireNonNull(node.id());
    }
}
