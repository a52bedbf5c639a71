package dev.millwright.dashboard;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dashboard as designed.
 *
 * @param icon name of an icon of the product's icon set
 * @param tiles in reading order
 * @param filters keys of the fields by which those who look may narrow the whole board
 */
public record DashboardDefinition(
        UUID id, String key, String label, String icon, List<TileDefinition> tiles, List<String> filters) {

    /** Name of the kind in addresses and packages. */
    public static final String KIND = "dashboard";

    public static final String ICON = "vaadin:dashboard";

    /** More are no overview any more. */
    public static final int MOST_TILES = 40;

    public DashboardDefinition {
        icon = given(icon, ICON);
        tiles = listed(tiles);
        filters = listed(filters);
    }

    public Optional<TileDefinition> tile(UUID tile) {
        return tiles.stream().filter(t -> t.id().equals(tile)).findFirst();
    }

    public DashboardDefinition withTiles(List<TileDefinition> others) {
        return new DashboardDefinition(id, key, label, icon, others, filters);
    }

    private static String given(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }

    private static <T> List<T> listed(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
