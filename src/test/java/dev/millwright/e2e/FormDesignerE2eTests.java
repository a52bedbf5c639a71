package dev.millwright.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ViewportSize;
import dev.millwright.testing.EndToEndTest;
import dev.millwright.testing.FormDesignerPage;
import dev.millwright.testing.RunningTrial;
import dev.millwright.testing.SlowNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

@EndToEndTest
class FormDesignerE2eTests {

    private static final String CANVAS = "document.querySelector('mw-form-designer')";

    /** What stands on both sides of the insertion line, told by what is seen only. */
    private static final String AROUND_LINE = """
            () => {
              const root = document.querySelector('mw-form-designer').shadowRoot;
              const line = root.querySelector('.line');
              if (!line) return null;
              const at = line.getBoundingClientRect();
              const cards = [...root.querySelectorAll('.field:not(.away)')]
                .map(card => ({ id: card.dataset.field, box: card.getBoundingClientRect() }));
              const last = (some, by) => some.sort((a, b) => by(b) - by(a))[0]?.id ?? '';
              if (line.classList.contains('vertical')) {
                const middle = at.top + at.height / 2;
                const row = cards.filter(c => c.box.top < middle && c.box.bottom > middle);
                return ['beside',
                  last(row.filter(c => c.box.right <= at.left + 10), c => c.box.right),
                  last(row.filter(c => c.box.left >= at.left - 10), c => -c.box.left)];
              }
              return ['row',
                last(cards.filter(c => c.box.bottom <= at.top + 10), c => c.box.bottom * 10000 + c.box.left),
                last(cards.filter(c => c.box.top >= at.top - 10), c => -c.box.top * 10000 - c.box.left)];
            }""";

    /** Who stands before and after a field, and how many share its row. */
    private static final String AROUND_FIELD = """
            id => {
              const rows = document.querySelector('mw-form-designer').form.sections
                .flatMap(s => s.rows.map(r => r.map(f => f.id)));
              const all = rows.flat();
              const at = all.indexOf(id);
              return [String(rows.find(r => r.includes(id)).length), all[at - 1] ?? '', all[at + 1] ?? ''];
            }""";

    @Test
    void twentyOfTwentyDropsLandWhereTheLineShowedAndAreUndone(RunningTrial trial) {
        Page page = trial.windowOf("dana");
        FormDesignerPage designer = FormDesignerPage.ofNewForm(trial, page, "Drops");
        designer.addFields(40);
        assertThat(page.locator("mw-form-designer .field")).hasCount(40);
        assertThat(page.locator("mw-form-designer .section")).hasCount(5);
        String before = designer.arrangement();
        Random random = new Random(20);
        int drops = 0;
        while (drops < 20) {
            if (dropSomewhere(designer, random)) {
                drops++;
            }
        }
        designer.undoAll(20);
        assertThat(designer.arrangement()).isEqualTo(before);
        page.keyboard().press("Control+y");
        designer.settle();
        String after = designer.arrangement();
        page.reload();
        designer.fields().first().waitFor();
        assertThat(designer.arrangement()).as("nothing is lost by a reload").isEqualTo(after);
    }

    @Test
    void escapeCancelsAndTheCanvasScrollsWhileDragging(RunningTrial trial) {
        Page page = trial.windowOf("dana");
        FormDesignerPage designer = FormDesignerPage.ofNewForm(trial, page, "Scrolling");
        for (int i = 0; i < 16; i++) {
            page.locator("mw-form-designer .type").nth(i % 4).click();
        }
        designer.settle();
        String before = designer.arrangement();
        page.evaluate(CANVAS + ".shadowRoot.querySelector('.scroller').scrollTop = 0");
        BoundingBox first = page.locator("mw-form-designer .field").first().boundingBox();
        ViewportSize window = page.viewportSize();
        page.mouse().move(first.x + 40, first.y + 20);
        page.mouse().down();
        page.mouse().move(first.x + 60, first.y + 200, new Mouse.MoveOptions().setSteps(5));
        assertThat(page.locator("mw-form-designer .ghost")).isVisible();
        page.mouse().move(first.x + 60, window.height - 10, new Mouse.MoveOptions().setSteps(5));
        page.waitForFunction(CANVAS + ".shadowRoot.querySelector('.scroller').scrollTop > 300");
        page.keyboard().press("Escape");
        page.mouse().up();
        designer.settle();
        assertThat(designer.arrangement()).isEqualTo(before);
    }

    @Test
    void aFingerDragsAfterALongPressAndScrollsOtherwise(RunningTrial trial) {
        Page page = trial.windowOf(
                "dana",
                new Browser.NewContextOptions().setViewportSize(1180, 820).setHasTouch(true));
        FormDesignerPage designer = FormDesignerPage.ofNewForm(trial, page, "Touching");
        for (int i = 0; i < 14; i++) {
            page.locator("mw-form-designer .type").nth(i % 4).tap();
        }
        designer.settle();
        page.evaluate(CANVAS + ".shadowRoot.querySelector('.scroller').scrollTop = 0");
        String before = designer.arrangement();
        CDPSession finger = page.context().newCDPSession(page);
        BoundingBox third = page.locator("mw-form-designer .field").nth(2).boundingBox();
        swipe(page, finger, third.x + 80, third.y + 30, 0, -180, false);
        page.waitForFunction(CANVAS + ".shadowRoot.querySelector('.scroller').scrollTop > 50");
        assertThat(designer.arrangement()).isEqualTo(before);
        BoundingBox type = page.locator("mw-form-designer .type").first().boundingBox();
        swipe(page, finger, type.x + 60, type.y + 15, 330, 250, true);
        designer.settle();
        assertThat(page.locator("mw-form-designer .field")).hasCount(15);
    }

    @Test
    void aFormulaIsTypedByWhatFieldsAreCalled(RunningTrial trial) {
        Page page = trial.windowOf("dana");
        FormDesignerPage designer = FormDesignerPage.ofNewForm(trial, page, "Formulas");
        for (String name : List.of("单价", "数量")) {
            page.locator("mw-form-designer .type[data-type=integer]").click();
            // Until the server has answered, the settings beside the canvas are those of what was chosen before.
            designer.settle();
            designer.setting("label").fill(name);
        }
        page.locator("mw-form-designer .type[data-type='computed:formula']").click();
        Locator text = page.locator("mw-expression .cm-content");
        text.click();
        page.keyboard().type("（单价＊数量）");
        page.keyboard().type("+ro");
        assertThat(page.locator("mw-expression li[aria-selected]")).containsText("ROUND");
        // In its first moment the list takes no keys, lest it takes what was meant for the text.
        page.waitForTimeout(150);
        page.keyboard().press("Enter");
        page.keyboard().type("2.5,1");
        Locator chips = page.locator("mw-expression .mw-expression-chip");
        assertThat(chips).hasText(new String[] {"单价", "数量"});
        page.keyboard().press("End");
        page.keyboard().type(" + dangia");
        assertThat(page.locator("mw-expression .mw-expression-wrong")).hasText("dangia");
        Locator formula = page.locator("mw-form-designer .field").last();
        assertThat(formula).containsText("dangia");
        for (int i = 0; i < " + dangia".length(); i++) {
            page.keyboard().press("Backspace");
        }
        // No longer told of: the server has heard of it.
        assertThat(formula).not().containsText("dangia");
        designer.settle();
        page.reload();
        designer.waitUntilOpen();
        formula.click();
        assertThat(chips).hasText(new String[] {"单价", "数量"});
        assertThat(text).hasText("（单价＊数量）+ROUND(2.5,1)");
    }

    @Test
    void theRealComponentsWorkInThePreview(RunningTrial trial) {
        Page page = trial.windowOf("dana");
        List<String> errors = new ArrayList<>();
        page.onPageError(errors::add);
        FormDesignerPage designer = FormDesignerPage.ofNewForm(trial, page, "Components");
        Locator types = page.locator("mw-form-designer .type");
        for (int i = 0; i < types.count(); i++) {
            types.nth(i).click();
            if (Set.of("computed:lookup", "computed:rollup")
                    .contains(types.nth(i).getAttribute("data-type"))) {
                // There is nothing yet that it could look up, and it says so.
                Locator none = page.getByText("of this app");
                assertThat(none.first()).isVisible();
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Cancel"))
                        .click();
                assertThat(none).hasCount(0);
            }
        }
        designer.settle();
        page.locator(".mw-switcher button").nth(2).click();
        assertThat(page.locator(".mw-preview-phone vaadin-date-picker input").first())
                .isVisible();
        assertThat(page.locator(".mw-preview-phone vaadin-combo-box input").first())
                .isVisible();
        assertThat(errors).isEmpty();
    }

    @Test
    void whatIsTypedBeforeTheServerAnswersIsKept(RunningTrial trial) {
        Page page = trial.windowOf("dana");
        FormDesignerPage designer = FormDesignerPage.ofNewForm(trial, page, "Typing");
        try (SlowNetwork slow = SlowNetwork.to(trial.port(), Duration.ofMillis(400))) {
            // Cookies do not tell ports apart, so the session goes on behind the network.
            page.navigate(page.url().replace(trial.address(), "http://localhost:" + slow.port()));
            designer.waitUntilOpen();
            Keyboard.TypeOptions briskly = new Keyboard.TypeOptions().setDelay(60);

            designer.types().first().click();
            page.locator("mw-form-designer .pending-name").selectText();
            page.keyboard().type("Serial number", briskly);
            assertThat(designer.setting("label")).hasValue("Serial number");
            assertThat(designer.setting("label")).isFocused();
            page.keyboard().type(" of the tool", briskly);

            // Away before the pause in typing after which the field tells the server.
            designer.types().first().click();
            page.locator("mw-form-designer .field.selected").waitFor();
            page.keyboard().type("Quantity", briskly);
            page.keyboard().press("Enter");
            designer.settle();
            assertThat(designer.labels()).containsExactly("Serial number of the tool", "Quantity");

            designer.fields().first().click();
            page.locator("mw-form-designer .pending-name").fill("Serial no");
            designer.fields().last().click();
            designer.settle();
            assertThat(designer.labels()).containsExactly("Serial no", "Quantity");
            assertThat(designer.setting("label")).hasValue("Quantity");
        }
    }

    @Test
    void whatIsTypedIsKeptWhenItsFieldIsMadeAnew(RunningTrial trial) {
        Page page = trial.windowOf("dana");
        FormDesignerPage designer = FormDesignerPage.ofNewForm(trial, page, "Keeping");
        designer.types().first().click();
        designer.settle();
        try (SlowNetwork slow = SlowNetwork.to(trial.port(), Duration.ofMillis(400))) {
            page.navigate(page.url().replace(trial.address(), "http://localhost:" + slow.port()));
            designer.waitUntilOpen();
            designer.fields().first().click();
            designer.settle();
            designer.setting("maxLength").fill("50");
            // The length is on its way; once it has arrived the default is entered in a new field of that length.
            designer.setting("defaultValue").click();
            page.keyboard().type("made in hall three", new Keyboard.TypeOptions().setDelay(100));
            page.keyboard().press("Tab");
            designer.settle();
            assertThat(designer.setting("defaultValue")).hasValue("made in hall three");
            page.reload();
            designer.waitUntilOpen();
            designer.fields().first().click();
            assertThat(designer.setting("defaultValue")).hasValue("made in hall three");
            assertThat(designer.setting("maxLength")).hasValue("50");
        }
    }

    @Test
    void theSecondDesignerIsToldAndNothingIsOverwritten(RunningTrial trial) {
        Page danas = trial.windowOf("dana");
        FormDesignerPage dana = FormDesignerPage.ofNewForm(trial, danas, "Together");
        shareDesign(trial, dana.app());
        Page mias = trial.windowOf("mia");
        mias.navigate(danas.url());
        FormDesignerPage mia = new FormDesignerPage(mias);
        mia.waitUntilOpen();

        dana.types().first().click();
        assertThat(mias.locator(".mw-designer-banner"))
                .containsText(
                        "is working on this form too", new LocatorAssertions.ContainsTextOptions().setTimeout(3_000));
        assertThat(mia.types().nth(1)).isDisabled();
        dana.settle();
        dana.types().nth(2).click();
        dana.settle();
        assertThat(danas.locator(".mw-designer-banner")).isHidden();

        mias.getByText("Reload", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(mias.locator(".mw-designer-banner")).isHidden();
        mia.settle();
        assertThat(mia.fields()).hasCount(2);
        mia.types().nth(1).click();
        assertThat(mia.fields()).hasCount(3);
        assertThat(danas.locator(".mw-designer-banner")).isVisible();
    }

    private static void shareDesign(RunningTrial trial, String app) {
        ApiClient api = new ApiClient(trial, "dana");
        String path = "/apps/" + app + "/rights";
        ObjectNode rights = (ObjectNode) api.require("GET", path, null);
        rights.putArray("designers").add("role:manager");
        api.require("PUT", path, rights.toString());
    }

    private static boolean dropSomewhere(FormDesignerPage designer, Random random) {
        Page page = designer.page();
        designer.scrollTo(random.nextDouble());
        List<Locator> seen = designer.seenFields();
        Locator source = seen.get(random.nextInt(seen.size()));
        BoundingBox from = source.boundingBox();
        BoundingBox to = seen.get(random.nextInt(seen.size())).boundingBox();
        String id = source.getAttribute("data-field");
        double x = to.x + to.width * random.nextDouble();
        double y = to.y + to.height * random.nextDouble();
        page.mouse().move(from.x + from.width / 2, from.y + from.height / 2);
        page.mouse().down();
        page.mouse().move(x - 15, y - 15, new Mouse.MoveOptions().setSteps(4));
        page.mouse().move(x, y, new Mouse.MoveOptions().setSteps(3));
        Object line = page.evaluate(AROUND_LINE);
        String before = designer.arrangement();
        page.mouse().up();
        designer.settle();
        if (!(line instanceof List<?> around)) {
            assertThat(designer.arrangement())
                    .as("without a line nothing moves")
                    .isEqualTo(before);
            return false;
        }
        List<?> now = (List<?>) page.evaluate(AROUND_FIELD, id);
        if (around.getFirst().equals("beside")) {
            assertThat(now.getFirst()).isNotEqualTo("1");
            boolean left = around.get(1).equals("") || now.get(1).equals(around.get(1));
            boolean right = around.get(2).equals("") || now.get(2).equals(around.get(2));
            assertThat(left && right).as("%s shown, %s came", around, now).isTrue();
        } else {
            assertThat(now.getFirst()).isEqualTo("1");
            assertThat(now.get(1).equals(around.get(1)) || now.get(2).equals(around.get(2)))
                    .as("%s shown, %s came", around, now)
                    .isTrue();
        }
        return true;
    }

    private static void swipe(
            Page page, CDPSession finger, double x, double y, double right, double down, boolean afterLongPress) {
        touch(finger, "touchStart", x, y);
        if (afterLongPress) {
            page.waitForCondition(() -> page.locator("mw-form-designer .ghost").count() > 0);
        }
        int steps = 12;
        for (int i = 1; i <= steps; i++) {
            touch(finger, "touchMove", x + right * i / steps, y + down * i / steps);
        }
        touch(finger, "touchEnd", x, y);
    }

    private static void touch(CDPSession finger, String type, double x, double y) {
        JsonObject point = new JsonObject();
        point.addProperty("x", x);
        point.addProperty("y", y);
        JsonArray points = new JsonArray();
        if (!type.equals("touchEnd")) {
            points.add(point);
        }
        JsonObject arguments = new JsonObject();
        arguments.addProperty("type", type);
        arguments.add("touchPoints", points);
        finger.send("Input.dispatchTouchEvent", arguments);
    }
}
