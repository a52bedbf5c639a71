package dev.millwright.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.millwright.print.internal.Paper;
import dev.millwright.testing.EndToEndTest;
import dev.millwright.testing.RunningTrial;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a manager comes for, in an app made of the template: a chart that follows the work, the records behind it, a card on paper. */
@EndToEndTest
class ManagersJourneyE2eTests {

    private static final LocatorAssertions.ContainsTextOptions SOON =
            new LocatorAssertions.ContainsTextOptions().setTimeout(3_000);

    @Test
    void miaSeesTheChartFollowOpensTheRecordsBehindItAndPrintsACard(RunningTrial trial) throws Exception {
        String app = begin(trial);
        Page mia = trial.windowOf("mia");
        mia.navigate(trial.address() + "/app/" + app + "/dashboard/overview");
        Locator all = mia.locator("[data-type=number] .mw-number").first();
        assertThat(all).containsText("500");
        Locator pending = mia.locator("[data-type=donut] .mw-chart-legend button")
                .filter(new Locator.FilterOptions().setHasText("Pending"));
        assertThat(pending).containsText("7");
        tellsOfThePartThatIsPointedAt(mia);

        String serial = enter(trial.windowOf("sam"), trial.address() + "/app/" + app + "/form/serial/new");
        assertThat(all).containsText("501", SOON);
        assertThat(pending).containsText("8", SOON);

        pending.click();
        assertThat(mia.getByText("8 records")).isVisible();
        mia.getByText(serial).first().click();
        mia.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Print"))
                .click();
        Locator card = mia.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Warranty card"));
        String address = card.locator("a").getAttribute("href").replaceFirst("^\\./", "");
        assertThat(mia.waitForDownload(() -> card.press("Enter")).url()).endsWith(address);
        byte[] pdf =
                mia.context().request().get(trial.address() + "/" + address).body();
        try (Paper paper = new Paper(pdf)) {
            assertThat(paper.pages()).isEqualTo(1);
            assertThat(paper.text(1)).contains("Warranty card", serial);
            assertThat(paper.fonts()).allMatch(font -> font.contains("Noto") || font.contains("Helvetica"));
            assertThat(paper.codes(1)).singleElement().isEqualTo(mia.url());
        }
    }

    /** Enters a serial and gives back its number. */
    private static String enter(Page sam, String address) {
        sam.navigate(address);
        Locator number = sam.locator("[data-field=serial_no] input");
        assertThat(number).hasAttribute("placeholder", Pattern.compile("Assigned on save, like …-\\d{6}-…-\\d+"));
        assertThat(number).hasCSS("opacity", "1");
        Locator save = sam.locator(".mw-record-buttons vaadin-button").first();
        save.click();
        assertThat(sam.locator("[data-field=product_model] input")).isFocused();
        choose(sam, "product_model", "MT-750");
        choose(sam, "category", "");
        choose(sam, "line", "");
        save.click();
        Locator saved = sam.getByText(Pattern.compile("^Saved: "));
        saved.waitFor();
        return saved.innerText().replaceFirst("(?s)^Saved: (\\S+).*", "$1");
    }

    /** Chooses the first option that the text finds. */
    private static void choose(Page page, String field, String text) {
        Locator input = page.locator("[data-field=" + field + "] input");
        input.click();
        input.pressSequentially(text);
        page.locator("[role=option]:visible").first().click();
        input.press("Tab");
    }

    private static void tellsOfThePartThatIsPointedAt(Page mia) {
        Locator chart =
                mia.locator("[data-type=stacked-column] mw-chart[drawn]").first();
        chart.locator(".apexcharts-bar-area:not([val='0'])").last().hover();
        assertThat(chart.locator(
                        ".apexcharts-tooltip.apexcharts-active .apexcharts-tooltip-series-group.apexcharts-active"))
                .hasCount(1);
    }

    private static String begin(RunningTrial trial) {
        Page dana = trial.windowOf("dana");
        dana.navigate(trial.address() + "/new-app/template");
        dana.locator(".mw-template:has-text('Serial numbers')").click();
        dana.getByLabel("What is it called?").fill("Managed serials");
        dana.getByText("Create app").click();
        dana.waitForURL(url -> url.contains("/app/"), new Page.WaitForURLOptions().setTimeout(120_000));
        return dana.url().replaceAll(".*/app/([^/?]+).*", "$1");
    }
}
