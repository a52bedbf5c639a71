package dev.millwright.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import dev.millwright.app.AppRights;
import dev.millwright.app.Apps;
import dev.millwright.app.Drafts;
import dev.millwright.app.Publishing;
import dev.millwright.dashboard.PublishedBoard;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.identity.Person;
import dev.millwright.record.Records;
import dev.millwright.testing.IntegrationTest;
import dev.millwright.testing.TestPeople;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@IntegrationTest
class DashboardApiIntegrationTests {

    @Autowired
    private WebApplicationContext context;

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

    private MockMvc mvc;
    private PublishedBoard board;

    @BeforeEach
    void publish() {
        mvc = MockMvcBuilders.webAppContextSetup(context).build();
        TestPeople.as(TestPeople.DANA);
        board = new PublishedBoard(apps, rights, drafts, publishing, codec, records);
        board.create("state", "new", "pieces", 3L);
        board.create("state", "sold", "pieces", 4L);
        board.create("state", "sold");
        board.create("pieces", 1L);
        board.publish(
                "sales",
                List.of("state"),
                board.tile(
                        "column",
                        "{'groups': ['state'], 'measures': [{'figure': 'count'}, {'figure': 'sum', 'field': 'pieces'}]}"),
                board.tile("column", "{'groups': ['product'], 'measures': [{'figure': 'count'}]}"));
    }

    @AfterEach
    void signOut() {
        TestPeople.nobody();
    }

    @Test
    void givesTheFiguresOfEachTile() throws Exception {
        JsonNode tile = data(TestPeople.SAM, "").at("/tiles/0");
        assertThat(tile.path("groups").toString()).isEqualTo("[\"State\"]");
        assertThat(tile.path("series").toString()).isEqualTo("[{\"label\":\"Number\"},{\"label\":\"Sum of Pieces\"}]");
        assertThat(tile.at("/rows/1").toString())
                .isEqualTo(
                        "{\"label\":\"Sold\",\"sort\":\"value\",\"value\":\"sold\",\"figures\":[2,4],\"records\":[2,2]}");
        assertThat(tile.at("/rows/2/sort").asString()).isEqualTo("unset");
    }

    @Test
    void isNarrowedLikeThePage() throws Exception {
        JsonNode tile = data(TestPeople.SAM, "?f.state=sold").at("/tiles/0");
        assertThat(tile.path("rows").size()).isEqualTo(1);
        assertThat(tile.at("/rows/0/figures/0").asInt()).isEqualTo(2);
    }

    @Test
    void saysWhatAPersonMayNotSeeAndGivesNothingOfIt() throws Exception {
        JsonNode body = data(TestPeople.MIA, "");
        assertThat(body.at("/tiles/0/rows").size()).isEqualTo(3);
        assertThat(body.at("/tiles/1/refused/code").asString()).isEqualTo("dashboard.refused.target");
        assertThat(body.at("/tiles/1/rows").isMissingNode()).isTrue();
    }

    @Test
    void isPartOfTheDescriptionOfTheAppsApi() throws Exception {
        String document = call(TestPeople.MIA, board.app + "/openapi.json").getContentAsString(StandardCharsets.UTF_8);
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        assertThat(new OpenAPIV3Parser().readContents(document, null, options).getMessages())
                .as(document)
                .isEmpty();
        JsonNode paths = JsonMapper.shared().readTree(document).path("paths");
        String at = "/apps/" + board.app + "/dashboards";
        assertThat(paths.path(at).has("get")).isTrue();
        assertThat(paths.path(at + "/sales/data").at("/get/parameters").toString())
                .contains("\"period\"", "\"last_30_days\"", "\"f.state\"");
    }

    /**
     * @param expected status for administrator, owner, staff and manager
     */
    @ParameterizedTest
    @CsvSource({
        "{app}/dashboards, 404 200 200 200",
        "{app}/dashboards/sales/data, 404 200 200 200",
        "{app}/dashboards/sales/data?period=nonsense&f.x=y, 404 200 200 200",
        "{app}/dashboards/nothing/data, 404 404 404 404",
        "nowhere/dashboards/sales/data, 404 404 404 404"
    })
    void answersEachRole(String path, String expected) throws Exception {
        StringBuilder statuses = new StringBuilder();
        for (Person person : List.of(TestPeople.ADMIN, TestPeople.DANA, TestPeople.SAM, TestPeople.MIA)) {
            statuses.append(call(person, path.replace("{app}", board.app)).getStatus())
                    .append(' ');
        }
        assertThat(statuses.toString().strip()).isEqualTo(expected);
    }

    private JsonNode data(Person person, String query) throws Exception {
        MockHttpServletResponse response = call(person, board.app + "/dashboards/sales/data" + query);
        assertThat(response.getStatus()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.getContentAsString(StandardCharsets.UTF_8));
    }

    private MockHttpServletResponse call(Person person, String path) throws Exception {
        TestPeople.as(person);
        return mvc.perform(get("/api/v1/apps/" + path)).andReturn().getResponse();
    }
}
