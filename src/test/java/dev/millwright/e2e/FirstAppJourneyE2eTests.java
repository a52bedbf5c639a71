package dev.millwright.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import dev.millwright.testing.EndToEndTest;
import dev.millwright.testing.FormDesignerPage;
import dev.millwright.testing.RunningTrial;
import org.junit.jupiter.api.Test;

/** From nothing to an app in use: dana drags a form together and publishes it, sam fills it on a phone, dana takes a right away. */
@EndToEndTest
class FirstAppJourneyE2eTests {

    @Test
    void danaDesignsAndPublishesAndSamFillsOnAPhone(RunningTrial trial) {
        Page dana = trial.windowOf("dana");
        newApp(dana, "Not for Sam");
        dana.navigate(trial.address() + "/");
        String app = newApp(dana, "Gauges");
        design(trial, dana, app);
        publish(dana);
        share(trial, dana, app);

        Page sam = trial.phoneOf("sam");
        assertThat(sam.getByText("Gauges")).isVisible();
        assertThat(sam.getByText("Not for Sam")).hasCount(0);
        String list = trial.address() + "/app/" + app + "/form/gauge";
        fill(sam, list, "G-1", "12");
        refused(sam, list);
        fill(sam, list, "G-3", "14");
        sam.navigate(list);
        assertThat(sam.locator(".mw-card")).hasCount(3);
        assertThat(sam.getByText("Design")).hasCount(0);
        assertThat((Boolean) sam.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as("no sideways scroll")
                .isTrue();
        assertThat((Boolean) sam.evaluate(
                        "document.querySelector('vaadin-grid').getBoundingClientRect().bottom > innerHeight - 80"))
                .as("the cards have the whole page")
                .isTrue();

        sam.locator(".mw-card").first().click();
        Locator delete = button(sam, "Delete");
        assertThat(delete).isVisible();
        dana.getByLabel("Staff: Delete").uncheck();
        // The preset beside it comes from the server, which has stored the right then.
        assertThat(dana.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Staff: In short Fill")))
                .isVisible();
        delete.click();
        assertThat(delete).hasCount(0);
        sam.navigate(list);
        assertThat(sam.locator(".mw-card")).hasCount(3);
    }

    private static String newApp(Page page, String name) {
        page.getByText("New app").first().click();
        page.getByLabel("Name").fill(name);
        page.keyboard().press("Tab");
        page.getByText("Create app").last().click();
        page.waitForURL(url -> url.contains("/app/"));
        return page.url().replaceAll(".*/app/([^/?]+).*", "$1");
    }

    private static void design(RunningTrial trial, Page page, String app) {
        page.navigate(trial.address() + "/app/" + app + "/design");
        page.getByText("New form").first().click();
        page.getByLabel("What is it called?").fill("Gauge");
        page.keyboard().press("Enter");
        page.locator("mw-form-designer .sheet").waitFor();
        dragToTheEnd(page, "text", 1);
        named(page, "Text", "Number", "number");
        page.getByLabel("Required").check();
        page.getByLabel("Unique").check();
        dragToTheEnd(page, "integer", 2);
        named(page, "Whole number", "Reading", "reading");
        dragToTheEnd(page, "date", 3);
        named(page, "Date", "Checked on", "checked_on");
    }

    private static void dragToTheEnd(Page page, String type, int fields) {
        Locator present = page.locator("mw-form-designer .field");
        Locator source = page.locator("mw-form-designer .type[data-type=" + type + "]");
        source.hover();
        BoundingBox from = source.boundingBox();
        BoundingBox to = (fields == 1 ? page.locator("mw-form-designer .empty") : present.last()).boundingBox();
        double y = fields == 1 ? to.y + to.height / 2 : to.y + to.height - 4;
        page.mouse().down();
        page.mouse().move(from.x + from.width + 80, from.y + 20, new Mouse.MoveOptions().setSteps(4));
        page.mouse().move(to.x + to.width / 2, y, new Mouse.MoveOptions().setSteps(8));
        page.mouse().up();
        assertThat(present).hasCount(fields);
        new FormDesignerPage(page).settle();
    }

    private static void named(Page page, String before, String name, String key) {
        Locator label = page.locator(".mw-settings").getByLabel("Name", new Locator.GetByLabelOptions().setExact(true));
        assertThat(label).hasValue(before);
        label.fill(name);
        label.press("Tab");
        assertThat(page.getByLabel("Key", new Page.GetByLabelOptions().setExact(true)))
                .hasValue(key);
    }

    private static void publish(Page page) {
        button(page, "Publish").first().click();
        assertThat(page.getByText("Creates the form “Gauge” with 3 fields")).isVisible();
        button(page, "Publish").last().click();
        assertThat(page.getByText("Creates the form “Gauge” with 3 fields")).hasCount(0);
    }

    private static void share(RunningTrial trial, Page page, String app) {
        page.navigate(trial.address() + "/app/" + app + "/sharing");
        Locator picker = page.getByRole(AriaRole.COMBOBOX).last();
        picker.fill("Staff");
        page.getByRole(AriaRole.OPTION)
                .filter(new Locator.FilterOptions().setHasText("Staff"))
                .first()
                .click();
        page.getByLabel("Staff: Delete").check();
        assertThat(page.getByLabel("Staff: Delete")).isChecked();
    }

    private static void fill(Page page, String list, String number, String reading) {
        page.navigate(list + "/new");
        enter(page, "number", number);
        enter(page, "reading", reading);
        assertThat(input(page, "reading")).hasAttribute("inputmode", "numeric");
        button(page, "Save").first().click();
        assertThat(page.getByText("Saved: " + number)).isVisible();
    }

    private static void refused(Page page, String list) {
        page.navigate(list + "/new");
        enter(page, "number", "G-1");
        enter(page, "reading", "many");
        button(page, "Save").first().click();
        assertThat(page.locator("[data-field=reading] [slot=error-message]"))
                .not()
                .isEmpty();
        assertThat(page.locator("[data-field=number] [slot=error-message]")).containsText("G-1");
        enter(page, "reading", "13");
        button(page, "Save").first().click();
        assertThat(page.locator("[data-field=number] [slot=error-message]")).containsText("G-1");
        assertThat(input(page, "number")).isFocused();
        enter(page, "number", "G-2");
        button(page, "Save").first().click();
        assertThat(page.getByText("Saved: G-2")).isVisible();
    }

    private static void enter(Page page, String field, String value) {
        input(page, field).fill(value);
        input(page, field).press("Tab");
    }

    private static Locator input(Page page, String field) {
        return page.locator("[data-field=" + field + "] input");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
