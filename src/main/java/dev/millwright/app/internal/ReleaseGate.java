package dev.millwright.app.internal;

import dev.millwright.schema.SchemaBusyException;
import java.util.UUID;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps writes of records and releases of one app apart: every write passes, holding the gate open until its transaction ends;
 * a release waits for those inside and lets nobody in until it is through.
 */
@Component
class ReleaseGate {

    private static final int PUBLISHING = 0x4d57_0001;
    private static final int WRITING = 0x4d57_0002;

    private final JdbcClient jdbc;

    ReleaseGate(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Passes the gate; whether the release is the latest, and stays so until the transaction ends. */
    boolean holds(UUID app, long release) {
        jdbc.sql("select pg_advisory_xact_lock_shared(?, ?)")
                .params(WRITING, app.hashCode())
                .query((row, number) -> true)
                .list();
        // A statement of its own: it must see what was committed while the lock was waited for.
        return jdbc.sql("select release from platform.app where id = ? and deleted_at is null")
                .param(app)
                .query(Long.class)
                .optional()
                .filter(latest -> latest == release)
                .isPresent();
    }

    /** Lets one publisher of the app in until the transaction ends; false when there is one already. */
    boolean enterAsPublisher(UUID app) {
        return jdbc.sql("select pg_try_advisory_xact_lock(?, ?)")
                .params(PUBLISHING, app.hashCode())
                .query(Boolean.class)
                .single();
    }

    /**
     * Closes the gate until the transaction ends.
     *
     * @throws SchemaBusyException when a write, such as an import, stays inside for longer than others may be made to wait
     */
    void close(UUID app) {
        try {
            jdbc.sql("select set_config('lock_timeout', '300ms', true)")
                    .query(String.class)
                    .single();
            jdbc.sql("select pg_advisory_xact_lock(?, ?)")
                    .params(WRITING, app.hashCode())
                    .query((row, number) -> true)
                    .list();
        } catch (PessimisticLockingFailureException e) {
            throw new SchemaBusyException(e);
        }
    }
}
