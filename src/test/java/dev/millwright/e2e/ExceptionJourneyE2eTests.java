package dev.millwright.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.millwright.testing.EndToEndTest;
import dev.millwright.testing.RunningTrial;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * An exception from the phone of who sees it, through the hands of a manager and of who is responsible at their desks, back to the
 * phone: in an app made of the template.
 */
@EndToEndTest
class ExceptionJourneyE2eTests {

    /** The list offers some of what the page of a task does, so what is pressed has to be that of the page. */
    private static final Pattern TASK = Pattern.compile(".*/work/task/.*");

    @Test
    void samReportsMiaTakesItDanaHandlesItAndSamConfirms(RunningTrial trial) {
        Page dana = trial.windowOf("dana");
        dana.navigate(trial.address() + "/new-app/template");
        dana.locator(".mw-template:has-text('Exceptions')").click();
        dana.getByText("Create app").last().click();
        dana.waitForURL(Pattern.compile(".*/app/[^/]+.*"));
        String app = dana.url().replaceAll(".*/app/([^/?]+).*", "$1");

        // Seen at the line, reported from there.
        Page sam = trial.phoneOf("sam");
        sam.navigate(trial.address() + "/app/" + app + "/form/exception/new");
        enter(sam, "title", "Clip breaks off");
        pick(sam, "process", "Assembly");
        pick(sam, "severity", "Line stands still");
        button(sam, "Submit").tap();
        assertThat(sam.locator(".mw-standing")).containsText("In approval");
        assertThat(sam.locator(".mw-standing")).containsText("Assembly and packing take it");
        // The address of the record follows what is shown.
        assertThat(sam).hasURL(Pattern.compile(".*/form/exception/[0-9a-f-]{36}.*"));
        String record = sam.url();

        // A manager takes it from the pool and says who is responsible.
        Page mia = trial.windowOf("mia");
        mia.navigate(trial.address() + "/work?box=queue&app=" + app);
        mia.locator(".mw-task-link").first().click();
        assertThat(mia).hasURL(TASK);
        button(mia, "Take it").click();
        choose(mia, "responsible", "Dana");
        moment(mia, "accepted_at");
        handIn(mia);

        // Who is responsible goes through three steps, one after the other.
        take(dana, app, "Interim measure");
        write(dana, "measure", "Sorted out by hand");
        moment(dana, "contained_at");
        handIn(dana);
        take(dana, app, "Root cause");
        write(dana, "cause", "Tool worn");
        pick(dana, "cause_kind", "Machine");
        handIn(dana);
        take(dana, app, "Prevention");
        write(dana, "prevention", "Tool changed every week");
        handIn(dana);

        // The phone shows it without reloading, and who reported it has the last word.
        assertThat(sam.locator(".mw-standing")).containsText("Reporter confirms");
        sam.navigate(trial.address() + "/work?app=" + app);
        sam.locator(".mw-task-link").first().tap();
        assertThat(sam).hasURL(TASK);
        tapToday(sam, "closed_at");
        // Also where the buttons have long names.
        var whole = new LocatorAssertions.IsInViewportOptions().setRatio(1);
        assertThat(button(sam, "Send back")).isInViewport(whole);
        assertThat(sam.locator(".mw-task-bar > vaadin-menu-bar")).isInViewport(whole);
        button(sam, "It is solved").tap();
        assertThat(sam.locator(".mw-task-after")).isVisible();
        sam.navigate(record);
        assertThat(sam.locator(".mw-standing")).containsText("Accepted");
        assertThat(sam.locator(".mw-history")).containsText("Dana Lin");
    }

    /** Opens the next piece of work, once it is there. */
    private static void take(Page page, String app, String step) {
        page.navigate(page.url().replaceAll("/(work|app|new-app)[/?].*", "/work?app=" + app));
        page.locator(".mw-task-link")
                .filter(new Locator.FilterOptions().setHasText(step))
                .click();
        assertThat(page).hasURL(TASK);
    }

    private static void handIn(Page page) {
        button(page, "Submit").click();
        assertThat(page.locator(".mw-task-after")).isVisible();
    }

    private static void write(Page page, String field, String text) {
        page.locator("[data-field=" + field + "] textarea").fill(text);
        page.keyboard().press("Tab");
    }

    /** Says today at ten. */
    private static void moment(Page page, String field) {
        Locator inputs = page.locator("[data-field=" + field + "] input");
        inputs.nth(0).fill(LocalDate.now(ZoneOffset.UTC).toString());
        page.keyboard().press("Tab");
        inputs.nth(1).fill("10:00");
        page.keyboard().press("Tab");
    }

    /** On a phone the calendar covers the page. */
    private static void tapToday(Page page, String field) {
        Locator inputs = page.locator("[data-field=" + field + "] input");
        inputs.nth(0).tap();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Today"))
                .tap();
        assertThat(inputs.nth(0)).hasValue(Pattern.compile("\\d{4}-.*"));
        inputs.nth(1).fill("10:00");
        page.keyboard().press("Tab");
    }

    private static void enter(Page page, String field, String text) {
        Locator input = page.locator("[data-field=" + field + "] input");
        input.fill(text);
        input.press("Tab");
    }

    private static void pick(Page page, String field, String option) {
        page.locator("[data-field=" + field + "] input").click();
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(option))
                .click();
    }

    private static void choose(Page page, String field, String name) {
        Locator input = page.locator("[data-field=" + field + "] input");
        input.fill(name);
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(name))
                .first()
                .click();
    }

    private static Locator button(Page page, String name) {
        return page.locator("vaadin-button:not([slot=footer])")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^\\s*" + name + "\\s*$")))
                .first();
    }
}
