package dev.millwright.dashboard.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.app.AppRights;
import dev.millwright.app.Apps;
import dev.millwright.app.Draft;
import dev.millwright.app.Drafts;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.dashboard.BoardFilter;
import dev.millwright.dashboard.DashboardDefinition;
import dev.millwright.dashboard.Dashboards;
import dev.millwright.dashboard.Figures;
import dev.millwright.dashboard.Figures.Category;
import dev.millwright.dashboard.Figures.Cell;
import dev.millwright.dashboard.Figures.Series;
import dev.millwright.dashboard.Figures.Sort;
import dev.millwright.dashboard.PublishedBoard;
import dev.millwright.dashboard.TileAnswer;
import dev.millwright.dashboard.TileDefinition;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.RecordRef;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.Records;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Problem;
import dev.millwright.testing.IntegrationTest;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.WithPerson;
import dev.millwright.workspace.Filter;
import dev.millwright.workspace.FilterPart;
import dev.millwright.workspace.FilterRow;
import dev.millwright.workspace.FilterScope;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
@WithPerson("dana")
class FiguresIntegrationTests {

    private static final String COUNT = "'measures': [{'figure': 'count'}]";

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

    @Autowired
    private RecordQuery query;

    @Autowired
    private PublishedForms forms;

    @Autowired
    private Dashboards dashboards;

    @Autowired
    private BusinessTime time;

    private PublishedBoard board;

    @BeforeEach
    void publish() {
        board = new PublishedBoard(apps, rights, drafts, publishing, codec, records);
    }

    @Test
    void countsByOptionInTheirOrderAndTellsTheUnsetApart() {
        made(3, "state", "broken");
        made(2, "state", "new");
        made(1);
        Figures figures = ask(board.tile("column", "{'groups': ['state'], " + COUNT + "}"));
        assertThat(shown(figures)).containsExactly("New 2", "Broken 3", "Not set 1");
        assertThat(figures.categories()).extracting(Category::colour).containsExactly("blue", "red", "unset");
        leadsToItsRecords(figures);
    }

    @Test
    void aMonthBeginsAtMidnightOfTheBusinessZone() {
        assertThat(time.zone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
        // The last moment of January and the first of February in Shanghai, both of January in Greenwich.
        made(1, "shipped", Instant.parse("2026-01-31T15:59:59Z"), "made", LocalDate.of(2026, 1, 31));
        made(2, "shipped", Instant.parse("2026-01-31T16:00:00Z"), "made", LocalDate.of(2026, 2, 1));
        Figures moments = ask(board.tile("column", "{'groups': ['month(shipped)'], " + COUNT + "}"));
        assertThat(shown(moments)).containsExactly("January 2026 1", "February 2026 2");
        leadsToItsRecords(moments);
        Figures days = ask(board.tile("column", "{'groups': ['month(made)'], " + COUNT + "}"));
        assertThat(shown(days)).containsExactly("January 2026 1", "February 2026 2");
        leadsToItsRecords(days);
    }

    @Test
    void anEmptyMonthShowsZero() {
        made(1, "made", LocalDate.of(2026, 1, 15));
        made(2, "made", LocalDate.of(2026, 4, 1));
        made(1);
        Figures figures = ask(board.tile(
                "line",
                "{'groups': ['month(made)'], 'measures': [{'figure': 'count'}, {'figure': 'avg', 'field': 'price'}]}"));
        assertThat(shown(figures))
                .containsExactly("January 2026 1", "February 2026 0", "March 2026 0", "April 2026 2", "Not set 1");
        assertThat(figures.series().get(1).cells())
                .as("an average of nothing is nothing")
                .extracting(Cell::value)
                .containsOnlyNulls();
    }

    @Test
    void aPeriodIsShownFromItsBeginningToToday() {
        LocalDate today = time.today();
        made(1, "made", today);
        Figures figures = ask(board.tile(
                "column",
                "{'groups': ['month(made)'], 'dateField': 'made', 'period': 'last_12_months', " + COUNT + "}"));
        assertThat(figures.categories()).hasSize(12);
        assertThat(figures.series().getFirst().cells().getLast().text()).isEqualTo("1");
        leadsToItsRecords(figures);
    }

    @Test
    void theGreatestStandAloneAndTheOthersTogether() {
        UUID drill = board.create(board.products(), "name", "Drill");
        UUID saw = board.create(board.products(), "name", "Saw");
        UUID file = board.create(board.products(), "name", "File");
        UUID lamp = board.create(board.products(), "name", "Lamp");
        made(4, "product", link(saw), "price", new BigDecimal("10"));
        made(3, "product", link(drill), "price", new BigDecimal("1"));
        made(2, "product", link(file), "price", new BigDecimal("100"));
        made(1, "product", link(lamp), "price", new BigDecimal("1000"));
        made(2);
        TileDefinition tile = board.tile(
                "bar",
                "{'groups': ['product'], 'order': 'largest', 'top': 2, 'others': true, 'measures': [{'figure': 'count'},"
                        + " {'figure': 'sum', 'field': 'price'}, {'figure': 'avg', 'field': 'price'}, {'figure': 'max', 'field': 'price'}]}");
        Figures figures = ask(tile);
        assertThat(shown(figures)).containsExactly("Saw 4", "Drill 3", "Others 3", "Not set 2");
        assertThat(texts(figures, 1)).containsExactly("40.00", "3.00", "1,200.00", "0.00");
        assertThat(texts(figures, 2)).containsExactly("10.00", "1.00", "400.00", "–");
        assertThat(texts(figures, 3)).containsExactly("10.00", "1.00", "1,000.00", "–");
        leadsToItsRecords(figures);

        Figures without = ask(tile.withData(tile.data().withTop(2, false)));
        assertThat(shown(without)).containsExactly("Saw 4", "Drill 3", "Not set 2");
    }

    @Test
    void differentValuesAreCountedOnceAlsoAmongTheOthers() {
        UUID drill = board.create(board.products(), "name", "Drill");
        UUID saw = board.create(board.products(), "name", "Saw");
        made(3, "state", "new", "product", link(drill), "number", "A");
        made(2, "state", "sold", "product", link(drill), "number", "B");
        made(1, "state", "broken", "product", link(drill), "number", "B");
        made(1, "state", "broken", "product", link(saw), "number", "B");
        String measures =
                "'measures': [{'figure': 'distinct', 'field': 'product'}, {'figure': 'distinct', 'field': 'number'}]";
        Figures whole = ask(board.tile("table", "{'groups': ['state'], " + measures + "}"));
        assertThat(shown(whole)).containsExactly("New 1", "Sold 1", "Broken 2");
        assertThat(whole.series().getFirst().total())
                .as("products of several states would count twice")
                .isNull();

        made(1, "state", "sold", "product", link(saw), "number", "C");
        Figures folded = ask(board.tile(
                "table", "{'groups': ['product'], 'top': 1, 'others': true, 'order': 'largest', " + measures + "}"));
        assertThat(folded.categories()).extracting(Category::sort).containsExactly(Sort.VALUE, Sort.OTHERS);
        assertThat(texts(folded, 1)).as("Drill: A and B; Saw: B and C").containsExactly("2", "2");
        leadsToItsRecords(folded);
    }

    @Test
    void theMiddleOfTheValuesIsAskedOfTheOthersAnew() {
        made(1, "number", "A", "price", new BigDecimal("1"));
        made(2, "number", "A", "price", new BigDecimal("4"));
        made(1, "number", "B", "price", new BigDecimal("10"));
        made(1, "number", "C", "price", new BigDecimal("20"));
        String measures = "'measures': [{'figure': 'median', 'field': 'price'}, {'figure': 'p90', 'field': 'price'}]";
        assertThat(texts(ask(board.tile("number", "{'measures': [{'figure': 'p90', 'field': 'price'}]}")), 0))
                .containsExactly("16.00");

        Figures folded = ask(board.tile(
                "table", "{'groups': ['number'], 'top': 1, 'others': true, 'order': 'largest', " + measures + "}"));
        assertThat(folded.categories()).extracting(Category::sort).containsExactly(Sort.VALUE, Sort.OTHERS);
        assertThat(texts(folded, 0)).as("C, then A and B together").containsExactly("20.00", "4.00");
        leadsToItsRecords(folded);
    }

    @Test
    void whatOthersHaveInCommonCountsOnce() {
        made(3, "number", "A", "price", new BigDecimal("1"));
        made(2, "number", "B", "price", new BigDecimal("2"));
        made(1, "number", "C", "price", new BigDecimal("2"));
        Figures figures = ask(board.tile(
                "bar",
                "{'groups': ['number'], 'top': 1, 'others': true, 'order': 'largest', 'measures': [{'figure': 'count'},"
                        + " {'figure': 'distinct', 'field': 'price'}]}"));
        assertThat(texts(figures, 0)).containsExactly("3", "3");
        assertThat(texts(figures, 1)).containsExactly("1", "1");
    }

    @Test
    void figuresAreWrittenAsTheDesignerWants() {
        made(1, "price", new BigDecimal("1234567.80"), "pieces", 15000L);
        Figures figures = ask(board.tile(
                "number",
                "{'measures': [{'figure': 'sum', 'field': 'price', 'style': {'scale': 'ten_thousand', 'decimals': 1,"
                        + " 'unit': '￥'}}]}"));
        assertThat(texts(figures, 0)).containsExactly("￥123.5×10K");
        Figures shortened = ask(board.tile(
                "number", "{'measures': [{'figure': 'sum', 'field': 'pieces', 'style': {'scale': 'short'}}]}"));
        assertThat(texts(shortened, 0)).containsExactly("15K");
        Figures share = ask(
                board.tile(
                        "number",
                        "{'measures': [{'figure': 'share', 'condition': [['pieces', 'not_empty']], 'style': {'decimals': 3}}]}"));
        assertThat(texts(share, 0)).containsExactly("100.000%");
    }

    @Test
    void twoGroupsMakeSeries() {
        made(2, "made", LocalDate.of(2026, 1, 15), "state", "new");
        made(1, "made", LocalDate.of(2026, 3, 15), "state", "sold");
        made(3, "made", LocalDate.of(2026, 3, 16));
        Figures figures = ask(board.tile("stacked-column", "{'groups': ['month(made)', 'state'], " + COUNT + "}"));
        assertThat(figures.series()).extracting(Series::label).containsExactly("New", "Sold", "Not set");
        assertThat(figures.series()).extracting(Series::colour).containsExactly("blue", "green", "unset");
        assertThat(texts(figures, 0)).containsExactly("2", "0", "0");
        assertThat(texts(figures, 1)).containsExactly("0", "0", "1");
        assertThat(texts(figures, 2)).containsExactly("0", "0", "3");
        leadsToItsRecords(figures);
    }

    @Test
    void sharesAreOfAHundredAndLeadToWhatMeetsTheCondition() {
        made(1, "state", "broken");
        made(7, "state", "new");
        Figures figures = ask(board.tile(
                "number", "{'measures': [{'figure': 'share', 'condition': [['state', 'any_of', 'broken']]}]}"));
        Cell share = figures.series().getFirst().cells().getFirst();
        assertThat(share.text()).isEqualTo("12.5%");
        assertThat(share.of()).isEqualTo(1);
        leadsToItsRecords(figures);
    }

    @Test
    void aNumberIsComparedWithThePeriodBefore() {
        LocalDate today = time.today();
        made(3, "made", today);
        made(2, "made", today.withDayOfMonth(1).minusDays(1));
        made(5, "made", today.withDayOfMonth(1).minusMonths(3));
        Figures figures = ask(board.tile(
                "number", "{'dateField': 'made', 'period': 'this_month', " + COUNT + "}", "{'compare': true}"));
        Series series = figures.series().getFirst();
        assertThat(series.cells().getFirst().text()).isEqualTo("3");
        assertThat(series.before()).isNotNull().extracting(Cell::text).isEqualTo("2");
        leadsToItsRecords(figures);
    }

    @Test
    void recordsWithSeveralOptionsCountForEachOfThem() {
        made(2, "tags", List.of("new", "sold"));
        made(1, "tags", List.of("sold"));
        Figures figures = ask(board.tile("column", "{'groups': ['tags'], 'top': 1, " + COUNT + "}"));
        assertThat(shown(figures)).containsExactly("New 2", "Sold 3");
        leadsToItsRecords(figures);
    }

    @Test
    void peopleNumbersAndYesAndNoAreGroupsToo() {
        made(2, "pieces", 10L, "done", true);
        made(1, "pieces", 9L, "done", false);
        for (String group : List.of("owner", "pieces", "done", "created_by", "week(created_at)", "number")) {
            Figures figures = ask(board.tile("column", "{'groups': ['" + group + "'], " + COUNT + "}"));
            leadsToItsRecords(figures);
        }
        assertThat(shown(ask(board.tile("column", "{'groups': ['pieces'], " + COUNT + "}"))))
                .containsExactly("9 1", "10 2");
        assertThat(shown(ask(board.tile("column", "{'groups': ['created_by'], " + COUNT + "}"))))
                .containsExactly("Dana Designer 3");
        assertThat(shown(ask(board.tile("column", "{'groups': ['done'], " + COUNT + "}"))))
                .containsExactly("Yes 2", "No 1");
    }

    @Test
    void theWholeBoardIsNarrowed() {
        UUID drill = board.create(board.products(), "name", "Drill");
        made(2, "state", "new", "product", link(drill), "made", LocalDate.of(2026, 5, 1));
        made(1, "state", "sold", "product", link(drill), "made", LocalDate.of(2026, 5, 31));
        made(4, "state", "sold", "made", LocalDate.of(2026, 6, 1));
        TileDefinition tile = board.tile("column", "{'groups': ['state'], 'dateField': 'made', " + COUNT + "}");
        assertThat(shown(ask(tile, Map.of("f.product", List.of("Drill"))))).containsExactly("New 2", "Sold 1");
        assertThat(shown(ask(tile, Map.of("f.state", List.of("sold"))))).containsExactly("Sold 5");
        Figures may = ask(tile, Map.of("period", List.of("2026-05-01..2026-05-31"), "f.unknown", List.of("x")));
        assertThat(shown(may)).containsExactly("New 2", "Sold 1");
        leadsToItsRecords(may);
    }

    @Test
    void conditionsOfTheTileCountInItsRecords() {
        made(2, "state", "new", "price", new BigDecimal("5"));
        made(1, "state", "new", "price", new BigDecimal("50"));
        Figures figures =
                ask(board.tile("column", "{'filter': [['price', 'more', 10]], 'groups': ['state'], " + COUNT + "}"));
        assertThat(shown(figures)).containsExactly("New 1");
        leadsToItsRecords(figures);
    }

    @Test
    void aBoardIsNarrowedAsListsAre() {
        made(2, "state", "new", "pieces", 3L, "done", true);
        made(1, "state", "sold", "pieces", 8L, "done", false);
        made(4, "state", "broken");
        TileDefinition tile = board.tile("column", "{'groups': ['state'], " + COUNT + "}");
        Figures many = ask(tile, Map.of("q.pieces", List.of("[\"pieces\", \"at_least\", 5]")));
        assertThat(shown(many)).containsExactly("Sold 1");
        leadsToItsRecords(many);
        assertThat(shown(ask(tile, Map.of("q.pieces", List.of("[\"pieces\", \"empty\"]")))))
                .containsExactly("Broken 4");
        made(1, "state", "new", "made", LocalDate.of(2000, 1, 1));
        assertThat(shown(ask(tile, Map.of("q.made", List.of("[\"made\", \"within\", \"before_today\"]")))))
                .as("days told from today")
                .containsExactly("New 1");
        assertThat(shown(ask(tile, Map.of("q.owner", List.of("[\"owner\", \"not_empty\"]")))))
                .isEmpty();
        assertThat(shown(ask(tile, Map.of("f.done", List.of("true", "false")))))
                .as("both answers, and not the one alone")
                .containsExactly("New 2", "Sold 1");
        PublishedForm items = dashboards.form(board.app, tile).orElseThrow();
        for (String senseless : List.of("[\"state\", \"more\", 5]", "[\"gone\", \"empty\"]", "[]", "{}")) {
            BoardFilter filter = BoardFilter.of(Map.of("q.state", List.of(senseless)));
            assertThat(filter.ignoredBy(items)).as(senseless).containsExactly("state");
        }
        assertThat(BoardFilter.of(Map.of("q.state", List.of("[not json"))).isNone())
                .isTrue();
        BoardFilter kept = BoardFilter.NONE.with(
                "pieces", Optional.of(new FilterRow("pieces", FilterRow.Test.BETWEEN, List.of(1L, 5L))), items);
        assertThat(BoardFilter.of(kept.toParameters())).isEqualTo(kept);
        assertThat(kept.with("pieces", Optional.empty(), items)).isEqualTo(BoardFilter.NONE);
    }

    @Test
    void publishingNamesConditionsThatMakeNoSense() {
        Map<String, String> codes = Map.of(
                "{'filter': [['state', 'more', 3]]}", "dashboard.refused.filter",
                "{'measures': [{'figure': 'share', 'condition': [['pieces', 'contains', 'a']]}]}",
                        "dashboard.refused.filter",
                "{'filter': [['product.name', 'more', 3]]}", "dashboard.refused.filter",
                "{'filter': [['product.gone', 'empty']]}", "dashboard.refused.field",
                "{'filter': [{'any': [['state', 'empty'], ['pieces', 'contains', 'a']]}]}", "dashboard.refused.filter",
                "{'measures': [{'figure': 'count', 'condition': [['state', 'empty']]}]}",
                        "dashboard.refused.condition");
        codes.forEach((data, code) -> {
            DashboardDefinition wrong = new DashboardDefinition(
                    Ids.next(), "wrong_" + code.length(), "Wrong", "", List.of(board.tile("number", data)), List.of());
            Draft draft = drafts.save(board.app, DashboardDefinition.KIND, codec.write(wrong), 0);
            assertThat(publishing
                            .plan(board.app, ReleaseRequest.all())
                            .problems()
                            .items())
                    .as(data)
                    .extracting(Problem::code)
                    .containsExactly(code);
            drafts.delete(board.app, draft.ref(), draft.version());
        });
    }

    @Test
    void saysPlainlyWhatCannotBeShown() {
        made(1, "state", "new");
        TileDefinition byProduct = board.tile("column", "{'groups': ['product'], " + COUNT + "}");
        TestPeople.as(TestPeople.MIA);
        assertThat(answer(byProduct)).isEqualTo(TileAnswer.Refused.because("dashboard.refused.target"));
        TestPeople.as(TestPeople.ADMIN);
        assertThat(answer(byProduct)).isEqualTo(TileAnswer.Refused.because("dashboard.refused.rights"));
        TestPeople.as(TestPeople.DANA);
        assertThat(answer(board.tile("column", "{'groups': ['gone'], " + COUNT + "}")))
                .isEqualTo(TileAnswer.Refused.because("dashboard.refused.field", "gone"));
        assertThat(answer(board.tile("column", "{'filter': [['gone', 'empty']], 'groups': ['state']}")))
                .isEqualTo(TileAnswer.Refused.because("dashboard.refused.filter", "gone"));
        assertThat(answer(board.tile("column", "{'filter': [['state', 'more', 3]], 'groups': ['state']}")))
                .as("a condition from when the field was another")
                .isEqualTo(TileAnswer.Refused.because("dashboard.refused.filter", "State"));
        assertThat(answer(board.tile(
                        "column",
                        "{'filter': [{'any': [['state', 'empty'], ['state', 'more', 3]]}], 'groups': ['state']}")))
                .as("a group is not asked for in part")
                .isEqualTo(TileAnswer.Refused.because("dashboard.refused.filter", "State"));
        assertThat(answer(
                        board.tile("number", "{'measures': [{'figure': 'share', 'condition': [['gone', 'empty']]}]}")))
                .isEqualTo(TileAnswer.Refused.because("dashboard.refused.filter", "gone"));
        assertThat(answer(board.tile(
                        "number", "{'measures': [{'figure': 'count', 'condition': [['state', 'any_of', 'sold']]}]}")))
                .as("a condition that would not count")
                .isEqualTo(TileAnswer.Refused.because("dashboard.refused.condition"));
        assertThat(answer(board.tile("column", "{}")))
                .isEqualTo(TileAnswer.Refused.because("dashboard.refused.noGroup"));
        assertThat(answer(board.tile("hologram", "{}")))
                .isEqualTo(TileAnswer.Refused.because("dashboard.refused.type", "hologram"));
    }

    private void made(int many, Object... pairs) {
        for (int i = 0; i < many; i++) {
            board.create(pairs);
        }
    }

    private static RecordRef link(UUID id) {
        return new RecordRef(id, null, null);
    }

    private TileAnswer answer(TileDefinition tile) {
        return answer(tile, BoardFilter.NONE);
    }

    private Figures ask(TileDefinition tile) {
        return ask(tile, Map.of());
    }

    private Figures ask(TileDefinition tile, Map<String, List<String>> address) {
        TileAnswer answer = answer(tile, BoardFilter.of(address));
        assertThat(answer).isInstanceOf(TileAnswer.Answered.class);
        return ((TileAnswer.Answered) answer).figures();
    }

    private static List<String> shown(Figures figures) {
        List<String> texts = texts(figures, 0);
        return java.util.stream.IntStream.range(0, texts.size())
                .mapToObj(i -> figures.categories().get(i).name() + " " + texts.get(i))
                .toList();
    }

    private static List<String> texts(Figures figures, int series) {
        return figures.series().get(series).cells().stream().map(Cell::text).toList();
    }

    /** Behind each figure are as many records as it was counted of, also after a detour through an address. */
    private void leadsToItsRecords(Figures figures) {
        PublishedForm form = forms.find(board.app, figures.form().form()).orElseThrow();
        for (Series series : figures.series()) {
            for (int i = 0; i < figures.categories().size(); i++) {
                Category category = figures.categories().get(i);
                Filter filter = Filter.read(
                        figures.records(category, series).stream()
                                .map(part -> part.toJson(FilterScope.own(form)))
                                .toList(),
                        FilterScope.own(form));
                assertThat(filter.lost()).isEmpty();
                long found = query.exactCount(new ListRequest(
                        figures.form(), FilterPart.all(filter.parts()), "", List.of(), Set.of(), 1, null, false));
                assertThat(found)
                        .as(category.name() + " / " + series.label())
                        .isEqualTo(series.cells().get(i).of());
            }
        }
    }

    private TileAnswer answer(TileDefinition tile, BoardFilter filter) {
        return dashboards.batches(board.app, List.of(tile), filter, Locale.ENGLISH).stream()
                .flatMap(batch -> batch.answers().values().stream())
                .findFirst()
                .orElseThrow();
    }
}
