package dev.millwright.dashboard;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One tile of a dashboard: a question, and how its answer is shown.
 *
 * @param id assigned once
 * @param title empty for one made of the question
 * @param type key of its chart type; a type that is not installed is kept unchanged
 * @param config configuration of the type, as JSON
 */
public record TileDefinition(UUID id, String title, String type, Place place, Dataset data, ObjectNode config) {

    public TileDefinition {
        title = given(title);
        place = given(place);
        data = given(data);
        config = given(config);
    }

    private static String given(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static Place given(@Nullable Place place) {
        return place == null ? new Place(0, 0, Place.COLUMNS / 2, 4) : place;
    }

    private static Dataset given(@Nullable Dataset data) {
        return data == null ? Dataset.EMPTY : data;
    }

    private static ObjectNode given(@Nullable ObjectNode config) {
        return config == null ? JsonNodeFactory.instance.objectNode() : config;
    }

    public TileDefinition withTitle(String other) {
        return new TileDefinition(id, other, type, place, data, config);
    }

    public TileDefinition withPlace(Place other) {
        return new TileDefinition(id, title, type, other, data, config);
    }

    public TileDefinition withData(Dataset other) {
        return new TileDefinition(id, title, type, place, other, config);
    }

    public TileDefinition withType(String other, ObjectNode otherConfig) {
        return new TileDefinition(id, title, other, place, data, otherConfig);
    }

    public TileDefinition withConfig(ObjectNode other) {
        return new TileDefinition(id, title, type, place, data, other);
    }

    /**
     * Where a tile lies on the grid.
     *
     * @param x column from the left, 0 to {@link #COLUMNS}
     * @param y row from the top
     * @param width in columns
     * @param height in rows
     */
    public record Place(int x, int y, int width, int height) {

        /** The grid is so many columns wide. */
        public static final int COLUMNS = 12;

        /** The tallest a tile may be, and the furthest down. */
        public static final int MOST_ROWS = 500;

        public Place {
            width = Math.clamp(width, 1, COLUMNS);
            height = Math.clamp(height, 1, 20);
            x = Math.clamp(x, 0, COLUMNS - width);
            y = Math.clamp(y, 0, MOST_ROWS);
        }

        boolean overlaps(Place other) {
            return x < other.x + other.width
                    && other.x < x + width
                    && y < other.y + other.height
                    && other.y < y + height;
        }
    }
}
