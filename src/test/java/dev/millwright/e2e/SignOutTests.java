package dev.millwright.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import dev.millwright.testing.EndToEndTest;
import dev.millwright.testing.RunningTrial;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

@EndToEndTest
class SignOutTests {

    @Test
    void endsTheSessionHereAndInKeycloak(RunningTrial trial) {
        Page page = trial.windowOf("sam");

        page.locator(".mw-person").click();
        page.getByText("Sign out").click();

        page.waitForURL(url -> url.startsWith(trial.keycloakAddress()));
        page.navigate(trial.address() + "/");
        assertThat(page.locator("#username")).isVisible();
    }

    @Test
    void endsTheOpenPageWhenKeycloakEndsTheSession(RunningTrial trial) {
        Page page = trial.windowOf("mia");
        assertThat(page.locator(".mw-person")).isVisible();

        endSessions(trial, page.request(), "mia");

        page.locator(".mw-person").click();
        assertThat(page.locator(".v-system-error").or(page.locator("#username")))
                .isVisible();
        page.navigate(trial.address() + "/");
        assertThat(page.locator("#username")).isVisible();
    }

    private static void endSessions(RunningTrial trial, APIRequestContext http, String user) {
        String people = trial.keycloakAddress() + "/admin/realms/millwright/users";
        RequestOptions asAdministrator =
                RequestOptions.create().setHeader("Authorization", "Bearer " + trial.token("admin"));
        APIResponse found = http.get(people + "?exact=true&username=" + user, asAdministrator);
        String id = JsonMapper.shared()
                .readTree(found.text())
                .required(0)
                .required("id")
                .asString();
        assertThat(http.post(people + "/" + id + "/logout", asAdministrator).status())
                .isEqualTo(204);
    }
}
