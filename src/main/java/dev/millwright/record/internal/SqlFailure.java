package dev.millwright.record.internal;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What PostgreSQL said when it refused a statement.
 *
 * @param isUnread when it did not: it answered in other types than were asked for
 */
record SqlFailure(String state, @Nullable String constraint, boolean isUnread) {

    private static final String UNIQUE_VIOLATION = "23505";

    /** Column gone, table gone, cached plan must not change its result type; a column of another type than the statement is for. */
    private static final Set<String> STALE = Set.of("42703", "42P01", "0A000", "42883", "42804");

    private static final String CONNECTION = "08";

    private static final Set<String> DEADLOCK = Set.of("40P01", "40001");

    static Optional<SqlFailure> in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused && refused.getSQLState() != null) {
                ServerErrorMessage message =
                        refused instanceof PSQLException details ? details.getServerErrorMessage() : null;
                return Optional.of(new SqlFailure(
                        refused.getSQLState(),
                        message == null ? null : message.getConstraint(),
                        message == null
                                && refused instanceof PSQLException
                                && !refused.getSQLState().startsWith(CONNECTION)));
            }
        }
        return Optional.empty();
    }

    boolean isUniqueViolation() {
        return state.equals(UNIQUE_VIOLATION);
    }

    /** A release went live between reading its snapshot and using it. */
    boolean isStale() {
        return isUnread || STALE.contains(state);
    }

    /** A calculation with values that gives none, or one too large to be worked out. */
    boolean isOutOfRange() {
        return !isUnread && (state.startsWith("22") || state.startsWith("54"));
    }

    boolean isCancelled() {
        return state.equals("57014");
    }

    /** Somebody else kept for too long what the statement needed. */
    boolean isLockTimeout() {
        return state.equals("55P03");
    }

    boolean isDeadlock() {
        return DEADLOCK.contains(state);
    }
}
