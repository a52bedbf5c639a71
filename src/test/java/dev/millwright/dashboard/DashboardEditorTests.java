package dev.millwright.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.dashboard.DashboardEdit.BoardChange;
import dev.millwright.dashboard.DashboardEdit.TileChange;
import dev.millwright.dashboard.TileDefinition.Place;
import dev.millwright.dashboard.spi.ChartType;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class DashboardEditorTests {

    private static final ChartTypes TYPES = types();

    private final DashboardEditor editor = editor(false);

    private static ChartTypes types() {
        try (var context = new AnnotationConfigApplicationContext("dev.millwright.dashboard.type")) {
            List<ChartType<?>> types = new ArrayList<>();
            context.getBeansOfType(ChartType.class).values().forEach(types::add);
            return new ChartTypes(types);
        }
    }

    private static DashboardEditor editor(boolean published) {
        return new DashboardEditor(
                new DashboardDefinition(Ids.next(), "board", "Board", "", List.of(), List.of()),
                published,
                List.of("taken"),
                TYPES,
                new DefinitionCodec(),
                board -> Problems.NONE);
    }

    @Test
    void aNewTileGoesWhereThereIsRoomAndIsSelected() {
        UUID first = add("number");
        UUID second = add("number");
        UUID wide = add("stacked-column");
        assertThat(place(first)).isEqualTo(new Place(0, 0, 3, 2));
        assertThat(place(second)).isEqualTo(new Place(3, 0, 3, 2));
        assertThat(place(wide)).isEqualTo(new Place(0, 2, 8, 4));
        assertThat(editor.selection()).contains(wide);
    }

    @Test
    void everythingCanBeTakenBackAndDoneAgain() {
        UUID tile = add("number");
        editor.apply(new DashboardEdit.Arrange(Map.of(tile, new Place(6, 3, 4, 4))));
        editor.apply(new DashboardEdit.RemoveTile(tile));
        assertThat(editor.definition().tiles()).isEmpty();
        editor.undo();
        assertThat(place(tile)).isEqualTo(new Place(6, 3, 4, 4));
        editor.undo();
        assertThat(place(tile)).isEqualTo(new Place(0, 0, 3, 2));
        editor.redo();
        assertThat(place(tile)).isEqualTo(new Place(6, 3, 4, 4));
        assertThat(editor.canRedo()).isTrue();
    }

    @Test
    void typingIntoOneTextIsOneStep() {
        UUID tile = add("number");
        editor.type(new DashboardEdit.ChangeTile(tile, new TileChange.Title("S")));
        editor.type(new DashboardEdit.ChangeTile(tile, new TileChange.Title("So")));
        editor.type(new DashboardEdit.ChangeTile(tile, new TileChange.Title("Sold")));
        editor.undo();
        assertThat(editor.definition().tile(tile))
                .get()
                .extracting(TileDefinition::title)
                .isEqualTo("");
    }

    @Test
    void aCopyStandsBesideItsOriginal() {
        UUID tile = add("number");
        UUID copy = Ids.next();
        editor.apply(new DashboardEdit.DuplicateTile(tile, copy));
        assertThat(place(copy)).isEqualTo(new Place(3, 0, 3, 2));
        assertThat(editor.selection()).contains(copy);
    }

    @Test
    void anotherTypeKeepsTheQuestion() {
        UUID tile = add("donut");
        Dataset asked = Dataset.EMPTY.withForm(Ids.next()).withGroups(List.of("state"));
        editor.apply(new DashboardEdit.ChangeTile(tile, new TileChange.Data(asked)));
        editor.apply(new DashboardEdit.ChangeTile(tile, new TileChange.Type("column")));
        TileDefinition changed = editor.definition().tile(tile).orElseThrow();
        assertThat(changed.data()).isEqualTo(asked);
        assertThat(changed.config().has("values")).isTrue();
    }

    @Test
    void theKeyFollowsTheNameUntilItIsPublished() {
        editor.type(new DashboardEdit.ChangeBoard(new BoardChange.Label("Sales overview")));
        assertThat(editor.definition().key()).isEqualTo("sales_overview");
        editor.released(editor.definition());
        editor.type(new DashboardEdit.ChangeBoard(new BoardChange.Label("Sales")));
        editor.apply(new DashboardEdit.ChangeBoard(new BoardChange.Key("other")));
        assertThat(editor.definition().key()).isEqualTo("sales_overview");
        editor.undo();
        assertThat(editor.definition().key()).isEqualTo("sales_overview");
    }

    @Test
    void tilesStayOnTheGrid() {
        UUID tile = add("number");
        editor.apply(new DashboardEdit.Arrange(Map.of(tile, new Place(11, -3, 99, 0))));
        assertThat(place(tile)).isEqualTo(new Place(0, 0, 12, 1));
    }

    private UUID add(String type) {
        UUID id = Ids.next();
        editor.apply(new DashboardEdit.AddTile(editor.begin(id, TYPES.find(type).orElseThrow(), Dataset.EMPTY)));
        return id;
    }

    private Place place(UUID tile) {
        return editor.definition().tile(tile).orElseThrow().place();
    }
}
