package dev.millwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.testing.EndToEndTest;
import dev.millwright.testing.RunningTrial;
import dev.millwright.testing.RunningTrial.Node;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Two nodes on one database are one application: what happens on one holds on the other, and either may go while people work. */
@EndToEndTest
class RollingRestartTests {

    private static final String APP = "rolling";
    private static final String FORM = "part";
    private static final int CLIENTS = 6;
    private static final int CHANGES = 10;

    @Test
    void nodesAgreeAndRestartOneAfterTheOtherUnnoticed(RunningTrial trial) throws Exception {
        Node first = trial.node();
        try (Node second = trial.startNode()) {
            List<String> nodes = List.of(first.address(), second.address());
            ApiClient both = new ApiClient(trial, "dana", nodes);
            try (PublishingClient designer = new PublishingClient(both, APP, FORM)) {
                designer.begin("other");
                honoursReleases(
                        new ApiClient(trial, "dana", nodes.subList(0, 1)),
                        new ApiClient(trial, "dana", nodes.subList(1, 2)));
                honoursRights(trial, nodes);
            }
            restart(trial, both, List.of(first, second));
        }
    }

    /** A field is required on the first node; the very next write on the second one must have it. */
    private static void honoursReleases(ApiClient first, ApiClient second) {
        String app = "/apps/" + APP;
        ObjectNode form = (ObjectNode) first.require("GET", app + "/drafts/form/other", null);
        ObjectNode tag =
                (ObjectNode) PublishingClient.rows(form).path(0).path("fields").path(0);
        assertThat(second.call("GET", app + "/forms/other/records", null).status())
                .isEqualTo(200);
        tag.put("required", true);
        first.require("PUT", app + "/drafts/form/other", form.toString());
        String fingerprint = first.require("POST", app + "/releases:plan", "{}")
                .path("fingerprint")
                .asString();
        first.require("POST", app + "/releases", "{\"fingerprint\": \"" + fingerprint + "\"}");
        assertThat(second.call("POST", app + "/forms/other/records", "{}").status())
                .isEqualTo(422);
    }

    /** A right is taken away on the first node; the very next write on the second one is refused. */
    private static void honoursRights(RunningTrial trial, List<String> nodes) {
        ApiClient dana = new ApiClient(trial, "dana", nodes.subList(0, 1));
        ApiClient sam = new ApiClient(trial, "sam", nodes.subList(1, 2));
        String app = "/apps/" + APP;
        String owners =
                dana.require("GET", app + "/rights", null).path("owners").toString();
        for (int i = 0; i < CHANGES; i++) {
            boolean may = i % 2 == 0;
            dana.require("PUT", app + "/rights", """
                    {"owners": %s, "members": ["role:staff"], "matrix": {"role:staff": {"*": ["see"%s]}}}
                    """.formatted(owners, may ? ", \"create\"" : ""));
            assertThat(sam.call("POST", app + "/forms/other/records", "{\"tag\": \"x\"}")
                            .status())
                    .isEqualTo(may ? 201 : 403);
        }
    }

    private static void restart(RunningTrial trial, ApiClient both, List<Node> nodes) throws Exception {
        ClientLog log = new ClientLog();
        try (WritingClients writers = new WritingClients(both, "/apps/" + APP + "/forms/" + FORM + "/records", log)) {
            writers.start(CLIENTS);
            log.awaitAcknowledged(50);
            for (Node node : nodes) {
                node.restart();
                log.awaitAcknowledged(50);
            }
            writers.stop();
            assertThat(writers.refused()).isEmpty();
            assertThat(log.doubtful()).as("calls that failed twice").isZero();
            assertThat(log.compare(trial.database(), "app_" + APP, FORM)).isEmpty();
        }
    }
}
