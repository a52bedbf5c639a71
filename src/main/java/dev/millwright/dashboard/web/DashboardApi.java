package dev.millwright.dashboard.web;

import dev.millwright.dashboard.BoardFilter;
import dev.millwright.dashboard.DashboardDefinition;
import dev.millwright.dashboard.Dashboards;
import dev.millwright.dashboard.Figures;
import dev.millwright.dashboard.Figures.Category;
import dev.millwright.dashboard.Figures.Cell;
import dev.millwright.dashboard.Figures.Series;
import dev.millwright.dashboard.Figures.Sort;
import dev.millwright.dashboard.TileAnswer;
import dev.millwright.dashboard.TileDefinition;
import dev.millwright.field.PersonRef;
import dev.millwright.identity.RequestLanguage;
import dev.millwright.shared.Texts;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The figures of dashboards over HTTP: what their pages show, narrowed by the same parameters as the addresses of those. */
@RestController
@RequestMapping("/api/v1/apps/{app}/dashboards")
class DashboardApi {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final Dashboards dashboards;
    private final Texts texts;

    DashboardApi(Dashboards dashboards, Texts texts) {
        this.dashboards = dashboards;
        this.texts = texts;
    }

    @GetMapping
    ResponseEntity<byte[]> all(@PathVariable String app) {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode items = body.putArray("items");
        dashboards.all(app).forEach(board -> items.add(summary(board)));
        return respond(body);
    }

    @GetMapping("/{key}/data")
    ResponseEntity<byte[]> data(
            @PathVariable String app,
            @PathVariable String key,
            @RequestParam MultiValueMap<String, String> parameters,
            HttpServletRequest request) {
        Locale language = RequestLanguage.of(request);
        DashboardDefinition board = dashboards.require(app, key);
        BoardFilter filter = BoardFilter.of(parameters);
        ObjectNode body = summary(board);
        ArrayNode tiles = body.putArray("tiles");
        Map<UUID, TileAnswer> answers = new HashMap<>();
        dashboards.batches(app, board.tiles(), filter, language).forEach(batch -> answers.putAll(batch.answers()));
        for (TileDefinition tile : board.tiles()) {
            ObjectNode json = tiles.addObject();
            json.put("id", tile.id().toString());
            json.put("title", tile.title());
            json.put("type", tile.type());
            switch (Objects.requireNonNull(answers.get(tile.id()))) {
                case TileAnswer.Answered(Figures figures) -> {
                    write(figures, json);
                    dashboards
                            .form(app, tile)
                            .map(filter::ignoredBy)
                            .filter(keys -> !keys.isEmpty())
                            .ifPresent(keys -> keys.forEach(json.putArray("ignored")::add));
                }
                case TileAnswer.Refused(String code, List<Object> arguments) ->
                    json.putObject("refused")
                            .put("code", code)
                            .put("message", texts.text(language, code, arguments.toArray()));
            }
        }
        return respond(body);
    }

    private static ObjectNode summary(DashboardDefinition board) {
        return JSON.createObjectNode()
                .put("id", board.id().toString())
                .put("key", board.key())
                .put("label", board.label());
    }

    /** A row for each category and a figure for each series, in the order of the page. */
    private static void write(Figures figures, ObjectNode json) {
        json.put("form", figures.form().form());
        ArrayNode groups = json.putArray("groups");
        figures.groups().forEach(groups::add);
        ArrayNode series = json.putArray("series");
        for (Series one : figures.series()) {
            ObjectNode entry = series.addObject().put("label", one.label());
            if (figures.groups().size() > 1) {
                entry.put("sort", sort(one.sort())).set("value", value(one.value()));
            }
            Cell before = one.before();
            if (before != null) {
                entry.put("before", before.value());
            }
        }
        ArrayNode rows = json.putArray("rows");
        for (int i = 0; i < figures.categories().size(); i++) {
            Category category = figures.categories().get(i);
            ObjectNode row = rows.addObject();
            if (!figures.groups().isEmpty()) {
                row.put("label", category.name()).put("sort", sort(category.sort()));
                row.set("value", value(category.value()));
            }
            ArrayNode values = row.putArray("figures");
            ArrayNode records = row.putArray("records");
            for (Series one : figures.series()) {
                values.add(one.cells().get(i).value());
                records.add(one.cells().get(i).of());
            }
        }
        json.put("more", figures.cut());
    }

    private static String sort(Sort sort) {
        return sort.name().toLowerCase(Locale.ROOT);
    }

    private static JsonNode value(@Nullable Object value) {
        return switch (value) {
            case null -> JSON.nullNode();
            case Boolean flag -> JSON.valueToTree(flag);
            case Long number -> JSON.valueToTree(number);
            case BigDecimal number -> JSON.valueToTree(number);
            case PersonRef person ->
                JSON.createObjectNode().put("id", person.id()).put("name", person.name());
            default -> JSON.valueToTree(value.toString());
        };
    }

    private static ResponseEntity<byte[]> respond(JsonNode body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(JSON.writeValueAsBytes(body));
    }
}
