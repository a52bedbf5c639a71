package dev.millwright.dashboard.internal;

import dev.millwright.dashboard.ChartTypes;
import dev.millwright.dashboard.DashboardDefinition;
import dev.millwright.form.FieldUses.Hit;
import dev.millwright.form.spi.FieldSearch;
import dev.millwright.form.spi.FieldUse.Spot;
import dev.millwright.form.spi.FieldUser;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Finds where dashboards use a field: in what their tiles ask, and as filters of the whole board. */
@Component
class DashboardFieldUser implements FieldUser {

    private static final String ICON = "vaadin:dashboard";
    private static final String FILTERS = "filters";

    /** What a use is called by the property of a question that says it. */
    private static final Map<String, String> WORDS = Map.of(
            "filter", "dashboard.uses.filter",
            "groups", "dashboard.uses.groups",
            "measures", "dashboard.uses.measures",
            "dateField", "dashboard.uses.date");

    /** Words of a question that name no field, whatever fields are called. */
    private static final Set<String> OWN = Set.of("order", "period", "figure", "style", "place");

    private final DashboardKind kind;
    private final ChartTypes types;

    DashboardFieldUser(DashboardKind kind, ChartTypes types) {
        this.kind = kind;
        this.types = types;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(DashboardDefinition.KIND);
    }

    @Override
    public Found uses(FieldSearch search) {
        String words = kind.label().in(search.language());
        return Found.of(search.designed(DashboardDefinition.KIND, ICON, words, (board, hit) -> spot(search, hit)));
    }

    private Optional<Spot> spot(FieldSearch search, Hit hit) {
        if (hit.trail().getFirst().equals(FILTERS)) {
            return Optional.of(new Spot(search.text("dashboard.uses.board"), "board"));
        }
        Optional<JsonNode> tile = hit.within("tiles");
        // Questions name fields of the form that they ask about, by keys that other forms may have as well.
        boolean other = tile.isEmpty()
                || OWN.contains(hit.trail().getLast())
                || hit.within("data").isPresent()
                        && !tile.get()
                                .path("data")
                                .path("form")
                                .asString("")
                                .equals(search.form().id().toString());
        if (other) {
            return Optional.empty();
        }
        String title = tile.get().path("title").asString("");
        String name = title.isBlank()
                ? types.find(tile.get().path("type").asString(""))
                        .map(type -> type.descriptor().label().in(search.language()))
                        .orElseGet(() -> search.text("dashboard.tile"))
                : title;
        String what = hit.lastOf(WORDS.keySet())
                .map(property -> " · " + search.text(WORDS.getOrDefault(property, "dashboard.tile")))
                .orElse("");
        return Optional.of(new Spot(name + what, tile.get().path("id").asString("")));
    }
}
