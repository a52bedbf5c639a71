package dev.millwright.app.internal;

import dev.millwright.app.AppEvent;
import dev.millwright.app.AppEvent.AppPublished;
import dev.millwright.app.AppEvent.CatalogueChanged;
import dev.millwright.app.AppEvent.RightsChanged;
import dev.millwright.app.Nodes;
import jakarta.annotation.PreDestroy;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Tells this node and all others what changed about apps. */
@Component
class Signals {

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    private static final String TOPIC = "apps";

    private final Nodes nodes;
    private final SnapshotCache cache;
    private final ApplicationEventPublisher events;
    private final ExecutorService telling = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("app-events").factory());

    Signals(Nodes nodes, SnapshotCache cache, ApplicationEventPublisher events) {
        this.nodes = nodes;
        this.cache = cache;
        this.events = events;
        nodes.hear(TOPIC, this::receive, cache::forgetAll);
    }

    /** To be called within the transaction that makes the change; everybody learns of it once that is through. */
    void send(AppEvent event) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Without a transaction nobody would know when it happened");
        }
        cache.changing(event.app());
        nodes.tell(TOPIC, name(event) + " " + event.app());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                tell(event);
            }
        });
    }

    private void tell(AppEvent event) {
        cache.forget(event.app());
        // On a thread of its own: right after a commit the connection still belongs to the transaction that is over.
        telling.execute(() -> {
            try {
                events.publishEvent(event);
            } catch (RuntimeException e) {
                LOG.error("A listener failed on {}", event, e);
            }
        });
    }

    private static String name(AppEvent event) {
        return switch (event) {
            case AppPublished _ -> "published";
            case RightsChanged _ -> "rights";
            case CatalogueChanged _ -> "catalogue";
        };
    }

    private static Optional<AppEvent> parse(String name, String app) {
        return switch (name) {
            case "published" -> Optional.of(new AppPublished(app));
            case "rights" -> Optional.of(new RightsChanged(app));
            case "catalogue" -> Optional.of(new CatalogueChanged(app));
            default -> Optional.empty();
        };
    }

    private void receive(String message) {
        String[] words = message.split(" ", 2);
        if (words.length == 2) {
            parse(words[0], words[1]).ifPresent(this::tell);
        }
    }

    @PreDestroy
    void end() {
        telling.shutdown();
    }
}
