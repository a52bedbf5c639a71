package dev.millwright.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import dev.millwright.testing.EndToEndTest;
import dev.millwright.testing.RunningTrial;
import dev.millwright.testing.RunningTrial.Away;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** While PostgreSQL does not answer, programs are asked to come again and people are told so; nobody has to restart anything. */
@EndToEndTest
class DatabaseAwayE2eTests {

    private static final String APP = "away";
    private static final String RECORDS = "/apps/" + APP + "/forms/part/records";

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void tellsProgramsAndPeopleToComeAgainAndWorksOnByItself(RunningTrial trial) throws Exception {
        ApiClient api = new ApiClient(trial, "dana");
        try (PublishingClient designer = new PublishingClient(api, APP, "part")) {
            designer.begin("other");
        }
        String id =
                api.require("POST", RECORDS, "{\"tag\": \"kept\"}").path("id").asString();
        Page page = trial.windowOf("dana");
        page.navigate(trial.address() + "/app/" + APP + "/form/part");
        assertThat(page.getByText("kept").first()).isVisible();
        String token = trial.token("dana");
        try (Away away = trial.holdDatabase()) {
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (String call : calls(id)) {
                answers.add(http.sendAsync(request(trial, token, call), HttpResponse.BodyHandlers.ofString()));
            }
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                asksToComeAgain(answer.join());
            }
            page.locator("vaadin-text-field input").first().fill("kept");
            assertThat(page.getByText("The database cannot be reached at this moment")
                            .first())
                    .isVisible();
            Response broken = page.navigate(trial.address() + "/app/" + APP + "/form/part");
            assertThat(broken.status()).isEqualTo(503);
            assertThat(page.getByText("The server cannot reach its database at this moment"))
                    .isVisible();
        }
        page.getByText("Try again", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.getByText("kept").first()).isVisible();
        assertThat(api.require("GET", RECORDS + "?count=exact", null)
                        .path("count")
                        .asInt())
                .isEqualTo(1);
        api.require("PATCH", RECORDS + "/" + id, "{\"tag\": \"changed\"}");
    }

    private static List<String> calls(String id) {
        return List.of(
                "GET /apps/" + APP + "/drafts",
                "GET /apps/" + APP + "/releases",
                "POST /apps {\"label\": \"x\"}",
                "PUT /apps/" + APP + "/drafts/form/new {}",
                "POST /apps/" + APP + "/releases:plan {}",
                "GET " + RECORDS,
                "GET " + RECORDS + "/" + id,
                "GET " + RECORDS + "/" + id + "/history",
                "GET " + RECORDS + ":aggregate",
                "GET " + RECORDS + ":export",
                "POST " + RECORDS + " {\"tag\": \"lost\"}",
                "POST " + RECORDS + ":batch {\"create\": [{\"tag\": \"lost\"}]}",
                "PATCH " + RECORDS + "/" + id + " {\"tag\": \"lost\"}",
                "DELETE " + RECORDS + "/" + id,
                "GET /jobs/" + id);
    }

    private static HttpRequest request(RunningTrial trial, String token, String call) {
        String[] parts = call.split(" ", 3);
        return HttpRequest.newBuilder(URI.create(trial.address() + "/api/v1" + parts[1]))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                        parts[0],
                        parts.length < 3
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(parts[2]))
                .build();
    }

    private static void asksToComeAgain(HttpResponse<String> answer) throws IOException {
        String what = answer.request().method() + " " + answer.uri().getPath() + " " + answer.body();
        assertThat(answer.statusCode()).as(what).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).as(what).isPresent();
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .as(what)
                .startsWith("application/problem+json");
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(503);
        assertThat(answer.body())
                .doesNotContainPattern("(?i)exception|\\.java|org\\.|jdbc|hikari|postgres|select |localhost");
    }
}
