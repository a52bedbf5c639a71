package dev.millwright.dashboard.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.internal.MockVaadin;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.app.AppRights;
import dev.millwright.app.Apps;
import dev.millwright.app.Draft;
import dev.millwright.app.Drafts;
import dev.millwright.app.Publishing;
import dev.millwright.dashboard.DashboardDefinition;
import dev.millwright.dashboard.Dataset;
import dev.millwright.dashboard.Period;
import dev.millwright.dashboard.PublishedBoard;
import dev.millwright.dashboard.TileDefinition;
import dev.millwright.dashboard.TileDefinition.Place;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.record.Records;
import dev.millwright.shared.Ids;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.ViewTest;
import dev.millwright.testing.WithPerson;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

@WithPerson("dana")
class DashboardDesignerViewTests extends ViewTest {

    @Autowired
    private Apps apps;

    @Autowired
    private AppRights rights;

    @Autowired
    private Drafts drafts;

    @Autowired
    private Publishing publishing;

    @Autowired
    private DefinitionCodec codec;

    @Autowired
    private Records records;

    private PublishedBoard board;
    private UUID id = Ids.next();

    @BeforeEach
    void openAnEmptyDashboard() {
        board = new PublishedBoard(apps, rights, drafts, publishing, codec, records);
        board.create("state", "new");
        id = Ids.next();
        drafts.save(
                board.app,
                DashboardDefinition.KIND,
                codec.write(new DashboardDefinition(id, "sales", "Sales", "", List.of(), List.of())),
                0);
        open("app/" + board.app + "/design/dashboard/sales");
    }

    @Test
    void beginsWithWhatAFormHasToShow() {
        assertThat(page()).contains("Begin with a form");
        click("Items");
        assertThat(stored().tiles())
                .extracting(TileDefinition::type)
                .containsExactly("number", "number", "stacked-column", "bar", "donut");
        assertThat(stored().tiles()).extracting(TileDefinition::place).allMatch(p -> p.x() + p.width() <= 12);
        assertThat(page())
                .contains("Items: This month", "Items by month (Made on) and State", "Items by State", "Saved");
        await(() -> page().contains("1"));
        canvas().undo();
        assertThat(stored().tiles()).isEmpty();
    }

    @Test
    void anAddedTileIsSavedAtOnceAndItsSettingsAreShown() {
        canvas().add("donut", -1, -1);
        assertThat(stored().tiles()).hasSize(1);
        assertThat(stored().tiles().getFirst().data().groups()).containsExactly("state");
        test($(TextField.class).withCaption("Title").single()).setValue("What state");
        assertThat(stored().tiles().getFirst().title()).isEqualTo("What state");
        assertThat(page()).contains("What state");
    }

    @Test
    void isPutWhereItWasDropped() {
        canvas().add("number", 6, 3);
        assertThat(stored().tiles().getFirst().place()).isEqualTo(new Place(6, 3, 3, 2));
        ArrayNode places = JsonNodeFactory.instance.arrayNode();
        places.addObject()
                .put("id", stored().tiles().getFirst().id().toString())
                .put("x", 1)
                .put("y", 2)
                .put("w", 5)
                .put("h", 6);
        canvas().arrange(places);
        assertThat(stored().tiles().getFirst().place()).isEqualTo(new Place(1, 2, 5, 6));
    }

    @Test
    void settingsChangeTheQuestion() {
        canvas().add("column", -1, -1);
        select("Grouped by").setValue("made");
        assertThat(stored().tiles().getFirst().data().groups()).containsExactly("month(made)");
        select("And within that by").setValue("product");
        assertThat(stored().tiles().getFirst().data().groups()).containsExactly("month(made)", "product");
        select("Kind of tile").setValue("line");
        assertThat(stored().tiles().getFirst().type()).isEqualTo("line");
    }

    @Test
    void conditionsThatMakeNoSenseAreToldAndStayUntilTheyAreTakenAway() {
        canvas().add("number", -1, -1);
        TileDefinition tile = stored().tiles().getFirst();
        Draft draft = drafts.find(board.app, DashboardDefinition.KIND, id).orElseThrow();
        List<JsonNode> conditions = JsonMapper.shared()
                .readTree("[[\"gone\", \"empty\"], [\"state\", \"empty\"],"
                        + " {\"any\": [[\"number\", \"empty\"], [\"state\", \"more\", 3]]}]")
                .valueStream()
                .toList();
        drafts.save(
                board.app,
                DashboardDefinition.KIND,
                codec.write(stored().withTiles(List.of(tile.withData(tile.data().withFilter(conditions))))),
                draft.version());
        open("app/" + board.app + "/design/dashboard/sales");
        await(() -> page().contains("A condition is about “gone”"));
        canvas().select(tile.id().toString());
        assertThat(page()).contains("“gone” is not there any more");
        press("Remove the condition: State is empty");
        assertThat(stored().tiles().getFirst().data().filter())
                .as("what is not understood is not dropped in silence")
                .containsExactly(conditions.getFirst(), conditions.getLast());
        assertThat(page()).contains("In a group of conditions “State” is not there any more or has changed");
        press("Take away the condition about “gone”");
        press("Take away the group of conditions about “State”");
        assertThat(stored().tiles().getFirst().data().filter()).isEmpty();
        await(() -> !page().contains("is not there any more"));
    }

    private void press(String label) {
        test($(Button.class).all().stream()
                        .filter(button ->
                                button.getAriaLabel().filter(label::equals).isPresent())
                        .findFirst()
                        .orElseThrow())
                .click();
    }

    @Test
    void groupsOfManyValuesBeginWithTheLargest() {
        canvas().add("column", -1, -1);
        select("Grouped by").setValue("number");
        assertThat(stored().tiles().getFirst().data())
                .extracting(Dataset::order, Dataset::top, Dataset::others)
                .containsExactly(Dataset.Order.LARGEST, 10, true);
        select("Grouped by").setValue("state");
        assertThat(stored().tiles().getFirst().data().top()).isEqualTo(10);
    }

    @Test
    void thePeriodIsAboutTheDateThatIsGroupedBy() {
        canvas().add("stacked-column", -1, -1);
        assertThat(stored().tiles().getFirst().data())
                .extracting(Dataset::dateField, Dataset::period)
                .containsExactly("made", Period.LAST_12_MONTHS);
        select("Grouped by").setValue("shipped");
        assertThat(stored().tiles().getFirst().data())
                .extracting(Dataset::dateField, Dataset::period)
                .containsExactly("shipped", Period.LAST_12_MONTHS);
    }

    @Test
    void saysWhatIsMissing() {
        drafts.save(
                board.app,
                DashboardDefinition.KIND,
                draft().json().replace("\"tiles\":[]", "\"tiles\":[" + codec.write(board.tile("column", "{}")) + "]"),
                draft().version());
        open("app/" + board.app + "/design/dashboard/sales");
        assertThat(page()).contains("1 problem");
        assertThat(canvas().getElement().getPropertyRaw("board").toString())
                .contains("Choose what the records are grouped by");
    }

    @Test
    void theSecondDesignerOverwritesNothing() {
        canvas().add("number", -1, -1);
        Draft mine = draft();
        drafts.save(
                board.app, DashboardDefinition.KIND, mine.json().replace("\"Sales\"", "\"Revenue\""), mine.version());
        await(() -> page().contains("another window"));
        canvas().add("number", -1, -1);
        assertThat(stored().tiles()).hasSize(1);
        assertThat(stored().label()).isEqualTo("Revenue");
        click("Reload");
        canvas().add("number", -1, -1);
        assertThat(stored().tiles()).hasSize(2);
    }

    @Test
    void onlyDesignersMayOpenIt() {
        become(TestPeople.SAM);
        open("app/" + board.app + "/design/dashboard/sales");
        assertThat(page()).doesNotContain("Begin with a form");
    }

    @SuppressWarnings("unchecked")
    private Choosing select(String label) {
        Select<Object> select =
                (Select<Object>) $(Select.class).withCaption(label).single();
        return value -> test(select).selectItem(select.getItemLabelGenerator().apply(value));
    }

    private interface Choosing {
        void setValue(Object value);
    }

    private BoardCanvas canvas() {
        return $(BoardCanvas.class).single();
    }

    private Draft draft() {
        return drafts.find(board.app, DashboardDefinition.KIND, id).orElseThrow();
    }

    private DashboardDefinition stored() {
        return codec.read(draft().json(), DashboardDefinition.class);
    }

    private static void await(BooleanSupplier done) {
        Instant end = Instant.now().plusSeconds(30);
        while (!done.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            MockVaadin.clientRoundtrip();
            Thread.onSpinWait();
        }
    }
}
