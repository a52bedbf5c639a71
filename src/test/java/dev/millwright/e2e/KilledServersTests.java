package dev.millwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.testing.EndToEndTest;
import dev.millwright.testing.RunningTrial;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Kills every server while clients write and a designer publishes, and compares what the clients were told with what is there
 * afterwards. The system property {@code millwright.kills} says how often each is killed.
 */
@EndToEndTest
class KilledServersTests {

    private static final int KILLS = Integer.getInteger("millwright.kills", 1);
    private static final int CLIENTS = 6;
    private static final String APP = "killed";
    private static final String FORM = "part";

    @Test
    void losesAndDoublesNothing(RunningTrial trial) throws Exception {
        assertThat(setting(trial, "fsync")).isEqualTo("on");
        assertThat(setting(trial, "synchronous_commit")).isEqualTo("on");
        ApiClient api = new ApiClient(trial, "dana");
        ClientLog log = new ClientLog();
        try (PublishingClient designer = new PublishingClient(api, APP, FORM);
                WritingClients writers = new WritingClients(api, "/apps/" + APP + "/forms/" + FORM + "/records", log)) {
            designer.begin();
            for (int round = 1; round <= KILLS; round++) {
                for (Server server : Server.values()) {
                    api.signInAgain();
                    designer.start();
                    writers.start(CLIENTS);
                    awaitAcknowledged(log, 20 + ThreadLocalRandom.current().nextLong(300));
                    server.kill(trial);
                    awaitAcknowledged(log, 50);
                    writers.stop();
                    designer.stop();
                    int doubtful = log.doubtful();
                    assertThat(writers.refused()).isEmpty();
                    assertThat(log.compare(trial.database(), "app_" + APP, FORM))
                            .isEmpty();
                    assertThat(designer.compare(trial.database())).isEmpty();
                    if (server == Server.KEYCLOAK) {
                        assertThat(doubtful).isZero();
                    }
                    System.out.printf(
                            "round %d, %s killed: %d calls acknowledged so far, %d in doubt this time, %d releases%n",
                            round, server, log.acknowledged(), doubtful, designer.acknowledged());
                }
            }
        }
    }

    private static void awaitAcknowledged(ClientLog log, long more) {
        long wanted = log.acknowledged() + more;
        Instant end = Instant.now().plus(Duration.ofMinutes(4));
        while (log.acknowledged() < wanted) {
            assertThat(Instant.now()).as("writing goes on").isBefore(end);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private static String setting(RunningTrial trial, String name) throws SQLException {
        try (var connection = trial.database().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("show " + name)) {
            row.next();
            return row.getString(1);
        }
    }

    /** What is killed. */
    private enum Server {
        APPLICATION {
            @Override
            void kill(RunningTrial trial) {
                trial.killAndRestartApplication();
            }
        },
        POSTGRESQL {
            @Override
            void kill(RunningTrial trial) {
                trial.killDatabase();
            }
        },
        KEYCLOAK {
            @Override
            void kill(RunningTrial trial) {
                trial.killKeycloak();
            }
        };

        abstract void kill(RunningTrial trial);
    }
}
