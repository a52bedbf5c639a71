package dev.millwright.dashboard.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.internal.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import dev.millwright.app.AppRights;
import dev.millwright.app.Apps;
import dev.millwright.app.Drafts;
import dev.millwright.app.Publishing;
import dev.millwright.dashboard.PublishedBoard;
import dev.millwright.dashboard.TileDefinition;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.record.Records;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.ViewTest;
import dev.millwright.testing.WithPerson;
import dev.millwright.ui.Chart;
import dev.millwright.workspace.FilterRow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@WithPerson("dana")
class DashboardViewTests extends ViewTest {

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

    @BeforeEach
    void publish() {
        board = new PublishedBoard(apps, rights, drafts, publishing, codec, records);
        board.create("state", "new");
        board.create("state", "sold");
        board.create("state", "sold");
        publish(
                board.tile("column", "{'groups': ['state']}"),
                board.tile("table", "{'groups': ['state'], 'measures': [{'figure': 'count'}]}", "{'totals': true}"),
                board.tile("column", "{'groups': ['product']}"));
    }

    private void publish(TileDefinition... tiles) {
        board.publish("sales", List.of("state", "product"), tiles);
    }

    @Test
    void showsFiguresAndLeadsToTheRecordsBehindThem() {
        show();
        await(() -> page().contains("Total"));
        assertThat(page()).contains("Items by State", "New", "Sold");
        Anchor two = $(Anchor.class).all().stream()
                .filter(link -> link.getText().equals("2"))
                .findFirst()
                .orElseThrow();
        Location location = new Location(two.getHref());
        UI.getCurrent().navigate(location.getPath(), location.getQueryParameters());
        assertThat(UI.getCurrent().getInternals().getActiveViewLocation().getPath())
                .startsWith("app/" + board.app + "/form/item");
        assertThat(page()).contains("State is any of Sold");
    }

    @Test
    void aChartCanBeReadAsATable() {
        show();
        await(() -> shown().equals("shown"));
        Chart chart = $(Chart.class).first();
        assertThat(chart.getElement().getAttribute("aria-label")).isEqualTo("Items by State: New 1, Sold 2");
        int tables = $(FiguresTable.class).all().size();
        test($(com.vaadin.flow.component.button.Button.class).all().stream()
                        .filter(button -> button.getAriaLabel()
                                .filter("Show as a table"::equals)
                                .isPresent())
                        .findFirst()
                        .orElseThrow())
                .click();
        assertThat($(FiguresTable.class).all()).hasSize(tables + 1);
    }

    @Test
    void whatOthersSaveIsOnTheChartWithoutReload() {
        show();
        await(() -> shown().equals("shown"));
        board.create("state", "broken");
        await(() -> label().contains("Broken 1"));
    }

    @Test
    void whatItIsNarrowedToIsInItsAddress() {
        show();
        await(() -> label().contains("New 1"));
        @SuppressWarnings("unchecked")
        MultiSelectComboBox<Object> state = $(MultiSelectComboBox.class).first();
        state.setValue(state.getListDataView()
                .getItems()
                .filter(choice -> choice.toString().contains("sold"))
                .collect(java.util.stream.Collectors.toSet()));
        await(() -> label().equals("Items by State: Sold 2"));
        UI.getCurrent()
                .navigate(
                        DashboardNavigation.board(board.app, "sales"),
                        new QueryParameters(Map.of("f.state", List.of("new"))));
        await(() -> label().equals("Items by State: New 1"));
        assertThat($(MultiSelectComboBox.class).first().getValue().toString()).contains("new");
        click("Clear filters");
        await(() -> label().contains("Sold 2"));
    }

    @Test
    void isNarrowedToTextsThatRecordsHave() {
        board.create("number", "A-1");
        board.create("number", "A-1");
        board.create("number", "B-7");
        board.publish("numbers", List.of("number"), board.tile("column", "{'groups': ['number']}"));
        open(DashboardNavigation.board(board.app, "numbers"));
        await(() -> label().contains("B-7 1"));
        @SuppressWarnings("unchecked")
        MultiSelectComboBox<Object> number = $(MultiSelectComboBox.class).first();
        List<Object> offered = number.getLazyDataView().getItems().toList();
        assertThat(offered).extracting(number.getItemLabelGenerator()::apply).containsExactly("A-1", "B-7");
        number.setValue(Set.of(offered.getFirst()));
        await(() -> label().equals("Items by Number: A-1 2"));
    }

    @Test
    void isNarrowedByPeopleAndNumbersAsListsAre() {
        board.create("state", "sold", "pieces", 9L);
        board.publish("counted", List.of("pieces", "owner"), board.tile("column", "{'groups': ['state']}"));
        open(DashboardNavigation.board(board.app, "counted"));
        await(() -> label().contains("New 1"));
        test($(Button.class).all().stream()
                        .filter(button -> button.getAriaLabel()
                                .filter("Pieces: All"::equals)
                                .isPresent())
                        .findFirst()
                        .orElseThrow())
                .click();
        @SuppressWarnings("unchecked")
        Select<FilterRow.Test> tests = $(Select.class).last();
        tests.setValue(FilterRow.Test.AT_LEAST);
        test($(TextField.class).withCaption("Value").single()).setValue("5");
        click("Apply");
        await(() -> label().equals("Items by State: Sold 1"));
        assertThat(page()).contains("Pieces", "is at least 5");
        UI.getCurrent()
                .navigate(
                        DashboardNavigation.board(board.app, "counted"),
                        new QueryParameters(Map.of("q.owner", List.of("[\"owner\",\"empty\"]"))));
        await(() -> label().equals("Items by State: New 1, Sold 3"));
        assertThat(page()).contains("Owner", "is empty");
        click("Clear filters");
        assertThat(page()).doesNotContain("is empty");
        UI.getCurrent()
                .navigate(
                        DashboardNavigation.board(board.app, "counted"),
                        new QueryParameters(Map.of("q.price", List.of("[\"price\",\"empty\"]"))));
        assertThat(page()).as("what the board does not offer is told, too").contains("Price", "is empty");
    }

    @Test
    void anEmptyTileNamesItsPeriod() {
        board.publish(
                "late",
                List.of(),
                board.tile("column", "{'groups': ['month(made)'], 'dateField': 'made', 'period': 'last_12_months'}"));
        open(DashboardNavigation.board(board.app, "late"));
        await(() -> page().contains("No records in this period: Last 12 months"));
    }

    @Test
    void recordsWithoutAPlaceOnTheChartAreOneThing() {
        board.publish("places", List.of(), board.tile("stacked-column", "{'groups': ['month(made)', 'state']}"));
        board.create("made", LocalDate.of(2026, 3, 2), "state", "new");
        open(DashboardNavigation.board(board.app, "places"));
        await(() -> page().contains("3 records"));
        assertThat(page()).contains("Not set: 3 records").doesNotContain("Not set, Sold");
    }

    @Test
    void aTileSaysWhatOfTheFilterHasNoMeaningForIt() {
        board.publish(
                "dated",
                List.of("state"),
                board.tile("number", "{'groups': []}"),
                board.tile("number", "{'groups': [], 'dateField': 'made', 'period': 'all'}"));
        UI.getCurrent()
                .navigate(
                        DashboardNavigation.board(board.app, "dated"),
                        new QueryParameters(Map.of("period", List.of("this_year"), "f.state", List.of("sold"))));
        await(() -> page().contains("Not narrowed by: Period"));
        assertThat(page().split("Not narrowed by", -1))
                .as("only the tile without a date")
                .hasSize(2);
        assertThat(page()).doesNotContain("Not narrowed by: State");
    }

    @Test
    void aPeriodIsOfferedOnceATileIsAboutADate() {
        show();
        assertThat($(Select.class).all()).isEmpty();
    }

    @Test
    void whoMaySeeOneFormSeesTheBoardAndReadsWhatIsMissing() {
        become(TestPeople.MIA);
        show();
        await(() -> page().contains("You may not see the linked records"));
        assertThat(page()).contains("Items by State").doesNotContain("Edit dashboard");
        become(TestPeople.ADMIN);
        show();
        assertThat(page()).doesNotContain("Items by State");
    }

    @Test
    void speaksChinese() {
        in(Locale.SIMPLIFIED_CHINESE);
        show();
        await(() -> label().contains("Sold 2"));
        assertThat(label()).isEqualTo("Items：按State: New 1, Sold 2");
        await(() -> page().contains("合计"));
        assertThat(page()).contains("编辑仪表盘");
    }

    private void show() {
        open(DashboardNavigation.board(board.app, "sales"));
    }

    private String shown() {
        return String.valueOf($(Article.class).first().getElement().getAttribute("data-state"));
    }

    private String label() {
        return $(Chart.class).all().stream()
                .findFirst()
                .map(chart -> String.valueOf(chart.getElement().getAttribute("aria-label")))
                .orElse("");
    }

    /** Figures come by push. */
    private static void await(BooleanSupplier done) {
        Instant end = Instant.now().plusSeconds(30);
        while (!done.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            MockVaadin.clientRoundtrip();
            Thread.onSpinWait();
        }
    }
}
