package dev.millwright.e2e;

import dev.millwright.e2e.ApiClient.Answer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** Somebody who brings in one file after the other; each of its rows has the name of the file. */
final class ImportingClient implements AutoCloseable {

    /** More than the import writes at once, so that it dies between its batches, too. */
    static final int ROWS = 5_000;

    private static final Duration BETWEEN = Duration.ofMillis(300);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final ApiClient api;
    private final String app;
    private final String form;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final List<Started> started = new ArrayList<>();
    private Future<?> running = CompletableFuture.completedFuture(true);
    private volatile boolean stopping;
    private int files;
    private long done;

    ImportingClient(ApiClient api, String app, String form) {
        this.api = api;
        this.app = app;
        this.form = form;
    }

    /**
     * A file that was sent.
     *
     * @param job empty when there was no answer to the call
     */
    private record Started(String file, String job) {}

    void start() {
        stopping = false;
        running = thread.submit(() -> {
            while (!stopping) {
                importNext();
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
        });
    }

    void stop() throws Exception {
        stopping = true;
        running.get();
    }

    /** How many imports were done, as the server said. */
    long done() {
        return done;
    }

    private void importNext() {
        String file = "file" + ++files;
        StringBuilder rows = new StringBuilder("tag\n");
        for (int i = 0; i < ROWS; i++) {
            rows.append(file).append('\n');
        }
        Answer answer =
                api.upload("/apps/" + app + "/forms/" + form + "/records:import", file + ".csv", rows.toString());
        String job = answer.body().path("id").asString("");
        started.add(new Started(file, job));
        for (long end = System.nanoTime() + LONGEST.toNanos();
                !job.isEmpty() && !stopping && System.nanoTime() < end && !isOver(state(job)); ) {
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    private String state(String job) {
        return api.call("GET", "/jobs/" + job, null).body().path("state").asString("");
    }

    private static boolean isOver(String state) {
        return state.equals("done") || state.equals("failed");
    }

    /** Waits until every job is over, and compares what they say with what is stored. Gives what is wrong. */
    List<String> compare(DataSource database) throws SQLException {
        List<String> wrong = new ArrayList<>();
        for (Started one : started) {
            String state = one.job().isEmpty() ? "" : awaitEnd(one.job());
            long stored = count(database, one.file());
            boolean asTold = switch (state) {
                case "done" -> stored == ROWS;
                case "failed" -> stored == 0;
                case "" -> stored == 0 || stored == ROWS;
                default -> false;
            };
            if (!asTold) {
                wrong.add("%s is %s and has %d rows".formatted(one.file(), state, stored));
            }
            done += state.equals("done") ? 1 : 0;
        }
        started.clear();
        return wrong;
    }

    private String awaitEnd(String job) {
        long end = System.nanoTime() + LONGEST.toNanos();
        String state = state(job);
        while (!isOver(state) && System.nanoTime() < end) {
            LockSupport.parkNanos(BETWEEN.toNanos());
            state = state(job);
        }
        return state;
    }

    private long count(DataSource database, String file) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("""
                        select count(*), count(h.record) from app_%1$s.%2$s r
                        left join app_%1$s._history h on h.record = r.id and h.version = 1
                        where r.tag = ?
                        """.formatted(app, form))) {
            statement.setString(1, file);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1) == row.getLong(2) ? row.getLong(1) : -1;
            }
        }
    }

    @Override
    public void close() {
        stopping = true;
        thread.close();
    }
}
