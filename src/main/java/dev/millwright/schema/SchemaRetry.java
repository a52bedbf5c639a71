package dev.millwright.schema;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Repeats a whole transaction until the tables it changes are free for a moment, and what was prepared for them as they were is not used. */
public final class SchemaRetry {

    private static final int ATTEMPTS = 30;

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(600);

    private SchemaRetry() {}

    /**
     * Runs the transaction, again after a pause if it meets {@link SchemaBusyException} or a statement that was prepared before the type of
     * a column changed; the last attempt's exception gets out.
     *
     * @param transaction begins and ends a transaction of its own in every call
     */
    public static <T> T retrying(Supplier<T> transaction) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.get();
            } catch (RuntimeException e) {
                // The driver forgets what it has prepared as soon as PostgreSQL refuses one of it.
                boolean again = e instanceof SchemaBusyException || isOutdated(e);
                if (!again || attempt == ATTEMPTS || !pause()) {
                    throw e;
                }
            }
        }
    }

    private static boolean isOutdated(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused && OutdatedPlans.STATE.equals(refused.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** Lets the writers through that queued up behind the attempt. */
    private static boolean pause() {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE.toMillis(), LONGEST_PAUSE.toMillis()));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
