package dev.millwright.print.internal;

import dev.millwright.shared.BusyException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** So many single records are printed at a time; whoever comes while all slots are taken waits a while. Many are printed by jobs. */
@Component
class PrintSlots {

    private static final int AT_ONCE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Semaphore free;
    private final Duration patience;

    @Autowired
    PrintSlots() {
        this(AT_ONCE, PATIENCE);
    }

    PrintSlots(int atOnce, Duration patience) {
        this.free = new Semaphore(atOnce, true);
        this.patience = patience;
    }

    /**
     * Does the work in one of the slots.
     *
     * @throws BusyException when none becomes free in time
     */
    <T> T taking(Supplier<T> work) {
        if (!taken()) {
            throw new BusyException("print.error.busy");
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }

    private boolean taken() {
        try {
            return free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
