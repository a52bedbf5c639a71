package dev.millwright.record.internal;

import dev.millwright.app.StaleReleaseException;
import java.util.function.Supplier;

/** Repeats work that was planned against a release that is no longer the published one. */
final class StalePlan {

    private static final int ATTEMPTS = 3;

    /** By then the news of the release has reached this node. */
    private static final long PAUSE_MILLIS = 150;

    private StalePlan() {}

    /**
     * @param work reads the published form anew in every call and can be repeated
     */
    static <T> T retrying(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (RuntimeException e) {
                boolean again = e instanceof StaleReleaseException
                        || SqlFailure.in(e)
                                .filter(f -> f.isStale() || f.isDeadlock())
                                .isPresent();
                if (!again || attempt == ATTEMPTS || (attempt > 1 && !pause())) {
                    throw e;
                }
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
