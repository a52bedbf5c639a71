package dev.millwright.cluster.internal;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.millwright.cluster.Nodes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Carries the news between nodes by PostgreSQL's NOTIFY, all topics on one connection. */
@Component
class PostgresNodes implements Nodes, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresNodes.class);

    private static final String CHANNEL = "millwright";

    private static final Duration LISTEN_TURN = Duration.ofSeconds(2);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);

    private final String node = UUID.randomUUID().toString();
    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final Map<String, Hearer> hearers = new ConcurrentHashMap<>();
    private volatile @Nullable Listener listener;

    PostgresNodes(DataSource dataSource, JdbcClient jdbc) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
    }

    private record Hearer(Consumer<String> message, Runnable missed) {}

    @Override
    public void tell(String topic, String message) {
        jdbc.sql("select pg_notify(?, ?)")
                .params(CHANNEL, node + " " + topic + " " + message)
                .query((row, number) -> true)
                .list();
    }

    @Override
    public void hear(String topic, Consumer<String> message, Runnable missed) {
        if (hearers.putIfAbsent(topic, new Hearer(message, missed)) != null) {
            throw new IllegalStateException("A topic has one hearer: " + topic);
        }
    }

    @Override
    public void start() {
        Listener started = new Listener();
        listener = started;
        Thread.ofVirtual().name("news-of-other-nodes").start(started);
        started.awaitFirstTry();
    }

    @Override
    public void stop() {
        Listener running = listener;
        listener = null;
        if (running != null) {
            running.stop();
        }
    }

    @Override
    public boolean isRunning() {
        return listener != null;
    }

    private void receive(String news) {
        String[] words = news.split(" ", 3);
        if (words.length < 3 || words[0].equals(node)) {
            return;
        }
        Hearer hearer = hearers.get(words[1]);
        if (hearer != null) {
            passOn(() -> hearer.message().accept(words[2]));
        }
    }

    private void missed() {
        hearers.values().forEach(hearer -> passOn(hearer.missed()));
    }

    /** One who cannot make sense of the news must not keep the others from theirs. */
    private static void passOn(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            LOG.error("News of another node is not understood", e);
        }
    }

    /** Holds one connection and waits on it; after a failure it connects anew. */
    private final class Listener implements Runnable {

        private final CountDownLatch firstTry = new CountDownLatch(1);
        private final CountDownLatch stopping = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public void run() {
            try {
                while (stopping.getCount() > 0) {
                    try (Connection connection = dataSource.getConnection()) {
                        listen(connection);
                    } catch (SQLException | RuntimeException e) {
                        if (stopping.getCount() > 0) {
                            LOG.warn("Changes made by other nodes are not heard for a moment: {}", e.getMessage());
                            evictConnections();
                        }
                    } finally {
                        firstTry.countDown();
                    }
                    pause();
                }
            } finally {
                ended.countDown();
            }
        }

        private void listen(Connection connection) throws SQLException {
            connection.setAutoCommit(true);
            try (var statement = connection.createStatement()) {
                statement.execute("listen " + CHANNEL);
            }
            missed();
            firstTry.countDown();
            PGConnection postgres = connection.unwrap(PGConnection.class);
            while (stopping.getCount() > 0) {
                for (PGNotification notification : postgres.getNotifications((int) LISTEN_TURN.toMillis())) {
                    receive(notification.getParameter());
                }
            }
            try (var statement = connection.createStatement()) {
                statement.execute("unlisten " + CHANNEL);
            }
        }

        // This connection learns at once that the server is gone. The others learn it only when somebody's page needs
        // them, and the pool does not try one that was in use a moment ago before it hands it out.
        private void evictConnections() {
            try {
                if (dataSource.isWrapperFor(HikariDataSource.class)) {
                    HikariPoolMXBean pool =
                            dataSource.unwrap(HikariDataSource.class).getHikariPoolMXBean();
                    if (pool != null) {
                        pool.softEvictConnections();
                    }
                }
            } catch (SQLException e) {
                LOG.warn("Connections to a server that is gone stay in the pool", e);
            }
        }

        private void pause() {
            try {
                boolean ending = stopping.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
                if (ending) {
                    LOG.debug("No longer listening");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void awaitFirstTry() {
            await(firstTry);
        }

        void stop() {
            stopping.countDown();
            await(ended);
        }

        private void await(CountDownLatch latch) {
            try {
                if (!latch.await(15, TimeUnit.SECONDS)) {
                    LOG.warn("Listening for changes made by other nodes takes long to start or stop");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
