package dev.millwright.app.internal;

import dev.millwright.app.AppEvent;
import dev.millwright.app.AppEvent.AppPublished;
import dev.millwright.app.AppEvent.CatalogueChanged;
import dev.millwright.app.AppEvent.DraftDeleted;
import dev.millwright.app.AppEvent.DraftSaved;
import dev.millwright.app.AppEvent.RightsChanged;
import dev.millwright.app.Author;
import dev.millwright.app.DraftRef;
import dev.millwright.cluster.Nodes;
import dev.millwright.shared.Ids;
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
        if (changesSnapshot(event)) {
            cache.changing(event.app());
        }
        nodes.tell(TOPIC, name(event) + " " + event.app() + details(event));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                tell(event);
            }
        });
    }

    private void tell(AppEvent event) {
        if (changesSnapshot(event)) {
            cache.forget(event.app());
        }
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
            case DraftSaved _ -> "draft";
            case DraftDeleted _ -> "undraft";
        };
    }

    private static boolean changesSnapshot(AppEvent event) {
        return !(event instanceof DraftSaved || event instanceof DraftDeleted);
    }

    private static String details(AppEvent event) {
        // The name comes last because it may have spaces.
        return switch (event) {
            case DraftSaved(String _, DraftRef draft, long version, Author by) -> details(draft, version, by);
            case DraftDeleted(String _, DraftRef draft, Author by) -> details(draft, 0, by);
            case AppPublished _, RightsChanged _, CatalogueChanged _ -> "";
        };
    }

    private static String details(DraftRef draft, long version, Author by) {
        return " %s %s %d %s %s".formatted(draft.kind(), draft.id(), version, by.id(), by.name());
    }

    private static Optional<AppEvent> parse(String name, String app, String details) {
        return switch (name) {
            case "published" -> Optional.of(new AppPublished(app));
            case "rights" -> Optional.of(new RightsChanged(app));
            case "catalogue" -> Optional.of(new CatalogueChanged(app));
            case "draft" -> draft(details, (draft, version, by) -> new DraftSaved(app, draft, version, by));
            case "undraft" -> draft(details, (draft, _, by) -> new DraftDeleted(app, draft, by));
            default -> Optional.empty();
        };
    }

    private static Optional<AppEvent> draft(String details, DraftNews news) {
        String[] words = details.split(" ", 5);
        return words.length < 5
                ? Optional.empty()
                : Ids.parse(words[1])
                        .map(id -> news.of(
                                new DraftRef(words[0], id), Long.parseLong(words[2]), new Author(words[3], words[4])));
    }

    private interface DraftNews {
        AppEvent of(DraftRef draft, long version, Author by);
    }

    private void receive(String message) {
        String[] words = message.split(" ", 3);
        if (words.length >= 2) {
            parse(words[0], words[1], words.length == 3 ? words[2] : "").ifPresent(this::tell);
        }
    }

    @PreDestroy
    void end() {
        telling.shutdown();
    }
}
