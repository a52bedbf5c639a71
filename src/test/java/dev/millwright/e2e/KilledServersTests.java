package dev.millwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.testing.EndToEndTest;
import dev.millwright.testing.RunningTrial;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/**
 * Kills every server while clients write, somebody imports and a designer publishes, and compares what they were told with what is
 * there afterwards. The system property {@code millwright.kills} says how often each is killed.
 */
@EndToEndTest
class KilledServersTests {

    private static final int KILLS = Integer.getInteger("millwright.kills", 1);
    private static final int CLIENTS = 6;
    private static final String APP = "killed";
    private static final String FORM = "part";
    private static final String IMPORTED = "row";

    @Test
    void losesAndDoublesNothing(RunningTrial trial) throws Exception {
        assertThat(setting(trial, "fsync")).isEqualTo("on");
        assertThat(setting(trial, "synchronous_commit")).isEqualTo("on");
        ApiClient api = new ApiClient(trial, "dana");
        ClientLog log = new ClientLog();
        try (PublishingClient designer = new PublishingClient(api, APP, FORM);
                ImportingClient importer = new ImportingClient(api, APP, IMPORTED);
                WritingClients writers = new WritingClients(api, "/apps/" + APP + "/forms/" + FORM + "/records", log)) {
            designer.begin(IMPORTED);
            for (int round = 1; round <= KILLS; round++) {
                for (Server server : Server.values()) {
                    api.signInAgain();
                    designer.start();
                    importer.start();
                    writers.start(CLIENTS);
                    log.awaitAcknowledged(20 + ThreadLocalRandom.current().nextLong(300));
                    server.kill(trial);
                    log.awaitAcknowledged(50);
                    writers.stop();
                    designer.stop();
                    importer.stop();
                    int doubtful = log.doubtful();
                    assertThat(writers.refused()).isEmpty();
                    assertThat(log.compare(trial.database(), "app_" + APP, FORM))
                            .isEmpty();
                    assertThat(designer.compare(trial.database())).isEmpty();
                    assertThat(importer.compare(trial.database())).isEmpty();
                    if (server == Server.KEYCLOAK) {
                        assertThat(doubtful).isZero();
                    }
                    System.out.printf(
                            "round %d, %s killed: %d calls acknowledged so far, %d in doubt this time, %d releases, %d imports%n",
                            round, server, log.acknowledged(), doubtful, designer.acknowledged(), importer.done());
                }
            }
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
