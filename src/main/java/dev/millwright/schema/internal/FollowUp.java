package dev.millwright.schema.internal;

import dev.millwright.schema.SchemaChange;
import dev.millwright.schema.SchemaStep;
import dev.millwright.schema.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** Runs or takes back one step beside people's work: outside any transaction, without time limits, once over all nodes. */
final class FollowUp {

    private static final String LOCK_KEY = "hashtextextended('millwright.schema.finish ' || ?, 0)";

    private final JdbcTemplate jdbc;

    FollowUp(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void run(SchemaStep step) {
        alone(table(step), connection -> {
            if (isOpen(connection, step.change())) {
                execute(connection, step);
            }
        });
    }

    void takeBack(SchemaStep step) {
        if (step.change() instanceof SchemaChange.AddIndex add) {
            alone(add.table(), connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(
                            Ddl.dropConcurrently(add.table(), add.index().nameOn(add.table())));
                }
            });
        }
    }

    /** Whether the step is still to be done; another node, or an earlier run, may have been here. */
    boolean isOpen(SchemaStep step) {
        return Boolean.TRUE.equals(
                jdbc.execute((ConnectionCallback<Boolean>) connection -> isOpen(connection, step.change())));
    }

    private void alone(TableName table, Work work) {
        jdbc.execute((ConnectionCallback<@Nullable Void>) connection -> {
            connection.setAutoCommit(true);
            // Whoever waited here would hold a snapshot, for which the one who builds would wait in turn.
            if (is(connection, "SELECT pg_try_advisory_lock(" + LOCK_KEY + ")", table.toString())) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SET statement_timeout = 0");
                    statement.execute("SET lock_timeout = 0");
                    try {
                        work.run(connection);
                    } finally {
                        statement.execute("RESET statement_timeout");
                        statement.execute("RESET lock_timeout");
                    }
                } finally {
                    is(connection, "SELECT pg_advisory_unlock(" + LOCK_KEY + ")", table.toString());
                }
            }
            return null;
        });
    }

    private static void execute(Connection connection, SchemaStep step) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try {
                for (String sql : step.statements()) {
                    statement.execute(sql);
                }
            } catch (SQLException e) {
                clearUp(statement, step.change(), e);
                throw e;
            }
        }
    }

    /** An index that broke off serves nobody, but every write would go on maintaining it. */
    private static void clearUp(Statement statement, SchemaChange change, SQLException cause) {
        if (change instanceof SchemaChange.AddIndex add) {
            try {
                statement.execute(Ddl.dropConcurrently(add.table(), add.index().nameOn(add.table())));
            } catch (SQLException e) {
                cause.addSuppressed(e);
            }
        }
    }

    private static boolean isOpen(Connection connection, SchemaChange change) throws SQLException {
        return switch (change) {
            case SchemaChange.AddIndex add ->
                !is(
                        connection,
                        "SELECT EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass(?) AND indisvalid)",
                        Sql.name(add.table().schema()) + "."
                                + Sql.name(add.index().nameOn(add.table())));
            case SchemaChange.CheckForeignKey check ->
                is(
                        connection,
                        "SELECT EXISTS (SELECT FROM pg_constraint WHERE conrelid = to_regclass(?)"
                                + " AND conname = ? AND NOT convalidated)",
                        Sql.name(check.table()),
                        check.foreignKey().nameOn(check.table()));
            default -> throw new IllegalArgumentException("Not a step beside people's work: " + change);
        };
    }

    private static boolean is(Connection connection, String sql, String... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static TableName table(SchemaStep step) {
        return Objects.requireNonNull(step.change().table());
    }

    private interface Work {
        void run(Connection connection) throws SQLException;
    }
}
