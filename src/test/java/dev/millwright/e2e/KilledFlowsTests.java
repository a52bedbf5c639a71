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
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records start a flow of three nodes on two nodes of an installation, while one of them and the database are killed: each record has
 * one run, and each node of it acted once; who is asked in a flow is asked once. The system property {@code millwright.kills} says how often each is killed,
 * {@code millwright.records} how many records are created before and after each kill.
 */
@EndToEndTest
class KilledFlowsTests {

    private static final int KILLS = Integer.getInteger("millwright.kills", 1);
    private static final int CLIENTS = 4;
    private static final int RECORDS_BEFORE_A_KILL = Integer.getInteger("millwright.records", 60);
    private static final int APPROVALS_BEFORE_A_KILL = 20;
    private static final int MOMENTS = 200;

    /** A restart takes long; the other node would be given work for minutes. */
    private static final int TIMES_AS_MANY_MEANWHILE = 5;

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
                    whileKilled(
                            threads,
                            created,
                            RECORDS_BEFORE_A_KILL,
                            kill,
                            () -> form.api()
                                            .call("POST", form.records(), "{\"name\": \"Part\", \"step\": 0}")
                                            .status()
                                    == 201);
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

    /** Two people's yeses and a step of the product, while servers are killed: nobody is asked twice, nothing ends twice. */
    @Test
    void asksEachPersonOnce(RunningTrial trial) throws Exception {
        try (Node second = trial.startNode();
                ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            ApiClient api = new ApiClient(trial, "dana", List.of(trial.address(), second.address()));
            NewForm form = NewForm.publish(api, "Agreed", new Field("name", "text"), new Field("step", "integer"));
            form.draft("flow", "agree", approvals(form));
            form.publish();
            AtomicInteger answered = new AtomicInteger();
            for (int round = 0; round < KILLS; round++) {
                for (Runnable kill : List.<Runnable>of(trial::killAndRestartApplication, trial::killDatabase)) {
                    api.signInAgain();
                    whileKilled(threads, answered, APPROVALS_BEFORE_A_KILL, kill, () -> handInAndAnswer(form));
                }
            }
            String ours = " where app_key = '" + form.app() + "'";
            Instant end = Instant.now().plus(PATIENCE);
            while (count(trial, "select count(*) from platform.flow_instance" + ours + " and state <> 'ended'") > 0) {
                assertThat(Instant.now()).isBefore(end);
                answerAll(form);
            }
            long runs = count(trial, "select count(*) from platform.flow_instance" + ours);
            assertThat(runs).isGreaterThanOrEqualTo(answered.get());
            assertThat(count(trial, "select count(distinct record) from platform.flow_instance" + ours))
                    .isEqualTo(runs);
            String inOurs = " where instance in (select id from platform.flow_instance" + ours + ")";
            assertThat(count(trial, "select count(*) from platform.work_item" + inOurs + " and state = 'done'"))
                    .isEqualTo(2 * runs);
            assertThat(count(trial, "select count(*) from platform.work_item" + inOurs))
                    .isEqualTo(2 * runs);
            assertThat(count(trial, "select count(*) from platform.flow_event" + inOurs + " and kind = 'ended'"))
                    .isEqualTo(runs);
            String table = "app_" + form.app() + "." + NewForm.KEY;
            assertThat(count(
                            trial,
                            "select count(*) from " + table
                                    + " where step is distinct from 1 and id in (select record from platform.flow_instance"
                                    + ours + ")"))
                    .isZero();
            System.out.printf("%d runs with two yeses each, %d kills: each asked once%n", runs, 2 * KILLS);
        }
    }

    /** All moments come at about the same time, so that the node that is killed then holds some of them. */
    @Test
    void awaitedMomentsComeOnceThoughANodeIsKilled(RunningTrial trial) throws Exception {
        try (Node second = trial.startNode();
                ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            ApiClient api = new ApiClient(trial, "dana");
            NewForm form = NewForm.publish(
                    api,
                    "Awaited",
                    new Field("name", "text"),
                    new Field("step", "integer"),
                    new Field("at", "date-time"));
            form.draft("flow", "await", awaiting(form));
            form.publish();
            Instant moment = Instant.now().plusSeconds(MOMENTS / 10);
            CompletableFuture.allOf(IntStream.range(0, MOMENTS)
                            .mapToObj(i -> CompletableFuture.runAsync(
                                    () -> form.create("{\"name\": \"Part\", \"step\": 0, \"at\": \"" + moment + "\"}"),
                                    threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
            String ended = "select count(*) from platform.flow_instance where app_key = '" + form.app()
                    + "' and state = 'ended'";
            Instant end = Instant.now().plus(PATIENCE);
            while (count(trial, ended) == 0) {
                assertThat(Instant.now()).isBefore(end);
                LockSupport.parkNanos(20_000_000);
            }
            second.kill();
            long left = MOMENTS - count(trial, ended);
            while (count(trial, ended) < MOMENTS) {
                assertThat(Instant.now()).isBefore(end);
                LockSupport.parkNanos(200_000_000);
            }
            assertThat(count(
                            trial,
                            "select count(*) from app_" + form.app() + "." + NewForm.KEY
                                    + " where step is distinct from 1"))
                    .isZero();
            System.out.printf("%d moments, %d of them after a node was killed: each came once%n", MOMENTS, left);
        }
    }

    private static ObjectNode awaiting(NewForm form) {
        ObjectNode flow = empty(form, "await", "record-created");
        node(flow, "wait", "Wait").putObject("config").put("kind", "field").put("field", "at");
        node(flow, "set-fields", "Count")
                .putObject("config")
                .putObject("values")
                .put("step", "step + 1");
        return flow;
    }

    /** A new one is handed in, and one of those that wait gets its yes. */
    private static boolean handInAndAnswer(NewForm form) {
        Answer made = form.api().call("POST", form.records(), "{\"name\": \"Part\", \"step\": 0}");
        if (made.status() != 201) {
            return false;
        }
        String record = made.body().path("id").asString();
        boolean handedIn = form.api()
                        .call("POST", form.records() + "/" + record + ":submit", "{}")
                        .status()
                == 201;
        answerAll(form);
        return handedIn;
    }

    private static void answerAll(NewForm form) {
        Answer waiting = form.api().call("GET", "/tasks?limit=10&app=" + form.app(), null);
        if (waiting.status() != 200) {
            LockSupport.parkNanos(100_000_000);
            return;
        }
        for (JsonNode task : waiting.body().path("items")) {
            // Another client may have been faster; the last look at the tables tells whether that was all.
            form.api().call("POST", "/tasks/" + task.path("id").asString() + ":approve", "{}");
        }
    }

    private static ObjectNode approvals(NewForm form) {
        ObjectNode flow = empty(form, "agree", "submitted");
        for (String label : List.of("First", "Second")) {
            ObjectNode node = node(flow, "approve", label);
            node.putObject("config")
                    .putObject("step")
                    .putArray("people")
                    .addObject()
                    .put("from", "starter");
        }
        node(flow, "set-fields", "Count")
                .putObject("config")
                .putObject("values")
                .put("step", "step + 1");
        return flow;
    }

    /** Clients do the work, which says whether it was acknowledged, before, while and after something is killed. */
    private static void whileKilled(
            ExecutorService threads, AtomicInteger acknowledged, int atLeast, Runnable kill, BooleanSupplier work) {
        AtomicBoolean stopping = new AtomicBoolean();
        int before = acknowledged.get();
        AtomicInteger most = new AtomicInteger(before + TIMES_AS_MANY_MEANWHILE * atLeast);
        List<CompletableFuture<?>> clients = new ArrayList<>();
        IntStream.range(0, CLIENTS)
                .forEach(client -> clients.add(CompletableFuture.runAsync(
                        () -> {
                            while (!stopping.get()) {
                                if (acknowledged.get() >= most.get()) {
                                    LockSupport.parkNanos(BETWEEN_NANOS);
                                    continue;
                                }
                                boolean done = work.getAsBoolean();
                                if (done) {
                                    acknowledged.incrementAndGet();
                                }
                                LockSupport.parkNanos(done ? BETWEEN_NANOS : 100_000_000);
                            }
                        },
                        threads)));
        await(acknowledged, before + atLeast + ThreadLocalRandom.current().nextInt(atLeast));
        kill.run();
        int since = acknowledged.get();
        most.set(since + TIMES_AS_MANY_MEANWHILE * atLeast);
        await(acknowledged, since + atLeast);
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
        ObjectNode flow = empty(form, "count", "record-created");
        for (int step = 1; step <= 3; step++) {
            node(flow, "set-fields", "Step " + step)
                    .putObject("config")
                    .putObject("values")
                    .put("step", "step + 1");
        }
        return flow;
    }

    private static ObjectNode empty(NewForm form, String key, String trigger) {
        ObjectNode flow = JsonMapper.shared().createObjectNode();
        flow.put("id", Ids.next().toString()).put("key", key).put("label", key).put("form", form.id());
        flow.putObject("trigger").put("type", trigger).putObject("config");
        flow.putArray("nodes");
        flow.putObject("settings");
        return flow;
    }

    private static ObjectNode node(ObjectNode flow, String type, String label) {
        ObjectNode node = ((ArrayNode) flow.path("nodes")).addObject();
        node.put("id", Ids.next().toString()).put("type", type).put("label", label);
        node.putArray("branches");
        return node;
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
