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

/** Runs one step beside people's work: outside any transaction, without time limits, once over all nodes. */
final class FollowUp {

    private static final String LOCK_KEY = "hashtextextended('millwright.schema.finish ' || ?, 0)";

    private final JdbcTemplate jdbc;

    FollowUp(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void run(SchemaStep step) {
        TableName table = Objects.requireNonNull(step.change().table());
        jdbc.execute((ConnectionCallback<@Nullable Void>) connection -> {
            connection.setAutoCommit(true);
            // Whoever waited here would hold a snapshot, for which the one who builds would wait in turn.
            if (is(connection, "SELECT pg_try_advisory_lock(" + LOCK_KEY + ")", table.toString())) {
                try {
                    if (isOpen(connection, table, step.change())) {
                        run(connection, step, table);
                    }
                } finally {
                    is(connection, "SELECT pg_advisory_unlock(" + LOCK_KEY + ")", table.toString());
                }
            }
            return null;
        });
    }

    private static void run(Connection connection, SchemaStep step, TableName table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET statement_timeout = 0");
            statement.execute("SET lock_timeout = 0");
            try {
                for (String sql : step.statements()) {
                    statement.execute(sql);
                }
            } catch (SQLException e) {
                clearUp(statement, step.change(), table, e);
                throw e;
            } finally {
                statement.execute("RESET statement_timeout");
                statement.execute("RESET lock_timeout");
            }
        }
    }

    /** An index that broke off serves nobody, but every write would go on maintaining it. */
    private static void clearUp(Statement statement, SchemaChange change, TableName table, SQLException cause) {
        if (change instanceof SchemaChange.AddIndex add) {
            try {
                statement.execute("DROP INDEX CONCURRENTLY IF EXISTS " + Sql.name(table.schema()) + "."
                        + Sql.name(add.index().nameOn(table)));
            } catch (SQLException e) {
                cause.addSuppressed(e);
            }
        }
    }

    /** Whether the step is still to be done; another node, or an earlier run, may have been here. */
    private static boolean isOpen(Connection connection, TableName table, SchemaChange change) throws SQLException {
        return switch (change) {
            case SchemaChange.AddIndex add ->
                !is(
                        connection,
                        "SELECT EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass(?) AND indisvalid)",
                        Sql.name(table.schema()) + "." + Sql.name(add.index().nameOn(table)));
            case SchemaChange.CheckForeignKey check ->
                is(
                        connection,
                        "SELECT EXISTS (SELECT FROM pg_constraint WHERE conrelid = to_regclass(?)"
                                + " AND conname = ? AND NOT convalidated)",
                        Sql.name(table),
                        check.foreignKey().nameOn(table));
            default -> throw new IllegalArgumentException("Not a step for afterwards: " + change);
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
}
