package dev.millwright.record.internal;

import dev.millwright.app.StaleReleaseException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Repeats work that was planned against a release that is no longer the published one. */
final class StalePlan {

    private static final int ATTEMPTS = 3;

    /** Those who wait for each other are told apart by chance. */
    private static final int ATTEMPTS_OF_DEADLOCKED = 6;

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
                Optional<SqlFailure> failure = SqlFailure.in(e);
                boolean deadlock = failure.filter(SqlFailure::isDeadlock).isPresent();
                boolean again = deadlock
                        || e instanceof StaleReleaseException
                        || failure.filter(SqlFailure::isStale).isPresent();
                if (!again || attempt == (deadlock ? ATTEMPTS_OF_DEADLOCKED : ATTEMPTS)) {
                    throw e;
                }
                if ((deadlock || attempt > 1) && !pause(deadlock)) {
                    throw e;
                }
            }
        }
    }

    private static boolean pause(boolean deadlock) {
        try {
            Thread.sleep(deadlock ? ThreadLocalRandom.current().nextLong(PAUSE_MILLIS) : PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
