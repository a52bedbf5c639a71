package dev.millwright.dashboard.web;

import static dev.millwright.record.spi.Schemas.arrayOf;
import static dev.millwright.record.spi.Schemas.named;
import static dev.millwright.record.spi.Schemas.nullable;
import static dev.millwright.record.spi.Schemas.object;
import static dev.millwright.record.spi.Schemas.oneOf;
import static dev.millwright.record.spi.Schemas.type;
import static dev.millwright.record.spi.Schemas.uuid;

import dev.millwright.dashboard.BoardFilter;
import dev.millwright.dashboard.DashboardDefinition;
import dev.millwright.dashboard.Dashboards;
import dev.millwright.dashboard.Figures.Sort;
import dev.millwright.dashboard.Period;
import dev.millwright.record.spi.ApiChapter;
import dev.millwright.record.spi.ApiDescription;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Describes the figures of an app's dashboards. */
@Component
@Order(200)
class DashboardChapter implements ApiChapter {

    private static final String BOARD = "Dashboard";
    private static final String FIGURES = "Dashboard.figures";

    private final Dashboards dashboards;

    DashboardChapter(Dashboards dashboards) {
        this.dashboards = dashboards;
    }

    @Override
    public void addTo(ApiDescription description) {
        List<DashboardDefinition> boards = dashboards.all(description.app());
        if (boards.isEmpty()) {
            return;
        }
        String tag = description.text("dashboard.openapi.tag");
        String done = description.text("dashboard.openapi.answer");
        String at = "/apps/" + description.app() + "/dashboards";
        description.tag(tag, description.text("dashboard.openapi.tagText"));
        description.schema(BOARD, object(Map.of("id", uuid(), "key", type("string"), "label", type("string"))));
        description.schema(FIGURES, figures());
        description
                .operation("get", at, tag, "dashboards", description.text("dashboard.openapi.all"))
                .answersJson("200", done, object(Map.of("items", arrayOf(named(BOARD)))));
        for (DashboardDefinition board : boards) {
            ApiDescription.Operation data = description
                    .operation(
                            "get",
                            at + "/" + board.key() + "/data",
                            tag,
                            "dashboards." + board.key() + ".data",
                            description.text("dashboard.openapi.data", board.label()))
                    .query(
                            "period",
                            description.text("dashboard.openapi.period"),
                            Map.of("anyOf", List.of(periods(), Map.of("type", "string", "pattern", DAYS))));
            for (String field : board.filters()) {
                if (isChosen(description.app(), board, field)) {
                    data.query(
                            "f." + field, description.text("dashboard.openapi.filter", field), arrayOf(type("string")));
                }
                data.query("q." + field, description.text("dashboard.openapi.condition", field), type("string"));
            }
            data.answersJson(
                    "200",
                    done,
                    Map.of("allOf", List.of(named(BOARD), object(Map.of("tiles", arrayOf(named(FIGURES)))))));
        }
    }

    private boolean isChosen(String app, DashboardDefinition board, String field) {
        return board.tiles().stream()
                .flatMap(tile -> dashboards.form(app, tile).stream())
                .flatMap(form -> form.field(field).stream())
                .anyMatch(BoardFilter::isChosen);
    }

    private static final String DAYS = "^\\d{4}-\\d{2}-\\d{2}\\.\\.\\d{4}-\\d{2}-\\d{2}$";

    private static Map<String, Object> periods() {
        return oneOf(Arrays.stream(Period.values()).map(Period::key).toList());
    }

    /** As {@link DashboardApi} writes them. */
    private static Map<String, Object> figures() {
        Map<String, Object> sort = oneOf(Arrays.stream(Sort.values())
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .toList());
        Map<String, Object> series = new LinkedHashMap<>();
        series.put("label", type("string"));
        series.put("sort", sort);
        series.put("value", Map.of());
        series.put("before", nullable("number"));
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("label", type("string"));
        row.put("sort", sort);
        row.put("value", Map.of());
        row.put("figures", arrayOf(nullable("number")));
        row.put("records", arrayOf(type("integer")));
        Map<String, Object> tile = new LinkedHashMap<>();
        tile.put("id", uuid());
        tile.put("title", type("string"));
        tile.put("type", type("string"));
        tile.put("form", type("string"));
        tile.put("groups", arrayOf(type("string")));
        tile.put("series", arrayOf(object(series)));
        tile.put("rows", arrayOf(object(row)));
        tile.put("more", type("boolean"));
        tile.put("ignored", arrayOf(type("string")));
        tile.put("refused", object(Map.of("code", type("string"), "message", type("string"))));
        return Map.of("type", "object", "properties", tile, "required", List.of("id", "title", "type"));
    }
}
