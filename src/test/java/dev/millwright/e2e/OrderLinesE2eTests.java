package dev.millwright.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.millwright.testing.EndToEndTest;
import dev.millwright.testing.RunningTrial;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines of an order, typed as somebody types who does not look at the screen. */
@EndToEndTest
class OrderLinesE2eTests {

    @Test
    void linesAreTypedWithoutWaitingForTheirCells(RunningTrial trial) {
        Page page = trial.windowOf("dana");
        page.navigate(trial.address() + "/new-app/template");
        page.locator(".mw-template:has-text('Orders and products')").click();
        page.getByLabel("What is it called?").fill("Typed orders");
        page.getByText("Create app").click();
        page.waitForURL(url -> url.contains("/app/"), new Page.WaitForURLOptions().setTimeout(120_000));
        String app = page.url().replaceAll(".*/app/([^/?]+).*", "$1");
        page.navigate(trial.address() + "/app/" + app + "/form/sales_order/new");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Add line"))
                .click();
        for (List<String> line : List.of(List.of("0001", "12", "17.5", "0"), List.of("0003", "120", "1000", "10"))) {
            for (String cell : line) {
                page.keyboard().type(cell, new Keyboard.TypeOptions().setDelay(40));
                page.keyboard().press("Tab");
            }
        }
        Locator lines = page.locator(".mw-lines-grid");
        assertThat(lines).containsText("1,000.00");
        page.keyboard().press("Escape");
        for (String shown : List.of("17.50", "120", "10%", "210.00", "108,000.00")) {
            assertThat(lines).containsText(shown);
        }
        assertThat(page.getByLabel("Total", new Page.GetByLabelOptions().setExact(true)))
                .hasValue("108,210.00");
    }
}
