package dev.millwright.dashboard.ui;

import static dev.millwright.ui.UiTexts.locale;
import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;
import dev.millwright.dashboard.BoardFilter;
import dev.millwright.dashboard.DashboardEditor;
import dev.millwright.dashboard.TileDefinition;
import dev.millwright.dashboard.TileDefinition.Place;
import dev.millwright.dashboard.spi.ChartType;
import dev.millwright.extension.Descriptor;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Severity;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Palette and grid of the designer. Places go to the browser as data; the tiles with their real figures hang below it. */
@Tag("mw-board-designer")
@NpmPackage(value = "gridstack", version = "12.6.0")
@JsModule("./dashboard/board-designer.ts")
final class BoardCanvas extends Component {

    private static final List<String> TEXTS =
            List.of("palette", "duplicate", "remove", "removed", "duplicated", "moved");

    private final BoardScreens screens;
    private final String app;
    private final Commands commands;
    private final Map<UUID, TileCard> cards = new HashMap<>();
    private @Nullable Component beginning;

    /** What a person did on the canvas. */
    interface Commands {

        /**
         * @param at where, or nothing for where there is room
         */
        void add(String type, Optional<Place> at);

        void arrange(Map<UUID, Place> places);

        void select(@Nullable UUID tile);

        void remove(UUID tile);

        void duplicate(UUID tile);

        void undo();

        void redo();
    }

    BoardCanvas(BoardScreens screens, String app, Commands commands) {
        this.screens = screens;
        this.app = app;
        this.commands = commands;
        ObjectNode texts = JsonNodeFactory.instance.objectNode();
        TEXTS.forEach(key -> texts.put(key, t("dashboard.canvas." + key)));
        getElement().setPropertyJson("texts", texts);
        ArrayNode palette = JsonNodeFactory.instance.arrayNode();
        screens.types().all().forEach(type -> palette.add(kind(type)));
        getElement().setPropertyJson("types", palette);
    }

    /** What stands on the grid while there is no tile. */
    void setBeginning(Component component) {
        component.getElement().setAttribute("slot", "empty");
        beginning = component;
    }

    void show(DashboardEditor editor, Problems problems) {
        List<TileDefinition> tiles = editor.definition().tiles();
        cards.entrySet().removeIf(entry -> {
            boolean gone = editor.definition().tile(entry.getKey()).isEmpty();
            if (gone) {
                entry.getValue().getElement().removeFromParent();
            }
            return gone;
        });
        Map<String, Problem> worst = problems.stream()
                .collect(Collectors.toMap(
                        problem -> problem.path().split("\\.", 2)[0],
                        problem -> problem,
                        (a, b) -> a.severity() == Severity.ERROR ? a : b));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        editor.selection().ifPresent(id -> json.put("selected", id.toString()));
        ArrayNode places = json.putArray("tiles");
        for (TileDefinition tile : tiles) {
            TileCard card = cards.get(tile.id());
            if (card == null) {
                card = new TileCard(screens, app, tile, BoardFilter.NONE, Map.of());
                card.getElement().setAttribute("slot", "t-" + tile.id()).setAttribute("inert", "");
                cards.put(tile.id(), card);
                getElement().appendChild(card.getElement());
                card.ask();
            } else {
                card.show(tile);
            }
            places.add(place(tile, card.title(), worst.get(tile.id().toString())));
        }
        Component empty = beginning;
        if (empty != null) {
            boolean attached = empty.getElement().getParent() != null;
            if (tiles.isEmpty() && !attached) {
                getElement().appendChild(empty.getElement());
            } else if (!tiles.isEmpty() && attached) {
                empty.getElement().removeFromParent();
            }
        }
        getElement().setPropertyJson("board", json);
    }

    void setReadOnly(boolean readOnly) {
        getElement().setProperty("readOnly", readOnly);
    }

    private static ObjectNode place(TileDefinition tile, String label, @Nullable Problem problem) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", tile.id().toString())
                .put("label", label)
                .put("x", tile.place().x())
                .put("y", tile.place().y())
                .put("w", tile.place().width())
                .put("h", tile.place().height());
        if (problem != null) {
            json.put("problem", t(problem)).put("severity", problem.severity() == Severity.ERROR ? "error" : "warning");
        }
        return json;
    }

    private static ObjectNode kind(ChartType<?> type) {
        Descriptor descriptor = type.descriptor();
        return JsonNodeFactory.instance
                .objectNode()
                .put("key", type.key())
                .put("label", descriptor.label().in(locale()))
                .put("help", descriptor.help().in(locale()))
                .put("icon", descriptor.icon())
                .put("group", descriptor.group().in(locale()))
                .put("width", type.size().width())
                .put("height", type.size().height());
    }

    @ClientCallable
    void add(String type, int x, int y) {
        Place size = screens.types().find(type).map(ChartType::size).orElse(new Place(0, 0, 6, 4));
        commands.add(
                type, x < 0 || y < 0 ? Optional.empty() : Optional.of(new Place(x, y, size.width(), size.height())));
    }

    @ClientCallable
    void arrange(ArrayNode tiles) {
        Map<UUID, Place> places = new LinkedHashMap<>();
        for (JsonNode tile : tiles) {
            Ids.parse(tile.path("id").asString(""))
                    .ifPresent(id -> places.put(
                            id,
                            new Place(
                                    tile.path("x").asInt(),
                                    tile.path("y").asInt(),
                                    tile.path("w").asInt(),
                                    tile.path("h").asInt())));
        }
        commands.arrange(places);
    }

    @ClientCallable
    void select(String tile) {
        commands.select(Ids.parse(tile).orElse(null));
    }

    @ClientCallable
    void remove(String tile) {
        Ids.parse(tile).ifPresent(commands::remove);
    }

    @ClientCallable
    void duplicate(String tile) {
        Ids.parse(tile).ifPresent(commands::duplicate);
    }

    @ClientCallable
    void undo() {
        commands.undo();
    }

    @ClientCallable
    void redo() {
        commands.redo();
    }
}
