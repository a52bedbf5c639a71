package dev.millwright.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.LoadState;
import dev.millwright.shared.Ids;
import dev.millwright.testing.EndToEndTest;
import dev.millwright.testing.RunningTrial;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A day with a list: a view of one's own, cells changed where they stand, many deleted and taken back, a file brought in. */
@EndToEndTest
class ListsE2eTests {

    private static final String DRIVES = """
            硬盘台账,,
            2026年第一季度,,
            编号,型号,容量
            D-0101,希捷银河,4000
            D-0102,西数红盘,很大
            D-0103,东芝企业,8000
            """;

    @Test
    void keepsAViewChangesACellDeletesManyAndTakesItBack(RunningTrial trial) {
        String app = publish(trial, "List of drives");
        for (int i = 1; i <= 6; i++) {
            new ApiClient(trial, "dana")
                    .require(
                            "POST",
                            "/apps/" + app + "/forms/drive/records",
                            "{\"number\": \"D-%d\", \"model\": \"%s\", \"capacity\": %d}"
                                    .formatted(i, i % 2 == 0 ? "Galaxy" : "Red", i * 1000));
        }
        Page dana = trial.windowOf("dana");
        dana.navigate(trial.address() + "/app/" + app + "/form/drive?q=Galaxy");
        assertThat(cell(dana, "D-6")).isVisible();
        button(dana, "Save as view").click();
        dana.getByLabel("Name").fill("Galaxies");
        button(dana, "Save view").click();
        assertThat(dana.getByRole(AriaRole.TAB, named("Galaxies"))).isVisible();
        assertThat(cell(dana, "D-5")).hasCount(0);

        cell(dana, "Galaxy").first().dblclick();
        Locator editor = dana.locator(".mw-cell-editor input");
        assertThat(editor).hasValue("Galaxy");
        editor.press("ControlOrMeta+a");
        dana.keyboard().type("Galaxy Pro");
        dana.keyboard().press("Tab");
        assertThat(editor).hasValue("6000");
        editor.press("Escape");
        assertThat(editor).not().isVisible();
        assertThat(cell(dana, "Galaxy Pro")).isVisible();

        Locator ticks = dana.locator("vaadin-grid vaadin-checkbox").filter(visible());
        // The first is the box above the rows.
        ticks.nth(1).click();
        ticks.nth(2).click();
        assertThat(dana.getByText("2 records selected")).isVisible();
        button(dana, "Delete").click();
        button(dana, "Delete 2 records").click();
        assertThat(cell(dana, "D-6")).hasCount(0);
        button(dana, "Undo").click();
        assertThat(cell(dana, "D-6")).isVisible();

        cell(dana, "D-6").locator("a").click();
        button(dana, "Put back: Model = Galaxy").click();
        assertThat(dana.locator("body")).containsText("Galaxy");
        dana.navigate(trial.address() + "/app/" + app + "/form/drive");
        assertThat(cell(dana, "D-6")).isVisible();
        assertThat(cell(dana, "Galaxy Pro")).hasCount(0);
    }

    @Test
    void bringsAChineseFileInNamesTheBadRowAndTakesItBack(RunningTrial trial) {
        String app = publish(trial, "Files of drives");
        Page dana = trial.windowOf("dana");
        dana.navigate(trial.address() + "/app/" + app + "/form/drive/import");
        dana.waitForLoadState(LoadState.NETWORKIDLE);
        dana.locator("input[type=file]")
                .setInputFiles(new FilePayload("硬盘.csv", "text/csv", DRIVES.getBytes(Charset.forName("GBK"))));
        assertThat(cell(dana, "希捷银河")).isVisible();
        choose(dana, "编号", "Number");
        choose(dana, "型号", "Model");
        choose(dana, "容量", "Capacity");
        button(dana, "Check 3 rows").click();
        assertThat(dana.getByText("容量: 很大")).isVisible();
        button(dana, "Import the 2 good rows").click();
        Locator undo = button(dana, "Undo import");
        assertThat(undo).isVisible();
        assertThat(rows(trial, app)).containsExactly("D-0103", "D-0101");
        undo.click();
        assertThat(dana.getByText("The import is undone")).isVisible();
        assertThat(rows(trial, app)).isEmpty();
    }

    private static void choose(Page page, String heading, String field) {
        page.locator(".mw-import-heading")
                .filter(new Locator.FilterOptions().setHasText(heading))
                .locator("vaadin-select")
                .click();
        // The list of the select before may still be closing.
        page.getByRole(AriaRole.OPTION, named(field)).filter(visible()).last().click();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Locator.FilterOptions visible() {
        return new Locator.FilterOptions().setVisible(true);
    }

    private static Locator cell(Page page, String text) {
        return page.locator("vaadin-grid-cell-content")
                .filter(visible())
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByText(text, new Page.GetByTextOptions().setExact(true))));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, named(name)).last();
    }

    private static List<String> rows(RunningTrial trial, String app) {
        return new ApiClient(trial, "dana")
                .require("GET", "/apps/" + app + "/forms/drive/records", null)
                .path("items")
                .valueStream()
                .map(record -> record.path("number").asString())
                .toList();
    }

    private static String publish(RunningTrial trial, String label) {
        var dana = new ApiClient(trial, "dana");
        String app = dana.require("POST", "/apps", "{\"label\": \"" + label + "\"}")
                .path("key")
                .asString();
        ObjectNode form = JsonMapper.shared().createObjectNode();
        form.put("id", Ids.next().toString())
                .put("key", "drive")
                .put("label", "Drives")
                .put("icon", "vaadin:form");
        ArrayNode rows = form.putArray("sections")
                .addObject()
                .put("id", Ids.next().toString())
                .put("title", "")
                .putArray("rows");
        for (List<String> one : List.of(
                List.of("number", "Number", "text"),
                List.of("model", "Model", "text"),
                List.of("capacity", "Capacity", "integer"))) {
            boolean first = one.getFirst().equals("number");
            ObjectNode field = rows.addObject().putArray("fields").addObject();
            field.put("id", Ids.next().toString()).put("key", one.get(0)).put("label", one.get(1));
            field.put("type", one.get(2)).put("required", first).put("unique", first);
            field.put("help", "").put("placeholder", "").putObject("config");
        }
        form.putArray("retired");
        dana.require("PUT", "/apps/" + app + "/drafts/form/drive", form.toString());
        String fingerprint = dana.require("POST", "/apps/" + app + "/releases:plan", "{}")
                .path("fingerprint")
                .asString();
        dana.require("POST", "/apps/" + app + "/releases", "{\"fingerprint\": \"" + fingerprint + "\"}");
        return app;
    }
}
