package dev.millwright.trial.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millwright.trial.TrialException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIntegrationTests {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Path TOOLS = Path.of("target", "trial-tools");

    @TempDir
    Path data;

    @Test
    void losesNoAcknowledgedRowWhenKilledDuringWrites() throws Exception {
        try (DataFolder folder = DataFolder.open(data)) {
            var server = new PostgresServer(folder, TOOLS, 0);
            server.prepare();
            try (Watch watch = Watch.over(server, message -> {})) {
                watch.ready().join();
                server.provide("millwright");
                try (var connection = connect(server, folder);
                        var statement = connection.createStatement()) {
                    statement.execute("create table written (id bigint primary key)");
                    assertThat(show(connection, "fsync")).isEqualTo("on");
                    assertThat(show(connection, "synchronous_commit")).isEqualTo("on");
                }
                var acknowledged = new ConcurrentLinkedQueue<Long>();
                var done = new AtomicBoolean();
                Thread writer = Thread.ofPlatform().start(() -> write(server, folder, acknowledged, done));
                for (int kill = 1; kill <= 5; kill++) {
                    int before = acknowledged.size();
                    while (acknowledged.size() < before + 50) {
                        Thread.onSpinWait();
                    }
                    ProcessHandle process = running(server);
                    process.destroyForcibly();
                    process.onExit().join();
                }
                int before = acknowledged.size();
                while (acknowledged.size() < before + 50) {
                    Thread.onSpinWait();
                }
                done.set(true);
                writer.join();
                // Its children may have acknowledged the last rows, and it comes back only now.
                try (var connection = connectAgain(server, folder)) {
                    assertThat(written(connection)).containsAll(acknowledged);
                }
            }
        }
    }

    @Test
    void twoTrialsThatBeginAtOnceHaveAPortEach() throws Exception {
        try (DataFolder first = DataFolder.open(data.resolve("first"));
                DataFolder second = DataFolder.open(data.resolve("second"))) {
            var one = new PostgresServer(first, TOOLS, 0);
            var other = new PostgresServer(second, TOOLS, 0);
            one.prepare();
            other.prepare();
            try (Watch watch = Watch.over(one, message -> {});
                    Watch otherWatch = Watch.over(other, message -> {})) {
                CompletableFuture.allOf(watch.ready(), otherWatch.ready()).join();
                assertThat(one.port()).isNotEqualTo(other.port());
            }
        }
    }

    @Test
    void takesOverTheServerThatAKilledTrialLeftBehind() throws Exception {
        try (DataFolder folder = DataFolder.open(data)) {
            var first = new PostgresServer(folder, TOOLS, 0);
            first.prepare();
            ProcessHandle left = first.launch();
            first.awaitReady(left, PATIENCE);
            var second = new PostgresServer(folder, TOOLS, 0);
            ProcessHandle taken = second.launch();
            second.awaitReady(taken, PATIENCE);
            assertThat(taken.pid()).isEqualTo(left.pid());
            assertThat(second.port()).isEqualTo(first.port());
            second.stop(taken);
            assertThat(left.isAlive()).isFalse();
        }
    }

    @Test
    void refusesATakenPort() throws Exception {
        try (DataFolder folder = DataFolder.open(data);
                var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var server = new PostgresServer(folder, TOOLS, other.getLocalPort());
            server.prepare();
            assertThatThrownBy(server::launch)
                    .isInstanceOf(TrialException.class)
                    .hasMessageContaining("--database-port");
        }
    }

    private static void write(
            PostgresServer server, DataFolder folder, ConcurrentLinkedQueue<Long> acknowledged, AtomicBoolean done) {
        long id = 0;
        while (!done.get()) {
            try (var connection = connect(server, folder);
                    var insert = connection.prepareStatement("insert into written values (?)")) {
                while (!done.get()) {
                    insert.setLong(1, ++id);
                    insert.executeUpdate();
                    acknowledged.add(id);
                }
            } catch (SQLException e) {
                // Killed in the middle: the row may or may not be there, and nobody was told that it is.
                Thread.onSpinWait();
            }
        }
    }

    /** The children of a killed server acknowledge rows for a moment more, so rows alone do not say that it runs again. */
    private static ProcessHandle running(PostgresServer server) {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            Optional<ProcessHandle> process = server.running();
            if (process.isPresent()) {
                return process.get();
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("The server does not come back.");
    }

    private static Connection connectAgain(PostgresServer server, DataFolder folder) throws SQLException {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                return connect(server, folder);
            } catch (SQLException e) {
                if (Instant.now().isAfter(end)) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    private static Connection connect(PostgresServer server, DataFolder folder) throws SQLException {
        return DriverManager.getConnection(
                server.url("millwright"), "millwright", folder.secret("millwright.password"));
    }

    private static List<Long> written(Connection connection) throws SQLException {
        var ids = new ArrayList<Long>();
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("select id from written")) {
            while (result.next()) {
                ids.add(result.getLong(1));
            }
        }
        return ids;
    }

    private static String show(Connection connection, String setting) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("show " + setting)) {
            result.next();
            return result.getString(1);
        }
    }
}
