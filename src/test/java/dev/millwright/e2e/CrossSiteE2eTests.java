package dev.millwright.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import dev.millwright.testing.EndToEndTest;
import dev.millwright.testing.RunningTrial;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Other sites can make the browser of somebody who is signed in send requests here; nothing comes of them. */
@EndToEndTest
class CrossSiteE2eTests {

    private static final String APP = "crossed";
    private static final String RECORDS = "/apps/" + APP + "/forms/other/records";
    private static final String ELSEWHERE = "http://elsewhere.example/";

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void otherSitesDoNothingInTheNameOfWhoIsSignedIn(RunningTrial trial) throws Exception {
        ApiClient api = new ApiClient(trial, "dana");
        try (PublishingClient designer = new PublishingClient(api, APP, "part")) {
            designer.begin("other");
        }
        Page page = trial.windowOf("dana");
        page.navigate(trial.address() + "/app/" + APP + "/form/other");
        Request own = page.waitForRequest(
                request -> request.url().contains("v-r=uidl"),
                () -> page.getByText("New").first().click());
        Page importing = page.context().newPage();
        importing.navigate(trial.address() + "/app/" + APP + "/form/other/import");
        importing.locator("vaadin-upload").first().waitFor();
        String upload = trial.address() + "/"
                + importing.locator("vaadin-upload").first().getAttribute("target");

        cookiesStayOnThisSite(page);
        browsersAreTurnedAway(trial, page, List.of("/", "/logout", own.url(), upload));
        cookiesDoNotOpenTheApi(trial, page);
        requestsWithTheCookieAreTurnedAway(trial, page, own, upload);

        assertThat(api.require("GET", RECORDS + "?count=exact", null)
                        .path("count")
                        .asInt())
                .isZero();
        page.navigate(trial.address() + "/");
        assertThat(page.getByText("Killed").first()).isVisible();
    }

    private static void cookiesStayOnThisSite(Page page) {
        List<Cookie> cookies = page.context().cookies(List.of(page.url()));
        assertThat(cookies).anySatisfy(cookie -> {
            assertThat(cookie.name).isEqualTo("JSESSIONID");
            assertThat(cookie.httpOnly).isTrue();
            assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.LAX);
        });
    }

    /** A page elsewhere sends a form by itself, as it would to take over a click; the session's cookie stays behind. */
    private static void browsersAreTurnedAway(RunningTrial trial, Page signedIn, List<String> targets) {
        Page trap = signedIn.context().newPage();
        for (String target : targets) {
            String address = target.startsWith("/") ? trial.address() + target : target;
            for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")) {
                String form = """
                        <form method="post" enctype="%s" action="%s"><input name='{"csrfToken":"' value='"}'></form>
                        <script>document.forms[0].submit()</script>
                        """.formatted(type, address.replace("&", "&amp;"));
                trap.unrouteAll();
                trap.route(
                        ELSEWHERE,
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setContentType("text/html")
                                .setBody(form)));
                Response answer = trap.waitForResponse(
                        response -> response.request().method().equals("POST"), () -> trap.navigate(ELSEWHERE));
                assertThat(answer.status()).as(type + " to " + address).isEqualTo(403);
                assertThat(answer.request().allHeaders()).doesNotContainKey("cookie");
            }
        }
        trap.close();
    }

    private void cookiesDoNotOpenTheApi(RunningTrial trial, Page page) throws Exception {
        for (String type : List.of("application/json", "text/plain", "application/x-www-form-urlencoded")) {
            assertThat(post(trial, page, trial.address() + "/api/v1" + RECORDS, type, "{\"tag\": \"crossed\"}")
                            .statusCode())
                    .as(type)
                    .isEqualTo(401);
        }
    }

    /** Should the cookie come along after all, what is missing is the token that only our own pages know. */
    private void requestsWithTheCookieAreTurnedAway(RunningTrial trial, Page page, Request own, String upload)
            throws Exception {
        String body = own.postData();
        String forged = body.replaceFirst("\"csrfToken\":\"[^\"]*\"", "\"csrfToken\":\"forged\"");
        assertThat(forged).isNotEqualTo(body);
        HttpResponse<String> refused = post(trial, page, own.url(), "application/json", forged);
        assertThat(refused.body()).contains("\"changes\":{}", "appError");
        assertThat(post(trial, page, trial.address() + "/logout", "application/x-www-form-urlencoded", "x=y")
                        .statusCode())
                .isEqualTo(403);
        String guessed = upload.replaceFirst("[0-9a-f]{8}-", "00000000-");
        assertThat(guessed).isNotEqualTo(upload);
        assertThat(post(trial, page, guessed, "text/csv", "tag\ncrossed\n").statusCode())
                .isIn(403, 404);
    }

    private HttpResponse<String> post(RunningTrial trial, Page page, String address, String type, String body)
            throws Exception {
        String cookies = page.context().cookies(List.of(trial.address())).stream()
                .map(cookie -> cookie.name + "=" + cookie.value)
                .collect(Collectors.joining("; "));
        return http.send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("Cookie", cookies)
                        .header("Origin", "http://elsewhere.example")
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
