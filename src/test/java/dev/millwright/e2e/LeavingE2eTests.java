package dev.millwright.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.millwright.testing.EndToEndTest;
import dev.millwright.testing.RunningTrial;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever leaves what is not saved is asked; whoever stays finds every way out open as before. */
@EndToEndTest
class LeavingE2eTests {

    private final List<String> errors = new ArrayList<>();

    @Test
    void staysAndLeavesByEveryWay(RunningTrial trial) {
        NewForm form = published(trial, "Leaving");
        Page page = trial.windowOf("dana");
        page.onPageError(errors::add);
        page.onResponse(response -> {
            if (response.status() >= 400) {
                errors.add(response.status() + " " + response.url());
            }
        });
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text());
            }
        });
        String list = trial.address() + form.page();
        String entry = list + "/new";
        page.navigate(list);
        open(page, entry);

        // A link, refused by the button, then by Esc, then by a click beside the question: the same link asks each
        // time.
        type(page, "one");
        link(page).click();
        button(page, "Cancel", true).click();
        stays(page, entry, "one");
        link(page).click();
        button(page, "Cancel", true).waitFor();
        page.keyboard().press("Escape");
        stays(page, entry, "one");
        link(page).click();
        button(page, "Cancel", true).waitFor();
        page.mouse().click(5, 5);
        stays(page, entry, "one");

        // Another link, then Back, twice each.
        home(page).click();
        button(page, "Cancel", true).click();
        stays(page, entry, "one");
        page.goBack();
        button(page, "Cancel", true).click();
        stays(page, entry, "one");
        page.goBack();
        button(page, "Cancel", true).waitFor();
        page.keyboard().press("Escape");
        stays(page, entry, "one");

        // The page's own button, which the server follows.
        button(page, "Cancel", false).click();
        button(page, "Cancel", true).click();
        stays(page, entry, "one");
        button(page, "Cancel", false).click();
        button(page, "Cancel", true).waitFor();
        page.keyboard().press("Escape");
        stays(page, entry, "one");

        // Leaves by the link after all, and what was typed is gone.
        leave(page, () -> link(page).click());
        page.waitForURL(list);
        open(page, entry);
        assertThat(input(page)).hasValue("");

        // Leaves by Back, by the button and by another link.
        type(page, "two");
        leave(page, page::goBack);
        page.waitForURL(list);
        open(page, entry);
        type(page, "three");
        leave(page, () -> button(page, "Cancel", false).click());
        page.waitForURL(list);
        open(page, entry);
        type(page, "four");
        leave(page, () -> home(page).click());
        page.waitForURL(trial.address() + "/");

        // Stays, saves, and leaves unasked.
        page.navigate(list);
        open(page, entry);
        type(page, "five");
        page.goBack();
        button(page, "Cancel", true).click();
        stays(page, entry, "five");
        button(page, "Save", false).click();
        page.waitForURL(Pattern.compile(".*/form/sheet/[0-9a-f-]{36}"));
        link(page).click();
        page.waitForURL(list);
        assertThat(page.getByText("five").first()).isVisible();
        page.goBack();
        page.waitForURL(Pattern.compile(".*/form/sheet/[0-9a-f-]{36}"));
        assertThat(errors).isEmpty();
    }

    @Test
    void whatWasTypedAMomentBeforeTheTabClosedIsThere(RunningTrial trial) {
        NewForm form = published(trial, "Closing");
        Page page = trial.windowOf("dana");
        page.navigate(trial.address() + form.page() + "/new");
        type(page, "kept at once");
        Locator remark = page.locator("[data-field=remark] textarea");
        remark.fill("first");
        remark.press("Tab");
        remark.focus();
        remark.pressSequentially(" and last");
        page.waitForTimeout(40);
        page.close();

        Page again = page.context().newPage();
        again.navigate(trial.address() + form.page() + "/new");
        assertThat(input(again)).hasValue("kept at once");
        assertThat(again.locator("[data-field=remark] textarea")).hasValue("first and last");
        button(again, "Save", false).click();
        again.waitForURL(Pattern.compile(".*/form/sheet/[0-9a-f-]{36}"));
        assertThat(again.locator("[data-field=remark]")).containsText("first and last");
        again.navigate(trial.address() + form.page() + "/new");
        assertThat(input(again)).hasValue("");
        assertThat(again.locator("[data-field=remark] textarea")).hasValue("");
    }

    private static NewForm published(RunningTrial trial, String label) {
        return NewForm.publish(
                new ApiClient(trial, "dana"),
                label,
                new NewForm.Field("name", "text"),
                new NewForm.Field("remark", "long-text"));
    }

    /** From the list, as people do. */
    private static void open(Page page, String entry) {
        page.locator("a[href$='/new']:visible, vaadin-button:has-text('New')")
                .first()
                .click();
        page.waitForURL(entry);
        input(page).waitFor();
    }

    private static void type(Page page, String text) {
        input(page).fill(text);
        input(page).press("Tab");
    }

    private static void leave(Page page, Runnable way) {
        way.run();
        question(page)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Leave"))
                .click();
    }

    private static void stays(Page page, String entry, String typed) {
        assertThat(question(page)).hasCount(0);
        assertThat(page).hasURL(entry);
        assertThat(input(page)).hasValue(typed);
    }

    private static Locator input(Page page) {
        return page.locator("[data-field=name] input");
    }

    private static Locator question(Page page) {
        return page.getByRole(AriaRole.DIALOG);
    }

    private static Locator link(Page page) {
        return page.locator("nav a[href$='/form/sheet']:visible").first();
    }

    private static Locator home(Page page) {
        return page.locator("a.mw-brand, .mw-brand a").first();
    }

    private static Locator button(Page page, String name, boolean ofQuestion) {
        Locator place = ofQuestion ? question(page) : page.locator(".mw-record-buttons");
        return place.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }
}
