package dev.millwright.record.internal;

import dev.millwright.record.FormRef;
import dev.millwright.record.RecordChanges;
import dev.millwright.record.RecordsChanged;
import jakarta.annotation.PreDestroy;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Gathers what was written for a moment and then tells it once, to listeners here and by NOTIFY to the other nodes. Not by NOTIFY in the
 * writing transaction: PostgreSQL lets only one such transaction commit at a time.
 */
@Component
class ChangeFeed implements RecordChanges {

    static final String CHANNEL = "millwright_records";

    private static final Logger log = LoggerFactory.getLogger(ChangeFeed.class);

    private static final long GATHER_MILLIS = 200;

    /** A payload of NOTIFY has 8 000 bytes; beyond this many ids nobody looks at single records anyway. */
    private static final int MOST_IDS = 100;

    /** Tells this node's own notifications from others'. */
    private final String node = UUID.randomUUID().toString();

    private final DSLContext dsl;
    private final Map<FormRef, List<Consumer<RecordsChanged>>> listeners = new ConcurrentHashMap<>();
    private final ScheduledExecutorService teller = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("record-changes").daemon().factory());
    private final Object lock = new Object();
    private Map<FormRef, Set<UUID>> gathered = new HashMap<>();

    ChangeFeed(DSLContext dsl) {
        this.dsl = dsl;
    }

    @Override
    public Subscription subscribe(FormRef form, Consumer<RecordsChanged> listener) {
        listeners.computeIfAbsent(form, ignored -> new CopyOnWriteArrayList<>()).add(listener);
        return () -> listeners.computeIfPresent(form, (ignored, all) -> {
            all.remove(listener);
            return all.isEmpty() ? null : all;
        });
    }

    String node() {
        return node;
    }

    /** Tells it once the running transaction is through; never if it is rolled back. */
    void written(FormRef form, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return;
        }
        Set<UUID> copy = Set.copyOf(ids);
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    gather(form, copy);
                }
            });
        } else {
            gather(form, copy);
        }
    }

    private void gather(FormRef form, Set<UUID> ids) {
        synchronized (lock) {
            if (gathered.isEmpty() && !teller.isShutdown()) {
                teller.schedule((Runnable) this::tellGathered, GATHER_MILLIS, TimeUnit.MILLISECONDS);
            }
            gathered.computeIfAbsent(form, ignored -> new HashSet<>()).addAll(ids);
        }
    }

    private void tellGathered() {
        Map<FormRef, Set<UUID>> all;
        synchronized (lock) {
            all = gathered;
            gathered = new HashMap<>();
        }
        all.forEach((form, ids) -> {
            RecordsChanged change = new RecordsChanged(form, ids.size() > MOST_IDS ? Set.of() : ids);
            tell(change);
            try {
                dsl.query("select pg_notify({0}, {1})", DSL.val(CHANNEL), DSL.val(Payload.write(node, change)))
                        .execute();
            } catch (RuntimeException e) {
                log.warn("Other nodes are not told of changed records", e);
            }
        });
    }

    /** Tells the listeners here. */
    void tell(RecordsChanged change) {
        for (Consumer<RecordsChanged> listener : listeners.getOrDefault(change.form(), List.of())) {
            try {
                listener.accept(change);
            } catch (RuntimeException e) {
                log.warn("A listener to changed records failed", e);
            }
        }
    }

    @PreDestroy
    void stop() {
        teller.shutdownNow();
    }

    /** A change as text of a notification: node, app, form, ids. */
    record Payload(String node, RecordsChanged change) {

        static String write(String node, RecordsChanged change) {
            return String.join(
                    " ",
                    node,
                    change.form().app(),
                    change.form().form(),
                    String.join(",", change.ids().stream().map(UUID::toString).toList()));
        }

        static Payload read(String text) {
            String[] parts = text.split(" ", -1);
            Set<UUID> ids = new HashSet<>();
            for (String id : parts[3].split(",")) {
                if (!id.isEmpty()) {
                    ids.add(UUID.fromString(id));
                }
            }
            return new Payload(parts[0], new RecordsChanged(new FormRef(parts[1], parts[2]), ids));
        }
    }
}
