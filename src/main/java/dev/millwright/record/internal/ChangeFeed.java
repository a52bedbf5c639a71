package dev.millwright.record.internal;

import dev.millwright.cluster.Nodes;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordChanges;
import dev.millwright.record.RecordsChanged;
import dev.millwright.record.spi.RecordNews;
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
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Gathers what was written, and what changed beside it, for a moment and then tells it once, to listeners here and to the other nodes. Not in the writing transaction:
 * PostgreSQL lets only one transaction with news commit at a time.
 */
@Component
class ChangeFeed implements RecordChanges, RecordNews {

    private static final String TOPIC = "records";

    private static final Logger log = LoggerFactory.getLogger(ChangeFeed.class);

    private static final long GATHER_MILLIS = 200;

    /** News has less than 8 000 bytes; beyond this many ids nobody looks at single records anyway. */
    private static final int MOST_IDS = 100;

    /** Records of a form of which there is news. */
    private record Gathered(Set<UUID> written, Set<UUID> beside) {

        Gathered() {
            this(new HashSet<>(), new HashSet<>());
        }
    }

    private final Nodes nodes;
    private final Map<FormRef, List<Consumer<RecordsChanged>>> listeners = new ConcurrentHashMap<>();
    private final ScheduledExecutorService teller = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("record-changes").daemon().factory());
    private final Object lock = new Object();
    private Map<FormRef, Gathered> gathered = new HashMap<>();

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

    @Override
    public void changedBeside(FormRef form, Collection<UUID> records) {
        onceCommitted(form, records, Gathered::beside);
    }

    /** Tells it once the running transaction is through; never if it is rolled back. */
    void written(FormRef form, Collection<UUID> ids) {
        onceCommitted(form, ids, Gathered::written);
    }

    private void onceCommitted(FormRef form, Collection<UUID> ids, Function<Gathered, Set<UUID>> kind) {
        if (ids.isEmpty()) {
            return;
        }
        Set<UUID> copy = Set.copyOf(ids);
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    gather(form, copy, kind);
                }
            });
        } else {
            gather(form, copy, kind);
        }
    }

    private void gather(FormRef form, Set<UUID> ids, Function<Gathered, Set<UUID>> kind) {
        synchronized (lock) {
            if (gathered.isEmpty() && !teller.isShutdown()) {
                teller.schedule((Runnable) this::tellGathered, GATHER_MILLIS, TimeUnit.MILLISECONDS);
            }
            kind.apply(gathered.computeIfAbsent(form, ignored -> new Gathered()))
                    .addAll(ids);
        }
    }

    private void tellGathered() {
        Map<FormRef, Gathered> all;
        synchronized (lock) {
            all = gathered;
            gathered = new HashMap<>();
        }
        all.forEach((form, news) -> {
            tellAll(form, news.written(), true);
            // Who hears that a record was written looks at what is beside it, too.
            news.beside().removeAll(news.written());
            tellAll(form, news.beside(), false);
        });
    }

    private void tellAll(FormRef form, Set<UUID> ids, boolean written) {
        if (ids.isEmpty()) {
            return;
        }
        RecordsChanged change = new RecordsChanged(form, ids.size() > MOST_IDS ? Set.of() : ids, written);
        tell(change);
        try {
            nodes.tell(TOPIC, Payload.write(change));
        } catch (RuntimeException e) {
            log.warn("Other nodes are not told of changed records", e);
        }
    }

    /** What other nodes wrote while they were not heard may be any record. */
    private void tellAll() {
        listeners.keySet().forEach(form -> tell(new RecordsChanged(form, Set.of(), true)));
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

    /** A change as text: app, form, ids, and a word more when the records were not written. */
    private static final class Payload {

        private static final String BESIDE = " beside";

        static String write(RecordsChanged change) {
            String text = String.join(
                    " ",
                    change.form().app(),
                    change.form().form(),
                    String.join(",", change.ids().stream().map(UUID::toString).toList()));
            return change.written() ? text : text + BESIDE;
        }

        static RecordsChanged read(String text) {
            String[] parts = text.split(" ", -1);
            Set<UUID> ids = new HashSet<>();
            for (String id : parts[2].split(",")) {
                if (!id.isEmpty()) {
                    ids.add(UUID.fromString(id));
                }
            }
            return new RecordsChanged(new FormRef(parts[0], parts[1]), ids, !text.endsWith(BESIDE));
        }
    }
}
