package dev.millwright.dashboard;

import dev.millwright.dashboard.DashboardEdit.BoardChange;
import dev.millwright.dashboard.DashboardEdit.TileChange;
import dev.millwright.dashboard.TileDefinition.Place;
import dev.millwright.dashboard.spi.ChartType;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.extension.DesignEditor;
import dev.millwright.extension.EditHistory;
import dev.millwright.shared.Keys;
import dev.millwright.shared.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A dashboard while it is designed: the definition, which tile is selected, and every edit since it was opened, to undo and redo.
 * Knows nothing of screens.
 */
public final class DashboardEditor implements DesignEditor<DashboardDefinition> {

    private final ChartTypes types;
    private final DefinitionCodec codec;
    private final Function<DashboardDefinition, Problems> validation;
    private final Collection<String> takenKeys;
    private final EditHistory<DashboardEdit, DashboardDefinition, Optional<UUID>> history;
    private boolean published;

    /**
     * @param published whether people use it, so that its key can no longer change
     * @param takenKeys of the other dashboards of the app
     * @param validation what is wrong with a definition; paths of a tile start with its id
     */
    public DashboardEditor(
            DashboardDefinition definition,
            boolean published,
            Collection<String> takenKeys,
            ChartTypes types,
            DefinitionCodec codec,
            Function<DashboardDefinition, Problems> validation) {
        this.types = types;
        this.codec = codec;
        this.validation = validation;
        this.published = published;
        this.takenKeys = List.copyOf(takenKeys);
        this.history = new EditHistory<>(definition, Optional.empty());
    }

    @Override
    public DashboardDefinition definition() {
        return history.definition();
    }

    /** The tile that is selected; none when the dashboard itself is. */
    public Optional<UUID> selection() {
        return history.selection();
    }

    public Optional<TileDefinition> selectedTile() {
        return selection().flatMap(definition()::tile);
    }

    public void select(@Nullable UUID tile) {
        history.select(
                Optional.ofNullable(tile).filter(id -> definition().tile(id).isPresent()));
    }

    @Override
    public Problems problems() {
        return validation.apply(definition());
    }

    public boolean published() {
        return published;
    }

    /** Goes on after it went live: its key can no longer change, by undo neither. */
    public void released(DashboardDefinition live) {
        published = true;
        history.goOn(
                definition(),
                before -> new DashboardDefinition(
                        before.id(), live.key(), before.label(), before.icon(), before.tiles(), before.filters()));
    }

    /**
     * Does one edit, as one step of undo.
     *
     * @return false when it changes nothing
     */
    public boolean apply(DashboardEdit edit) {
        return perform(edit, null);
    }

    /** Does an edit that is part of typing: as long as the same thing is typed into, it is one step of undo. */
    public boolean type(DashboardEdit edit) {
        return perform(edit, subject(edit));
    }

    /** What is typed next starts a step of its own. */
    public void endTyping() {
        history.endTyping();
    }

    @Override
    public boolean canUndo() {
        return history.canUndo();
    }

    @Override
    public boolean canRedo() {
        return history.canRedo();
    }

    public Optional<DashboardEdit> undo() {
        return history.undo();
    }

    public Optional<DashboardEdit> redo() {
        return history.redo();
    }

    /** A tile of the type as it begins. */
    public TileDefinition begin(UUID id, ChartType<?> type, Dataset data) {
        return new TileDefinition(id, "", type.key(), type.size(), data, defaults(type));
    }

    private boolean perform(DashboardEdit edit, @Nullable Object subject) {
        DashboardDefinition board = definition();
        return switch (edit) {
            case DashboardEdit.AddTile(TileDefinition tile) -> {
                TileDefinition placed = tile.withPlace(room(board, tile.place()));
                yield history.add(edit, with(board, placed), Optional.of(placed.id()), null);
            }
            case DashboardEdit.AddTiles(List<TileDefinition> added) -> {
                int below = bottom(board);
                List<TileDefinition> tiles = new ArrayList<>(board.tiles());
                added.forEach(tile -> tiles.add(tile.withPlace(new Place(
                        tile.place().x(),
                        tile.place().y() + below,
                        tile.place().width(),
                        tile.place().height()))));
                yield history.add(edit, board.withTiles(tiles), Optional.empty(), null);
            }
            case DashboardEdit.Arrange arrange ->
                history.add(
                        edit,
                        changed(board, tile -> tile.withPlace(arrange.places().getOrDefault(tile.id(), tile.place()))),
                        selection(),
                        null);
            case DashboardEdit.RemoveTile(UUID id) ->
                history.add(
                        edit,
                        board.withTiles(board.tiles().stream()
                                .filter(tile -> !tile.id().equals(id))
                                .toList()),
                        Optional.empty(),
                        null);
            case DashboardEdit.DuplicateTile(UUID id, UUID copy) ->
                board.tile(id)
                        .map(tile -> history.add(
                                edit,
                                with(
                                        board,
                                        new TileDefinition(
                                                copy,
                                                tile.title(),
                                                tile.type(),
                                                room(board, tile.place()),
                                                tile.data(),
                                                tile.config())),
                                Optional.of(copy),
                                null))
                        .orElse(false);
            case DashboardEdit.ChangeTile(UUID id, TileChange change) ->
                history.add(
                        edit,
                        changed(board, tile -> tile.id().equals(id) ? changed(tile, change) : tile),
                        Optional.of(id),
                        subject);
            case DashboardEdit.ChangeBoard(BoardChange change) ->
                history.add(edit, changed(board, change), selection(), subject);
        };
    }

    private static DashboardDefinition with(DashboardDefinition board, TileDefinition tile) {
        List<TileDefinition> tiles = new ArrayList<>(board.tiles());
        tiles.add(tile);
        return board.withTiles(tiles);
    }

    private static DashboardDefinition changed(DashboardDefinition board, UnaryOperator<TileDefinition> change) {
        return board.withTiles(board.tiles().stream().map(change).toList());
    }

    private TileDefinition changed(TileDefinition tile, TileChange change) {
        return switch (change) {
            case TileChange.Title(String title) -> tile.withTitle(title);
            case TileChange.Data(Dataset data) -> tile.withData(data);
            case TileChange.Config(String ignored, ObjectNode config) -> tile.withConfig(config);
            case TileChange.Type(String key) ->
                types.find(key).map(type -> tile.withType(key, defaults(type))).orElse(tile);
        };
    }

    private DashboardDefinition changed(DashboardDefinition board, BoardChange change) {
        return switch (change) {
            case BoardChange.Label(String label) -> {
                // Until somebody gives it a key, it has the one that its name proposes.
                boolean proposed = !published && board.key().equals(proposal(board.label(), board.key()));
                String key = proposed && !label.isBlank() ? proposal(label, board.key()) : board.key();
                yield new DashboardDefinition(board.id(), key, label, board.icon(), board.tiles(), board.filters());
            }
            case BoardChange.Key(String key) ->
                new DashboardDefinition(
                        board.id(),
                        published ? board.key() : key,
                        board.label(),
                        board.icon(),
                        board.tiles(),
                        board.filters());
            case BoardChange.Icon(String icon) ->
                new DashboardDefinition(board.id(), board.key(), board.label(), icon, board.tiles(), board.filters());
            case BoardChange.Filters(List<String> fields) ->
                new DashboardDefinition(board.id(), board.key(), board.label(), board.icon(), board.tiles(), fields);
        };
    }

    private String proposal(String label, String otherwise) {
        return label.isBlank() ? otherwise : Keys.propose(label, DashboardDefinition.KIND, takenKeys::contains);
    }

    /** The wanted place if nothing is there, else the first one, from the top, with room for something so large. */
    private static Place room(DashboardDefinition board, Place wanted) {
        if (board.tiles().stream().noneMatch(tile -> tile.place().overlaps(wanted))) {
            return wanted;
        }
        for (int y = 0; y <= bottom(board); y++) {
            for (int x = 0; x + wanted.width() <= Place.COLUMNS; x++) {
                Place place = new Place(x, y, wanted.width(), wanted.height());
                if (board.tiles().stream().noneMatch(tile -> tile.place().overlaps(place))) {
                    return place;
                }
            }
        }
        return new Place(0, bottom(board), wanted.width(), wanted.height());
    }

    private static int bottom(DashboardDefinition board) {
        return board.tiles().stream()
                .mapToInt(tile -> tile.place().y() + tile.place().height())
                .max()
                .orElse(0);
    }

    private <C> ObjectNode defaults(ChartType<C> type) {
        return (ObjectNode) codec.tree(type.defaultConfig());
    }

    /** What an edit is about: typing into the same is undone as a whole. */
    private static @Nullable Object subject(DashboardEdit edit) {
        return switch (edit) {
            case DashboardEdit.ChangeTile(UUID id, TileChange.Title _) -> List.of(id, "title");
            case DashboardEdit.ChangeTile(UUID id, TileChange.Config(String property, ObjectNode _)) ->
                List.of(id, "config", property);
            case DashboardEdit.ChangeTile(UUID id, TileChange.Data _) -> List.of(id, "data");
            case DashboardEdit.ChangeTile(UUID _, TileChange.Type _) -> null;
            case DashboardEdit.ChangeBoard(BoardChange change) -> change.getClass();
            case DashboardEdit.AddTile _,
                    DashboardEdit.AddTiles _,
                    DashboardEdit.Arrange _,
                    DashboardEdit.RemoveTile _,
                    DashboardEdit.DuplicateTile _ -> null;
        };
    }
}
