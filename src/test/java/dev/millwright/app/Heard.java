package dev.millwright.app;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.springframework.context.event.EventListener;

/** What listeners on this node were told about apps. */
class Heard {

    private final BlockingQueue<AppEvent> events = new LinkedBlockingQueue<>();

    @EventListener
    void on(AppEvent event) {
        events.add(event);
    }

    /** Waits for such an event; false when none comes for long. */
    boolean hears(Predicate<AppEvent> wanted) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            AppEvent event = events.poll(left, TimeUnit.NANOSECONDS);
            if (event != null && wanted.test(event)) {
                return true;
            }
        }
        return false;
    }
}
