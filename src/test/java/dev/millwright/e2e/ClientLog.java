package dev.millwright.e2e;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What clients know of the records of one form: what was acknowledged, and which calls ended without an answer. Compared with the
 * database it shows what got lost, doubled or half done. Records are told apart by a text that the client made up.
 */
final class ClientLog {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Map<String, Row> known = new HashMap<>();
    private final Map<String, String> ids = new HashMap<>();
    private final List<List<Effect>> doubtful = new ArrayList<>();
    private long acknowledged;

    /** A record as a client may expect it. */
    record Row(String label, long version, boolean deleted) {}

    /**
     * What a call does to one record.
     *
     * @param before null when the call creates it
     */
    record Effect(String tag, @Nullable Row before, Row after) {}

    synchronized void acknowledged(List<Effect> call) {
        call.forEach(effect -> known.put(effect.tag(), effect.after()));
        acknowledged++;
    }

    /** The id under which the server keeps a record that it acknowledged. */
    synchronized void created(String tag, String id) {
        ids.put(tag, id);
    }

    synchronized Optional<String> id(String tag) {
        return Optional.ofNullable(ids.get(tag));
    }

    /** No answer, or one of a server in trouble: it was done or it was not, but not in part. */
    synchronized void doubtful(List<Effect> call) {
        doubtful.add(call);
    }

    /** Waits until so many calls more were acknowledged. */
    void awaitAcknowledged(long more) {
        long wanted = acknowledged() + more;
        Instant end = Instant.now().plus(PATIENCE);
        while (acknowledged() < wanted) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("Writing does not go on");
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    synchronized long acknowledged() {
        return acknowledged;
    }

    synchronized int doubtful() {
        return doubtful.size();
    }

    /** The living records as far as there is no doubt about them. */
    synchronized Map<String, Row> living() {
        Map<String, Row> living = new HashMap<>(known);
        living.values().removeIf(Row::deleted);
        doubtful.forEach(call -> call.forEach(effect -> living.remove(effect.tag())));
        return living;
    }

    /** Compares all of it with the database, while nobody writes; from then on nothing is in doubt. Gives what is wrong. */
    synchronized List<String> compare(DataSource database, String schema, String form) throws SQLException {
        List<String> wrong = new ArrayList<>();
        Map<String, Row> stored;
        try (Connection connection = database.getConnection()) {
            stored = stored(connection, schema, form, wrong);
            compareHistory(connection, schema, form, wrong);
        }
        for (List<Effect> call : doubtful) {
            long done = call.stream()
                    .filter(effect -> effect.after().equals(stored.get(effect.tag())))
                    .count();
            long undone = call.stream()
                    .filter(effect -> Objects.equals(effect.before(), stored.get(effect.tag())))
                    .count();
            if (done != call.size() && undone != call.size()) {
                wrong.add("half done: " + call);
            }
            if (done == call.size()) {
                call.forEach(effect -> known.put(effect.tag(), effect.after()));
            }
        }
        doubtful.clear();
        known.forEach((tag, row) -> {
            if (!row.equals(stored.get(tag))) {
                wrong.add("lost: " + tag + " should be " + row + " and is " + stored.get(tag));
            }
        });
        Set<String> unknown = new HashSet<>(stored.keySet());
        unknown.removeAll(known.keySet());
        unknown.forEach(tag -> wrong.add("nobody's: " + tag));
        return wrong;
    }

    private Map<String, Row> stored(Connection connection, String schema, String form, List<String> wrong)
            throws SQLException {
        Map<String, Row> stored = new HashMap<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select tag, label, version, deleted_at is not null, id from %s.%s".formatted(schema, form))) {
            while (rows.next()) {
                Row row = new Row(rows.getString(2), rows.getLong(3), rows.getBoolean(4));
                if (stored.put(rows.getString(1), row) != null) {
                    wrong.add("doubled: " + rows.getString(1));
                }
                String id = rows.getString(5);
                if (!ids.getOrDefault(rows.getString(1), id).equals(id)) {
                    wrong.add("another id than acknowledged: " + rows.getString(1));
                }
            }
        }
        return stored;
    }

    /** Each version of each record has its one entry, and no number of the series was given twice or left out. */
    private static void compareHistory(Connection connection, String schema, String form, List<String> wrong)
            throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select r.tag, r.version, h.versions
                        from %1$s.%2$s r
                        left join (select record, array_agg(version order by version) as versions
                                   from %1$s._history group by record) h on h.record = r.id
                        where h.versions is distinct from
                            (select array_agg(v order by v) from generate_series(1, r.version) v)
                        union all
                        select 'numbers: ' || count(*), max(number::bigint), array[count(distinct number)]
                        from %1$s.%2$s
                        having count(*) <> coalesce(max(number::bigint), 0) or count(*) <> count(distinct number)
                        """.formatted(schema, form))) {
            while (rows.next()) {
                wrong.add("history: %s of version %d has entries %s"
                        .formatted(rows.getString(1), rows.getLong(2), rows.getString(3)));
            }
        }
    }
}
