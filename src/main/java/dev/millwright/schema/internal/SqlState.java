package dev.millwright.schema.internal;

import java.sql.SQLException;
import org.springframework.dao.DataAccessException;

/** What PostgreSQL says went wrong. */
final class SqlState {

    static final String LOCK_NOT_AVAILABLE = "55P03";
    static final String DEADLOCK = "40P01";
    static final String CANCELED = "57014";
    static final String UNIQUE_VIOLATION = "23505";
    static final String FOREIGN_KEY_VIOLATION = "23503";

    private SqlState() {}

    static String of(DataAccessException failure) {
        return failure.getMostSpecificCause() instanceof SQLException cause && cause.getSQLState() != null
                ? cause.getSQLState()
                : "";
    }

    static boolean isBusy(DataAccessException failure) {
        String state = of(failure);
        return state.equals(LOCK_NOT_AVAILABLE) || state.equals(DEADLOCK);
    }

    /** Values changed after the plan had found them good: not unique, dangling, or (class 22) not convertible any more. */
    static boolean isInTheData(DataAccessException failure) {
        String state = of(failure);
        return state.equals(UNIQUE_VIOLATION) || state.equals(FOREIGN_KEY_VIOLATION) || state.startsWith("22");
    }
}
