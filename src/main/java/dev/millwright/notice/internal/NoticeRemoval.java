package dev.millwright.notice.internal;

import dev.millwright.shared.BusinessTime;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Removes notices that are too old, read or not; looked for every hour, by one node at a time. */
@Component
class NoticeRemoval {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeRemoval.class);
    private static final int BATCH = 10_000;

    private final NoticeTable table;
    private final BusinessTime time;
    private final TransactionTemplate transaction;
    private final int days;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("notice-removal").factory());

    NoticeRemoval(
            NoticeTable table,
            BusinessTime time,
            PlatformTransactionManager transactions,
            @Value("${millwright.notice.days:90}") int days) {
        if (days < 1) {
            throw new IllegalArgumentException("millwright.notice.days must be 1 or more: " + days);
        }
        this.table = table;
        this.time = time;
        this.transaction = new TransactionTemplate(transactions);
        this.days = days;
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        clock.scheduleWithFixedDelay(this::tryToRemove, 2, 60, TimeUnit.MINUTES);
    }

    private void tryToRemove() {
        try {
            long removed = remove();
            if (removed > 0) {
                LOG.info("Removed {} notices that were older than {} days", removed, days);
            }
        } catch (RuntimeException e) {
            LOG.warn("Old notices are not removed now: {}", e.getMessage());
        }
    }

    /** Removes what is older than notices are kept, a batch in each transaction; how many it were. */
    long remove() {
        Instant before = time.now().minus(Duration.ofDays(days));
        long removed = 0;
        int some;
        do {
            Integer now = transaction.execute(status -> table.removeOld(before, BATCH));
            some = now == null ? 0 : now;
            removed += some;
        } while (some == BATCH);
        return removed;
    }

    @PreDestroy
    void end() {
        clock.shutdownNow();
    }
}
