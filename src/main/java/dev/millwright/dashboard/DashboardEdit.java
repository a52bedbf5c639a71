package dev.millwright.dashboard;

import dev.millwright.dashboard.TileDefinition.Place;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** One thing a designer does to a dashboard; each is one step of undo. */
public sealed interface DashboardEdit {

    /** Puts a new tile where there is room; its width and height count. */
    record AddTile(TileDefinition tile) implements DashboardEdit {}

    /** Puts several tiles below what is there, keeping their places to each other. */
    record AddTiles(List<TileDefinition> tiles) implements DashboardEdit {
        public AddTiles {
            tiles = List.copyOf(tiles);
        }
    }

    /** Tiles were dragged or resized. */
    record Arrange(Map<UUID, Place> places) implements DashboardEdit {
        public Arrange {
            places = Map.copyOf(places);
        }
    }

    record RemoveTile(UUID tile) implements DashboardEdit {}

    /** Puts a copy where there is room. */
    record DuplicateTile(UUID tile, UUID copy) implements DashboardEdit {}

    record ChangeTile(UUID tile, TileChange change) implements DashboardEdit {}

    record ChangeBoard(BoardChange change) implements DashboardEdit {}

    /** What may be changed about a tile. */
    sealed interface TileChange {

        record Title(String title) implements TileChange {}

        /** Another type, with its default configuration. */
        record Type(String type) implements TileChange {}

        record Data(Dataset data) implements TileChange {}

        /**
         * @param property what of the configuration was changed, so that typing in one place stays one step
         */
        record Config(String property, ObjectNode config) implements TileChange {}
    }

    /** What may be changed about the dashboard itself. */
    sealed interface BoardChange {

        record Label(String label) implements BoardChange {}

        record Key(String key) implements BoardChange {}

        record Icon(String icon) implements BoardChange {}

        record Filters(List<String> fields) implements BoardChange {
            public Filters {
                fields = List.copyOf(fields);
            }
        }
    }
}
