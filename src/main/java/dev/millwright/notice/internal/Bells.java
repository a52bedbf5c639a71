package dev.millwright.notice.internal;

import dev.millwright.cluster.GatheredNews;
import dev.millwright.cluster.Nodes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
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

    private final GatheredNews elsewhere;
    private final Map<String, List<Runnable>> listeners = new ConcurrentHashMap<>();

    Bells(Nodes nodes) {
        this.elsewhere = new GatheredNews(nodes, TOPIC);
        nodes.hear(TOPIC, news -> ringHere(GatheredNews.names(news)), () -> ringHere(List.copyOf(listeners.keySet())));
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
            elsewhere.tell(all);
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
}
