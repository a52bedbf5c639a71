package dev.millwright.record.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Hears on one connection what other nodes wrote, and passes it on to the listeners here. */
@Component
class ChangeListener implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ChangeListener.class);

    private static final int TURN_MILLIS = 1_000;

    private static final int PAUSE_SECONDS = 2;

    private final DataSource dataSource;
    private final ChangeFeed feed;
    private volatile @Nullable Ear ear;

    ChangeListener(DataSource dataSource, ChangeFeed feed) {
        this.dataSource = dataSource;
        this.feed = feed;
    }

    @Override
    public void start() {
        Ear started = new Ear();
        ear = started;
        Thread.ofVirtual().name("record-changes-of-others").start(started);
    }

    @Override
    public void stop() {
        Ear running = ear;
        ear = null;
        if (running != null) {
            running.stop();
        }
    }

    @Override
    public boolean isRunning() {
        return ear != null;
    }

    /** Listens until told to stop; connects anew after a failure. */
    private final class Ear implements Runnable {

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
                            log.warn(
                                    "Records changed on other nodes are not heard of for a moment: {}", e.getMessage());
                        }
                    }
                    if (stopping.await(PAUSE_SECONDS, TimeUnit.SECONDS)) {
                        return;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                ended.countDown();
            }
        }

        private void listen(Connection connection) throws SQLException {
            connection.setAutoCommit(true);
            try (var statement = connection.createStatement()) {
                statement.execute("listen " + ChangeFeed.CHANNEL);
            }
            PGConnection postgres = connection.unwrap(PGConnection.class);
            while (stopping.getCount() > 0) {
                for (PGNotification notification : postgres.getNotifications(TURN_MILLIS)) {
                    hear(notification.getParameter());
                }
            }
            try (var statement = connection.createStatement()) {
                statement.execute("unlisten " + ChangeFeed.CHANNEL);
            }
        }

        private void hear(String message) {
            ChangeFeed.Payload payload = ChangeFeed.Payload.read(message);
            if (!payload.node().equals(feed.node())) {
                feed.tell(payload.change());
            }
        }

        void stop() {
            stopping.countDown();
            try {
                if (!ended.await(5, TimeUnit.SECONDS)) {
                    log.warn("Listening for records changed on other nodes takes long to stop");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
