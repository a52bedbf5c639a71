package dev.millwright.testing;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;

/** The form designer in a browser window. */
public record FormDesignerPage(Page page) {

    private static final String CANVAS = "document.querySelector('mw-form-designer')";

    /** The arrangement that the server has confirmed. */
    private static final String ARRANGEMENT =
            "() => JSON.stringify(" + CANVAS + ".form.sections.map(s => [s.id, s.rows.map(r => r.map(f => f.id))]))";

    /** Makes an app and a form in it, both with the name, and opens the form. */
    public static FormDesignerPage ofNewForm(RunningTrial trial, Page page, String name) {
        page.getByText("New app").first().click();
        page.getByLabel("Name").fill(name);
        page.keyboard().press("Tab");
        page.getByText("Create app").last().click();
        page.waitForURL(url -> url.contains("/app/"));
        page.navigate(trial.address() + "/app/" + appIn(page) + "/design");
        page.getByText("New form").first().click();
        page.getByLabel("What is it called?").fill(name);
        page.keyboard().press("Enter");
        FormDesignerPage designer = new FormDesignerPage(page);
        designer.waitUntilOpen();
        return designer;
    }

    /** Key of the app that the form belongs to. */
    public String app() {
        return appIn(page);
    }

    private static String appIn(Page page) {
        return page.url().replaceAll(".*/app/([^/?]+).*", "$1");
    }

    public void waitUntilOpen() {
        page.locator("mw-form-designer .sheet").waitFor();
        settle();
    }

    /** Adds fields by click, with a new section before every ninth. */
    public void addFields(int count) {
        for (int i = 0; i < count; i++) {
            if (i > 0 && i % 8 == 0) {
                page.locator("mw-form-designer .add-section").click();
                settle();
            }
            types().nth(i % 4).click();
        }
        settle();
    }

    public void undoAll(int edits) {
        for (int i = 0; i < edits; i++) {
            page.keyboard().press("Control+z");
        }
        settle();
    }

    /** What can be dragged from the palette. */
    public Locator types() {
        return page.locator("mw-form-designer .type");
    }

    public Locator fields() {
        return page.locator("mw-form-designer .field");
    }

    /** The fields that stand wholly in the window. */
    public List<Locator> seenFields() {
        List<?> seen = (List<?>) fields().evaluateAll("""
                cards => cards.flatMap((card, place) => {
                  const box = card.getBoundingClientRect();
                  return box.top > 130 && box.bottom < innerHeight - 10 ? [place] : [];
                })""");
        return seen.stream().map(place -> fields().nth((Integer) place)).toList();
    }

    /** Scrolls the canvas to a part of its height, from 0 to 1. */
    public void scrollTo(double part) {
        page.evaluate(
                "part => { const s = " + CANVAS
                        + ".shadowRoot.querySelector('.scroller'); s.scrollTop = part * (s.scrollHeight - s.clientHeight); }",
                part);
    }

    /** Waits until the server has answered everything. */
    public void settle() {
        page.waitForFunction(CANVAS + ".waiting.length === 0");
    }

    public String arrangement() {
        return (String) page.evaluate(ARRANGEMENT);
    }

    /** The names of the fields as the server has confirmed them. */
    public List<String> labels() {
        return ((List<?>) page.evaluate(
                        "() => " + CANVAS + ".form.sections.flatMap(s => s.rows.flat()).map(f => f.label)"))
                .stream().map(String::valueOf).toList();
    }

    /** The text field of a setting beside the canvas, by the setting's name. */
    public Locator setting(String name) {
        return page.locator(".mw-inspector [data-property=\"%s\"] input".formatted(name));
    }
}
