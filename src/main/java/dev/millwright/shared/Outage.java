package dev.millwright.shared;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What keeps a call from being done now, though it is no bug and the same call may be done in a moment. */
public enum Outage {
    /** The database does not answer, or all connections to it are taken. */
    AWAY,
    /** Somebody else held for too long what the call needed. */
    BUSY;

    private static final int DEEPEST = 20;
    private static final Set<String> CONTENDED = Set.of("40001", "40P01", "55P03");

    /** The outage that was behind a failure; null when there was none. */
    public static @Nullable Outage behind(@Nullable Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < DEEPEST; cause = cause.getCause(), depth++) {
            if (cause instanceof SQLTransientConnectionException) {
                return AWAY;
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return of(sql.getSQLState());
            }
        }
        return null;
    }

    /** Class 08 is a line that broke, 53 a server that has no room, 57P one that starts or stops. */
    private static @Nullable Outage of(String state) {
        if (state.startsWith("08") || state.startsWith("53") || state.startsWith("57P")) {
            return AWAY;
        }
        return CONTENDED.contains(state) ? BUSY : null;
    }
}
