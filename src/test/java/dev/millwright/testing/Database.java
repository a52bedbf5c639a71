package dev.millwright.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A fresh, empty PostgreSQL database for one test or one Spring context. The server is started once per test JVM on a
 * free port and stops with it.
 */
public record Database(String name, String url, String user) {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    /** Creates an empty database with locale {@code C.UTF-8}. */
    public static Database create() {
        String name = "test_%d_%s"
                .formatted(
                        COUNTER.incrementAndGet(), UUID.randomUUID().toString().substring(0, 8));
        try (var connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot create the test database " + name, e);
        }
        return new Database(name, Server.POSTGRES.getJdbcUrl("postgres", name), "postgres");
    }

    /** Connections to this database, one new connection a call. */
    public DataSource dataSource() {
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        dataSource.setUser(user);
        return dataSource;
    }

    /** Started on first use, so that tests without a database never pay for it. */
    private static final class Server {

        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                // Test data need not survive a power cut: zonky's own defaults (fsync off) stay as they are.
                return EmbeddedPostgres.builder()
                        .setPGStartupWait(Duration.ofSeconds(60))
                        .setLocaleConfig("locale", isLinux() ? "C.UTF-8" : "en_US.UTF-8")
                        .setServerConfig("max_connections", "200")
                        .setServerConfig("timezone", "UTC")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException("The embedded PostgreSQL for tests does not start", e);
            }
        }

        private static boolean isLinux() {
            return System.getProperty("os.name", "").startsWith("Linux");
        }
    }
}
