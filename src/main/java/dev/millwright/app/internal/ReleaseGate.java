package dev.millwright.app.internal;

import dev.millwright.app.App;
import dev.millwright.schema.SchemaBusyException;
import dev.millwright.shared.ConflictException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
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

    /**
     * Two statements that travel together: every write passes here. The second must be one of its own to see what was committed while the
     * lock was waited for.
     */
    private static final String PASS = """
            select pg_advisory_xact_lock_shared(?, ?);
            select release, rights_version from platform.app where id = ? and deleted_at is null
            """;

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final JdbcTemplate statements;

    ReleaseGate(DataSource dataSource, JdbcClient jdbc, JdbcTemplate statements) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.statements = statements;
    }

    /** Passes the gate; whether the release is the latest, and stays so until the transaction ends, and the rights are those of now. */
    boolean holds(UUID app, long release, long rightsVersion) {
        return Boolean.TRUE.equals(statements.execute(PASS, (PreparedStatement statement) -> {
            statement.setInt(1, WRITING);
            statement.setInt(2, app.hashCode());
            statement.setObject(3, app);
            statement.execute();
            if (!statement.getMoreResults()) {
                throw new IllegalStateException("The gate answers without a release");
            }
            try (ResultSet row = statement.getResultSet()) {
                return row.next() && row.getLong(1) == release && row.getLong(2) == rightsVersion;
            }
        }));
    }

    /**
     * Does the work as the only publisher of the app, for as long as it takes, in whatever transactions.
     *
     * @throws ConflictException when there is a publisher already
     */
    <T> T asPublisher(App app, Supplier<T> work) {
        // A connection of its own keeps the lock across transactions, and loses it with this process.
        try (Connection connection = dataSource.getConnection()) {
            if (!sessionLock(connection, "pg_try_advisory_lock", app)) {
                throw new ConflictException("app.error.publishing", app.label());
            }
            try {
                return work.get();
            } finally {
                sessionLock(connection, "pg_advisory_unlock", app);
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("Cannot lock the app for publishing", e);
        }
    }

    private static boolean sessionLock(Connection connection, String function, App app) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select " + function + "(?, ?)")) {
            statement.setInt(1, PUBLISHING);
            statement.setInt(2, app.id().hashCode());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
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
            String before = jdbc.sql("select current_setting('lock_timeout')")
                    .query(String.class)
                    .single();
            lockTimeout("300ms");
            jdbc.sql("select pg_advisory_xact_lock(?, ?)")
                    .params(WRITING, app.hashCode())
                    .query((row, number) -> true)
                    .list();
            lockTimeout(before);
        } catch (PessimisticLockingFailureException e) {
            throw new SchemaBusyException(e);
        }
    }

    private void lockTimeout(String limit) {
        jdbc.sql("select set_config('lock_timeout', ?, true)")
                .param(limit)
                .query(String.class)
                .single();
    }
}
