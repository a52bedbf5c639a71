package dev.millwright.app.internal;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.millwright.app.AppEvent;
import dev.millwright.app.AppEvent.AppPublished;
import dev.millwright.app.AppEvent.CatalogueChanged;
import dev.millwright.app.AppEvent.RightsChanged;
import jakarta.annotation.PreDestroy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Tells this node and all others what changed about apps, through PostgreSQL's NOTIFY. */
@Component
class Signals implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    private static final String CHANNEL = "millwright_app";

    private static final Duration LISTEN_TURN = Duration.ofSeconds(2);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);

    private final String node = UUID.randomUUID().toString();
    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final SnapshotCache cache;
    private final ApplicationEventPublisher events;
    private final ExecutorService telling = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("app-events").factory());
    private volatile @Nullable Listener listener;

    Signals(DataSource dataSource, JdbcClient jdbc, SnapshotCache cache, ApplicationEventPublisher events) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.cache = cache;
        this.events = events;
    }

    /** To be called within the transaction that makes the change; everybody learns of it once that is through. */
    void send(AppEvent event) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Without a transaction nobody would know when it happened");
        }
        cache.changing(event.app());
        jdbc.sql("select pg_notify(?, ?)")
                .params(CHANNEL, node + " " + name(event) + " " + event.app())
                .query((row, number) -> true)
                .list();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                tell(event);
            }
        });
    }

    private void tell(AppEvent event) {
        cache.forget(event.app());
        // On a thread of its own: right after a commit the connection still belongs to the transaction that is over.
        telling.execute(() -> {
            try {
                events.publishEvent(event);
            } catch (RuntimeException e) {
                LOG.error("A listener failed on {}", event, e);
            }
        });
    }

    private static String name(AppEvent event) {
        return switch (event) {
            case AppPublished _ -> "published";
            case RightsChanged _ -> "rights";
            case CatalogueChanged _ -> "catalogue";
        };
    }

    private static Optional<AppEvent> parse(String name, String app) {
        return switch (name) {
            case "published" -> Optional.of(new AppPublished(app));
            case "rights" -> Optional.of(new RightsChanged(app));
            case "catalogue" -> Optional.of(new CatalogueChanged(app));
            default -> Optional.empty();
        };
    }

    @Override
    public void start() {
        Listener started = new Listener();
        listener = started;
        Thread.ofVirtual().name("app-signals").start(started);
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

    @PreDestroy
    void end() {
        telling.shutdown();
    }

    @Override
    public boolean isRunning() {
        return listener != null;
    }

    /** Holds one connection and waits on it; after a failure it connects anew and forgets all it may have missed. */
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
            cache.forgetAll();
            firstTry.countDown();
            PGConnection postgres = connection.unwrap(PGConnection.class);
            while (stopping.getCount() > 0) {
                PGNotification[] notifications = postgres.getNotifications((int) LISTEN_TURN.toMillis());
                for (PGNotification notification : notifications) {
                    receive(notification.getParameter());
                }
            }
            try (var statement = connection.createStatement()) {
                statement.execute("unlisten " + CHANNEL);
            }
        }

        // This connection learns at once that the server is gone. The others learn it only when somebody's page needs
        // them, and
        // the pool does not try one that was in use a moment ago before it hands it out.
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

        private void receive(String message) {
            String[] words = message.split(" ", 3);
            if (words.length == 3 && !words[0].equals(node)) {
                parse(words[1], words[2]).ifPresent(Signals.this::tell);
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
