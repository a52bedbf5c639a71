package dev.millwright.cluster;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells those who listen for a person, on this node and through the news on all others, that something may have changed. However much
 * happens at once, each listener is told once while it is at work and once more afterwards, and few are at work at a time: they ask the
 * database, whose connections others need, too.
 */
public final class PersonalNews {

    private static final Logger LOG = LoggerFactory.getLogger(PersonalNews.class);
    private static final int AT_ONCE = 4;

    private final String topic;
    private final GatheredNews elsewhere;
    private final Map<String, List<Listener>> listeners = new ConcurrentHashMap<>();
    private final Semaphore free = new Semaphore(AT_ONCE);

    public PersonalNews(Nodes nodes, String topic) {
        this.topic = topic;
        elsewhere = new GatheredNews(nodes, topic);
        nodes.hear(topic, news -> tellHere(GatheredNews.names(news)), () -> tellHere(List.copyOf(listeners.keySet())));
    }

    /** Runs it, on a thread of its own, whenever something may have changed for the person; until what is given back runs. */
    public Runnable listen(String person, Runnable work) {
        Listener listener = new Listener(work);
        listeners.compute(person, (id, former) -> {
            List<Listener> all = former == null ? new CopyOnWriteArrayList<>() : former;
            all.add(listener);
            return all;
        });
        return () -> listeners.computeIfPresent(person, (id, all) -> {
            all.remove(listener);
            return all.isEmpty() ? null : all;
        });
    }

    /** Something may have changed for these people. */
    public void tell(Collection<String> people) {
        tellHere(people);
        elsewhere.tell(people);
    }

    private void tellHere(Collection<String> people) {
        for (String person : people) {
            listeners.getOrDefault(person, List.of()).forEach(Listener::tell);
        }
    }

    private final class Listener {

        private final Runnable work;

        /** How often it was told since it was last at rest. */
        private final AtomicInteger told = new AtomicInteger();

        Listener(Runnable work) {
            this.work = work;
        }

        void tell() {
            if (told.getAndIncrement() == 0) {
                Thread.ofVirtual().name("news-of-" + topic).start(this::run);
            }
        }

        private void run() {
            int known;
            do {
                known = told.get();
                free.acquireUninterruptibly();
                try {
                    work.run();
                } catch (RuntimeException e) {
                    // A page that just goes away must not keep the others of the person from their news.
                    LOG.warn("News of {} do not arrive: {}", topic, e.getMessage());
                } finally {
                    free.release();
                }
            } while (!told.compareAndSet(known, 0));
        }
    }
}
