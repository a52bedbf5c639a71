package dev.millwright.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import dev.millwright.testing.EndToEndTest;
import dev.millwright.testing.RunningTrial;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A purchase from the phone of who needs it to the desks of those who agree, back once, and through. */
@EndToEndTest
class ApprovalJourneyE2eTests {

    private static final String FORM = """
        {"id": "01954f11-0000-7000-9000-000000000001", "key": "purchase", "label": "Purchase", "icon": "vaadin:cart",
         "sections": [{"id": "01954f11-0000-7000-9000-000000000002", "title": "", "rows": [
           {"fields": [{"id": "01954f11-0000-7000-9000-000000000003", "key": "what", "label": "What", "type": "text",
             "config": {}, "required": true, "unique": false, "help": "", "placeholder": ""}]},
           {"fields": [{"id": "01954f11-0000-7000-9000-000000000004", "key": "price", "label": "Price", "type": "integer",
             "config": {}, "required": false, "unique": false, "help": "", "placeholder": ""}]}]}],
         "retired": []}
        """;

    private static final String FLOW = """
        {"id": "01954f11-0000-7000-9000-000000000005", "key": "buy", "label": "Buying",
         "form": "01954f11-0000-7000-9000-000000000001", "trigger": {"type": "submitted", "config": {}},
         "nodes": [
           {"id": "01954f11-0000-7000-9000-000000000006", "type": "approve", "label": "Manager agrees", "branches": [],
            "config": {"step": {"people": [{"from": "role", "role": "manager"}],
              "buttons": [{"action": "return", "label": "Ask again", "hidden": false, "reason": true}]}}},
           {"id": "01954f11-0000-7000-9000-000000000007", "type": "approve", "label": "Designer agrees", "branches": [],
            "config": {"step": {"people": [{"from": "role", "role": "designer"}], "policy": {"mode": "POOL"}}}}],
         "settings": {"cardFields": ["price"]}}
        """;

    @Test
    void samSubmitsOnAPhoneMiaAsksAgainAndBothAgree(RunningTrial trial) {
        String app = begin(trial);
        Page mia = trial.windowOf("mia");
        mia.navigate(trial.address() + "/work");
        assertThat(mia.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("My work")))
                .isVisible();
        Locator badge = mia.locator(".mw-work-link .mw-count");
        int before = badge.isVisible() ? Integer.parseInt(badge.innerText()) : 0;

        Page sam = trial.phoneOf("sam");
        sam.navigate(trial.address() + "/app/" + app + "/form/purchase/new");
        enter(sam, "what", "Ten bolts");
        button(sam, "Submit").click();
        assertThat(sam.locator(".mw-standing")).containsText("In approval");
        assertThat(sam.locator(".mw-standing")).containsText("Manager agrees");

        // The task is there by itself, and the badge counts it.
        assertThat(mia.locator(".mw-tasks")).containsText("Ten bolts");
        assertThat(badge).hasText(String.valueOf(before + 1));
        mia.keyboard().press("j");
        mia.keyboard().press("Enter");
        button(mia, "Ask again").click();
        Locator dialog = mia.locator(".mw-action-dialog");
        dialog.locator("textarea").fill("What do they cost?");
        dialogButton(mia, "Ask again").click();
        assertThat(mia.locator(".mw-task-after")).containsText("You sent it back.");

        sam.navigate(trial.address() + "/work");
        assertThat(sam.locator(".mw-task-note")).containsText("What do they cost?");
        sam.locator(".mw-task-link").first().click();
        staysAsOftenAsAskedInTheMiddleOfAWord(sam);
        enter(sam, "price", "12");
        button(sam, "Submit").click();
        assertThat(sam.locator(".mw-task-after")).isInViewport();

        mia.navigate(trial.address() + "/work");
        assertThat(mia.locator(".mw-tasks")).containsText("12");
        mia.locator(".mw-task-link").first().click();
        button(mia, "Approve").click();
        assertThat(mia.locator(".mw-task-after")).containsText("You approved it.");

        // From the phone to approved in three taps: the inbox, the task, the answer.
        Page dana = trial.phoneOf("dana");
        fitsThePhone(dana);
        dana.navigate(trial.address() + "/work?box=queue");
        dana.locator(".mw-task-link").first().click();
        tapsTwice(dana, dana.locator(".mw-task-bar > vaadin-button"));
        assertThat(dana.locator(".mw-task-after")).hasCount(0);
        button(dana, "Approve").click();
        assertThat(dana.locator(".mw-task-after")).containsText("You approved it.");

        sam.navigate(trial.address() + "/app/" + app + "/form/purchase");
        sam.getByText("Ten bolts").first().click();
        assertThat(sam.locator(".mw-standing")).containsText("Accepted");
        assertThat(sam.locator(".mw-history")).containsText("What do they cost?");
    }

    /** Two people with open pages: what one has answered is the other's task within three seconds, without reloading. */
    @Test
    void aTaskIsSeenWithinThreeSecondsOfTheStepBefore(RunningTrial trial) {
        String app = begin(trial, FLOW.replace(", \"policy\": {\"mode\": \"POOL\"}", ""));
        Page dana = trial.windowOf("dana");
        dana.navigate(trial.address() + "/work");
        assertThat(dana.locator("h1, h2").first()).isVisible();
        Page elsewhere = dana.context().newPage();
        elsewhere.navigate(trial.address() + "/app/" + app + "/form/purchase");
        Locator badge = elsewhere.locator(".mw-work-link .mw-count");
        assertThat(elsewhere.locator(".mw-work-link")).isVisible();

        Page mia = trial.windowOf("mia");
        for (String what : List.of("Bolts at once", "Nuts at once", "Screws at once")) {
            int before = badge.isVisible() ? Integer.parseInt(badge.innerText()) : 0;
            submit(trial, app, what);
            mia.navigate(trial.address() + "/work");
            mia.locator(".mw-task-link")
                    .filter(new Locator.FilterOptions().setHasText(what))
                    .first()
                    .click();
            Locator approve = button(mia, "Approve");
            assertThat(approve).isVisible();
            assertThat(dana.locator(".mw-tasks").getByText(what)).hasCount(0);
            approve.click();
            assertThat(dana.locator(".mw-tasks")).containsText(what, new ContainsTextOptions().setTimeout(3_000));
            assertThat(badge).hasText(String.valueOf(before + 1), new HasTextOptions().setTimeout(3_000));
            assertThat(mia.locator(".mw-task-after")).containsText("You approved it.");
        }
    }

    private static void submit(RunningTrial trial, String app, String what) {
        ApiClient sam = new ApiClient(trial, "sam");
        String record = sam.call("POST", "/apps/" + app + "/forms/purchase/records", "{\"what\": \"" + what + "\"}")
                .body()
                .path("id")
                .asString();
        assertThat(sam.call("POST", "/apps/" + app + "/forms/purchase/records/" + record + ":submit", "{}")
                        .status())
                .isEqualTo(201);
    }

    /** A link never decides by being opened. */
    @Test
    void openingATaskDecidesNothing(RunningTrial trial) {
        String app = begin(trial);
        ApiClient sam = new ApiClient(trial, "sam");
        String record = sam.call("POST", "/apps/" + app + "/forms/purchase/records", "{\"what\": \"Nuts\"}")
                .body()
                .path("id")
                .asString();
        ApiClient.Answer run = sam.call("POST", "/apps/" + app + "/forms/purchase/records/" + record + ":submit", "{}");
        assertThat(run.status()).isEqualTo(201);
        ApiClient mia = new ApiClient(trial, "mia");
        String task = mia.call("GET", "/tasks?box=todo&app=" + app, null)
                .body()
                .path("items")
                .path(0)
                .path("id")
                .asString();
        Page page = trial.windowOf("mia");
        page.navigate(trial.address() + "/work/task/" + task);
        assertThat(button(page, "Approve")).isVisible();
        page.reload();
        assertThat(button(page, "Approve")).isVisible();
        assertThat(mia.call("GET", "/tasks/" + task, null).body().path("state").asString())
                .isEqualTo("open");
    }

    /** What is typed is not lost without a question, and the question can be asked again and again. */
    private static void staysAsOftenAsAskedInTheMiddleOfAWord(Page page) {
        page.locator("[data-field=what] input").press("End");
        String address = page.url();
        for (String letter : List.of("!", "?")) {
            page.keyboard().type(letter);
            page.locator(".mw-brand").tap();
            dialogButton(page, "Cancel").tap();
            // Also the last of its going.
            assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
            assertThat(page).hasURL(address);
            page.locator("[data-field=what] input").focus();
        }
        page.goBack();
        dialogButton(page, "Cancel").tap();
        assertThat(page).hasURL(address);
        page.reload();
        assertThat(page.locator("[data-field=what] input")).hasValue("Ten bolts!?");
    }

    /** The second tap of an impatient finger is for what was there before. */
    private static void tapsTwice(Page page, Locator first) {
        // Only once the page stands still is it known where it will be.
        first.tap(new Locator.TapOptions().setTrial(true));
        BoundingBox box = first.boundingBox();
        for (int i = 0; i < 2; i++) {
            page.touchscreen().tap(box.x + box.width / 2, box.y + box.height / 2);
            page.waitForTimeout(350);
        }
        assertThat(button(page, "Approve")).isVisible();
    }

    private static void fitsThePhone(Page page) {
        page.locator(".mw-bell vaadin-button").tap();
        page.locator(".mw-bell-list").waitFor();
        assertThat(page.locator(".mw-bell-list").boundingBox().width)
                .isLessThanOrEqualTo(
                        page.locator("vaadin-popover-overlay [part=overlay]").boundingBox().width);
    }

    private static void enter(Page page, String field, String text) {
        Locator input = page.locator("[data-field=" + field + "] input");
        input.fill(text);
        input.press("Tab");
    }

    private static Locator button(Page page, String name) {
        return page.locator("vaadin-button:not([slot=footer])")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^\\s*" + name + "\\s*$")))
                .first();
    }

    private static Locator dialogButton(Page page, String name) {
        return page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
    }

    private static String begin(RunningTrial trial) {
        return begin(trial, FLOW);
    }

    private static String begin(RunningTrial trial, String flow) {
        ApiClient dana = new ApiClient(trial, "dana");
        String app = dana.call("POST", "/apps", "{\"label\": \"Buying\"}")
                .body()
                .path("key")
                .asString();
        String unlike = Integer.toHexString((app.hashCode() & 0xfff) | 0x1000).substring(1);
        put(dana, app, "form/purchase", FORM.replace("01954f11-0000", "01954f11-0" + unlike));
        put(dana, app, "flow/buy", flow.replace("01954f11-0000", "01954f11-0" + unlike));
        ApiClient.Answer plan = dana.call("POST", "/apps/" + app + "/releases:plan", "{}");
        assertThat(plan.body().path("problems").size())
                .as(plan.body().toString())
                .isZero();
        ApiClient.Answer released = dana.call(
                "POST",
                "/apps/" + app + "/releases",
                "{\"fingerprint\": \"" + plan.body().path("fingerprint").asString() + "\"}");
        assertThat(released.status()).as(String.valueOf(released.body())).isBetween(200, 201);
        dana.call("PUT", "/apps/" + app + "/rights", """
            {"owners": ["%s"], "designers": [], "members": ["role:staff", "role:manager"],
             "matrix": {"role:staff": {"*": ["see", "create", "change"]}, "role:manager": {"*": ["see"]}}}
            """.formatted(owner(dana, app)));
        return app;
    }

    private static String owner(ApiClient dana, String app) {
        return dana.call("GET", "/apps/" + app + "/rights", null)
                .body()
                .path("owners")
                .path(0)
                .asString();
    }

    private static void put(ApiClient dana, String app, String draft, String json) {
        ApiClient.Answer answer = dana.call("PUT", "/apps/" + app + "/drafts/" + draft, json);
        assertThat(answer.status()).as(String.valueOf(answer.body())).isBetween(200, 201);
    }
}
