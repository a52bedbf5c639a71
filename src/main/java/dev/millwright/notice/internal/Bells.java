package dev.millwright.notice.internal;

import dev.millwright.cluster.Nodes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The bells that people have before them, on this node and through the news on all others. */
@Component
class Bells {

    private static final Logger LOG = LoggerFactory.getLogger(Bells.class);
    private static final String TOPIC = "notice";

    /** Ids of people that one piece of news has room for. */
    private static final int IN_ONE = 100;

    /**
     * PostgreSQL lets only one transaction at a time through that notifies. So what is told on its way through stays silent, and the
     * other nodes hear of all that was told within this time in one piece, which nobody's transaction waits for.
     */
    private static final long GATHERING_NANOS = 50_000_000;

    private final Nodes nodes;
    private final Map<String, List<Runnable>> listeners = new ConcurrentHashMap<>();
    private final Set<String> untold = new HashSet<>();

    Bells(Nodes nodes) {
        this.nodes = nodes;
        nodes.hear(TOPIC, news -> ringHere(List.of(news.split(" "))), () -> ringHere(List.copyOf(listeners.keySet())));
    }

    /** Runs it, on a thread of its own, whenever something may have changed for the person; until what is given back runs. */
    Runnable listen(String person, Runnable ring) {
        listeners.compute(person, (id, former) -> {
            List<Runnable> all = former == null ? new CopyOnWriteArrayList<>() : former;
            all.add(ring);
            return all;
        });
        return () -> listeners.computeIfPresent(person, (id, all) -> {
            all.remove(ring);
            return all.isEmpty() ? null : all;
        });
    }

    /** Once the caller's transaction is through, at once if there is none. */
    void ring(Collection<String> people) {
        if (people.isEmpty()) {
            return;
        }
        List<String> all = List.copyOf(people);
        afterCommit(() -> {
            ringHere(all);
            tellOthers(all);
        });
    }

    static void afterCommit(Runnable work) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    work.run();
                }
            });
        } else {
            work.run();
        }
    }

    private void ringHere(Collection<String> people) {
        for (String person : people) {
            List<Runnable> rings = listeners.get(person);
            if (rings != null) {
                Thread.ofVirtual().name("bell").start(() -> rings.forEach(Bells::ringOne));
            }
        }
    }

    /** A page that just goes away must not keep the others of the person from theirs. */
    private static void ringOne(Runnable ring) {
        try {
            ring.run();
        } catch (RuntimeException e) {
            LOG.warn("A bell does not ring: {}", e.getMessage());
        }
    }

    private void tellOthers(Collection<String> people) {
        synchronized (untold) {
            boolean gathering = !untold.isEmpty();
            untold.addAll(people);
            if (gathering) {
                return;
            }
        }
        Thread.ofVirtual().name("bells-elsewhere").start(() -> {
            LockSupport.parkNanos(GATHERING_NANOS);
            List<String> gathered;
            synchronized (untold) {
                gathered = new ArrayList<>(untold);
                untold.clear();
            }
            try {
                for (int from = 0; from < gathered.size(); from += IN_ONE) {
                    nodes.tell(
                            TOPIC, String.join(" ", gathered.subList(from, Math.min(from + IN_ONE, gathered.size()))));
                }
            } catch (RuntimeException e) {
                // They show it as soon as the person opens another page there.
                LOG.warn("Bells on other nodes do not ring: {}", e.getMessage());
            }
        });
    }
}
