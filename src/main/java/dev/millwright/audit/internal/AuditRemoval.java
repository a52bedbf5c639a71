package dev.millwright.audit.internal;

import dev.millwright.shared.BusinessTime;
import jakarta.annotation.PreDestroy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes entries that are too old, whole days at a time: looked for every hour on every node, and since what is too old only
 * changes with the day, one of them finds it once a day.
 */
@Component
class AuditRemoval {

    private static final Logger LOG = LoggerFactory.getLogger(AuditRemoval.class);
    private static final int BATCH = 10_000;

    private final AuditTable table;
    private final ApplicationEventPublisher events;
    private final BusinessTime time;
    private final TransactionTemplate transaction;
    private final int days;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("audit-removal").factory());

    AuditRemoval(
            AuditTable table,
            ApplicationEventPublisher events,
            BusinessTime time,
            PlatformTransactionManager transactions,
            @Value("${millwright.audit.days:365}") int days) {
        if (days < 0) {
            throw new IllegalArgumentException("millwright.audit.days must be 0 (for ever) or more: " + days);
        }
        this.table = table;
        this.events = events;
        this.time = time;
        this.transaction = new TransactionTemplate(transactions);
        this.days = days;
    }

    int days() {
        return days;
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        if (days > 0) {
            clock.scheduleWithFixedDelay(this::tryToRemove, 1, 60, TimeUnit.MINUTES);
        }
    }

    private void tryToRemove() {
        try {
            remove();
        } catch (RuntimeException e) {
            LOG.warn("Old entries of the audit log are not removed now: {}", e.getMessage());
        }
    }

    /** Removes what is older than the days that entries are kept, and tells so in the log. */
    void remove() {
        if (days == 0) {
            return;
        }
        LocalDate first = time.today().minusDays(days);
        Instant before = first.atStartOfDay(time.zone()).toInstant();
        transaction.executeWithoutResult(status -> {
            if (!table.mayRemove()) {
                return;
            }
            long removed = 0;
            int some;
            do {
                some = table.remove(before, BATCH);
                removed += some;
            } while (some == BATCH);
            if (removed > 0) {
                events.publishEvent(new AuditDeed("audit.removed", first.toString(), List.of(removed), List.of()));
                LOG.info("Removed {} entries of the audit log from before {}", removed, first);
            }
        });
    }

    @PreDestroy
    void end() {
        clock.shutdownNow();
    }
}
