package dev.millwright.flow.internal;

import dev.millwright.record.FormRef;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Phrase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What flows have to do, in PostgreSQL: written with its cause in one transaction. */
@Component
class DueStore {

    /**
     * One thing to do.
     *
     * @param flow that begins; null where a run goes on
     * @param instance the run that goes on
     * @param parent the run that wrote or called
     * @param parentStep its step that waits for the end
     * @param unasked whether the trigger's condition is still to be asked; without a record, of all records whose date has come
     */
    record Due(
            UUID id,
            String app,
            @Nullable UUID flow,
            @Nullable UUID instance,
            @Nullable FormRef form,
            @Nullable UUID record,
            @Nullable String person,
            @Nullable String personName,
            @Nullable UUID parent,
            @Nullable UUID parentStep,
            boolean unasked,
            int tries) {}

    /** More tries than anything has. */
    private static final int ALL_TRIES = 100;

    /** Who or what makes flows begin. */
    record Origin(
            String person,
            String name,
            @Nullable UUID parent,
            @Nullable UUID parentStep) {}

    private final JdbcTemplate database;
    private final BusinessTime time;

    DueStore(JdbcTemplate database, BusinessTime time) {
        this.database = database;
        this.time = time;
    }

    /** A run of the flow for each of the records, in one statement. */
    void begin(String app, UUID flow, @Nullable FormRef form, Collection<UUID> records, Origin origin) {
        insert(app, flow, form, records, origin, false);
    }

    /** A run of the flow for each of the records for which the trigger's condition turns out to be true. */
    void ask(String app, UUID flow, FormRef form, Collection<UUID> records, Origin origin) {
        insert(app, flow, form, records, origin, true);
    }

    private void insert(
            String app, UUID flow, @Nullable FormRef form, Collection<UUID> records, Origin origin, boolean unasked) {
        database.update(
                """
                INSERT INTO platform.flow_due
                    (id, app_key, flow, form_key, record, by_person, by_name, parent, parent_step, due_at, unasked)
                SELECT u.id, ?, ?, ?, u.record, ?, ?, ?, ?, ?, ? FROM unnest(?::uuid[], ?::uuid[]) AS u (id, record)\
                """,
                app,
                flow,
                form == null ? null : form.form(),
                origin.person(),
                origin.name(),
                origin.parent(),
                origin.parentStep(),
                RunStore.at(time.now()),
                unasked,
                records.stream().map(record -> Ids.next()).toArray(UUID[]::new),
                records.toArray(UUID[]::new));
    }

    /** A run of the flow that is about no record. */
    void begin(String app, UUID flow, Origin origin) {
        database.update(
                """
                INSERT INTO platform.flow_due (id, app_key, flow, by_person, by_name, parent, parent_step, due_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)\
                """,
                Ids.next(),
                app,
                flow,
                origin.person(),
                origin.name(),
                origin.parent(),
                origin.parentStep(),
                RunStore.at(time.now()));
    }

    /** Runs of the flow for all records whose date has come; what could not be worked out before is tried again instead. The latter, if so. */
    Optional<UUID> lookForDates(String app, UUID flow, Origin origin) {
        List<UUID> before =
                database.query("""
                UPDATE platform.flow_due SET tries = 0, failure = NULL, due_at = ? WHERE id = (
                    SELECT id FROM platform.flow_due WHERE flow = ? AND unasked AND record IS NULL
                    LIMIT 1 FOR UPDATE SKIP LOCKED)
                RETURNING id\
                """, (row, number) -> RunStore.uuid(row, "id"), RunStore.at(time.now()), flow);
        if (before.isEmpty()) {
            database.update("""
                    INSERT INTO platform.flow_due (id, app_key, flow, by_person, by_name, due_at, unasked)
                    VALUES (?, ?, ?, ?, ?, ?, true)\
                    """, Ids.next(), app, flow, origin.person(), origin.name(), RunStore.at(time.now()));
        }
        return before.stream().findFirst();
    }

    /** The run looks again whether it may go on. */
    void wake(UUID instance) {
        database.update("""
            INSERT INTO platform.flow_due (id, app_key, instance, due_at)
            SELECT ?, app_key, id, ? FROM platform.flow_instance WHERE id = ? AND state <> 'ended'\
            """, Ids.next(), RunStore.at(time.now()), instance);
    }

    /** What the run called and does not wait for any more is ended with it. */
    void forsake(UUID instance, String app) {
        database.update(
                "INSERT INTO platform.flow_due (id, app_key, instance, due_at) VALUES (?, ?, ?, ?)",
                Ids.next(),
                app,
                instance,
                RunStore.at(time.now()));
    }

    /** Nothing begins any more for steps of the run that were left. What is no more to be done. */
    List<UUID> forgetForsaken(UUID instance) {
        return database.query("""
                DELETE FROM platform.flow_due d USING platform.flow_step s
                WHERE d.parent_step = s.id AND s.instance = ? AND s.state <> 'open' RETURNING d.id\
                """, (row, number) -> RunStore.uuid(row, "id"), instance);
    }

    /** A run that cannot go on by itself, after all tries. */
    Due stuck(UUID instance, String app) {
        UUID id = Ids.next();
        database.update(
                "INSERT INTO platform.flow_due (id, app_key, instance, due_at, tries) VALUES (?, ?, ?, ?, ?)",
                id,
                app,
                instance,
                RunStore.at(time.now()),
                ALL_TRIES);
        return new Due(id, app, null, instance, null, null, null, null, null, null, false, ALL_TRIES);
    }

    /** Runs about these records that wait look again whether they may go on. How many. */
    int wakeThoseAbout(Collection<UUID> records) {
        List<@Nullable UUID> waiting = database.queryForList("""
            SELECT DISTINCT i.id FROM platform.flow_instance i JOIN platform.flow_step s ON s.instance = i.id
            WHERE i.record = ANY(?) AND i.state <> 'ended' AND s.kind = 'wait' AND s.state = 'open'\
            """, UUID.class, (Object) records.toArray(UUID[]::new));
        waiting.stream().filter(Objects::nonNull).forEach(this::wake);
        return waiting.size();
    }

    /** Whether runs that the step waits for have not ended, or not even begun, also for having failed to. */
    boolean isCalling(UUID step) {
        return Boolean.TRUE.equals(database.queryForObject("""
            SELECT EXISTS (SELECT FROM platform.flow_due WHERE parent_step = ?)
                OR EXISTS (SELECT FROM platform.flow_instance WHERE parent_step = ? AND state <> 'ended')\
            """, Boolean.class, step, step));
    }

    /**
     * The next thing to do, for this transaction alone. Apps take turns in the order of their keys.
     *
     * @param former the app whose turn it was before; empty for none
     */
    Optional<Due> next(String former) {
        // All that an app has to do may be in the hands of others just now.
        return nextAfter(former).or(() -> nextAfter("")).or(() -> nextOf("TRUE", RunStore.at(time.now())));
    }

    private Optional<Due> nextAfter(String former) {
        Object now = Objects.requireNonNull(RunStore.at(time.now()));
        return nextOf("""
                app_key = (SELECT app_key FROM platform.flow_due WHERE failure IS NULL AND due_at <= ? AND app_key > ?
                    ORDER BY app_key LIMIT 1)\
                """, now, former, now);
    }

    private Optional<Due> nextOf(String whose, @Nullable Object... arguments) {
        return database.query("""
                SELECT id, app_key, flow, instance, form_key, record, by_person, by_name, parent, parent_step, unasked,
                    tries
                FROM platform.flow_due WHERE %s AND failure IS NULL AND due_at <= ?
                ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED\
                """.formatted(whose), DueStore::read, arguments).stream()
                .findFirst();
    }

    private static Due read(ResultSet row, int number) throws SQLException {
        String app = row.getString("app_key");
        String form = row.getString("form_key");
        return new Due(
                RunStore.uuid(row, "id"),
                app,
                row.getObject("flow", UUID.class),
                row.getObject("instance", UUID.class),
                form == null ? null : new FormRef(app, form),
                row.getObject("record", UUID.class),
                row.getString("by_person"),
                row.getString("by_name"),
                row.getObject("parent", UUID.class),
                row.getObject("parent_step", UUID.class),
                row.getBoolean("unasked"),
                row.getInt("tries"));
    }

    void done(UUID id) {
        database.update("DELETE FROM platform.flow_due WHERE id = ?", id);
    }

    void again(UUID id, Duration pause) {
        database.update(
                "UPDATE platform.flow_due SET tries = tries + 1, due_at = ? WHERE id = ?",
                RunStore.at(time.now().plus(pause)),
                id);
    }

    /** It is kept for those who look after the app, and not tried again by itself. */
    void giveUp(UUID id, Phrase why) {
        database.update(
                "UPDATE platform.flow_due SET tries = tries + 1, due_at = ?, failure = ?::jsonb WHERE id = ?",
                RunStore.at(time.now()),
                RunStore.failure(why),
                id);
    }

    /**
     * What was given up.
     *
     * @param label of the flow of a run that should have gone on; null for what did not begin
     * @param title of that run
     */
    record Failed(
            Due due,
            Instant at,
            Phrase failure,
            @Nullable String label,
            @Nullable String title) {}

    /** What was given up in the app, newest first, from the one after {@code after} on. */
    List<Failed> failed(String app, @Nullable UUID after, int limit) {
        return database.query(
                """
                SELECT d.id, d.app_key, d.flow, d.instance, coalesce(d.form_key, i.form_key) AS form_key,
                    coalesce(d.record, i.record) AS record, d.by_person, d.by_name, d.parent, d.parent_step, d.unasked,
                    d.tries, d.due_at, d.failure, i.label, i.title
                FROM platform.flow_due d LEFT JOIN platform.flow_instance i ON i.id = d.instance
                WHERE d.app_key = ? AND d.failure IS NOT NULL AND (?::uuid IS NULL OR d.id < ?::uuid)
                ORDER BY d.id DESC LIMIT ?\
                """,
                (row, number) -> new Failed(
                        read(row, number),
                        Objects.requireNonNull(RunStore.instant(row, "due_at")),
                        Objects.requireNonNull(RunStore.failure(row)),
                        row.getString("label"),
                        row.getString("title")),
                app,
                after,
                after,
                limit);
    }

    /** What was given up, for this transaction alone. */
    Optional<Due> lockFailed(UUID id) {
        return database.query("""
            SELECT id, app_key, flow, instance, form_key, record, by_person, by_name, parent, parent_step, unasked, tries
            FROM platform.flow_due WHERE id = ? AND failure IS NOT NULL FOR UPDATE\
            """, DueStore::read, id).stream().findFirst();
    }

    /** Tries it again, with as many tries as at first. */
    void afresh(UUID id) {
        database.update(
                "UPDATE platform.flow_due SET tries = 0, failure = NULL, due_at = ? WHERE id = ?",
                RunStore.at(time.now()),
                id);
    }

    /** Nothing of the app is begun any more, nor tried again. */
    void forget(String app) {
        database.update("DELETE FROM platform.flow_due WHERE app_key = ?", app);
    }

    /** Tries all of the app again. */
    List<UUID> allAfresh(String app) {
        return database.query("""
                UPDATE platform.flow_due SET tries = 0, failure = NULL, due_at = ?
                WHERE app_key = ? AND failure IS NOT NULL RETURNING id\
                """, (row, number) -> RunStore.uuid(row, "id"), RunStore.at(time.now()), app);
    }
}
