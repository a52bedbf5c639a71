package dev.millwright.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.millwright.dashboard.spi.ChartType;
import dev.millwright.dashboard.spi.DataShape;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.shared.Ids;
import dev.millwright.testing.EndToEndTest;
import dev.millwright.testing.RunningTrial;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What all chart types promise of a browser, tried on every one that the scan finds: something is seen, and nothing fails. */
@EndToEndTest
class ChartsE2eTests {

    private static final DefinitionCodec CODEC = new DefinitionCodec();
    private static final List<String> GROUPS = List.of("month(day)", "state");
    private static final String BOARD = "every_type";

    /** Whether a tile shows a figure, a table, or a shape that has a size and a colour of its own. */
    private static final String SHOWS = """
        card => {
          const chart = card.querySelector('mw-chart');
          if (!chart) {
            return card.querySelector('.mw-tile-body').innerText.trim().length > 0;
          }
          const colours = new Set([...chart.querySelectorAll('.apexcharts-series path, .apexcharts-series circle, .apexcharts-pie path')]
              .filter(shape => Math.max(shape.getBBox().width, shape.getBBox().height) > 4)
              .flatMap(shape => ['fill', 'stroke'].map(of => getComputedStyle(shape)[of]))
              .filter(colour => /^(#|rgb)/.test(colour) && !/, 0\\)$/.test(colour)));
          return chart.hasAttribute('drawn') && colours.size > 0;
        }\
        """;

    @Test
    void everyTypeIsSeenWithOneAndTwoGroupsInLightAndDark(RunningTrial trial) {
        NewForm form = someRecords(trial, "Every chart");
        List<String> tiles = new ArrayList<>();
        ArrayNode board = JsonMapper.shared().createArrayNode();
        try (var context = new AnnotationConfigApplicationContext("dev.millwright.dashboard.type")) {
            for (ChartType<?> type : context.getBeansOfType(ChartType.class).values()) {
                addTiles(board, tiles, form, type);
            }
        }
        publish(form, board);
        assertThat(tiles).contains("line, 1", "line, 2");
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            Page page = trial.windowOf("dana", new Browser.NewContextOptions().setColorScheme(scheme));
            List<String> errors = new ArrayList<>();
            page.onPageError(errors::add);
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    errors.add(message.text());
                }
            });
            page.navigate(trial.address() + "/app/" + form.app() + "/dashboard/" + BOARD);
            for (String tile : tiles) {
                Locator card = page.locator("[data-tile][aria-label='" + tile + "']");
                assertThat(card).hasAttribute("data-state", "shown");
                card.scrollIntoViewIfNeeded();
                page.waitForFunction(SHOWS, card.elementHandle());
            }
            assertThat(errors).as("%s", scheme).isEmpty();
        }
    }

    @Test
    void aPieOfNothingSaysSo(RunningTrial trial) {
        NewForm form = someRecords(trial, "Pies");
        ArrayNode board = JsonMapper.shared().createArrayNode();
        for (String measure : List.of("nothing", "balance")) {
            ObjectNode tile = tile(board, measure, "pie", form, List.of("state"), measure);
            tile.putObject("config");
        }
        publish(form, board);
        Page page = trial.windowOf("dana");
        page.navigate(trial.address() + "/app/" + form.app() + "/dashboard/" + BOARD);
        assertThat(page.locator("[aria-label=nothing] .mw-tile-message")).containsText("All figures are 0");
        assertThat(page.locator("[aria-label=balance] .mw-tile-note")).containsText("below 0");
        assertThat(page.locator("[aria-label=balance] .mw-chart-legend button")).hasCount(1);
    }

    private static NewForm someRecords(RunningTrial trial, String label) {
        NewForm form = NewForm.publish(
                new ApiClient(trial, "dana"),
                label,
                new NewForm.Field("day", "date"),
                new NewForm.Field(
                        "state",
                        "choice",
                        "{\"options\": [{\"key\": \"new\", \"label\": \"New\"}, {\"key\": \"sold\", \"label\":"
                                + " \"Sold\"}]}"),
                new NewForm.Field("amount", "integer"),
                new NewForm.Field("nothing", "integer"),
                new NewForm.Field("balance", "integer"));
        for (int month = 1; month <= 4; month++) {
            for (String state : List.of("new", "sold")) {
                form.create(
                        "{\"day\": \"2026-%02d-09\", \"state\": \"%s\", \"amount\": %d, \"nothing\": 0, \"balance\": %d}"
                                .formatted(month, state, month * 3, state.equals("new") ? month : -month));
            }
        }
        return form;
    }

    private static <C> void addTiles(ArrayNode board, List<String> tiles, NewForm form, ChartType<C> type) {
        DataShape shape = type.shape(type.defaultConfig());
        for (int groups = shape.leastGroups(); groups <= shape.mostGroups(); groups++) {
            String title = type.key() + ", " + groups;
            tile(board, title, type.key(), form, GROUPS.subList(0, groups), "amount")
                    .set("config", CODEC.tree(type.defaultConfig()));
            tiles.add(title);
        }
    }

    private static ObjectNode tile(
            ArrayNode board, String title, String type, NewForm form, List<String> groups, String field) {
        int number = board.size();
        ObjectNode tile = board.addObject();
        tile.put("id", Ids.next().toString()).put("title", title).put("type", type);
        tile.putObject("place")
                .put("x", number % 2 * 6)
                .put("y", number / 2 * 4)
                .put("width", 6)
                .put("height", 4);
        ObjectNode data = tile.putObject("data").put("form", form.id());
        data.putArray("filter");
        groups.forEach(data.putArray("groups")::add);
        data.putArray("measures")
                .addObject()
                .put("figure", "sum")
                .put("field", field)
                .put("label", "")
                .putArray("condition");
        data.put("order", "natural").put("others", true).put("period", "all");
        return tile;
    }

    private static void publish(NewForm form, ArrayNode tiles) {
        ObjectNode board = JsonMapper.shared().createObjectNode();
        board.put("key", BOARD).put("label", "Board").put("icon", "vaadin:dashboard");
        board.set("tiles", tiles);
        form.draft("dashboard", BOARD, board);
        form.publish();
    }
}
