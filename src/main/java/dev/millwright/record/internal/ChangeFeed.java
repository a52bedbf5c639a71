package dev.millwright.record.internal;

import dev.millwright.cluster.Nodes;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Gathers what was written for a moment and then tells it once, to listeners here and to the other nodes. Not in the writing transaction:
 * PostgreSQL lets only one transaction with news commit at a time.
 */
@Component
class ChangeFeed implements RecordChanges {

    private static final String TOPIC = "records";

    private static final Logger log = LoggerFactory.getLogger(ChangeFeed.class);

    private static final long GATHER_MILLIS = 200;

    /** News has less than 8 000 bytes; beyond this many ids nobody looks at single records anyway. */
    private static final int MOST_IDS = 100;

    private final Nodes nodes;
    private final Map<FormRef, List<Consumer<RecordsChanged>>> listeners = new ConcurrentHashMap<>();
    private final ScheduledExecutorService teller = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("record-changes").daemon().factory());
    private final Object lock = new Object();
    private Map<FormRef, Set<UUID>> gathered = new HashMap<>();

    ChangeFeed(Nodes nodes) {
        this.nodes = nodes;
        nodes.hear(TOPIC, message -> tell(Payload.read(message)), this::tellAll);
    }

    @Override
    public Subscription subscribe(FormRef form, Consumer<RecordsChanged> listener) {
        listeners.computeIfAbsent(form, ignored -> new CopyOnWriteArrayList<>()).add(listener);
        return () -> listeners.computeIfPresent(form, (ignored, all) -> {
            all.remove(listener);
            return all.isEmpty() ? null : all;
        });
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
                nodes.tell(TOPIC, Payload.write(change));
            } catch (RuntimeException e) {
                log.warn("Other nodes are not told of changed records", e);
            }
        });
    }

    /** What other nodes wrote while they were not heard may be any record. */
    private void tellAll() {
        listeners.keySet().forEach(form -> tell(new RecordsChanged(form, Set.of())));
    }

    /** Tells the listeners here. */
    private void tell(RecordsChanged change) {
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

    /** A change as text: app, form, ids. */
    private static final class Payload {

        static String write(RecordsChanged change) {
            return String.join(
                    " ",
                    change.form().app(),
                    change.form().form(),
                    String.join(",", change.ids().stream().map(UUID::toString).toList()));
        }

        static RecordsChanged read(String text) {
            String[] parts = text.split(" ", -1);
            Set<UUID> ids = new HashSet<>();
            for (String id : parts[2].split(",")) {
                if (!id.isEmpty()) {
                    ids.add(UUID.fromString(id));
                }
            }
            return new RecordsChanged(new FormRef(parts[0], parts[1]), ids);
        }
    }
}
