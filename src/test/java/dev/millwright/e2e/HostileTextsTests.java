package dev.millwright.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.millwright.shared.Ids;
import dev.millwright.testing.EndToEndTest;
import dev.millwright.testing.RunningTrial;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Every text that people may choose is markup and script here; every screen shows it as the text that it is. */
@EndToEndTest
class HostileTextsTests {

    private static final String FORM = "thing";

    /** What text becomes when somebody takes it for markup: none of it is ever on a page of ours. */
    private static final String MARKUP = ".owned, [onerror], [onload], [href^='javascript:' i], [srcdoc]";

    /** For what has to be short. */
    private static final String SHORT = "<b class=owned>${1+41}{{7*7}}";

    private final JsonMapper json = JsonMapper.shared();
    private final List<String> ran = new CopyOnWriteArrayList<>();

    /** Markup that names the place where it would be run. */
    private static String hostile(String place) {
        return place + "<img src=x class=owned onerror=owned('" + place + "')>";
    }

    /** Everything at once, for texts that may be long. */
    private static String worst(String place) {
        return hostile(place)
                + "<script>owned('%1$s')</script><svg class=owned onload=\"owned('%1$s')\">".formatted(place)
                + "</textarea></title></style>--><b class=owned>'\"`{{owned('%1$s')}}${owned('%1$s')}#{7*7}"
                        .formatted(place)
                + "[link](javascript:owned('%1$s'))\u202Etxt.exe\u202C\u200B\u2066\uD83D\uDE80\u0627\u0644\u0639"
                        .formatted(place)
                + "W".repeat(150);
    }

    @Test
    void everyScreenShowsMarkupAsText(RunningTrial trial) throws Exception {
        ApiClient api = new ApiClient(trial, "dana");
        String app = publish(api);
        String id = fill(api, app);
        String run = api.require("POST", "/apps/" + app + "/flows/asking:start", "{\"record\": \"" + id + "\"}")
                .path("id")
                .asString();
        nameEverybody(trial, app);
        Page page = trial.windowOf("dana");
        page.onDialog(dialog -> {
            ran.add(dialog.message());
            dialog.dismiss();
        });
        page.context().exposeFunction("owned", places -> ran.add(String.valueOf(places[0])));
        String home = trial.address() + "/";
        String base = home + "app/" + app;
        String list = base + "/form/" + FORM;

        visit(page, home, "app");
        search(page);
        visit(page, base, "form");
        visit(page, list, "view", "label", "title", "option", "yes");
        dialogs(page);
        visit(page, list + "?view=grouped", "option", "grouped");
        visit(page, list + "/" + id, "title", "note", "option", "label", "section", "unit", "person");
        visit(page, list + "/new", "label", "help", "section");
        save(page);
        visit(page, list + "/bin", "form", "title");
        importing(page, list);
        visit(page, list + "/imports", "file");
        visit(page, base + "/settings");
        visit(page, base + "/languages", "form");
        visit(page, base + "/sharing", "form");
        visit(page, base + "/design", "form", "view");
        design(page, base + "/design/form/" + FORM);
        visit(page, base + "/api");
        description(page);
        fromFile(page, home);
        visit(page, base + "/dashboard/board", "board", "tile-donut", "tile-table", "option");
        hover(page);
        visit(page, base + "/design/dashboard/board", "board", "tile-donut");
        flows(page, home, app, run);
        visit(page, base + "/design/print/paper", "paper");
        assertThat(page.locator(".mw-print-preview-pages img").first()).isVisible();
        harmless(page);
        Page admin = trial.windowOf("admin");
        admin.context().exposeFunction("owned", places -> ran.add(String.valueOf(places[0])));
        visit(admin, home + "audit", "app");
        Page chinese = trial.windowOf("mia", new Browser.NewContextOptions().setLocale("zh-CN"));
        chinese.context().exposeFunction("owned", places -> ran.add(String.valueOf(places[0])));
        visit(chinese, home, "spoken-app");
        visit(chinese, list, "spoken-label", "title");
        assertThat(ran).isEmpty();
    }

    /** Opens a page that says the texts of these places, and says them as texts. */
    private void visit(Page page, String address, String... places) {
        page.navigate(address);
        for (String place : places) {
            shows(page, place);
        }
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as("no sideways scroll at " + address)
                .isTrue();
        harmless(page);
    }

    private static void shows(Page page, String place) {
        assertThat(page.getByText(hostile(place)).locator("visible=true").first())
                .isVisible();
    }

    private void harmless(Page page) {
        for (Frame frame : page.frames()) {
            assertThat(frame.locator(MARKUP)).hasCount(0);
        }
        assertThat(ran).as(page.url()).isEmpty();
    }

    private void search(Page page) {
        page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Search apps and forms"))
                .fill("form");
        shows(page, "form");
        harmless(page);
    }

    private void dialogs(Page page) {
        press(page, "Filter");
        page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Field"))
                .fill(hostile("label-state"));
        harmless(page);
        page.keyboard().press("Tab");
        close(page);
        press(page, "Columns");
        close(page);
        press(page, "Colours");
        close(page);
        press(page, "Group");
        assertThat(page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(hostile("label-state"))))
                .isVisible();
        harmless(page);
    }

    /** What is drawn, what runs, how it does, and what waits for whom. */
    private void flows(Page page, String home, String app, String run) {
        String base = home + "app/" + app;
        visit(page, base + "/design/flow/asking", "flow", "step", "branch");
        assertThat(page.getByText(SHORT).first()).isVisible();
        page.locator("mw-flow-designer").getByText(hostile("step")).first().click();
        assertThat(page.locator(".mw-settings").getByLabel("Name", new Locator.GetByLabelOptions().setExact(true)))
                .hasValue(hostile("step"));
        harmless(page);
        button(page, "Try it out").click();
        page.locator(".mw-dry-way").getByText(hostile("step")).first().waitFor();
        harmless(page);
        button(page, "Close").click();
        visit(page, base + "/runs", "flow", "step");
        visit(page, base + "/flows", "flow", "step");
        hover(page);
        visit(page, home + "work", "flow", "step");
        visit(page, home + "work/run/" + run, "step");
        page.navigate(home + "work");
        page.locator(".mw-task-link").first().click();
        shows(page, "agree");
        harmless(page);
    }

    private static void press(Page page, String name) {
        page.getByText(name, new Page.GetByTextOptions().setExact(true)).first().click();
    }

    private void close(Page page) {
        Locator cancel = button(page, "Cancel");
        cancel.waitFor();
        harmless(page);
        cancel.click();
        assertThat(page.locator("vaadin-dialog[opened]")).hasCount(0);
    }

    private void save(Page page) {
        page.locator("[data-field=maker] input").fill("title");
        shows(page, "title");
        harmless(page);
        page.keyboard().press("Escape");
        page.locator("[data-field=title] input").fill(worst("saved"));
        button(page, "Save").click();
        shows(page, "saved");
        harmless(page);
    }

    private void importing(Page page, String list) {
        visit(page, list + "/import", "form");
        upload(page, hostile("label"), hostile("label-state"));
        shows(page, "file");
        shows(page, "cell");
        page.getByText("Check 2 rows").click();
        page.getByText("One row needs a correction").waitFor();
        shows(page, "label-state");
        harmless(page);
        button(page, "Import the good row").click();
        page.getByText("Imported one record").waitFor();
        harmless(page);
    }

    private void fromFile(Page page, String home) {
        page.navigate(home + "new-app");
        upload(page, worst("heading"), hostile("other-heading"));
        shows(page, "other-heading");
        harmless(page);
    }

    private static void upload(Page page, String heading, String other) {
        String table = "%s,%s\n%s,%s\n%s,%s\n"
                .formatted(
                        quoted(heading),
                        quoted(other),
                        quoted(worst("cell")),
                        quoted(hostile("option")),
                        quoted(worst("cell")),
                        quoted(hostile("no-option")));
        page.locator("input[type=file]")
                .setInputFiles(
                        new FilePayload(hostile("file") + ".csv", "text/csv", table.getBytes(StandardCharsets.UTF_8)));
    }

    private static String quoted(String cell) {
        return '"' + cell.replace("\"", "\"\"") + '"';
    }

    private void design(Page page, String address) {
        visit(page, address, "label", "help");
        for (String place : List.of("label", "label-state", "label-maker", "label-amount", "label-sure")) {
            page.locator("mw-form-designer .field")
                    .filter(new Locator.FilterOptions().setHasText(hostile(place)))
                    .click();
            assertThat(page.locator(".mw-settings").getByLabel("Name", new Locator.GetByLabelOptions().setExact(true)))
                    .hasValue(hostile(place));
            harmless(page);
        }
        page.locator(".mw-settings")
                .getByLabel("Name", new Locator.GetByLabelOptions().setExact(true))
                .fill(hostile("renamed"));
        page.keyboard().press("Tab");
        page.getByText("Computer").click();
        shows(page, "renamed");
        harmless(page);
        button(page, "Publish").click();
        page.getByText("Nothing that was entered is lost").waitFor();
        shows(page, "renamed");
        harmless(page);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .first();
    }

    private void description(Page page) {
        FrameLocator frame = page.frameLocator("iframe");
        frame.getByText("/records:batch").first().click();
        assertThat(frame.getByText(hostile("form")).first()).isVisible();
        harmless(page);
    }

    /** Keycloak refuses such names itself, but not everybody's people come from there. */
    private static void nameEverybody(RunningTrial trial, String app) throws SQLException {
        try (Connection connection = trial.database().getConnection();
                PreparedStatement history =
                        connection.prepareStatement("update app_%s._history set by_name = ?".formatted(app));
                PreparedStatement records = connection.prepareStatement(
                        "update app_%s.%s set created_by_name = ?, updated_by_name = ?".formatted(app, FORM))) {
            history.setString(1, hostile("person"));
            history.executeUpdate();
            records.setString(1, hostile("person"));
            records.setString(2, hostile("person"));
            records.executeUpdate();
        }
    }

    private String publish(ApiClient api) {
        String app = api.require(
                        "POST",
                        "/apps",
                        json.createObjectNode()
                                .put("label", hostile("app"))
                                .put("description", worst("description"))
                                .put("icon", "x\"><img src=x class=owned onerror=owned('icon')>")
                                .put("colour", "red\"><img class=owned src=x>")
                                .toString())
                .path("key")
                .asString();
        String form = Ids.next().toString();
        ObjectNode definition = json.createObjectNode()
                .put("id", form)
                .put("key", FORM)
                .put("label", hostile("form"))
                .put("icon", "<img class=owned>");
        ArrayNode rows = definition
                .putArray("sections")
                .addObject()
                .put("id", Ids.next().toString())
                .put("title", hostile("section"))
                .putArray("rows");
        ObjectNode title = field(rows, "title", "text", "label");
        definition.put("titleField", title.path("id").asString());
        field(rows, "note", "long-text", "label-note");
        ArrayNode options =
                ((ObjectNode) field(rows, "state", "choice", "label-state").path("config")).putArray("options");
        options.addObject().put("key", "one").put("label", hostile("option")).put("colour", "red;background:url(x)");
        options.addObject()
                .put("key", "two")
                .put("label", hostile("option-two"))
                .put("colour", "red");
        ((ObjectNode) field(rows, "maker", "link", "label-maker").path("config")).put("form", form);
        ((ObjectNode) field(rows, "amount", "decimal", "label-amount").path("config")).put("unit", hostile("unit"));
        ObjectNode answer =
                (ObjectNode) field(rows, "sure", "yes-no", "label-sure").path("config");
        answer.put("yes", hostile("yes")).put("no", hostile("no"));
        definition.putArray("retired");
        api.require("PUT", "/apps/" + app + "/drafts/form/" + FORM, definition.toString());
        ObjectNode view = json.createObjectNode()
                .put("id", Ids.next().toString())
                .put("key", "everything")
                .put("label", hostile("view"))
                .put("form", form)
                .put("standard", true);
        view.putObject("settings")
                .putArray("columns")
                .add("title")
                .add("note")
                .add("state")
                .add("maker")
                .add("sure");
        ((ObjectNode) view.path("settings")).putObject("widths").put("title", "url(javascript:owned('width'));x:1px}");
        api.require("PUT", "/apps/" + app + "/drafts/view/everything", view.toString());
        view.put("id", Ids.next().toString())
                .put("key", "grouped")
                .put("label", hostile("grouped"))
                .put("standard", false);
        ((ObjectNode) view.path("settings"))
                .put("group", "state")
                .putObject("totals")
                .put("amount", "sum");
        api.require("PUT", "/apps/" + app + "/drafts/view/grouped", view.toString());
        ObjectNode words = json.createObjectNode().put("key", "zh").put("label", "中文");
        words.putObject("words")
                .put(hostile("app"), hostile("spoken-app"))
                .put(hostile("label"), hostile("spoken-label"));
        api.require("PUT", "/apps/" + app + "/drafts/words/zh", words.toString());
        api.require(
                "PUT", "/apps/" + app + "/drafts/dashboard/board", board(form).toString());
        api.require("PUT", "/apps/" + app + "/drafts/print/paper", paper(form).toString());
        api.require("PUT", "/apps/" + app + "/drafts/flow/asking", asking(form).toString());
        String plan = api.require("POST", "/apps/" + app + "/releases:plan", "{}")
                .path("fingerprint")
                .asString();
        api.require("POST", "/apps/" + app + "/releases", "{\"fingerprint\": \"" + plan + "\"}");
        api.require("PUT", "/apps/" + app + "/rights", """
                {"owners": ["role:designer"], "members": ["role:manager"], "matrix": {"role:manager": {"*": ["see"]}}}
                """);
        return app;
    }

    /** Charts that name categories in every way that they can, by options and by titles of linked records. */
    private ObjectNode board(String form) {
        ObjectNode board = json.createObjectNode()
                .put("id", Ids.next().toString())
                .put("key", "board")
                .put("label", hostile("board"));
        ArrayNode tiles = board.putArray("tiles");
        int y = 0;
        for (String type : List.of("donut", "bar", "column", "line", "table", "stacked-column")) {
            ObjectNode tile = tiles.addObject()
                    .put("id", Ids.next().toString())
                    .put("type", type)
                    .put("title", hostile("tile-" + type));
            tile.putObject("place").put("x", 0).put("y", y).put("width", 12).put("height", 4);
            tile.putObject("config");
            ObjectNode data = tile.putObject("data")
                    .put("form", form)
                    .put("order", "natural")
                    .put("others", true)
                    .put("period", "all");
            data.putArray("filter");
            data.putArray("groups").add("state");
            if (type.equals("stacked-column")) {
                ((ArrayNode) data.path("groups")).add("maker");
            }
            data.putArray("measures")
                    .addObject()
                    .put("figure", "count")
                    .put("label", hostile("measure"))
                    .putArray("condition");
            y += 4;
        }
        board.putArray("filters").add("state").add("maker");
        return board;
    }

    /** Begun from the page of a record, so that entry pages stay as they are. */
    private ObjectNode asking(String form) {
        ObjectNode flow = json.createObjectNode()
                .put("id", Ids.next().toString())
                .put("key", "asking")
                .put("label", hostile("flow"))
                .put("form", form);
        flow.putObject("trigger").put("type", "button").putObject("config").put("label", SHORT);
        ArrayNode nodes = flow.putArray("nodes");
        ObjectNode fork = nodes.addObject()
                .put("id", Ids.next().toString())
                .put("type", "condition")
                .put("label", hostile("fork"));
        fork.putObject("config");
        ArrayNode branches = fork.putArray("branches");
        branches.addObject()
                .put("id", Ids.next().toString())
                .put("label", hostile("branch"))
                .put("condition", "amount > 100")
                .putArray("nodes");
        branches.addObject()
                .put("id", Ids.next().toString())
                .put("label", "")
                .put("condition", "")
                .putArray("nodes");
        ObjectNode approve = nodes.addObject()
                .put("id", Ids.next().toString())
                .put("type", "approve")
                .put("label", hostile("step"));
        approve.putArray("branches");
        ObjectNode step = approve.putObject("config").putObject("step");
        step.putArray("people").addObject().put("from", "role").put("role", "designer");
        step.putArray("buttons")
                .addObject()
                .put("action", "approve")
                .put("label", hostile("agree"))
                .put("hidden", false)
                .put("reason", false);
        flow.putObject("settings");
        return flow;
    }

    private ObjectNode paper(String form) {
        ObjectNode paper = json.createObjectNode()
                .put("id", Ids.next().toString())
                .put("key", "paper")
                .put("label", hostile("paper"))
                .put("form", form)
                .put("arrangement", "cards")
                .put("groupBy", "");
        paper.putObject("page")
                .put("paper", "a5")
                .put("width", 148)
                .put("height", 210)
                .put("landscape", false)
                .put("top", 10)
                .put("right", 10)
                .put("bottom", 10)
                .put("left", 10);
        ArrayNode elements = paper.putArray("bands")
                .addObject()
                .put("band", "detail")
                .put("height", 60)
                .putArray("elements");
        int y = 0;
        for (String config : List.of(
                json.createObjectNode().put("label", hostile("printed")).toString(),
                json.createObjectNode().put("field", "note").toString())) {
            ObjectNode element = elements.addObject()
                    .put("id", Ids.next().toString())
                    .put("type", y == 0 ? "text" : "field")
                    .put("showIf", "");
            element.putObject("box").put("x", 0).put("y", y).put("width", 100).put("height", 10);
            element.set("config", json.readTree(config));
            y += 15;
        }
        return paper;
    }

    /** Every chart says what is under the mouse. */
    private void hover(Page page) {
        Locator drawn = page.locator(".mw-chart path[val], .mw-chart circle.apexcharts-marker");
        assertThat(drawn.first()).isVisible();
        for (int i = 0; i < drawn.count(); i++) {
            drawn.nth(i).dispatchEvent("mouseenter");
            drawn.nth(i).hover(new Locator.HoverOptions().setForce(true));
            harmless(page);
        }
    }

    private ObjectNode field(ArrayNode rows, String key, String type, String place) {
        ObjectNode field = rows.addObject().putArray("fields").addObject();
        field.put("id", Ids.next().toString())
                .put("key", key)
                .put("label", hostile(place))
                .put("type", type);
        field.put("required", false).put("unique", false);
        field.put("help", worst("help"))
                .put("placeholder", worst("placeholder"))
                .putObject("config");
        return field;
    }

    private String fill(ApiClient api, String app) {
        String records = "/apps/" + app + "/forms/" + FORM + "/records";
        ObjectNode values = json.createObjectNode()
                .put("title", worst("title"))
                .put("note", worst("note"))
                .put("state", "one")
                .put("amount", 7)
                .put("sure", true);
        String first =
                api.require("POST", records, values.toString()).path("id").asString();
        values.put("maker", first).put("state", "two");
        String id = api.require("POST", records, values.toString()).path("id").asString();
        api.require(
                "PATCH",
                records + "/" + id,
                values.put("note", worst("note") + "2").put("state", "one").toString());
        api.require(
                "DELETE",
                records + "/"
                        + api.require("POST", records, values.toString())
                                .path("id")
                                .asString(),
                null);
        return id;
    }
}
