package dev.millwright.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import dev.millwright.testing.EndToEndTest;
import dev.millwright.testing.RunningTrial;
import org.junit.jupiter.api.Test;

/** Tiles as a designer moves them, by the pointer and by keys. */
@EndToEndTest
class DashboardDesignerE2eTests {

    private static final String TILE = "mw-board-designer .grid-stack-item[data-tile]";
    private static final String PLACES = """
            () => document.querySelector('mw-board-designer').board.tiles.map(t => [t.x, t.y, t.w, t.h].join()).join(' ')""";

    @Test
    void tilesAreDraggedByTheirNamesOntoAnEmptyBoardAndArrangedByKeys(RunningTrial trial) {
        Page page = trial.windowOf("dana");
        newBoard(trial, page);
        Locator donut = page.locator("mw-board-designer .type[data-type=donut] > span");
        donut.hover();
        BoundingBox board = page.locator("mw-board-designer .scroller").boundingBox();
        page.mouse().down();
        page.mouse().move(board.x + 60, board.y + 30, new Mouse.MoveOptions().setSteps(8));
        page.mouse().up();
        Locator tile = page.locator(TILE);
        assertThat(tile).hasCount(1);
        assertThat(page.locator("[data-type=donut] .mw-chart-legend button").first())
                .isVisible();

        tile.focus();
        page.keyboard().press("ArrowUp");
        page.waitForFunction("() => (" + PLACES + ")() === '0,0,4,4'");
        page.keyboard().press("ArrowRight");
        page.waitForFunction("() => (" + PLACES + ")() === '1,0,4,4'");
        page.keyboard().press("Shift+ArrowDown");
        page.waitForFunction("() => (" + PLACES + ")() === '1,0,4,5'");
        assertThat(tile).isFocused();
        page.keyboard().press("Control+z");
        page.keyboard().press("Control+z");
        page.waitForFunction("() => (" + PLACES + ")() === '0,0,4,4'");
        assertThat(tile).isFocused();
        page.keyboard().press("Control+d");
        assertThat(tile).hasCount(2);
        tile.first().focus();
        page.keyboard().press("Delete");
        assertThat(tile).hasCount(1);
        assertThat(tile).isFocused();
        page.keyboard().press("Control+z");
        assertThat(tile).hasCount(2);
    }

    private static void newBoard(RunningTrial trial, Page page) {
        page.navigate(trial.address() + "/new-app/template");
        page.locator(".mw-template:has-text('Contracts and payments')").click();
        page.getByLabel("What is it called?").fill("Boards");
        page.getByText("Create app").click();
        page.waitForURL(url -> url.contains("/app/"), new Page.WaitForURLOptions().setTimeout(120_000));
        String app = page.url().replaceAll(".*/app/([^/?]+).*", "$1");
        page.navigate(trial.address() + "/app/" + app + "/design");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("New dashboard"))
                .click();
        page.getByLabel("What is it called?").fill("Stock");
        page.getByText("Create and design").click();
        page.locator("mw-board-designer .type").first().waitFor();
    }
}
