package dev.millwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.e2e.ApiClient.Answer;
import dev.millwright.e2e.NewForm.Field;
import dev.millwright.shared.Ids;
import dev.millwright.testing.EndToEndTest;
import dev.millwright.testing.RunningTrial;
import dev.millwright.testing.RunningTrial.Node;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records start a flow of three nodes on two nodes of an installation, while one of them and the database are killed: each record has
 * one run, and each node of it acted once. The system property {@code millwright.kills} says how often each is killed.
 */
@EndToEndTest
class KilledFlowsTests {

    private static final int KILLS = Integer.getInteger("millwright.kills", 1);
    private static final int CLIENTS = 4;
    private static final int BEFORE_A_KILL = 60;

    /** A restart takes long; the other node would be given work for minutes. */
    private static final int MOST_MEANWHILE = 300;

    private static final long BETWEEN_NANOS = 20_000_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void runsOnceForEachRecord(RunningTrial trial) throws Exception {
        try (Node second = trial.startNode();
                ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            ApiClient api = new ApiClient(trial, "dana", List.of(trial.address(), second.address()));
            NewForm form = NewForm.publish(api, "Counted", new Field("name", "text"), new Field("step", "integer"));
            form.draft("flow", "count", flow(form));
            form.publish();
            AtomicInteger created = new AtomicInteger();
            for (int round = 0; round < KILLS; round++) {
                for (Runnable kill : List.<Runnable>of(trial::killAndRestartApplication, trial::killDatabase)) {
                    api.signInAgain();
                    createWhileKilled(threads, form, created, kill);
                }
            }
            Instant end = Instant.now().plus(PATIENCE);
            String ours = " where app_key = '" + form.app() + "'";
            while (count(trial, "select count(*) from platform.flow_due" + ours) > 0
                    || count(trial, "select count(*) from platform.flow_instance" + ours + " and state <> 'ended'")
                            > 0) {
                assertThat(Instant.now()).isBefore(end);
                LockSupport.parkNanos(200_000_000);
            }
            String table = "app_" + form.app() + "." + NewForm.KEY;
            long records = count(trial, "select count(*) from " + table);
            assertThat(records).isGreaterThanOrEqualTo(created.get());
            assertThat(count(trial, "select count(*) from " + table + " where step is distinct from 3"))
                    .isZero();
            assertThat(count(trial, "select count(*) from platform.flow_instance" + ours))
                    .isEqualTo(records);
            assertThat(count(trial, "select count(distinct record) from platform.flow_instance" + ours))
                    .isEqualTo(records);
            System.out.printf(
                    "%d records, %d acknowledged, %d kills: one run each%n", records, created.get(), 2 * KILLS);
        }
    }

    private static void createWhileKilled(ExecutorService threads, NewForm form, AtomicInteger created, Runnable kill) {
        AtomicBoolean stopping = new AtomicBoolean();
        int before = created.get();
        AtomicInteger most = new AtomicInteger(before + MOST_MEANWHILE);
        List<CompletableFuture<?>> clients = new ArrayList<>();
        IntStream.range(0, CLIENTS)
                .forEach(client -> clients.add(CompletableFuture.runAsync(
                        () -> {
                            while (!stopping.get()) {
                                if (created.get() >= most.get()) {
                                    LockSupport.parkNanos(BETWEEN_NANOS);
                                    continue;
                                }
                                Answer answer =
                                        form.api().call("POST", form.records(), "{\"name\": \"Part\", \"step\": 0}");
                                boolean done = answer.status() == 201;
                                if (done) {
                                    created.incrementAndGet();
                                }
                                LockSupport.parkNanos(done ? BETWEEN_NANOS : 100_000_000);
                            }
                        },
                        threads)));
        await(created, before + BEFORE_A_KILL + ThreadLocalRandom.current().nextInt(BEFORE_A_KILL));
        kill.run();
        int since = created.get();
        most.set(since + MOST_MEANWHILE);
        await(created, since + BEFORE_A_KILL);
        stopping.set(true);
        CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).join();
    }

    private static void await(AtomicInteger created, int number) {
        Instant end = Instant.now().plus(PATIENCE);
        while (created.get() < number) {
            assertThat(Instant.now()).isBefore(end);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static ObjectNode flow(NewForm form) {
        ObjectNode flow = JsonMapper.shared().createObjectNode();
        flow.put("id", Ids.next().toString())
                .put("key", "count")
                .put("label", "Count")
                .put("form", form.id());
        flow.putObject("trigger").put("type", "record-created").putObject("config");
        ArrayNode nodes = flow.putArray("nodes");
        for (int step = 1; step <= 3; step++) {
            ObjectNode node = nodes.addObject();
            node.put("id", Ids.next().toString()).put("type", "set-fields").put("label", "Step " + step);
            node.putObject("config").putObject("values").put("step", "step + 1");
            node.putArray("branches");
        }
        flow.putObject("settings");
        return flow;
    }

    private static long count(RunningTrial trial, String sql) throws SQLException {
        try (var connection = trial.database().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
