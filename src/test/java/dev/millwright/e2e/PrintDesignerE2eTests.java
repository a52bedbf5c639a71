package dev.millwright.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ViewportSize;
import dev.millwright.print.internal.Paper;
import dev.millwright.testing.EndToEndTest;
import dev.millwright.testing.FormDesignerPage;
import dev.millwright.testing.RunningTrial;
import org.junit.jupiter.api.Test;

/** A template designed by mouse and keys, from its first layout to the paper. */
@EndToEndTest
class PrintDesignerE2eTests {

    private static final String CANVAS = "mw-print-designer";
    private static final String SETTLED =
            "() => { const c = document.querySelector('%s'); return c.layout.ack >= c.number; }".formatted(CANVAS);

    @Test
    void whatDanaDesignsIsWhatIsPrinted(RunningTrial trial) {
        Page dana = trial.windowOf("dana");
        FormDesignerPage form = FormDesignerPage.ofNewForm(trial, dana, "Receipts");
        form.addFields(3);
        dana.navigate(trial.address() + "/app/" + form.app() + "/design");
        dana.getByText("New print template").first().click();
        dana.getByLabel("What is it called?").fill("Receipt");
        dana.keyboard().press("Enter");
        dana.locator(".mw-print-form").click();
        items(dana).first().waitFor();
        int begun = items(dana).count();

        standsDecently(dana);

        // A field, dragged to where it is wanted; the real page follows.
        Locator preview = dana.locator(".mw-print-preview-pages img").first();
        assertThat(preview).isVisible();
        String before = preview.getAttribute("src");
        BoundingBox type = dana.locator(CANVAS + " .type[data-type=qr]").boundingBox();
        BoundingBox sheet = dana.locator(CANVAS + " .area").boundingBox();
        dana.mouse().move(type.x + 20, type.y + 10);
        dana.mouse().down();
        dana.mouse().move(sheet.x + sheet.width / 2, sheet.y + 200, new Mouse.MoveOptions().setSteps(8));
        dana.mouse().up();
        settle(dana);
        assertThat(items(dana)).hasCount(begun + 1);
        assertThat(preview).not().hasAttribute("src", before);

        // Several at once: by a frame around them, by keys, back again.
        dana.keyboard().press("Control+a");
        settle(dana);
        assertThat(selected(dana)).hasCount(begun + 1);
        dana.keyboard().press("Control+c");
        dana.keyboard().press("Control+v");
        settle(dana);
        assertThat(items(dana)).hasCount(2 * (begun + 1));
        dana.keyboard().press("Delete");
        settle(dana);
        assertThat(items(dana)).hasCount(begun + 1);
        dana.keyboard().press("Control+z");
        dana.keyboard().press("Control+z");
        settle(dana);
        assertThat(items(dana)).hasCount(begun + 1);
        frameAround(dana, sheet);
        settle(dana);
        int several = selected(dana).count();
        assertThat(several).isGreaterThan(1);
        dana.locator(CANVAS + " [data-tool=right]").click();
        settle(dana);
        assertThat(rightEdges(dana)).as("all end on one line").isEqualTo(1);

        button(dana, "Publish").first().click();
        Locator change = dana.getByText("Creates the form “Receipts”");
        assertThat(change).isVisible();
        button(dana, "Publish").last().click();
        assertThat(change).hasCount(0);
        print(trial, dana, form.app());
    }

    /** Also on a small screen the page is seen beside the sheet, large at a click; bands without a height are named on the paper. */
    private static void standsDecently(Page dana) {
        BoundingBox scroller = dana.locator(CANVAS + " .scroller").boundingBox();
        BoundingBox page = dana.locator(".mw-print-preview-pages").boundingBox();
        assertThat(page.x).isGreaterThanOrEqualTo(scroller.x + scroller.width);
        assertThat(page.height).isGreaterThan(200);
        BoundingBox sheet = dana.locator(CANVAS + " .sheet").boundingBox();
        BoundingBox band = dana.locator(CANVAS + " .strip.empty .name").first().boundingBox();
        assertThat(band.x).isBetween(sheet.x, sheet.x + sheet.width - band.width);

        Locator divider = dana.locator("mw-print-divider");
        divider.press("ArrowUp");
        assertThat(dana.locator(".mw-print-preview-pages").boundingBox().height).isGreaterThan(page.height);
        divider.press("ArrowDown");
        button(dana, "Show the page large").click();
        // There once the server has answered.
        assertThat(dana.locator(".mw-print-preview-large img").first().boundingBox().width)
                .isGreaterThan(1.8 * page.width);
        button(dana, "Back to the design").click();

        ViewportSize usual = dana.viewportSize();
        dana.setViewportSize(390, 844);
        BoundingBox canvas = dana.locator(CANVAS).boundingBox();
        assertThat(canvas.width).as("as wide as the phone").isGreaterThan(380);
        assertThat(dana.locator(".mw-inspector").boundingBox().y).isGreaterThanOrEqualTo(canvas.y + canvas.height);
        dana.setViewportSize(usual.width, usual.height);
    }

    private static void print(RunningTrial trial, Page dana, String app) {
        ApiClient api = new ApiClient(trial, "dana");
        String record = api.require("POST", "/apps/" + app + "/forms/receipts/records", "{}")
                .path("id")
                .asString();
        dana.navigate(trial.address() + "/app/" + app + "/form/receipts/" + record);
        Locator link = dana.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Print"));
        byte[] pdf = dana.context()
                .request()
                .get(trial.address() + "/" + link.getAttribute("href").replaceFirst("^\\./", ""))
                .body();
        try (Paper paper = new Paper(pdf)) {
            assertThat(paper.pages()).isEqualTo(1);
            assertThat(paper.text(1)).contains("Receipts", "1 / 1");
            assertThat(paper.fonts()).allMatch(font -> font.startsWith("NotoSansSC"));
            assertThat(paper.codes(1)).containsExactly(dana.url());
        }
        dana.reload();
        assertThat(dana.locator(".mw-prints")).containsText("Receipt");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator items(Page page) {
        return page.locator(CANVAS + " .item");
    }

    private static Locator selected(Page page) {
        return page.locator(CANVAS + " .item.selected");
    }

    private static void settle(Page page) {
        page.waitForFunction(SETTLED);
    }

    /** From the free margin over everything below the title. */
    private static void frameAround(Page page, BoundingBox area) {
        double millimetre = area.width / 180;
        page.mouse().move(area.x + area.width + 6 * millimetre, area.y + 39 * millimetre);
        page.mouse().down();
        page.mouse().move(area.x + 20, area.y + 60 * millimetre, new Mouse.MoveOptions().setSteps(5));
        page.mouse().up();
    }

    private static int rightEdges(Page page) {
        return ((Number) page.evaluate("""
                () => {
                  const canvas = document.querySelector('mw-print-designer');
                  const ids = canvas.layout.selected.ids;
                  return new Set(canvas.layout.strips.flatMap(s => s.items).filter(i => ids.includes(i.id))
                    .map(i => Math.round((i.x + i.width) * 10))).size;
                }""")).intValue();
    }
}
