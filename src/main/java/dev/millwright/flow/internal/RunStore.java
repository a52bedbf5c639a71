package dev.millwright.flow.internal;

import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowDocument;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowTask.Result;
import dev.millwright.flow.NodeTypes;
import dev.millwright.flow.TimelineEntry;
import dev.millwright.flow.spi.Standing;
import dev.millwright.record.FormRef;
import dev.millwright.shared.Phrase;
import dev.millwright.shared.PhraseCodec;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.RowMapperResultSetExtractor;
import org.springframework.stereotype.Component;

/** Runs, their steps, the parts of people and what happened, in PostgreSQL. */
@Component
class RunStore {

    /** Parts of people that are not over. */
    private static final String LIVING = "state IN ('open', 'claimable', 'waiting', 'asleep')";

    private static final String RUN_COLUMNS = """
        id, version, app, app_key, flow, flow_key, label, release, form, form_key, record, title, starter, starter_name, \
        starter_departments, submitted, personal, state, outcome, withdrawn, failure, started_at, ended_at, urged_at, changed_at, \
        memory, \
        parent, parent_step, depth\
        """;
    private static final String STEP_COLUMNS = """
        id, node, label, kind, round, execution, opened_at, state, first_act_at, closed_at, due_at, note, note_by, \
        note_by_name, failure, after\
        """;
    private static final String ITEM_COLUMNS = """
        id, step, node, person, person_name, for_person, for_name, part, parent, position, required, state, note, \
        arrived_at, result, due_at, read_at, done_at, given_by, given_by_name\
        """;

    /** What is needed to begin a run, and what running ones look up. */
    record Version(UUID id, UUID app, UUID flow, long release, String process, FlowChart chart) {}

    /** A flow as a release of the app has it, which never changes. */
    private record Release(UUID app, UUID flow, long release) {}

    private final JdbcTemplate database;
    private final DefinitionCodec codec;
    private final NodeTypes types;
    private final Map<UUID, Version> versions = new ConcurrentHashMap<>();
    private final Map<Release, UUID> released = new ConcurrentHashMap<>();

    RunStore(JdbcTemplate database, DefinitionCodec codec, NodeTypes types) {
        this.database = database;
        this.codec = codec;
        this.types = types;
    }

    /** Which of the records were handed in; flows that they start by themselves hand nothing in, and what was withdrawn is a draft again. */
    Set<UUID> handedIn(Collection<UUID> records) {
        return new HashSet<>(database.queryForList("""
                SELECT record FROM platform.flow_instance WHERE record = ANY(?) AND submitted GROUP BY record
                HAVING bool_or(outcome NOT IN ('cancelled', 'rejected'))
                    OR (array_agg(outcome ORDER BY started_at DESC, id DESC))[1] IS DISTINCT FROM 'cancelled'\
                """, UUID.class, (Object) records.toArray(UUID[]::new)));
    }

    // --- Versions ---

    void insertVersion(UUID id, UUID app, FlowDefinition flow, long release, String process, Instant now) {
        database.update("""
            INSERT INTO platform.flow_version (id, app, flow, release, definition, process, published_at)
            VALUES (?, ?, ?, ?, ?::jsonb, ?, ?)\
            """, id, app, flow.id(), release, codec.write(flow), process, at(now));
    }

    Version version(UUID id) {
        return versions.computeIfAbsent(
                id,
                wanted -> Objects.requireNonNull(database.queryForObject(
                        "SELECT id, app, flow, release, definition, process FROM platform.flow_version WHERE id = ?",
                        (row, number) -> new Version(
                                uuid(row, "id"),
                                uuid(row, "app"),
                                uuid(row, "flow"),
                                row.getLong("release"),
                                row.getString("process"),
                                new FlowChart(
                                        codec.read(row.getString("definition"), FlowDefinition.class), types, codec)),
                        wanted)));
    }

    /** The version of a flow that the release of the app has; an app that was deleted may have had the same flow. */
    Optional<Version> versionAt(UUID app, UUID flow, long release) {
        Release wanted = new Release(app, flow, release);
        UUID known = released.get(wanted);
        if (known != null) {
            return Optional.of(version(known));
        }
        Optional<Version> found = database.queryForList("""
            SELECT id FROM platform.flow_version WHERE app = ? AND flow = ? AND release <= ?
            ORDER BY release DESC LIMIT 1\
            """, UUID.class, app, flow, release).stream()
                .filter(Objects::nonNull)
                .map(this::version)
                .findFirst();
        found.ifPresent(version -> released.put(wanted, version.id()));
        return found;
    }

    /** The flows of an app as its runs have them that have not ended. */
    List<FlowChart> livingCharts(UUID app) {
        return database
                .queryForList(
                        "SELECT DISTINCT version FROM platform.flow_instance WHERE app = ? AND state <> 'ended'",
                        UUID.class,
                        app)
                .stream()
                .filter(Objects::nonNull)
                .map(id -> version(id).chart())
                .toList();
    }

    /** The versions of a flow that runs keep to. */
    List<FlowDefinition> livingVersions(UUID flow) {
        return database
                .queryForList(
                        "SELECT DISTINCT version FROM platform.flow_instance WHERE flow = ? AND state <> 'ended'",
                        UUID.class,
                        flow)
                .stream()
                .filter(Objects::nonNull)
                .map(id -> version(id).chart().flow())
                .toList();
    }

    /** All flows that were ever published. */
    List<UUID> flows() {
        return database.queryForList("SELECT DISTINCT flow FROM platform.flow_version", UUID.class).stream()
                .filter(Objects::nonNull)
                .toList();
    }

    /** How many runs of the flow have not ended. */
    long living(UUID flow) {
        return Objects.requireNonNull(database.queryForObject(
                "SELECT count(*) FROM platform.flow_instance WHERE flow = ? AND state <> 'ended'", Long.class, flow));
    }

    // --- Runs ---

    /** A run that nobody else may change until the transaction ends, and its open steps, oldest first. */
    record Locked(Run run, List<Step> open) {}

    /** The run, for this transaction alone; waits for another that has it. */
    Optional<Locked> lock(UUID instance) {
        return locked("?", instance);
    }

    /** The run of somebody's part, likewise. */
    Optional<Locked> lockOf(UUID item) {
        return locked("(SELECT instance FROM platform.work_item WHERE id = ?)", item);
    }

    /** In one round trip: each of the three questions sees what was there when the lock was had. */
    private Optional<Locked> locked(String instance, UUID id) {
        String open = "FROM platform.flow_step WHERE instance = " + instance + " AND state = 'open'";
        String sql = "SELECT " + RUN_COLUMNS + " FROM platform.flow_instance WHERE id = " + instance + " FOR UPDATE; "
                + "SELECT " + STEP_COLUMNS + " " + open + " ORDER BY id; "
                + "SELECT " + ITEM_COLUMNS + " FROM platform.work_item WHERE step IN (SELECT id " + open
                + ") ORDER BY id";
        return Objects.requireNonNull(database.execute(sql, (PreparedStatementCallback<Optional<Locked>>) asked -> {
            for (int place = 1; place <= 3; place++) {
                asked.setObject(place, id);
            }
            asked.execute();
            List<Run> runs = rows(asked, this::runRow);
            asked.getMoreResults();
            List<Step> steps = rows(asked, this::stepRow);
            asked.getMoreResults();
            List<Item> items = rows(asked, RunStore::item);
            return runs.stream().findFirst().map(run -> new Locked(run, seated(steps, items)));
        }));
    }

    private static <T> List<T> rows(PreparedStatement asked, RowMapper<T> mapper) throws SQLException {
        try (ResultSet answer = asked.getResultSet()) {
            return new RowMapperResultSetExtractor<>(mapper).extractData(answer);
        }
    }

    Optional<Run> run(UUID instance) {
        return runs("WHERE id = ?", instance).stream().findFirst();
    }

    List<Run> runs(String where, @Nullable Object... arguments) {
        return database.query(
                "SELECT " + RUN_COLUMNS + " FROM platform.flow_instance " + where, this::runRow, arguments);
    }

    /** What those who follow the runs call where they stand. */
    Map<UUID, FlowInstance.Phase> phases(List<Run> runs) {
        Set<UUID> returned = returned(
                runs.stream().filter(run -> !run.isOver()).map(run -> run.id).toList());
        Map<UUID, FlowInstance.Phase> phases = new HashMap<>();
        for (Run run : runs) {
            FlowInstance.Phase phase = run.isOver()
                    ? run.lastPhase()
                    : returned.contains(run.id)
                            ? FlowInstance.Phase.RETURNED
                            : version(run.version).chart().underWay();
            phases.put(run.id, phase);
        }
        return phases;
    }

    /** Which of the runs came back to their start and wait there. */
    private Set<UUID> returned(Collection<UUID> runs) {
        return ids("""
            SELECT DISTINCT s.instance FROM platform.flow_step s JOIN platform.flow_instance i ON i.id = s.instance
            WHERE s.instance = ANY(?) AND s.node = i.flow AND s.state = 'open'\
            """, runs);
    }

    private Set<UUID> ids(String sql, Collection<UUID> runs) {
        return runs.isEmpty()
                ? Set.of()
                : Set.copyOf(database.query(
                        sql, (row, number) -> uuid(row, "instance"), (Object) runs.toArray(UUID[]::new)));
    }

    /** Whether the person has or had a part in the run. */
    boolean takesPart(UUID instance, String person) {
        return Boolean.TRUE.equals(database.queryForObject(
                "SELECT EXISTS (SELECT FROM platform.work_item WHERE instance = ? AND person = ?)",
                Boolean.class,
                instance,
                person));
    }

    /** What a person has open in runs of the app, or will have. */
    List<UUID> livingItems(UUID app, @Nullable String person) {
        return database.query("""
            SELECT w.id FROM platform.work_item w JOIN platform.flow_instance i ON i.id = w.instance
            WHERE w.person = ? AND i.app = ? AND w.%s\
            """.formatted(LIVING), (row, number) -> uuid(row, "id"), person, app);
    }

    /** Flows with runs that have not ended, by key, with what they were called last. */
    Map<String, String> flowsWithRuns(UUID app) {
        Map<String, String> found = new LinkedHashMap<>();
        database.query(
                """
                SELECT flow_key, max(label) AS label FROM platform.flow_instance
                WHERE app = ? AND state <> 'ended' GROUP BY flow_key ORDER BY 2\
                """,
                row -> {
                    found.put(row.getString("flow_key"), row.getString("label"));
                },
                app);
        return found;
    }

    /** How many open parts the person has in each of the apps, by the app's id. */
    Map<UUID, Integer> livingItems(Collection<UUID> apps, @Nullable String person) {
        Map<UUID, Integer> found = new HashMap<>();
        database.query(
                """
                SELECT app, count(*) FROM platform.work_item
                WHERE person = ? AND app = ANY(?) AND %s GROUP BY app\
                """.formatted(LIVING),
                row -> {
                    found.put(uuid(row, "app"), row.getInt(2));
                },
                person,
                apps.toArray(UUID[]::new));
        return found;
    }

    /** People who have something open in one of the apps, or will have, and whose name contains the text, by name. */
    List<PersonRef> withLivingItems(Collection<UUID> apps, String text, int limit) {
        return database.query(
                """
                SELECT person, min(person_name) AS name FROM platform.work_item
                WHERE %s AND app = ANY(?) AND person_name ILIKE ? GROUP BY person ORDER BY 2, 1 LIMIT ?\
                """.formatted(LIVING),
                (row, number) -> new PersonRef(row.getString("person"), row.getString("name")),
                apps.toArray(UUID[]::new),
                "%" + text.strip().replace("\0", "").replaceAll("([\\\\%_])", "\\\\$1") + "%",
                limit);
    }

    /**
     * What keeps a record from being changed.
     *
     * @param label of its flow, as designed
     * @param node the first that is open; null while the run is between two
     */
    record Holding(
            UUID record,
            String app,
            String label,
            UUID version,
            @Nullable UUID node) {}

    /** The runs by which the records are in approval. */
    List<Holding> holding(Collection<UUID> records) {
        return database.query(
                """
                SELECT i.record, i.app_key, i.label, i.version, (
                    SELECT s.node FROM platform.flow_step s WHERE s.instance = i.id AND s.state = 'open' ORDER BY s.id LIMIT 1) AS node
                FROM platform.flow_instance i WHERE i.record = ANY(?) AND i.submitted AND i.state <> 'ended'\
                """,
                (row, number) -> new Holding(
                        uuid(row, "record"),
                        row.getString("app_key"),
                        row.getString("label"),
                        uuid(row, "version"),
                        row.getObject("node", UUID.class)),
                (Object) records.toArray(UUID[]::new));
    }

    Optional<UUID> instanceOf(UUID item) {
        return database
                .query(
                        "SELECT instance FROM platform.work_item WHERE id = ?",
                        (row, number) -> uuid(row, "instance"),
                        item)
                .stream()
                .findFirst();
    }

    void insert(Run run) {
        database.update(
                """
                INSERT INTO platform.flow_instance (id, version, app, app_key, flow, flow_key, label, release, form, form_key,
                    record, title, starter, starter_name, starter_departments, submitted, personal, state, outcome, failure,
                    started_at, ended_at, urged_at, memory, parent, parent_step, depth)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?::jsonb, ?, ?, ?)\
                """,
                run.id,
                run.version,
                run.app,
                run.appKey,
                run.flow,
                run.flowKey,
                run.label,
                run.release,
                null,
                run.form == null ? null : run.form.form(),
                run.record,
                run.title,
                run.starter.id(),
                run.starter.name(),
                run.starterDepartments.toArray(String[]::new),
                run.submitted,
                run.personal,
                key(run.state),
                run.outcome,
                failure(run.failure),
                at(run.startedAt),
                at(run.endedAt),
                at(run.urgedAt),
                codec.write(run.memory),
                run.parent,
                run.parentStep,
                run.depth);
    }

    void update(Run run) {
        database.update(
                """
                UPDATE platform.flow_instance SET title = ?, state = ?, outcome = ?, withdrawn = ?, failure = ?::jsonb, ended_at = ?,
                    urged_at = ?, memory = ?::jsonb WHERE id = ?\
                """,
                run.title,
                key(run.state),
                run.outcome,
                run.isWithdrawn,
                failure(run.failure),
                at(run.endedAt),
                at(run.urgedAt),
                codec.write(run.memory),
                run.id);
    }

    // --- Steps and parts ---

    /** All steps of the run with their parts, oldest first. */
    List<Step> steps(UUID instance) {
        List<Step> steps = database.query(
                "SELECT " + STEP_COLUMNS + " FROM platform.flow_step WHERE instance = ? ORDER BY id",
                this::stepRow,
                instance);
        UUID[] ids = steps.stream().map(step -> step.id).toArray(UUID[]::new);
        return steps.isEmpty() ? steps : seated(steps, items("WHERE step = ANY(?) ORDER BY id", (Object) ids));
    }

    List<Step> openSteps(UUID instance) {
        return steps(instance).stream().filter(Step::isOpen).toList();
    }

    private static List<Step> seated(List<Step> steps, List<Item> items) {
        Map<UUID, Step> byId = steps.stream().collect(Collectors.toMap(step -> step.id, step -> step));
        for (Item item : items) {
            Objects.requireNonNull(byId.get(Objects.requireNonNull(item.step)))
                    .items
                    .add(item);
        }
        return steps;
    }

    List<Item> items(String where, Object... arguments) {
        return database.query(
                "SELECT " + ITEM_COLUMNS + " FROM platform.work_item " + where, RunStore::item, arguments);
    }

    void insertSteps(Run run, List<Step> steps) {
        if (steps.isEmpty()) {
            return;
        }
        database.batchUpdate(
                """
                INSERT INTO platform.flow_step (id, instance, app, flow, node, label, execution, kind, round, state, opened_at,
                    first_act_at, closed_at, due_at, note, note_by, note_by_name, failure, after)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb)\
                """,
                steps.stream()
                        .map(step -> new @Nullable Object[] {
                            step.id,
                            run.id,
                            run.app,
                            run.flow,
                            step.node,
                            step.label,
                            step.execution,
                            key(step.kind),
                            step.round,
                            step.state.key(),
                            at(step.openedAt),
                            at(step.firstActAt),
                            at(step.closedAt),
                            at(step.dueAt),
                            step.note,
                            id(step.noteBy),
                            name(step.noteBy),
                            failure(step.failure),
                            codec.write(step.after)
                        })
                        .toList());
    }

    void updateSteps(List<Step> steps) {
        if (steps.isEmpty()) {
            return;
        }
        database.batchUpdate(
                """
                UPDATE platform.flow_step SET execution = ?, state = ?, first_act_at = ?, closed_at = ?, due_at = ?, after = ?::jsonb
                WHERE id = ?\
                """,
                steps.stream()
                        .map(step -> new @Nullable Object[] {
                            step.execution,
                            step.state.key(),
                            at(step.firstActAt),
                            at(step.closedAt),
                            at(step.dueAt),
                            codec.write(step.after),
                            step.id
                        })
                        .toList());
    }

    void insertItems(Run run, List<Item> items) {
        if (items.isEmpty()) {
            return;
        }
        database.batchUpdate(
                """
                INSERT INTO platform.work_item (id, instance, step, app, flow, node, person, person_name, for_person, for_name,
                    state, result, part, parent, position, required, note, arrived_at, due_at, read_at, done_at,
                    given_by, given_by_name)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
                """,
                items.stream()
                        .map(item -> new @Nullable Object[] {
                            item.id,
                            run.id,
                            item.step,
                            run.app,
                            run.flow,
                            item.node,
                            item.person.id(),
                            item.person.name(),
                            id(item.standsInFor),
                            name(item.standsInFor),
                            item.state.key(),
                            item.result == null ? null : key(item.result),
                            key(item.part),
                            item.parent,
                            item.position,
                            item.required,
                            item.note,
                            at(item.arrivedAt),
                            at(item.dueAt),
                            at(item.readAt),
                            at(item.doneAt),
                            id(item.givenBy),
                            name(item.givenBy)
                        })
                        .toList());
    }

    void updateItems(List<Item> items) {
        if (items.isEmpty()) {
            return;
        }
        database.batchUpdate(
                """
                UPDATE platform.work_item SET state = ?, result = ?, note = ?, arrived_at = ?, due_at = ?, read_at = ?, done_at = ?
                WHERE id = ?\
                """,
                items.stream()
                        .map(item -> new @Nullable Object[] {
                            item.state.key(),
                            item.result == null ? null : key(item.result),
                            item.note,
                            at(item.arrivedAt),
                            at(item.dueAt),
                            at(item.readAt),
                            at(item.doneAt),
                            item.id
                        })
                        .toList());
    }

    /** Something that happened in a run. */
    record Happened(
            UUID id,
            Instant at,
            TimelineEntry.Kind kind,
            @Nullable UUID node,
            @Nullable UUID step,
            String label,
            @Nullable PersonRef person,
            @Nullable PersonRef standsInFor,
            String code,
            List<Object> arguments,
            String reason,
            TimelineEntry.@Nullable Document document,
            @Nullable UUID called) {}

    /** A document that a node made. */
    record Kept(UUID id, Instant at, FlowDocument document) {}

    void insertDocuments(Run run, List<Kept> documents) {
        for (Kept kept : documents) {
            database.update(
                    "INSERT INTO platform.flow_document (id, instance, at, name, media_type, content) VALUES (?, ?, ?, ?, ?, ?)",
                    kept.id(),
                    run.id,
                    at(kept.at()),
                    kept.document().name(),
                    kept.document().mediaType(),
                    kept.document().content());
        }
    }

    Optional<FlowDocument> document(UUID instance, UUID document) {
        return database
                .query(
                        "SELECT name, media_type, content FROM platform.flow_document WHERE id = ? AND instance = ?",
                        (row, number) -> new FlowDocument(
                                row.getString("name"), row.getString("media_type"), row.getBytes("content")),
                        document,
                        instance)
                .stream()
                .findFirst();
    }

    /** The accepted runs of records, where the latest that a record was handed in to was accepted. */
    List<Run> accepted(Collection<UUID> records) {
        return submissions(records, " AND outcome = 'accepted'");
    }

    /** The runs of an app that have not ended. */
    List<UUID> livingRuns(UUID flow) {
        return database.query(
                "SELECT id FROM platform.flow_instance WHERE flow = ? AND state <> 'ended' ORDER BY id",
                (row, number) -> uuid(row, "id"),
                flow);
    }

    List<UUID> livingOf(UUID app) {
        return database.query(
                "SELECT id FROM platform.flow_instance WHERE app = ? AND state <> 'ended' ORDER BY id",
                (row, number) -> uuid(row, "id"),
                app);
    }

    /** Whether the run, or one that it was called from at any height, is one of the flow. */
    boolean isCaller(UUID instance, UUID flow) {
        return Boolean.TRUE.equals(database.queryForObject("""
                WITH RECURSIVE calling AS (
                    SELECT parent, flow FROM platform.flow_instance WHERE id = ?
                    UNION ALL
                    SELECT i.parent, i.flow FROM platform.flow_instance i JOIN calling ON i.id = calling.parent)
                SELECT EXISTS (SELECT FROM calling WHERE flow = ?)\
                """, Boolean.class, instance, flow));
    }

    /** A run that another one waited for and that has ended. */
    record Ended(UUID id, String label, String title, Ending ending, boolean isTold) {}

    /** What has ended of the runs that the step waits for, and whether the timeline tells so. */
    List<Ended> endedFor(UUID instance, UUID step) {
        return database.query(
                """
                SELECT i.id, i.label, i.title, i.outcome, i.withdrawn,
                    EXISTS (SELECT FROM platform.flow_event e WHERE e.instance = ? AND e.called = i.id) AS told
                FROM platform.flow_instance i WHERE i.parent_step = ? AND i.state = 'ended' ORDER BY i.ended_at, i.id\
                """,
                (row, number) -> new Ended(
                        uuid(row, "id"),
                        row.getString("label"),
                        row.getString("title"),
                        new Ending(row.getString("outcome"), row.getBoolean("withdrawn")),
                        row.getBoolean("told")),
                instance,
                step);
    }

    /** Records whose last run that the node called was accepted. */
    Set<UUID> acceptedCalls(UUID instance, UUID node) {
        return Set.copyOf(database.query("""
                SELECT record FROM (
                    SELECT DISTINCT ON (i.record) i.record, i.outcome
                    FROM platform.flow_instance i JOIN platform.flow_step s ON s.id = i.parent_step
                    WHERE s.instance = ? AND s.node = ? AND i.record IS NOT NULL ORDER BY i.record, i.id DESC) AS last
                WHERE outcome NOT IN ('rejected', 'cancelled')\
                """, (row, number) -> uuid(row, "record"), instance, node));
    }

    /** Runs that a step of the run called and does not wait for any more, for it was left. */
    List<UUID> forsaken(UUID instance) {
        return database.query("""
                SELECT i.id FROM platform.flow_instance i JOIN platform.flow_step s ON s.id = i.parent_step
                WHERE s.instance = ? AND s.state <> 'open' AND i.state <> 'ended' ORDER BY i.id\
                """, (row, number) -> uuid(row, "id"), instance);
    }

    /** The last handing-in of each record. */
    List<Run> submissions(Collection<UUID> records) {
        return submissions(records, "");
    }

    /**
     * The last handing-in of each record of a form, in the order of the records, for this transaction alone.
     *
     * @param after record of the last one that is known; null to begin
     */
    List<Run> lockSubmissions(UUID app, String form, @Nullable UUID after, int limit) {
        return runs("""
                WHERE id IN (SELECT DISTINCT ON (record) id FROM platform.flow_instance
                    WHERE app = ? AND form_key = ? AND submitted AND (?::uuid IS NULL OR record > ?::uuid)
                    ORDER BY record, started_at DESC LIMIT ?)
                ORDER BY record FOR UPDATE\
                """, app, form, after, after, limit);
    }

    /** Up to which release of its form the records of all runs are known to say where they stand; 0 for none. */
    long fieldsKeptSince(UUID form) {
        return database
                .queryForList("SELECT release FROM platform.flow_field WHERE form = ?", Long.class, form)
                .stream()
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(0L);
    }

    void fieldsAreKept(UUID form, long release) {
        database.update("""
            INSERT INTO platform.flow_field (form, release) VALUES (?, ?)
            ON CONFLICT (form) DO UPDATE SET release = greatest(flow_field.release, excluded.release)\
            """, form, release);
    }

    private List<Run> submissions(Collection<UUID> records, String condition) {
        return runs("""
                WHERE id IN (SELECT DISTINCT ON (record) id FROM platform.flow_instance
                    WHERE record = ANY(?) AND submitted ORDER BY record, started_at DESC)\
                """ + condition, (Object) records.toArray(UUID[]::new));
    }

    /** What is open in the runs, the oldest first. */
    Map<UUID, List<FlowFields.Open>> open(Collection<UUID> instances) {
        Map<UUID, List<FlowFields.Open>> open = new HashMap<>();
        if (!instances.isEmpty()) {
            database.query(
                    "SELECT instance, node, due_at FROM platform.flow_step WHERE instance = ANY(?) AND state = 'open' ORDER BY id",
                    row -> {
                        open.computeIfAbsent(uuid(row, "instance"), run -> new ArrayList<>())
                                .add(new FlowFields.Open(uuid(row, "node"), instant(row, "due_at")));
                    },
                    (Object) instances.toArray(UUID[]::new));
        }
        return open;
    }

    /** How long the steps for people took that are closed, by run and node. */
    Map<UUID, Map<UUID, Standing.Times>> times(Collection<UUID> instances) {
        Map<UUID, Map<UUID, Standing.Times>> times = new HashMap<>();
        if (!instances.isEmpty()) {
            database.query(
                    """
                    SELECT instance, node, sum(extract(epoch FROM coalesce(first_act_at, closed_at) - opened_at)) AS waiting,
                        sum(extract(epoch FROM closed_at - coalesce(first_act_at, closed_at))) AS working
                    FROM platform.flow_step
                    WHERE instance = ANY(?) AND closed_at IS NOT NULL AND kind IN ('approve', 'fill')
                    GROUP BY instance, node\
                    """,
                    row -> {
                        times.computeIfAbsent(uuid(row, "instance"), run -> new HashMap<>())
                                .put(
                                        uuid(row, "node"),
                                        new Standing.Times(seconds(row, "waiting"), seconds(row, "working")));
                    },
                    (Object) instances.toArray(UUID[]::new));
        }
        return times;
    }

    private static Duration seconds(ResultSet row, String column) throws SQLException {
        return Duration.ofMillis(Math.round(row.getDouble(column) * 1_000));
    }

    /** Who said yes in the runs. */
    Map<UUID, List<PersonRef>> agreed(Collection<UUID> instances) {
        return people(instances, "result = 'approved'");
    }

    /** Whose turn it is in the runs, and in those that these wait for. */
    Map<UUID, List<PersonRef>> awaited(Collection<UUID> instances) {
        Map<UUID, List<PersonRef>> awaited = awaitedHere(instances);
        for (Elsewhere one : elsewhere(instances)) {
            List<PersonRef> people = awaited.computeIfAbsent(one.caller(), run -> new ArrayList<>());
            if (!people.contains(one.person())) {
                people.add(one.person());
            }
        }
        return awaited;
    }

    /** Whose turn it is in the runs themselves. */
    Map<UUID, List<PersonRef>> awaitedHere(Collection<UUID> instances) {
        return people(instances, "state IN ('open', 'claimable')");
    }

    /**
     * Whose turn it is in a run that another one waits for.
     *
     * @param caller the run that waits
     * @param step of the run that waits
     * @param app key
     * @param flow label of the flow in which the person has it, as designed
     */
    record Elsewhere(UUID caller, UUID step, String app, String flow, PersonRef person) {}

    /** Runs that the run waits for, however deep they were called. */
    List<UUID> called(UUID instance) {
        return database.query("""
                WITH RECURSIVE called AS (
                    SELECT i.id FROM platform.flow_step s
                        JOIN platform.flow_instance i ON i.parent_step = s.id AND i.state <> 'ended'
                    WHERE s.instance = ? AND s.state = 'open' AND s.kind = 'call'
                    UNION ALL
                    SELECT i.id FROM called c JOIN platform.flow_step s ON s.instance = c.id AND s.state = 'open' AND s.kind = 'call'
                        JOIN platform.flow_instance i ON i.parent_step = s.id AND i.state <> 'ended')
                SELECT id FROM called ORDER BY id                """, (row, number) -> uuid(row, "id"), instance);
    }

    /** Whose turn it is in what the runs wait for, however deep it was called. */
    List<Elsewhere> elsewhere(Collection<UUID> instances) {
        return instances.isEmpty()
                ? List.of()
                : database.query(
                        """
                WITH RECURSIVE called AS (
                    SELECT s.instance AS caller, s.id AS step, i.id, i.app_key, i.label
                    FROM platform.flow_step s JOIN platform.flow_instance i ON i.parent_step = s.id AND i.state <> 'ended'
                    WHERE s.instance = ANY(?) AND s.state = 'open' AND s.kind = 'call'
                    UNION ALL
                    SELECT c.caller, c.step, i.id, i.app_key, i.label
                    FROM called c JOIN platform.flow_step s ON s.instance = c.id AND s.state = 'open' AND s.kind = 'call'
                        JOIN platform.flow_instance i ON i.parent_step = s.id AND i.state <> 'ended')
                SELECT DISTINCT c.caller, c.step, c.app_key, c.label, w.person, w.person_name
                FROM called c JOIN platform.work_item w ON w.instance = c.id AND w.state IN ('open', 'claimable')
                ORDER BY c.caller, c.step, c.label, w.person_name, w.person\
                """,
                        (row, number) -> new Elsewhere(
                                uuid(row, "caller"),
                                uuid(row, "step"),
                                row.getString("app_key"),
                                row.getString("label"),
                                new PersonRef(row.getString("person"), row.getString("person_name"))),
                        (Object) instances.toArray(UUID[]::new));
    }

    private Map<UUID, List<PersonRef>> people(Collection<UUID> instances, String condition) {
        Map<UUID, List<PersonRef>> people = new HashMap<>();
        if (!instances.isEmpty()) {
            database.query(
                    "SELECT DISTINCT instance, person, person_name FROM platform.work_item WHERE instance = ANY(?) AND "
                            + condition + " ORDER BY instance, person_name",
                    row -> {
                        people.computeIfAbsent(uuid(row, "instance"), run -> new ArrayList<>())
                                .add(new PersonRef(row.getString("person"), row.getString("person_name")));
                    },
                    (Object) instances.toArray(UUID[]::new));
        }
        return people;
    }

    void changedSince(Collection<UUID> instances, Instant moment) {
        database.update(
                "UPDATE platform.flow_instance SET changed_at = ? WHERE id = ANY(?)",
                at(moment),
                instances.toArray(UUID[]::new));
    }

    void insertEvents(Run run, List<Happened> events) {
        insertEvents(Map.of(run.id, events));
    }

    /**
     * @param events by run
     */
    void insertEvents(Map<UUID, List<Happened>> events) {
        if (events.values().stream().allMatch(List::isEmpty)) {
            return;
        }
        database.batchUpdate(
                """
                INSERT INTO platform.flow_event (id, instance, at, kind, node, step, label, person, person_name, for_person, for_name,
                    code, arguments, reason, document, called)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)\
                """,
                events.entrySet().stream()
                        .flatMap(run -> run.getValue().stream().map(event -> new @Nullable Object[] {
                            event.id(),
                            run.getKey(),
                            at(event.at()),
                            event.kind().key(),
                            event.node(),
                            event.step(),
                            event.label(),
                            id(event.person()),
                            name(event.person()),
                            id(event.standsInFor()),
                            name(event.standsInFor()),
                            event.code(),
                            PhraseCodec.write(event.arguments()),
                            event.reason(),
                            event.document() == null ? null : event.document().id(),
                            event.called()
                        }))
                        .toList());
    }

    List<Happened> events(UUID instance) {
        return database.query(
                """
                SELECT e.id, e.at, kind, node, step, label, person, person_name, for_person, for_name, code, arguments, reason, document,
                    called, name, media_type, octet_length(content) AS bytes
                FROM platform.flow_event e LEFT JOIN platform.flow_document d ON d.id = e.document WHERE e.instance = ? ORDER BY e.id\
                """,
                (row, number) -> new Happened(
                        uuid(row, "id"),
                        Objects.requireNonNull(instant(row, "at")),
                        TimelineEntry.Kind.of(row.getString("kind")),
                        row.getObject("node", UUID.class),
                        row.getObject("step", UUID.class),
                        row.getString("label"),
                        person(row, "person", "person_name"),
                        person(row, "for_person", "for_name"),
                        row.getString("code"),
                        PhraseCodec.read(row.getString("arguments")),
                        row.getString("reason"),
                        document(row, instance),
                        row.getObject("called", UUID.class)),
                instance);
    }

    private static TimelineEntry.@Nullable Document document(ResultSet row, UUID instance) throws SQLException {
        UUID id = row.getObject("document", UUID.class);
        return id == null
                ? null
                : new TimelineEntry.Document(
                        instance, id, row.getString("name"), row.getString("media_type"), row.getLong("bytes"));
    }

    void handOver(UUID app, PersonRef from, PersonRef to, Instant now) {
        database.update(
                "INSERT INTO platform.flow_handover (app, from_person, to_person, to_name, at) VALUES (?, ?, ?, ?, ?)",
                app,
                from.id(),
                to.id(),
                to.name(),
                at(now));
    }

    /** To whom the work of a person in the app was handed over after the moment. */
    Optional<PersonRef> successor(UUID app, String person, Instant after) {
        return database
                .query("""
                    SELECT to_person, to_name FROM platform.flow_handover
                    WHERE app = ? AND from_person = ? AND at >= ? ORDER BY at DESC LIMIT 1\
                    """, (row, number) -> new PersonRef(row.getString(1), row.getString(2)), app, person, at(after))
                .stream()
                .findFirst();
    }

    // --- Rows ---

    private Run runRow(ResultSet row, int number) throws SQLException {
        String form = row.getString("form_key");
        Array departments = row.getArray("starter_departments");
        Run run = new Run(
                uuid(row, "id"),
                uuid(row, "version"),
                uuid(row, "app"),
                row.getString("app_key"),
                uuid(row, "flow"),
                row.getString("flow_key"),
                row.getString("label"),
                row.getLong("release"),
                form == null ? null : new FormRef(row.getString("app_key"), form),
                row.getObject("record", UUID.class),
                row.getString("title"),
                Objects.requireNonNull(person(row, "starter", "starter_name")),
                Arrays.asList((String[]) departments.getArray()),
                row.getBoolean("submitted"),
                row.getBoolean("personal"),
                Objects.requireNonNull(instant(row, "started_at")),
                codec.read(row.getString("memory"), Run.Memory.class));
        run.state = FlowInstance.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
        run.outcome = row.getString("outcome");
        run.isWithdrawn = row.getBoolean("withdrawn");
        run.failure = failure(row);
        run.parent = row.getObject("parent", UUID.class);
        run.parentStep = row.getObject("parent_step", UUID.class);
        run.depth = row.getInt("depth");
        run.endedAt = instant(row, "ended_at");
        run.changedAt = instant(row, "changed_at");
        run.urgedAt = instant(row, "urged_at");
        return run;
    }

    private Step stepRow(ResultSet row, int number) throws SQLException {
        Step step = new Step(
                uuid(row, "id"),
                uuid(row, "node"),
                row.getString("label"),
                Step.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getInt("round"),
                row.getString("execution"),
                Objects.requireNonNull(instant(row, "opened_at")));
        step.state = Step.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
        step.firstActAt = instant(row, "first_act_at");
        step.closedAt = instant(row, "closed_at");
        step.dueAt = instant(row, "due_at");
        step.note = row.getString("note");
        step.failure = failure(row);
        step.noteBy = person(row, "note_by", "note_by_name");
        step.after = codec.read(row.getString("after"), Step.After.class);
        return step;
    }

    private static Item item(ResultSet row, int number) throws SQLException {
        Item item = new Item(
                uuid(row, "id"),
                row.getObject("step", UUID.class),
                uuid(row, "node"),
                Objects.requireNonNull(person(row, "person", "person_name")),
                person(row, "for_person", "for_name"),
                Item.Part.valueOf(row.getString("part").toUpperCase(Locale.ROOT)),
                row.getObject("parent", UUID.class),
                row.getInt("position"),
                row.getBoolean("required"),
                Item.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("note"),
                Objects.requireNonNull(instant(row, "arrived_at")));
        String result = row.getString("result");
        item.result = result == null ? null : Result.valueOf(result.toUpperCase(Locale.ROOT));
        item.dueAt = instant(row, "due_at");
        item.readAt = instant(row, "read_at");
        item.doneAt = instant(row, "done_at");
        item.givenBy = person(row, "given_by", "given_by_name");
        return item;
    }

    private static @Nullable PersonRef person(ResultSet row, String id, String name) throws SQLException {
        String subject = row.getString(id);
        return subject == null ? null : new PersonRef(subject, row.getString(name));
    }

    static @Nullable String failure(@Nullable Phrase phrase) {
        return phrase == null ? null : PhraseCodec.write(List.of(phrase));
    }

    static @Nullable Phrase failure(ResultSet row) throws SQLException {
        String json = row.getString("failure");
        return json == null ? null : PhraseCodec.phrases(json).getFirst();
    }

    static UUID uuid(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, UUID.class));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    static @Nullable OffsetDateTime at(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }

    static String key(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String id(@Nullable PersonRef person) {
        return person == null ? null : person.id();
    }

    private static @Nullable String name(@Nullable PersonRef person) {
        return person == null ? null : person.name();
    }
}
