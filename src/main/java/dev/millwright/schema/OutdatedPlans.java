package dev.millwright.schema;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Keeps connections in the pool of which a statement was prepared before the type of a column changed: the driver prepares it anew. The pool
 * takes the state that PostgreSQL gives then for a broken connection.
 */
public final class OutdatedPlans implements SQLExceptionOverride {

    /** Feature not supported; also: cached plan must not change result type. */
    static final String STATE = "0A000";

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        return STATE.equals(failure.getSQLState()) ? Override.DO_NOT_EVICT : Override.CONTINUE_EVICT;
    }
}
