package dev.millwright.app.internal;

import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApp.PublishedDefinition;
import dev.millwright.app.StaleReleaseException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The apps as they run, read when first asked for and kept until somebody tells that they changed. */
@Component
class SnapshotCache {

    private final AppTable apps;
    private final ReleaseTables releases;
    private final ReleaseGate gate;
    private final TransactionTemplate reading;
    private final Map<String, PublishedApp> snapshots = new ConcurrentHashMap<>();
    private final Map<Reference, String> owners = new ConcurrentHashMap<>();
    private final AtomicLong forgotten = new AtomicLong();

    SnapshotCache(AppTable apps, ReleaseTables releases, ReleaseGate gate, Transactions transactions) {
        this.apps = apps;
        this.releases = releases;
        this.gate = gate;
        this.reading = transactions.reading();
    }

    Optional<PublishedApp> find(String key) {
        if (changedHere().contains(key)) {
            return read(key);
        }
        PublishedApp known = snapshots.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        long before = forgotten.get();
        Optional<PublishedApp> read = read(key);
        // What was read before somebody told of a change may be the state before it: good for this caller, not to keep.
        read.filter(snapshot -> forgotten.get() == before).ifPresent(snapshot -> {
            snapshots.put(key, snapshot);
            if (forgotten.get() != before) {
                snapshots.remove(key, snapshot);
            }
        });
        return read;
    }

    /** The app whose latest release has the definition of that kind and id. */
    Optional<PublishedApp> appOf(String kind, UUID id) {
        Reference reference = new Reference(kind, id);
        Optional<PublishedApp> known =
                Optional.ofNullable(owners.get(reference)).flatMap(this::find).filter(app -> has(app, kind, id));
        if (known.isPresent()) {
            return known;
        }
        owners.remove(reference);
        Optional<PublishedApp> found =
                apps.keyOfDefinition(kind, id).flatMap(this::find).filter(app -> has(app, kind, id));
        found.ifPresent(app -> owners.put(reference, app.app().key()));
        return found;
    }

    /** As {@link dev.millwright.app.PublishedApps} says. */
    void holdRelease(PublishedApp snapshot) {
        if (!gate.holds(snapshot.app().id(), snapshot.release(), snapshot.rightsVersion())) {
            forget(snapshot.app().key());
            throw new StaleReleaseException(snapshot.app().key());
        }
    }

    /** As {@link dev.millwright.app.PublishedApps} says. */
    @SuppressWarnings("ReferenceEquality") // a snapshot never changes
    boolean isOvertaken(PublishedApp snapshot) {
        PublishedApp known = snapshots.get(snapshot.app().key());
        if (known != snapshot) {
            return true;
        }
        if (apps.isCurrent(snapshot.app().id(), snapshot.release(), snapshot.rightsVersion())) {
            return false;
        }
        forget(snapshot.app().key());
        return true;
    }

    /** Reads the app as it is in the database now, in the caller's transaction if there is one. */
    Optional<PublishedApp> read(String key) {
        return Optional.ofNullable(reading.execute(status -> apps.find(key)
                .map(row -> new PublishedApp(
                        row.app(),
                        row.rights(),
                        row.rightsVersion(),
                        byKind(releases.latest(row.app().id()))))
                .orElse(null)));
    }

    /** From here on until its end the transaction sees its own change, and nobody else does before. */
    void changing(String key) {
        if (TransactionSynchronizationManager.getResource(this) == null) {
            TransactionSynchronizationManager.bindResource(this, new HashSet<String>());
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    TransactionSynchronizationManager.unbindResourceIfPossible(SnapshotCache.this);
                }
            });
        }
        changedHere().add(key);
    }

    @SuppressWarnings("unchecked")
    private Set<String> changedHere() {
        Object changed = TransactionSynchronizationManager.getResource(this);
        return changed == null ? Set.of() : (Set<String>) changed;
    }

    void forget(String key) {
        forgotten.incrementAndGet();
        snapshots.remove(key);
    }

    void forgetAll() {
        forgotten.incrementAndGet();
        snapshots.clear();
        owners.clear();
    }

    static Map<String, List<PublishedDefinition>> byKind(List<PublishedDefinition> definitions) {
        return definitions.stream()
                .collect(Collectors.groupingBy(PublishedDefinition::kind, Collectors.toUnmodifiableList()));
    }

    private static boolean has(PublishedApp app, String kind, UUID id) {
        return app.all(kind).stream().anyMatch(definition -> definition.id().equals(id));
    }

    private record Reference(String kind, UUID id) {}
}
