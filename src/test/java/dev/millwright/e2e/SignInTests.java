package dev.millwright.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import dev.millwright.testing.EndToEndTest;
import dev.millwright.testing.RunningTrial;
import org.junit.jupiter.api.Test;

@EndToEndTest
class SignInTests {

    @Test
    void everybodyComesInWithTheirOwnName(RunningTrial trial) {
        for (String user : new String[] {"admin", "dana", "sam", "mia"}) {
            Page page = trial.windowOf(user);
            assertThat(page.url()).startsWith(trial.address() + "/");
        }
    }

    @Test
    void keycloakSpeaksTheLanguageOfTheBrowser(RunningTrial trial) {
        Page page = trial.window(new Browser.NewContextOptions().setLocale("zh-CN"));
        page.navigate(trial.address() + "/");
        assertThat(page.locator("#kc-login")).hasText("登录");
        assertThat(page.locator("html")).hasAttribute("lang", "zh-CN");
    }

    @Test
    void refusesAWrongPassword(RunningTrial trial) {
        Page page = trial.window();
        page.navigate(trial.address() + "/");
        page.locator("#username").fill("sam");
        page.locator("#password").fill("wrong");
        page.locator("#kc-login").click();
        assertThat(page.getByText("Invalid username or password.")).isVisible();
        assertThat(page.url()).startsWith(trial.keycloakAddress());
    }
}
