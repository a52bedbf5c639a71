package dev.millwright.app.internal;

import dev.millwright.app.AppEvent;
import dev.millwright.app.PublishedApps;
import dev.millwright.cluster.internal.SecondNode;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.identity.CurrentLanguage;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ApplicationContext;

/** A second node on the same database: a cache of its own that hears only what PostgreSQL tells. */
public final class OtherNode implements AutoCloseable {

    private final PublishedApps apps;
    private final SecondNode nodes;
    private final Signals signals;
    private final BlockingQueue<AppEvent> heard;

    private OtherNode(PublishedApps apps, SecondNode nodes, Signals signals, BlockingQueue<AppEvent> heard) {
        this.apps = apps;
        this.nodes = nodes;
        this.signals = signals;
        this.heard = heard;
    }

    public static OtherNode start(ApplicationContext context) {
        BlockingQueue<AppEvent> heard = new LinkedBlockingQueue<>();
        SnapshotCache cache = new SnapshotCache(
                context.getBean(AppTable.class),
                context.getBean(ReleaseTables.class),
                context.getBean(ReleaseGate.class),
                context.getBean(Transactions.class));
        SecondNode nodes = SecondNode.of(context);
        Signals signals = new Signals(nodes, cache, event -> {
            if (event instanceof AppEvent told) {
                heard.add(told);
            }
        });
        nodes.start();
        PublishedApps apps = new SpokenApps(
                cache,
                context.getBean(AppTable.class),
                context.getBean(Kinds.class),
                context.getBean(DefinitionCodec.class),
                context.getBean(CurrentLanguage.class));
        return new OtherNode(apps, nodes, signals, heard);
    }

    public PublishedApps apps() {
        return apps;
    }

    /** Waits for the event; false when it does not come for long. */
    public boolean hears(AppEvent wanted) throws InterruptedException {
        for (AppEvent event = next(); event != null; event = next()) {
            if (event.equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    private @org.jspecify.annotations.Nullable AppEvent next() throws InterruptedException {
        return heard.poll(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        nodes.close();
        signals.end();
    }
}
