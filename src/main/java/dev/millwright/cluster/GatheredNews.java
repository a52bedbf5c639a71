package dev.millwright.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * News about many names, of which the other nodes may hear a moment later, or not at all when this one dies meanwhile. PostgreSQL lets
 * only one transaction at a time through that notifies: what is told here is told after the transactions, all of a moment in one piece.
 */
public final class GatheredNews {

    private static final Logger LOG = LoggerFactory.getLogger(GatheredNews.class);

    /** So many names have room in one piece of news. */
    private static final int IN_ONE = 100;

    private static final long GATHERING_NANOS = 50_000_000;

    private final Nodes nodes;
    private final String topic;
    private final Set<String> untold = new LinkedHashSet<>();

    public GatheredNews(Nodes nodes, String topic) {
        this.nodes = nodes;
        this.topic = topic;
    }

    /**
     * Tells the other nodes soon.
     *
     * @param names without spaces, at most 70 characters each, as ids are
     */
    public void tell(Collection<String> names) {
        if (names.isEmpty()) {
            return;
        }
        synchronized (untold) {
            boolean gathering = !untold.isEmpty();
            untold.addAll(names);
            if (gathering) {
                return;
            }
        }
        Thread.ofVirtual().name("news-of-" + topic).start(() -> {
            LockSupport.parkNanos(GATHERING_NANOS);
            List<String> gathered;
            synchronized (untold) {
                gathered = new ArrayList<>(untold);
                untold.clear();
            }
            try {
                for (int from = 0; from < gathered.size(); from += IN_ONE) {
                    nodes.tell(
                            topic, String.join(" ", gathered.subList(from, Math.min(from + IN_ONE, gathered.size()))));
                }
            } catch (RuntimeException e) {
                LOG.warn("Other nodes do not hear about {}: {}", topic, e.getMessage());
            }
        });
    }

    /** The names that a message of these news tells. */
    public static List<String> names(String message) {
        return List.of(message.split(" "));
    }
}
