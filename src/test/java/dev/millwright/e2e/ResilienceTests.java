package dev.millwright.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.millwright.testing.EndToEndTest;
import dev.millwright.testing.RunningTrial;
import org.junit.jupiter.api.Test;

@EndToEndTest
class ResilienceTests {

    @Test
    void signsPeopleInAgainAfterKeycloakWasKilled(RunningTrial trial) {
        trial.killKeycloak();
        Page page = trial.windowOf("sam");
        assertThat(page.url()).startsWith(trial.address() + "/");
    }

    @Test
    void worksOnAfterPostgresWasKilled(RunningTrial trial) {
        Page page = trial.windowOf("sam");
        trial.killDatabase();
        var response = page.navigate(trial.address() + "/");
        assertThat(response.ok()).isTrue();
        assertThat(page.locator("body")).not().isEmpty();
        trial.windowOf("dana");
    }

    @Test
    void knowsWhoWasSignedInAfterItWasKilledItself(RunningTrial trial) {
        Page page = trial.windowOf("sam");
        trial.killAndRestartApplication();
        page.navigate(trial.address() + "/");
        // Keycloak still knows sam and asks for no password.
        page.waitForURL(url -> url.startsWith(trial.address() + "/") && !url.contains("/login/oauth2/"));
        assertThat(page.locator("#kc-login")).hasCount(0);
    }
}
