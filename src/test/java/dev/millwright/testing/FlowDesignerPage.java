package dev.millwright.testing;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.util.regex.Pattern;

/** The flow designer in a browser window, used as a planner uses it: by the names on the screen. */
public record FlowDesignerPage(Page page) {

    private static final String CANVAS = "mw-flow-designer";

    /**
     * Waits until all that was done has been answered: looks twice, because what a click sends leaves only once its handlers have run.
     */
    private static final String AT_REST = """
        () => new Promise((done, failed) => {
          const last = Date.now() + 30000;
          let calm = 0;
          const look = () => {
            const canvas = document.querySelector('mw-flow-designer');
            const waits = canvas.ack < canvas.number || Object.values(window.Vaadin.Flow.clients).some(c => c.isActive?.());
            calm = waits ? 0 : calm + 1;
            if (calm > 1) {
              done();
            } else if (Date.now() > last) {
              failed(new Error('The server has not answered'));
            } else {
              setTimeout(look, 20);
            }
          };
          setTimeout(look);
        })\
        """;

    /** Makes a flow in the app, about the form of that name or the only one there is, and opens it. */
    public static FlowDesignerPage ofNewFlow(RunningTrial trial, Page page, String app, String name, String form) {
        page.navigate(trial.address() + "/app/" + app + "/design");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("New flow"))
                .click();
        page.getByLabel("What is it called?").fill(name);
        Locator about = page.getByRole(AriaRole.DIALOG).locator("vaadin-select");
        if (!form.isEmpty()) {
            about.click();
            option(page, form).click();
            assertThat(about).containsText(form);
        }
        page.getByText("Create and design").click();
        FlowDesignerPage designer = new FlowDesignerPage(page);
        designer.types().first().waitFor();
        // It fades out before what it covers can be pressed.
        assertThat(page.locator("vaadin-dialog")).hasCount(0);
        return designer;
    }

    /** Waits until the server has answered everything. */
    public void settle() {
        page.evaluate(AT_REST);
    }

    // --- The canvas ---

    /** What can be dragged from the palette. */
    public Locator types() {
        return page.locator(CANVAS + " .palette .type");
    }

    public Locator type(String key) {
        return page.locator(CANVAS + " .palette .type[data-type=" + key + "]");
    }

    /** All nodes, without what starts the flow. */
    public Locator cards() {
        return page.locator(CANVAS + " .card[data-item]:not(.trigger)");
    }

    /** The node of that name; the first, if several are called so. */
    public Locator card(String name) {
        return cards().filter(new Locator.FilterOptions().setHas(page.locator(".name", exactly(name))))
                .first();
    }

    public Locator trigger() {
        return page.locator(CANVAS + " .card.trigger");
    }

    public Locator heads() {
        return page.locator(CANVAS + " .head");
    }

    /** The branch of that name, or number if it has none. */
    public Locator head(String name) {
        return heads().filter(new Locator.FilterOptions().setHas(page.locator(".name", exactly(name))))
                .first();
    }

    /** The places where something can be put. */
    public Locator connections() {
        return page.locator(CANVAS + " .connection.open");
    }

    /** The node or branch whose settings are shown. */
    public Locator selected() {
        return page.locator(CANVAS + " :is(.card, .head).selected");
    }

    /** Presses what is offered on an empty canvas: an approval of the form, ready but for its people. */
    public void begin() {
        page.locator(CANVAS + " vaadin-button").first().click();
        assertThat(cards()).hasCount(2);
        settle();
    }

    /** Clicks a type in the palette: it comes after what is selected, and is selected then. */
    public void add(String type, String name) {
        type(type).click();
        settle();
        rename(name);
    }

    /** Opens the list at a place, types what is sought there and takes the first that is found. */
    public void insert(Locator connection, String sought, String name) {
        connection.locator("button").click();
        page.keyboard().type(sought);
        page.keyboard().press("Enter");
        settle();
        rename(name);
    }

    /** The first place of a branch of a fork. */
    public Locator within(String fork, String branch) {
        return page.locator(CANVAS + " .fork-of")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator("xpath=./*[contains(@class, 'card')]")
                                .filter(new Locator.FilterOptions().setHas(page.locator(".name", exactly(fork))))))
                .last()
                .locator("xpath=./*[contains(@class, 'branches')]/*")
                .filter(new Locator.FilterOptions().setHas(page.locator(".head .name", exactly(branch))))
                .last()
                .locator(".connection.open")
                .first();
    }

    /** Drags something to a place and lets go there. */
    public void drag(Locator source, Locator target) {
        hold(source, target);
        assertThat(target).hasClass(Pattern.compile("\\btarget\\b"));
        page.mouse().up();
        settle();
    }

    /** Moves what is pressed onto a place and does not let go. */
    public void hold(Locator source, Locator target) {
        atRest(target);
        BoundingBox from = source.boundingBox();
        page.mouse().move(from.x + 40, from.y + from.height / 2);
        page.mouse().down();
        page.mouse().move(from.x + 48, from.y + from.height / 2 + 6);
        Locator mark = page.locator(CANVAS + " .connection.target");
        // Near an edge the sheet scrolls on the way; a hand follows.
        int moves = 0;
        do {
            BoundingBox to = target.boundingBox();
            page.mouse().move(to.x + to.width / 2, to.y + to.height / 2, new Mouse.MoveOptions().setSteps(6));
            atRest(target);
        } while (++moves < 20 && mark.count() == 0);
        mark.waitFor();
    }

    /** Moves what stands on the canvas over something and does not let go, whether it may be dropped there or not. */
    public void carry(Locator source, Locator target) {
        atRest(source);
        BoundingBox from = source.boundingBox();
        page.mouse().move(from.x + from.width / 2, from.y + from.height / 2);
        page.mouse().down();
        page.mouse().move(from.x + from.width / 2 + 8, from.y + from.height / 2 + 6);
        Locator mark = page.locator(CANVAS + " :is(.connection.target, .branch-mark)");
        int moves = 0;
        do {
            BoundingBox to = target.boundingBox();
            page.mouse().move(to.x + to.width / 3, to.y + to.height / 2, new Mouse.MoveOptions().setSteps(6));
            atRest(target);
        } while (++moves < 3 && mark.count() == 0);
    }

    /** Waits until what is seen stands where it stood four frames ago. */
    private void atRest(Locator what) {
        BoundingBox before;
        BoundingBox now = what.boundingBox();
        do {
            before = now;
            page.evaluate("""
                () => new Promise(done => {
                  let left = 4;
                  const next = () => left-- > 0 ? requestAnimationFrame(next) : done();
                  next();
                })\
                """);
            now = what.boundingBox();
        } while (Math.hypot(now.x - before.x, now.y - before.y) > 0.5);
    }

    /** Says what starts the flow. */
    public void startsWhen(String trigger) {
        click(trigger());
        choose("Starts when", trigger);
    }

    public void select(String name) {
        click(card(name));
    }

    public void selectBranch(String name) {
        click(head(name));
    }

    private void click(Locator item) {
        item.click();
        assertThat(item).hasClass(Pattern.compile("\\bselected\\b"));
        settle();
    }

    /** Clicks beside everything, so that the settings are those of the whole flow. */
    public void selectFlow() {
        page.locator(CANVAS + " .scroller").focus();
        page.keyboard().press("Escape");
        assertThat(selected()).hasCount(0);
        settle();
    }

    /** Gives what is selected a name by its setting. */
    public void rename(String name) {
        if (!name.isEmpty()) {
            write("Name", name);
            assertThat(selected().locator(".name")).hasText(name);
        }
    }

    // --- The settings beside it ---

    public Locator inspector() {
        return page.locator(".mw-inspector");
    }

    /** Writes into the text or number field of that name. */
    public void write(String setting, String value) {
        write(inspector(), setting, value);
    }

    public void write(Locator within, String setting, String value) {
        Locator input = within.getByRole(AriaRole.TEXTBOX, named(setting))
                .or(within.getByRole(AriaRole.SPINBUTTON, named(setting)))
                .or(within.getByRole(AriaRole.COMBOBOX, named(setting)));
        input.first().fill(value);
        page.keyboard().press("Tab");
        settle();
    }

    /** Chooses from the select of that name. */
    public void choose(String setting, String option) {
        choose(inspector(), setting, option);
    }

    public void choose(Locator within, String setting, String option) {
        Locator select = within.locator("vaadin-select")
                .filter(new Locator.FilterOptions().setHas(page.locator("label", exactly(setting))))
                .first();
        select.click();
        option(page, option).click();
        assertThat(select).containsText(option);
        settle();
    }

    public void tick(String setting) {
        inspector()
                .getByLabel(setting, new Locator.GetByLabelOptions().setExact(true))
                .check();
        settle();
    }

    public void press(String button) {
        inspector()
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(button).setExact(true))
                .click();
        settle();
    }

    /** Adds people by typing the beginning of each name. */
    public void people(String... names) {
        people(inspector().locator(".mw-flow-people").first(), names);
    }

    public void people(Locator editor, String... names) {
        Locator chips = editor.locator(".mw-chip");
        for (String name : names) {
            Locator box = editor.locator("vaadin-combo-box input");
            box.fill(name);
            box.press("Enter");
            assertThat(chips.filter(new Locator.FilterOptions().setHasText(name)))
                    .isVisible();
        }
        settle();
    }

    public void removePeople(String name) {
        press("Remove " + name);
    }

    /** Adds a row to the condition that is shown, with a value that is written. */
    public void condition(String field, String test, String value) {
        Locator row = comparison(field);
        choose(row, "Comparison", test);
        write(row, "Value", value);
    }

    /** Adds a row to the condition that is shown, with one of the field's values. */
    public void condition(String field, String value) {
        choose(comparison(field), "Value", value);
    }

    private Locator comparison(String field) {
        press("Condition");
        Locator row = inspector().locator(".mw-flow-condition").last();
        choose(row, "Field", field);
        return row;
    }

    /** Writes the first formula that is shown. */
    public void formula(String text) {
        Locator input =
                inspector().getByRole(AriaRole.TEXTBOX, named("Formula")).first();
        input.fill(text);
        // What is proposed while writing is not meant.
        input.press("Escape");
        input.blur();
        settle();
    }

    /** A box of a reminder or an escalation. */
    public Locator box(String title) {
        return inspector().locator(".mw-flow-box").filter(new Locator.FilterOptions().setHasText(title));
    }

    /** Puts rights on cells of the table of fields and steps. */
    public void rights(String step, String right, String... fields) {
        select(step);
        inspector()
                .locator(".mw-flow-span")
                .filter(new Locator.FilterOptions().setHas(page.locator("span", exactly("Fields"))))
                .locator("vaadin-button")
                .click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.locator(".mw-rights-brushes button")
                .filter(new Locator.FilterOptions().setHasText(right))
                .click();
        Locator columns = dialog.locator("thead th");
        assertThat(columns.filter(new Locator.FilterOptions().setHasText(step))).isVisible();
        int column = columns.allInnerTexts().indexOf(step);
        for (String field : fields) {
            Locator cell = dialog.locator("tbody tr")
                    .filter(new Locator.FilterOptions().setHas(page.locator("th", exactly(field))))
                    .locator("td")
                    .nth(column - 1)
                    .locator("button");
            cell.click();
            assertThat(cell).hasText(right);
        }
        dialog.getByText("Done").click();
        assertThat(page.locator("vaadin-dialog")).hasCount(0);
        settle();
    }

    // --- What becomes of it ---

    /** Publishes, whatever warnings there are; errors would keep it from that. */
    public void publish() {
        page.getByText("Publish", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
        page.locator("vaadin-dialog vaadin-button[theme~=primary], vaadin-dialog-overlay vaadin-button[theme~=primary]")
                .last()
                .click();
        assertThat(page.locator(".mw-designer-state[data-state=live]")).isVisible();
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Close"))
                .click();
        assertThat(page.locator("vaadin-dialog")).hasCount(0);
    }

    private static Locator option(Page page, String name) {
        return page.getByRole(
                        AriaRole.OPTION,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .locator("visible=true");
    }

    private static Locator.GetByRoleOptions named(String setting) {
        return new Locator.GetByRoleOptions().setName(setting).setExact(true);
    }

    private static Page.LocatorOptions exactly(String text) {
        // The pattern is read by the browser, which cannot quote a whole text.
        String quoted = text.replaceAll("[.*+?^${}()|\\[\\]\\\\]", "\\\\$0");
        return new Page.LocatorOptions().setHasText(Pattern.compile("^\\s*" + quoted + "\\s*$"));
    }
}
