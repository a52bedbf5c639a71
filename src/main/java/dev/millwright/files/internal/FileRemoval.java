package dev.millwright.files.internal;

import dev.millwright.files.spi.FileUse;
import dev.millwright.shared.BusinessTime;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Removes files that were brought and never saved with anything; looked for every hour. */
@Component
class FileRemoval {

    private static final Logger LOG = LoggerFactory.getLogger(FileRemoval.class);
    private static final int BATCH = 200;
    private static final UUID FIRST = new UUID(0, 0);

    private final FileTable table;
    private final FileStores stores;
    private final ObjectProvider<FileUse> uses;
    private final BusinessTime time;
    private final TransactionTemplate transaction;
    private final Duration kept;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("file-removal").factory());

    FileRemoval(
            FileTable table,
            FileStores stores,
            ObjectProvider<FileUse> uses,
            BusinessTime time,
            PlatformTransactionManager transactions,
            @Value("${millwright.files.unsaved-hours:24}") int hours) {
        if (hours < 1) {
            throw new IllegalArgumentException("millwright.files.unsaved-hours must be 1 or more: " + hours);
        }
        this.table = table;
        this.stores = stores;
        this.uses = uses;
        this.time = time;
        this.transaction = new TransactionTemplate(transactions);
        this.kept = Duration.ofHours(hours);
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        clock.scheduleWithFixedDelay(this::tryToRemove, 3, 60, TimeUnit.MINUTES);
    }

    private void tryToRemove() {
        try {
            long removed = remove();
            if (removed > 0) {
                LOG.info("Removed {} files that were saved with nothing", removed);
            }
        } catch (RuntimeException e) {
            LOG.warn("Files that nobody needs are not removed now: {}", e.getMessage());
        }
    }

    /** Removes what was saved with nothing for too long, a batch in each transaction; how many it were. */
    long remove() {
        Instant before = time.now().minus(kept);
        long removed = 0;
        UUID after = FIRST;
        boolean more = true;
        while (more) {
            List<UUID> some = table.unplaced(before, after, BATCH);
            Set<UUID> gone = new LinkedHashSet<>(some);
            uses.orderedStream().forEach(use -> gone.removeAll(use.among(some)));
            if (!gone.isEmpty()) {
                removed += removeAll(gone);
            }
            more = some.size() == BATCH;
            after = more ? some.getLast() : after;
        }
        stores.removeLeftovers();
        return removed;
    }

    private int removeAll(Set<UUID> files) {
        Integer removed = transaction.execute(status -> {
            List<FileTable.Removed> gone = table.removeUnplaced(files);
            stores.remove(gone);
            return gone.size();
        });
        return removed == null ? 0 : removed;
    }

    @PreDestroy
    void end() {
        clock.shutdownNow();
    }
}
