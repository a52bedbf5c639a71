package dev.millwright.dashboard;

import dev.millwright.dashboard.TileDefinition.Place;
import dev.millwright.dashboard.spi.ChartType;
import dev.millwright.dashboard.spi.FormOutline;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.shared.Ids;
import dev.millwright.shared.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Makes a first dashboard of a form, of what the chart types propose for it. */
@Component
public class Proposals {

    private final ChartTypes types;
    private final DefinitionCodec codec;

    Proposals(ChartTypes types, DefinitionCodec codec) {
        this.types = types;
        this.codec = codec;
    }

    /** Tiles in rows that fill the width, without titles of their own. */
    public List<TileDefinition> tiles(PublishedForm form) {
        FormOutline outline = outline(form);
        List<TileDefinition> tiles = new ArrayList<>();
        types.all().forEach(type -> type.propose(outline).forEach(data -> tiles.add(tile(type, data))));
        return laidOut(tiles);
    }

    /** What a new tile of the type asks: what the type proposes for the form, else the number of records. */
    public Dataset data(ChartType<?> type, PublishedForm form) {
        FormOutline outline = outline(form);
        return type.propose(outline).stream().findFirst().orElseGet(() -> {
            boolean grouped = leastGroups(type) > 0;
            return grouped
                    ? outline.choice()
                            .or(outline::link)
                            .or(() -> outline.date().map(date -> "month(" + date + ")"))
                            .map(outline::count)
                            .orElseGet(() -> outline.count("month(created_at)"))
                    : outline.count();
        });
    }

    private static <C> int leastGroups(ChartType<C> type) {
        return type.shape(type.defaultConfig()).leastGroups();
    }

    private static FormOutline outline(PublishedForm form) {
        return new FormOutline(
                form.id(),
                first(form, field -> field.kind() == ValueKind.CHOICE),
                first(form, field -> field.kind() == ValueKind.DATE || field.kind() == ValueKind.DATE_TIME),
                first(form, field -> field.target().isPresent()));
    }

    private static Optional<String> first(PublishedForm form, Predicate<PublishedField<?, ?>> wanted) {
        return form.fields().stream().filter(wanted).findFirst().map(field -> field.key());
    }

    private <C> TileDefinition tile(ChartType<C> type, Dataset data) {
        return new TileDefinition(
                Ids.next(), "", type.key(), type.size(), data, (ObjectNode) codec.tree(type.defaultConfig()));
    }

    /** One row after the other; the tiles of a row are as high as its highest and share its width. */
    private static List<TileDefinition> laidOut(List<TileDefinition> tiles) {
        List<TileDefinition> placed = new ArrayList<>();
        List<TileDefinition> row = new ArrayList<>();
        int y = 0;
        for (TileDefinition tile : tiles) {
            boolean fits = row.isEmpty()
                    || (width(row) + tile.place().width() <= Place.COLUMNS
                            && row.getFirst().place().height() == tile.place().height());
            if (!fits) {
                placed.addAll(stretched(row, y));
                y += row.getFirst().place().height();
                row.clear();
            }
            row.add(tile);
        }
        placed.addAll(stretched(row, y));
        return placed;
    }

    private static int width(List<TileDefinition> row) {
        return row.stream().mapToInt(tile -> tile.place().width()).sum();
    }

    private static List<TileDefinition> stretched(List<TileDefinition> row, int y) {
        List<TileDefinition> stretched = new ArrayList<>();
        int wanted = width(row);
        int x = 0;
        int before = 0;
        for (TileDefinition tile : row) {
            before += tile.place().width();
            int end = Math.round((float) before * Place.COLUMNS / wanted);
            stretched.add(tile.withPlace(new Place(x, y, end - x, tile.place().height())));
            x = end;
        }
        return stretched;
    }
}
