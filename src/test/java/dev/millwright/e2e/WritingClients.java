package dev.millwright.e2e;

import dev.millwright.e2e.ApiClient.Answer;
import dev.millwright.e2e.ClientLog.Effect;
import dev.millwright.e2e.ClientLog.Row;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Clients that create, change and delete records, alone and in batches, for as long as they are let. */
final class WritingClients implements AutoCloseable {

    private static final Duration AFTER_FAILURE = Duration.ofMillis(200);

    private final ApiClient api;
    private final String records;
    private final ClientLog log;
    private final AtomicInteger tags = new AtomicInteger();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> running = new ArrayList<>();
    private volatile boolean stopping;

    WritingClients(ApiClient api, String records, ClientLog log) {
        this.api = api;
        this.records = records;
        this.log = log;
    }

    /** Starts so many clients; each has the records that are there for itself. */
    void start(int clients) {
        stopping = false;
        List<Deque<String>> shares = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            shares.add(new ArrayDeque<>());
        }
        Map<String, Row> living = log.living();
        int next = 0;
        for (String tag : living.keySet()) {
            if (log.id(tag).isPresent()) {
                shares.get(next++ % clients).add(tag);
            }
        }
        for (Deque<String> share : shares) {
            Map<String, Row> rows = new HashMap<>();
            share.forEach(tag -> rows.put(tag, living.get(tag)));
            running.add(threads.submit(() -> new Client(share, rows).run()));
        }
    }

    /** Lets every client finish its call. */
    void stop() throws Exception {
        stopping = true;
        for (Future<?> client : running) {
            client.get();
        }
        running.clear();
    }

    /** Answers that no client should get, whatever is killed. */
    List<String> refused() {
        return refused;
    }

    @Override
    public void close() {
        stopping = true;
        threads.close();
    }

    private static String label(String tag, long version) {
        return tag + " as of " + version;
    }

    /** One client with records of its own. */
    private final class Client {

        private final Deque<String> mine;
        private final Map<String, Row> rows;

        Client(Deque<String> mine, Map<String, Row> rows) {
            this.mine = mine;
            this.rows = rows;
        }

        void run() {
            for (int turn = 0; !stopping; turn++) {
                boolean few = mine.size() < 10;
                switch (few ? 0 : turn % 8) {
                    case 0, 1 -> create();
                    case 2, 3, 4 -> change();
                    case 5 -> delete();
                    default -> batch();
                }
            }
        }

        private void create() {
            Effect effect = creation();
            ObjectNode body = values(effect);
            Answer answer = api.call("POST", records, body.toString());
            if (settle(answer, List.of(effect))) {
                log.created(effect.tag(), answer.body().path("id").asString());
            }
        }

        private void change() {
            Effect effect = change(mine.removeFirst());
            String body = JsonMapper.shared()
                    .createObjectNode()
                    .put("label", effect.after().label())
                    .toString();
            settle(api.call("PATCH", records + "/" + id(effect.tag()), body), List.of(effect));
        }

        private void delete() {
            Effect effect = deletion(mine.removeFirst());
            settle(api.call("DELETE", records + "/" + id(effect.tag()), null), List.of(effect));
        }

        private void batch() {
            List<Effect> created = List.of(creation(), creation(), creation());
            List<Effect> changed = List.of(change(mine.removeFirst()), change(mine.removeFirst()));
            Effect deleted = deletion(mine.removeFirst());
            ObjectNode body = JsonMapper.shared().createObjectNode();
            ArrayNode create = body.putArray("create");
            created.forEach(effect -> create.add(values(effect)));
            ArrayNode update = body.putArray("update");
            changed.forEach(effect -> update.addObject()
                    .put("id", id(effect.tag()))
                    .put("label", effect.after().label()));
            body.putArray("delete").add(id(deleted.tag()));
            List<Effect> all = new ArrayList<>(created);
            all.addAll(changed);
            all.add(deleted);
            Answer answer = api.call("POST", records + ":batch", body.toString());
            if (settle(answer, all)) {
                for (int i = 0; i < created.size(); i++) {
                    log.created(
                            created.get(i).tag(),
                            answer.body().path("create").path(i).path("id").asString());
                }
            }
        }

        private Effect creation() {
            String tag = "t" + tags.incrementAndGet();
            return new Effect(tag, null, new Row(label(tag, 1), 1, false));
        }

        private Effect change(String tag) {
            Row before = row(tag);
            long version = before.version() + 1;
            return new Effect(tag, before, new Row(label(tag, version), version, false));
        }

        private Effect deletion(String tag) {
            Row before = row(tag);
            return new Effect(tag, before, new Row(before.label(), before.version() + 1, true));
        }

        private Row row(String tag) {
            Row row = rows.get(tag);
            if (row == null) {
                throw new IllegalStateException("Not mine: " + tag);
            }
            return row;
        }

        private static ObjectNode values(Effect effect) {
            return JsonMapper.shared()
                    .createObjectNode()
                    .put("tag", effect.tag())
                    .put("label", effect.after().label());
        }

        /** Whether the call is acknowledged; records of one that is not are left alone from then on. */
        private boolean settle(Answer answer, List<Effect> effects) {
            if (answer.isNone()) {
                log.doubtful(effects);
                LockSupport.parkNanos(AFTER_FAILURE.toNanos());
                return false;
            }
            if (answer.status() >= 300) {
                refused.add(answer + " for " + effects);
                return false;
            }
            log.acknowledged(effects);
            for (Effect effect : effects) {
                rows.put(effect.tag(), effect.after());
                if (!effect.after().deleted()) {
                    mine.addLast(effect.tag());
                }
            }
            return true;
        }

        private String id(String tag) {
            return log.id(tag).orElseThrow();
        }
    }
}
