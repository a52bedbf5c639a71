package dev.millwright.dashboard.spi;

import dev.millwright.dashboard.Dataset;
import dev.millwright.dashboard.Figures;
import dev.millwright.dashboard.TileDefinition.Place;
import dev.millwright.extension.Extension;
import java.util.List;

/**
 * A way to show figures, found by the scan.
 *
 * @param <C> its configuration
 */
public interface ChartType<C> extends Extension<C> {

    /** What it needs of a tile's question. */
    DataShape shape(C config);

    /** Shows figures of that shape; there is at least one category and one series. */
    Drawing draw(C config, Figures figures, DrawContext context);

    /** What it shows best of a form, for a first dashboard and new tiles; nothing unless it is a usual choice. */
    default List<Dataset> propose(FormOutline form) {
        return List.of();
    }

    /** How many columns and rows of the grid a new tile takes; the place within is of no matter. */
    default Place size() {
        return new Place(0, 0, 6, 4);
    }
}
