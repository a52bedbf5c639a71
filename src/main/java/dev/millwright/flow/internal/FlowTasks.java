package dev.millwright.flow.internal;

import dev.millwright.cluster.Nodes;
import dev.millwright.cluster.PersonalNews;
import dev.millwright.field.FormatContext;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.FlowTask.Result;
import dev.millwright.flow.OtherWay;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.StepAction;
import dev.millwright.flow.StepButton;
import dev.millwright.flow.TaskAction;
import dev.millwright.flow.TaskBox;
import dev.millwright.flow.TaskEvent;
import dev.millwright.flow.Tasks;
import dev.millwright.flow.VotePolicy.Mode;
import dev.millwright.flow.internal.FlowChart.Placed;
import dev.millwright.form.WorkedOut;
import dev.millwright.identity.CurrentLanguage;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.record.FormRef;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.StaleRecordException;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.HasProblems;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Phrase;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Texts;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** The boxes of people and what they do with their tasks. */
@Component
class FlowTasks implements Tasks {

    private static final int MOST = 1_000;

    /** Those whom the person of a part asked to answer first and who have not. */
    private static final String ASKED = """
        FROM platform.work_item c WHERE c.step = w.step AND c.parent = w.id AND c.part IN ('before', 'delegate')
            AND c.state IN ('open', 'claimable', 'waiting', 'asleep')\
        """;

    /** What waits for those whom its person asked stays theirs: they find it, and may take back whom they asked. */
    private static final String ASKING = "w.state = 'waiting' AND EXISTS (SELECT " + ASKED + ")";

    private static final String TASK = """
        SELECT w.id, w.instance, i.app_key, i.label AS flow_label, w.node, s.kind, i.form_key,
            i.record, i.title, i.starter, i.starter_name, w.person, w.person_name, w.for_person, w.for_name, w.given_by, w.given_by_name, w.state,
            CASE WHEN w.state = 'waiting' THEN (SELECT array_agg(c.person ORDER BY c.id) %1$s) END AS waits_for,
            CASE WHEN w.state = 'waiting' THEN (SELECT array_agg(c.person_name ORDER BY c.id) %1$s) END AS waits_for_names,
            coalesce(s.round, 1) AS round, w.note, s.failure, w.arrived_at, w.due_at, w.read_at, w.done_at, w.result, i.version,
            i.state = 'ended' AS over,
            i.state = 'suspended' AND w.state IN ('open', 'claimable', 'waiting') AS held
        FROM platform.work_item w
        JOIN platform.flow_instance i ON i.id = w.instance
        LEFT JOIN platform.flow_step s ON s.id = w.step
        """.formatted(ASKED);

    private final JdbcTemplate database;
    private final RunStore store;
    private final RunAccess access;
    private final RunRecords records;
    private final Course course;
    private final Acts acts;
    private final StraightBack straightBack;
    private final UnsubmittedRecords unsubmitted;
    private final CurrentPerson current;
    private final CurrentLanguage language;
    private final SpokenNames names;
    private final BusinessTime time;
    private final Texts texts;
    private final PersonalNews news;

    FlowTasks(
            JdbcTemplate database,
            RunStore store,
            RunAccess access,
            RunRecords records,
            Course course,
            Acts acts,
            StraightBack straightBack,
            UnsubmittedRecords unsubmitted,
            CurrentPerson current,
            CurrentLanguage language,
            SpokenNames names,
            BusinessTime time,
            Nodes nodes,
            Texts texts) {
        this.database = database;
        this.store = store;
        this.access = access;
        this.records = records;
        this.course = course;
        this.acts = acts;
        this.straightBack = straightBack;
        this.unsubmitted = unsubmitted;
        this.current = current;
        this.language = language;
        this.names = names;
        this.time = time;
        this.texts = texts;
        this.news = new PersonalNews(nodes, "work");
    }

    // --- Boxes ---

    @Override
    public TaskPage page(TaskBox box, TaskFilter filter, @Nullable String cursor, int limit) {
        int most = Math.clamp(limit, 1, MOST);
        String person = current.get().id();
        return switch (box) {
            case TODO -> page(person, filter, cursor, most, List.of("w.state = 'open'", ASKING), "arrived_at");
            case QUEUE -> page(person, filter, cursor, most, List.of("w.state = 'claimable'"), "arrived_at");
            case DONE -> page(person, filter, cursor, most, List.of("w.state = 'done'"), "done_at");
            case CC -> page(person, filter, cursor, most, List.of("w.state = 'copy'"), "arrived_at");
            case STARTED -> started(person, filter, cursor, most);
            case DRAFTS -> drafts(filter, cursor, most);
        };
    }

    /** A place in a page: the moment by which it is sorted, or nothing for those that have none, and the id. */
    record Place(@Nullable Instant at, UUID id) {

        /** No page ends before or after these; the database would not even know such moments. */
        private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

        private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

        static Place read(String cursor) {
            int dot = cursor.indexOf('_');
            UUID id = Ids.parse(cursor.substring(dot + 1)).orElse(null);
            if (dot < 0 || id == null) {
                throw new InvalidRequestException("record.error.cursor");
            }
            return new Place(dot == 0 ? null : moment(cursor.substring(0, dot)), id);
        }

        private static Instant moment(String text) {
            try {
                Instant moment = Instant.parse(text);
                if (!moment.isBefore(FIRST) && !moment.isAfter(LAST)) {
                    return moment;
                }
            } catch (DateTimeParseException e) {
                throw new InvalidRequestException("record.error.cursor");
            }
            throw new InvalidRequestException("record.error.cursor");
        }

        String write() {
            return (at == null ? "" : at.toString()) + "_" + id;
        }
    }

    /**
     * @param states of what stands in the box, each of which has an index of its own
     * @param newest the column by which the newest come first
     */
    private TaskPage page(
            String person, TaskFilter filter, @Nullable String cursor, int limit, List<String> states, String newest) {
        boolean due = filter.sort() == TaskFilter.Sort.DUE && newest.equals("arrived_at");
        boolean down = filter.sort() == TaskFilter.Sort.NEWEST || filter.sort() == TaskFilter.Sort.DUE && !due;
        Order order = new Order(due ? "due_at" : newest, due, down);
        List<Found> found = states.stream()
                .flatMap(state -> found(person, filter, cursor, limit, state, order).stream())
                .sorted(order.inJava())
                .limit(limit + 1L)
                .toList();
        List<Found> page = found.size() <= limit ? found : found.subList(0, limit);
        List<FlowTask> tasks =
                cards(page.stream().filter(one -> one.isFoundBy(filter.text())).toList());
        if (found.size() <= limit) {
            return new TaskPage(tasks, null);
        }
        FlowTask last = page.getLast().task();
        return new TaskPage(tasks, new Place(order.of(last), last.id()).write());
    }

    /**
     * How the tasks of a box are sorted.
     *
     * @param due whether by when they are due, those that never are at the end
     */
    private record Order(String column, boolean due, boolean down) {

        @Nullable Instant of(FlowTask task) {
            return switch (column) {
                case "due_at" -> task.dueAt();
                case "done_at" -> task.doneAt();
                default -> task.arrivedAt();
            };
        }

        /** As the database sorts. */
        Comparator<Found> inJava() {
            Comparator<Found> up = Comparator.comparing(
                            (Found found) -> of(found.task()), Comparator.nullsLast(Comparator.naturalOrder()))
                    .thenComparing(found -> found.task().id());
            return down ? up.reversed() : up;
        }
    }

    private List<Found> found(
            String person, TaskFilter filter, @Nullable String cursor, int limit, String state, Order order) {
        StringBuilder sql =
                new StringBuilder(TASK).append(" WHERE w.person = ? AND ").append(state);
        List<Object> arguments = new ArrayList<>(List.of(person));
        narrow(filter, sql, arguments, "w.due_at");
        if (cursor != null) {
            Place place = Place.read(cursor);
            if (place.at() == null) {
                sql.append(" AND w.").append(order.column()).append(" IS NULL AND w.id > ?");
                arguments.add(place.id());
            } else {
                String beyond = order.down() ? "<" : ">";
                sql.append(order.due() ? " AND (w.due_at IS NULL OR " : " AND (")
                        .append("(w.")
                        .append(order.column())
                        .append(", w.id) ")
                        .append(beyond)
                        .append(" (?, ?))");
                arguments.add(Objects.requireNonNull(RunStore.at(place.at())));
                arguments.add(place.id());
            }
        }
        String direction = order.down() ? " DESC" : "";
        sql.append(" ORDER BY w.")
                .append(order.column())
                .append(direction)
                .append(", w.id")
                .append(direction)
                .append(" LIMIT ")
                .append(limit + 1);
        return database.query(sql.toString(), (row, number) -> task(row), arguments.toArray());
    }

    private TaskPage drafts(TaskFilter filter, @Nullable String cursor, int limit) {
        List<FlowTask> found =
                unsubmitted.of(current.get(), filter, cursor == null ? null : Place.read(cursor), limit + 1);
        if (found.size() <= limit) {
            return new TaskPage(found, null);
        }
        List<FlowTask> page = found.subList(0, limit);
        FlowTask last = page.getLast();
        return new TaskPage(page, new Place(last.arrivedAt(), last.id()).write());
    }

    private void narrow(TaskFilter filter, StringBuilder sql, List<Object> arguments, @Nullable String dueColumn) {
        if (!filter.app().isEmpty()) {
            sql.append(" AND i.app_key = ?");
            arguments.add(filter.app());
        }
        if (!filter.flow().isEmpty()) {
            sql.append(" AND i.flow_key = ?");
            arguments.add(filter.flow());
        }
        if (filter.overdue() && dueColumn != null) {
            sql.append(" AND ").append(dueColumn).append(" < ?");
            arguments.add(Objects.requireNonNull(RunStore.at(time.now())));
        }
        if (!filter.text().isBlank()) {
            sql.append(" AND concat_ws(' ', i.title, i.label, i.starter_name")
                    .append(dueColumn == null ? "" : ", s.label")
                    .append(") ILIKE ?");
            arguments.add("%" + filter.text().strip().replaceAll("([\\\\%_])", "\\\\$1") + "%");
        }
    }

    private TaskPage started(String person, TaskFilter filter, @Nullable String cursor, int limit) {
        boolean down = filter.sort() != TaskFilter.Sort.OLDEST;
        StringBuilder sql = new StringBuilder("i WHERE i.starter = ? AND i.personal");
        List<Object> arguments = new ArrayList<>(List.of(person));
        narrow(filter, sql, arguments, null);
        if (cursor != null) {
            sql.append(down ? " AND i.id < ?" : " AND i.id > ?");
            arguments.add(Place.read(cursor).id());
        }
        sql.append(" ORDER BY i.id")
                .append(down ? " DESC" : "")
                .append(" LIMIT ")
                .append(limit + 1);
        List<Run> runs = store.runs(sql.toString(), arguments.toArray());
        Map<UUID, List<PersonRef>> waitingFor = store.awaited(
                runs.stream().filter(run -> !run.isOver()).map(run -> run.id).toList());
        Map<UUID, FlowInstance.Phase> phases = store.phases(runs);
        List<FlowTask> found = runs.stream()
                .map(run -> started(
                        run, Objects.requireNonNull(phases.get(run.id)), waitingFor.getOrDefault(run.id, List.of())))
                .toList();
        return found.size() <= limit
                ? new TaskPage(found, null)
                : new TaskPage(
                        found.subList(0, limit),
                        new Place(null, found.get(limit - 1).id()).write());
    }

    private FlowTask started(Run run, FlowInstance.Phase phase, List<PersonRef> waitingFor) {
        return new FlowTask(
                run.id,
                run.id,
                run.appKey,
                names.text(run.appKey, run.label),
                run.flow,
                "",
                FlowTask.Kind.FILL,
                run.form,
                run.record,
                records.hidesTitle(run.form) ? names.text(run.appKey, run.label) : run.title,
                List.of(),
                run.starter,
                run.starter,
                null,
                null,
                List.of(),
                run.isOver() ? FlowTask.State.DONE : FlowTask.State.WAITING,
                1,
                "",
                run.startedAt,
                null,
                null,
                run.endedAt,
                null,
                new FlowTask.Standing(run.state, phase, run.outcome, waitingFor),
                null);
    }

    @Override
    public Counts counts() {
        return Objects.requireNonNull(database.queryForObject(
                """
                SELECT count(*) FILTER (WHERE state = 'open'), count(*) FILTER (WHERE state = 'claimable'),
                    count(*) FILTER (WHERE state = 'open' AND due_at < ?),
                    (SELECT count(*) FROM platform.work_item WHERE person = ? AND state = 'copy' AND read_at IS NULL)
                FROM platform.work_item WHERE person = ? AND state IN ('open', 'claimable')\
                """,
                (row, number) -> new Counts(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4)),
                RunStore.at(time.now()),
                current.get().id(),
                current.get().id()));
    }

    // --- One task ---

    private List<FlowTask> tasks(String sql, Object... arguments) {
        return cards(database.query(sql, (row, number) -> task(row), arguments));
    }

    /** What is open in a run, whoever has it. */
    List<FlowTask> open(UUID instance) {
        return tasks(
                TASK + " WHERE w.instance = ? AND w.state IN ('open', 'claimable', 'waiting') ORDER BY w.id", instance);
    }

    /** What is open in runs of the app, without cards. */
    List<FlowTask> open(String app, Set<UUID> instances) {
        return database.query(
                TASK
                        + " WHERE i.app_key = ? AND w.instance = ANY(?) AND w.state IN ('open', 'claimable', 'waiting')"
                        + " ORDER BY w.id",
                (row, number) -> task(row).task(),
                app,
                instances.toArray(UUID[]::new));
    }

    /**
     * @param version of the flow, by which cards are chosen
     * @param over whether the run has ended
     * @param nameless whether the person is not shown what names the record
     */
    private record Found(FlowTask task, UUID version, boolean over, boolean nameless) {

        /** Nobody finds a task by a title that they are not shown. */
        boolean isFoundBy(String text) {
            String wanted = text.strip().toLowerCase(Locale.ROOT);
            return !nameless
                    || Stream.of(task.flow(), task.starter().name(), task.step())
                            .anyMatch(said -> said.toLowerCase(Locale.ROOT).contains(wanted));
        }
    }

    private static FlowTask.Standing held(FlowTask.Kind kind) {
        return new FlowTask.Standing(
                FlowInstance.State.SUSPENDED,
                kind == FlowTask.Kind.APPROVE ? FlowInstance.Phase.IN_APPROVAL : FlowInstance.Phase.IN_PROGRESS,
                null,
                List.of());
    }

    private Found task(ResultSet row) throws SQLException {
        String form = row.getString("form_key");
        String result = row.getString("result");
        FlowChart chart = store.version(RunStore.uuid(row, "version")).chart();
        FormRef ref = form == null ? null : new FormRef(row.getString("app_key"), form);
        String flow = names.text(row.getString("app_key"), row.getString("flow_label"));
        boolean nameless = records.hidesTitle(ref, chart.fields(RunStore.uuid(row, "node")));
        return new Found(
                new FlowTask(
                        RunStore.uuid(row, "id"),
                        RunStore.uuid(row, "instance"),
                        row.getString("app_key"),
                        flow,
                        RunStore.uuid(row, "node"),
                        names.step(row.getString("app_key"), chart, RunStore.uuid(row, "node")),
                        kind(row.getString("kind")),
                        ref,
                        row.getObject("record", UUID.class),
                        nameless ? flow : row.getString("title"),
                        List.of(),
                        new PersonRef(row.getString("starter"), row.getString("starter_name")),
                        new PersonRef(row.getString("person"), row.getString("person_name")),
                        row.getString("for_person") == null
                                ? null
                                : new PersonRef(row.getString("for_person"), row.getString("for_name")),
                        row.getString("given_by") == null
                                ? null
                                : new PersonRef(row.getString("given_by"), row.getString("given_by_name")),
                        waitsFor(row),
                        state(row.getString("state")),
                        row.getInt("round"),
                        note(row),
                        Objects.requireNonNull(RunStore.instant(row, "arrived_at")),
                        RunStore.instant(row, "due_at"),
                        RunStore.instant(row, "read_at"),
                        RunStore.instant(row, "done_at"),
                        result == null ? null : Result.valueOf(result.toUpperCase(Locale.ROOT)),
                        row.getBoolean("held") ? held(kind(row.getString("kind"))) : null,
                        null),
                RunStore.uuid(row, "version"),
                row.getBoolean("over"),
                nameless);
    }

    private static List<PersonRef> waitsFor(ResultSet row) throws SQLException {
        Array ids = row.getArray("waits_for");
        if (ids == null) {
            return List.of();
        }
        String[] people = (String[]) ids.getArray();
        String[] called = (String[]) row.getArray("waits_for_names").getArray();
        return IntStream.range(0, people.length)
                .mapToObj(place -> new PersonRef(people[place], called[place]))
                .toList();
    }

    private static FlowTask.Kind kind(@Nullable String step) {
        return step == null
                ? FlowTask.Kind.FILL
                : switch (Step.Kind.valueOf(step.toUpperCase(Locale.ROOT))) {
                    case APPROVE -> FlowTask.Kind.APPROVE;
                    case WORK -> FlowTask.Kind.RETRY;
                    case FILL, WAIT, CALL -> FlowTask.Kind.FILL;
                };
    }

    /** What failed is told in the language of whoever reads it. */
    private String note(ResultSet row) throws SQLException {
        Phrase failure = RunStore.failure(row);
        return failure == null
                ? row.getString("note")
                : texts.text(language.find().orElse(Locale.ENGLISH), failure);
    }

    static FlowTask.State state(String key) {
        return switch (Item.State.valueOf(key.toUpperCase(Locale.ROOT))) {
            case OPEN -> FlowTask.State.OPEN;
            case CLAIMABLE -> FlowTask.State.CLAIMABLE;
            case WAITING -> FlowTask.State.WAITING;
            case ASLEEP -> FlowTask.State.TAKEN;
            case DONE -> FlowTask.State.DONE;
            case CLOSED, REMOVED -> FlowTask.State.CLOSED;
            case COPY -> FlowTask.State.COPY;
        };
    }

    /**
     * Puts what the designers chose to show of the records on the tasks, one question for each form. Who takes part in a run sees what it
     * is about; once it is over, their own rights count.
     */
    private List<FlowTask> cards(List<Found> found) {
        FormatContext format = new FormatContext(language.find().orElse(Locale.ENGLISH), time.zone());
        Map<UUID, RecordData> data = new HashMap<>();
        wanted(found, true).forEach((form, ids) -> data.putAll(records.allSeen(form, ids)));
        wanted(found, false).forEach((form, ids) -> data.putAll(records.all(form, ids)));
        return found.stream().map(one -> withCards(one, data, format)).toList();
    }

    private static Map<FormRef, Set<UUID>> wanted(List<Found> found, boolean over) {
        return found.stream()
                .filter(one -> one.over() == over
                        && one.task().form() != null
                        && one.task().record() != null)
                .map(Found::task)
                .collect(Collectors.groupingBy(
                        task -> Objects.requireNonNull(task.form()),
                        Collectors.mapping(task -> Objects.requireNonNull(task.record()), Collectors.toSet())));
    }

    private FlowTask withCards(Found found, Map<UUID, RecordData> data, FormatContext format) {
        FlowTask task = found.task();
        RecordData record = task.record() == null ? null : data.get(task.record());
        if (record == null || task.form() == null) {
            return task;
        }
        FlowChart chart = store.version(found.version()).chart();
        List<FlowTask.Card> cards = records.cards(
                task.form(), record, chart.flow().settings().cardFields(), hidden(chart, task.node()), format);
        return task.withCards(cards, record.version());
    }

    private static Set<String> hidden(FlowChart chart, UUID node) {
        return RunRecords.hidden(chart.fields(node));
    }

    @Override
    public List<FlowTask> ofRecord(FormRef form, UUID record) {
        return tasks(
                TASK
                        + " WHERE i.record = ? AND i.app_key = ? AND w.person = ? AND (w.state IN ('open', 'claimable') OR "
                        + ASKING + ") ORDER BY w.state = 'waiting', w.arrived_at, w.id",
                record,
                form.app(),
                current.get().id());
    }

    private FlowTask require(UUID task) {
        return tasks(
                        TASK + " WHERE w.id = ? AND w.person = ?",
                        task,
                        current.get().id())
                .stream()
                .findFirst()
                .orElseThrow(() -> new NotFoundException(task.toString()));
    }

    @Override
    public TaskDetail run(UUID instance) {
        Run run = store.run(instance).orElseThrow(() -> new NotFoundException(instance.toString()));
        boolean mine = current.get().id().equals(run.starter.id());
        if (!mine && !access.administers(run)) {
            throw new NotFoundException(instance.toString());
        }
        FlowTask task = started(
                run,
                Objects.requireNonNull(store.phases(List.of(run)).get(run.id)),
                run.isOver() ? List.of() : store.awaited(List.of(run.id)).getOrDefault(run.id, List.of()));
        return new TaskDetail(
                task,
                null,
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                false,
                false,
                false,
                null,
                false,
                access.mayWithdraw(run),
                !run.isOver()
                        && Course.isWithOthers(
                                run.id, store.openSteps(run.id), current.get().id(), store),
                List.of(),
                null);
    }

    @Override
    public TaskDetail get(UUID task) {
        FlowTask found = require(task);
        Run run = store.run(found.instance()).orElseThrow();
        FlowChart chart = store.version(run.version).chart();
        List<Step> steps = store.steps(run.id);
        Step step = steps.stream()
                .filter(one -> one.item(task).isPresent())
                .findFirst()
                .orElse(null);
        PeopleStep says = chart.find(found.node()).flatMap(Placed::people).orElse(null);
        boolean open =
                found.state() == FlowTask.State.OPEN && !run.isOver() && run.state != FlowInstance.State.SUSPENDED;
        boolean atStart = chart.isStart(found.node());
        Map<String, FieldRight> fields = new HashMap<>();
        if (atStart && run.form != null) {
            records.fields(run.form).forEach(key -> fields.put(key, FieldRight.EDIT));
        }
        fields.putAll(chart.fields(found.node()));
        RecordData record = run.form == null
                        || run.record == null
                        || run.isOver()
                                && !records.allSeen(run.form, List.of(run.record))
                                        .containsKey(run.record)
                ? null
                : records.shown(run, hidden(chart, found.node())).orElse(null);
        List<Target> targets = new ArrayList<>();
        List<UUID> chosenLater = List.of();
        if (open && step != null) {
            Acts.targets(chart, steps, step.node)
                    .forEach(one -> targets.add(new Target(
                            one.node,
                            names.step(run.appKey, chart, one.node),
                            Objects.requireNonNullElse(one.closedAt, one.openedAt))));
            chosenLater = Acts.chosenLater(chart, step.node);
        }
        Set<UUID> removable = step == null
                ? Set.of()
                : step.items.stream()
                        .filter(one -> task.equals(one.parent)
                                && one.state.isLiving()
                                && (one.part == Item.Part.BEFORE || one.part == Item.Part.AFTER))
                        .map(one -> one.id)
                        .collect(Collectors.toSet());
        Step back = open && step != null && step.after.straight() ? step : null;
        return new TaskDetail(
                found,
                record,
                open && step != null ? buttons(run.appKey, step, says, !targets.isEmpty() || !atStart) : List.of(),
                fields,
                targets,
                removable.isEmpty()
                        ? List.of()
                        : tasks(TASK + " WHERE w.id = ANY(?) ORDER BY w.id", (Object) removable.toArray(UUID[]::new)),
                !chosenLater.isEmpty(),
                says != null && says.rejection() == PeopleStep.Rejection.CHOSEN,
                says != null && says.rejection() == PeopleStep.Rejection.BRANCH,
                says != null && says.rejection() == PeopleStep.Rejection.TO_STEP && says.rejectTo() != null
                        ? names.step(run.appKey, chart, says.rejectTo())
                        : null,
                open && says != null && says.policy().mode() == Mode.POOL,
                step != null && Course.canTakeBack(run, chart, steps, step, task),
                !run.isOver()
                        && run.state != FlowInstance.State.SUSPENDED
                        && run.starter.id() != null
                        && run.starter.id().equals(current.get().id())
                        && Course.isWithOthers(run.id, steps, run.starter.id(), store),
                back == null ? List.of() : straightBack.names(run, chart, back.after.then()),
                back == null ? null : otherWay(run, chart, back));
    }

    /** Where the run goes instead of straight back if the record stays as it is. */
    private @Nullable OtherWay otherWay(Run run, FlowChart chart, Step step) {
        List<UUID> changed = chart.changedWays(
                step.node,
                run.memory.ways(),
                (placed, taken) -> choose(run, placed).filter(taken::equals).isPresent());
        return changed.isEmpty() ? null : straightBack.told(run, chart, step, changed, placed -> choose(run, placed));
    }

    /** Nothing when that cannot be said, since a condition fails for the record as it is. */
    private Optional<List<Integer>> choose(Run run, Placed placed) {
        try {
            return Optional.of(records.choose(run, placed));
        } catch (DomainException | DataAccessException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private List<StepButton> buttons(String app, Step step, @Nullable PeopleStep says, boolean canReturn) {
        EnumSet<StepAction> usual = switch (step.kind) {
            case APPROVE -> EnumSet.copyOf(StepAction.ofSteps());
            case FILL ->
                EnumSet.of(
                        StepAction.APPROVE,
                        StepAction.RETURN,
                        StepAction.TRANSFER,
                        StepAction.DELEGATE,
                        StepAction.CC,
                        StepAction.COMMENT);
            case WORK -> EnumSet.of(StepAction.RETRY, StepAction.TRANSFER, StepAction.CC, StepAction.COMMENT);
            case WAIT, CALL -> EnumSet.noneOf(StepAction.class);
        };
        if (!canReturn) {
            usual.remove(StepAction.RETURN);
        }
        List<StepButton> named = says == null ? List.of() : says.buttons();
        // What failed is not the step that the designer named buttons of.
        List<StepButton> own = step.kind == Step.Kind.WORK ? List.of() : named;
        return usual.stream()
                .map(action -> own.stream()
                        .filter(button -> button.action() == action)
                        .findFirst()
                        .orElse(new StepButton(action, "", false, false)))
                .filter(button -> !button.hidden())
                .map(button -> new StepButton(
                        button.action(), names.text(app, button.label()), button.hidden(), button.reason()))
                .toList();
    }

    @Override
    public Map<String, List<RecordData>> lines(UUID task) {
        FlowTask found = require(task);
        Run run = store.run(found.instance()).orElseThrow();
        return run.form == null || run.record == null
                ? Map.of()
                : records.lines(run, hidden(store.version(run.version).chart(), found.node()));
    }

    @Override
    public WorkedOut workedOut(UUID task, Map<String, @Nullable Object> values, Map<String, List<RecordChange>> lines) {
        FlowTask found = require(task);
        Run run = store.run(found.instance()).orElseThrow();
        return run.form == null || run.record == null
                ? WorkedOut.NOTHING
                : records.workedOut(run, hidden(store.version(run.version).chart(), found.node()), values, lines);
    }

    @Override
    public void read(UUID task) {
        database.update(
                "UPDATE platform.work_item SET read_at = ? WHERE id = ? AND person = ? AND read_at IS NULL",
                RunStore.at(time.now()),
                task,
                current.get().id());
    }

    @Override
    public TaskDetail act(UUID task, TaskAction action) {
        perform(task, action);
        return get(task);
    }

    private void perform(UUID task, TaskAction action) {
        String person = current.get().id();
        course.turnOf(task, turn -> {
            Optional<Step> step = turn.steps().stream()
                    .filter(one -> one.item(task).isPresent())
                    .findFirst();
            Item item = step.flatMap(one -> one.item(task))
                    .or(() -> store.items("WHERE id = ?", task).stream().findFirst())
                    .filter(one -> one.isOf(person))
                    .orElseThrow(() -> new NotFoundException(task.toString()));
            if (step.isEmpty()) {
                throw Acts.decided(turn, item.step);
            }
            acts.act(turn, item, step.get(), action);
            return true;
        });
        if (action instanceof TaskAction.Claim || action instanceof TaskAction.Release) {
            // It moves between boxes of the same person, which is nothing that happened to anybody.
            news.tell(List.of(person));
        }
    }

    @Override
    public Map<UUID, Problems> actAll(Map<UUID, TaskAction> actions) {
        Map<UUID, Problems> refused = new LinkedHashMap<>();
        actions.forEach((task, action) -> {
            try {
                perform(task, action);
            } catch (StaleRecordException e) {
                refused.put(
                        task,
                        Problems.of(Problem.error(
                                "flow.error.changedSince",
                                "",
                                e.current().updatedBy().name())));
            } catch (DomainException e) {
                refused.put(
                        task,
                        e instanceof HasProblems several
                                ? several.problems()
                                : Problems.of(Problem.error(
                                        e.code(), "", e.arguments().toArray())));
            }
        });
        return refused;
    }

    // --- News ---

    @Override
    public Subscription subscribe(String person, Runnable listener) {
        return news.listen(person, listener)::run;
    }

    @TransactionalEventListener(fallbackExecution = true)
    void happened(TaskEvent event) {
        String person = event.person().id();
        if (person != null) {
            news.tell(List.of(person));
        }
    }
}
