package dev.millwright.flow.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

import dev.millwright.app.Action;
import dev.millwright.app.AppProfile;
import dev.millwright.app.AppRights;
import dev.millwright.app.Apps;
import dev.millwright.app.Drafts;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.app.Rights;
import dev.millwright.flow.TaskBox;
import dev.millwright.form.FormDefinition;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.record.FormRef;
import dev.millwright.record.Records;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import dev.millwright.testing.Colleagues;
import dev.millwright.testing.IntegrationTest;
import dev.millwright.testing.TestPeople;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A flow from the hand-in to its end, by programs. */
@IntegrationTest
@Import(Colleagues.class)
class TaskApiIntegrationTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Designs apps of his own and has no business in this one. */
    private static final Person OTTO =
            new Person("otto-id", "Otto Other", "otto@example.com", Set.of(Role.DESIGNER.key()), List.of());

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
    private Records records;

    @Autowired
    private JdbcClient jdbc;

    private String purchase = "";
    private MockMvc mvc;
    private FormRef form = new FormRef("", "");

    private static final String ONE_YES = """
            {"id": "%s", "type": "approve", "label": "Mia agrees", "branches": [], "config": {"step": {
               "people": [{"from": "people", "people": [{"id": "mia-id", "name": "Mia Manager"}]}],
               "fields": {"price": "required"},
               "buttons": [{"action": "reject", "label": "Too dear", "hidden": false, "reason": true}]}}}
            """.formatted(UUID.randomUUID());

    @BeforeEach
    void publish() {
        publish(ONE_YES);
    }

    /** An app of its own, with a flow of these nodes. */
    private void publish(String nodes) {
        mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
        TestPeople.as(TestPeople.DANA);
        String app = apps.create(null, AppProfile.labelled("Buying")).key();
        purchase = UUID.randomUUID().toString();
        drafts.save(
                app,
                FormDefinition.KIND,
                """
                {"id": "%s", "key": "purchase", "label": "Purchase", "icon": "vaadin:cart", "sections": [{"id": "%s", "title": "",
                  "rows": [{"fields": [%s]}, {"fields": [%s]}]}], "retired": []}
                """.formatted(purchase, UUID.randomUUID(), field("what", "text"), field("price", "integer")),
                0);
        drafts.save(app, "flow", """
            {"id": "%s", "key": "buy", "label": "Buying", "form": "%s", "trigger": {"type": "submitted", "config": {}},
             "nodes": [%s], "settings": {"cardFields": ["price"]}}
            """.formatted(UUID.randomUUID(), purchase, nodes), 0);
        publishing.publish(
                app,
                ReleaseRequest.all(),
                publishing.plan(app, ReleaseRequest.all()).fingerprint());
        Principal staff = Principal.role(Role.STAFF);
        Principal manager = Principal.role(Role.MANAGER);
        Set<Action> working = Set.of(Action.SEE, Action.CREATE, Action.CHANGE);
        rights.save(
                app,
                new Rights(
                        List.of(Principal.person(TestPeople.DANA.id())),
                        List.of(),
                        List.of(staff, manager),
                        Map.of(staff, Map.of(Rights.ANY_FORM, working), manager, Map.of(Rights.ANY_FORM, working))),
                rights.of(app).version());
        form = new FormRef(app, "purchase");
        TestPeople.nobody();
    }

    private static String field(String key, String type) {
        return """
            {"id": "%s", "key": "%s", "label": "%s", "type": "%s", "config": {}, "required": false, "unique": false, "help": "",
             "placeholder": ""}
            """.formatted(UUID.randomUUID(), key, key, type);
    }

    @AfterEach
    void signOut() {
        TestPeople.nobody();
    }

    private UUID record(String what) {
        TestPeople.as(TestPeople.SAM);
        UUID id = records.create(form, Map.of("what", what), Via.API).id();
        TestPeople.nobody();
        return id;
    }

    private String submitted(UUID record) {
        MockHttpServletResponse answer = call(
                TestPeople.SAM,
                HttpMethod.POST,
                "/apps/%s/forms/purchase/records/%s:submit".formatted(form.app(), record),
                "{}",
                null);
        assertThat(answer.getStatus()).as(text(answer)).isEqualTo(201);
        return read(answer).path("id").asString();
    }

    private String task() {
        JsonNode items = read(call(TestPeople.MIA, HttpMethod.GET, "/tasks?app=" + form.app(), null, null))
                .path("items");
        assertThat(items.size()).isEqualTo(1);
        return items.path(0).path("id").asString();
    }

    @Test
    void handsInAnswersAndSaysWhereItStands() {
        String run = submitted(record("Ten bolts"));
        String task = task();
        JsonNode detail = read(call(TestPeople.MIA, HttpMethod.GET, "/tasks/" + task, null, null));
        assertThat(detail.path("title").asString()).isEqualTo("Ten bolts");
        assertThat(detail.path("step").asString()).isEqualTo("Mia agrees");
        assertThat(detail.path("fields").path("price").asString()).isEqualTo("required");
        assertThat(detail.path("actions").findValuesAsString("label")).contains("Approve", "Too dear");

        MockHttpServletResponse empty =
                call(TestPeople.MIA, HttpMethod.POST, "/tasks/" + task + ":approve", "{}", null);
        assertThat(empty.getStatus()).isEqualTo(422);
        assertThat(text(empty)).contains("\"field\":\"price\"");

        MockHttpServletResponse done = call(
                TestPeople.MIA, HttpMethod.POST, "/tasks/" + task + ":approve", "{\"values\": {\"price\": 12}}", null);
        assertThat(done.getStatus()).as(text(done)).isEqualTo(200);
        assertThat(read(done).path("result").asString()).isEqualTo("approved");

        JsonNode ended = read(call(TestPeople.SAM, HttpMethod.GET, "/instances/" + run, null, null));
        assertThat(ended.path("outcome").asString()).isEqualTo("accepted");
        assertThat(text(call(TestPeople.SAM, HttpMethod.GET, "/instances/" + run + "/timeline", null, null)))
                .contains("Mia Manager");
        assertThat(text(call(TestPeople.SAM, HttpMethod.GET, "/instances/" + run + "/diagram.svg", null, null)))
                .startsWith("<svg")
                .contains("Mia agrees");
    }

    private static String approval(UUID id, String label, Person person) {
        return """
            {"id": "%s", "type": "approve", "label": "%s", "branches": [], "config": {"step": {"fields": {"price": "edit"},
              "people": [{"from": "people", "people": [{"id": "%s", "name": "%s"}]}]}}}
            """.formatted(id, label, person.id(), person.name());
    }

    @Test
    void saysWhereItGoesInsteadOfStraightBackBeforeItGoesThere() {
        UUID look = UUID.randomUUID();
        publish(approval(look, "Look", TestPeople.MIA)
                + """
            , {"id": "%s", "type": "condition", "label": "How much", "config": {}, "branches": [
              {"id": "%s", "label": "Dear", "condition": "price > 1000", "nodes": [%s]},
              {"id": "%s", "label": "Cheap", "condition": "", "nodes": [%s]}]}
            """.formatted(
                                UUID.randomUUID(),
                                UUID.randomUUID(),
                                approval(UUID.randomUUID(), "Board", TestPeople.ADMIN),
                                UUID.randomUUID(),
                                approval(UUID.randomUUID(), "Check", TestPeople.DANA)));
        String run = submitted(record("Ten bolts"));
        String approve = "/tasks/" + task() + ":approve";
        assertThat(call(TestPeople.MIA, HttpMethod.POST, approve, "{\"values\": {\"price\": 12}}", null)
                        .getStatus())
                .isEqualTo(200);
        String check = read(call(TestPeople.DANA, HttpMethod.GET, "/tasks?app=" + form.app(), null, null))
                .path("items")
                .path(0)
                .path("id")
                .asString();
        MockHttpServletResponse back = call(
                TestPeople.DANA,
                HttpMethod.POST,
                "/tasks/" + check + ":return",
                "{\"to\": \"%s\", \"straight_back\": true}".formatted(look),
                null);
        assertThat(back.getStatus()).as(text(back)).isEqualTo(200);

        String task = task();
        JsonNode detail = read(call(TestPeople.MIA, HttpMethod.GET, "/tasks/" + task, null, null));
        assertThat(detail.path("straight_back").path("to").path(0).asString()).isEqualTo("Check");
        assertThat(detail.path("straight_back").path("other_way").isNull()).isTrue();

        String again = "/tasks/" + task + ":approve";
        MockHttpServletResponse asked =
                call(TestPeople.MIA, HttpMethod.POST, again, "{\"values\": {\"price\": 5000}}", "first");
        assertThat(asked.getStatus()).as(text(asked)).isEqualTo(409);
        JsonNode refusal = read(asked);
        assertThat(refusal.path("code").asString()).isEqualTo("flow.error.otherWay");
        JsonNode way = refusal.path("other_way");
        assertThat(way.path("not_back_to").path(0).asString()).isEqualTo("Check");
        assertThat(way.path("forks").path(0).path("now").path(0).asString()).isEqualTo("Dear");
        assertThat(way.path("forks")
                        .path(0)
                        .path("conditions")
                        .path(0)
                        .path("condition")
                        .asString())
                .isEqualTo("price > 1000");
        assertThat(way.path("next").path(0).path("step").asString()).isEqualTo("Board");
        assertThat(text(call(TestPeople.MIA, HttpMethod.GET, "/instances/" + run + "/timeline", null, null)))
                .doesNotContain("leads another way");

        MockHttpServletResponse agreed = call(
                TestPeople.MIA,
                HttpMethod.POST,
                again,
                "{\"values\": {\"price\": 5000}, \"other_way\": \"%s\"}"
                        .formatted(way.path("mark").asString()),
                "second");
        assertThat(agreed.getStatus()).as(text(agreed)).isEqualTo(200);
        assertThat(text(call(TestPeople.MIA, HttpMethod.GET, "/instances/" + run + "/timeline", null, null)))
                .contains("leads another way");
    }

    @Test
    void handsOverAllOfSomebodyForWhoLooksAfterTheAppsAndForNobodyElse() {
        submitted(record("Ten bolts"));
        String open = "/handOvers?person=" + TestPeople.MIA.id();
        String order = "{\"from\": \"%s\", \"to\": \"%s\"}".formatted(TestPeople.MIA.id(), TestPeople.DANA.id());
        assertThat(call(null, HttpMethod.GET, open, null, null).getStatus()).isEqualTo(401);
        assertThat(call(TestPeople.SAM, HttpMethod.GET, open, null, null).getStatus())
                .isEqualTo(403);
        assertThat(call(TestPeople.SAM, HttpMethod.POST, "/handOvers", order, null)
                        .getStatus())
                .isEqualTo(403);
        assertThat(text(call(TestPeople.DANA, HttpMethod.GET, open, null, null)))
                .contains("{\"app\":\"%s\",\"tasks\":1}".formatted(form.app()));
        MockHttpServletResponse done = call(TestPeople.DANA, HttpMethod.POST, "/handOvers", order, null);
        assertThat(done.getStatus()).as(text(done)).isEqualTo(200);
        assertThat(text(done)).contains("{\"app\":\"%s\",\"handed\":1,\"kept\":0}".formatted(form.app()));
        assertThat(read(call(TestPeople.MIA, HttpMethod.GET, "/tasks?app=" + form.app(), null, null))
                        .path("items")
                        .size())
                .isZero();
    }

    @Test
    void answersASecondTimeWhatItAnsweredFirst() {
        submitted(record("Ten bolts"));
        String task = task();
        String body = "{\"reason\": \"no money\"}";
        String address = "/tasks/" + task + ":reject";
        MockHttpServletResponse first = call(TestPeople.MIA, HttpMethod.POST, address, body, "once");
        assertThat(first.getStatus()).as(text(first)).isEqualTo(200);
        MockHttpServletResponse second = call(TestPeople.MIA, HttpMethod.POST, address, body, "once");
        assertThat(second.getStatus()).isEqualTo(200);
        assertThat(read(second).path("result").asString()).isEqualTo("rejected");
        MockHttpServletResponse late = call(TestPeople.MIA, HttpMethod.POST, address, body, "again");
        assertThat(late.getStatus()).isEqualTo(409);
    }

    @Test
    void demandsTheReasonAndReadingDecidesNothing() {
        submitted(record("Ten bolts"));
        String task = task();
        MockHttpServletResponse refused =
                call(TestPeople.MIA, HttpMethod.POST, "/tasks/" + task + ":reject", "{}", null);
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(text(refused)).contains("reason");
        for (int i = 0; i < 3; i++) {
            assertThat(read(call(TestPeople.MIA, HttpMethod.GET, "/tasks/" + task, null, null))
                            .path("state")
                            .asString())
                    .isEqualTo("open");
        }
        assertThat(call(TestPeople.MIA, HttpMethod.GET, "/tasks/" + task + ":approve", null, null)
                        .getStatus())
                .isIn(404, 405);
    }

    @Test
    void isNotThereForOthers() {
        String run = submitted(record("Ten bolts"));
        String task = task();
        assertThat(call(TestPeople.ADMIN, HttpMethod.GET, "/tasks/" + task, null, null)
                        .getStatus())
                .isEqualTo(404);
        for (String action : List.of(
                "approve",
                "complete",
                "reject",
                "return",
                "withdraw",
                "transfer",
                "delegate",
                "addSigner",
                "removeSigner",
                "claim",
                "release",
                "cc",
                "comment",
                "urge",
                "retry")) {
            assertThat(call(OTTO, HttpMethod.POST, "/tasks/" + task + ":" + action, "nonsense", null)
                            .getStatus())
                    .as(action)
                    .isEqualTo(404);
            // Who administers the app may urge.
            assertThat(call(TestPeople.ADMIN, HttpMethod.POST, "/tasks/" + task + ":" + action, "nonsense", null)
                            .getStatus())
                    .as(action)
                    .isEqualTo(action.equals("urge") ? 400 : 404);
        }
        for (String part : List.of("", "/timeline", "/diagram.svg")) {
            assertThat(call(null, HttpMethod.GET, "/instances/" + run + part, null, null)
                            .getStatus())
                    .isEqualTo(401);
            assertThat(call(OTTO, HttpMethod.GET, "/instances/" + run + part, null, null)
                            .getStatus())
                    .as(part)
                    .isEqualTo(404);
            assertThat(call(TestPeople.MIA, HttpMethod.GET, "/instances/" + run + part, null, null)
                            .getStatus())
                    .as(part)
                    .isEqualTo(200);
        }
    }

    @Test
    void whoStartedARunTakesItBackByTheIdOfTheirBox() {
        String run = submitted(record("Ten bolts"));
        String task = task();
        String started = read(call(TestPeople.SAM, HttpMethod.GET, "/tasks?box=started&app=" + form.app(), null, null))
                .path("items")
                .path(0)
                .path("id")
                .asString();
        assertThat(started).isEqualTo(run);
        JsonNode detail = read(call(TestPeople.SAM, HttpMethod.GET, "/tasks/" + started, null, null));
        assertThat(detail.path("can_withdraw").asBoolean()).isTrue();
        assertThat(detail.path("can_urge").asBoolean()).isTrue();
        for (String id : List.of(run, task)) {
            assertThat(act(OTTO, id, "withdraw", null).getStatus()).as(id).isEqualTo(404);
            assertThat(act(TestPeople.DANA, id, "withdraw", null).getStatus())
                    .as(id)
                    .isEqualTo(404);
        }
        assertThat(act(TestPeople.MIA, run, "withdraw", null).getStatus()).isEqualTo(404);
        MockHttpServletResponse done = act(TestPeople.SAM, started, "withdraw", "back");
        assertThat(done.getStatus()).as(text(done)).isEqualTo(200);
        assertThat(read(done).path("run").path("outcome").asString()).isEqualTo("cancelled");
        assertThat(read(done).path("run").path("phase").asString()).isEqualTo("withdrawn");
        assertThat(act(TestPeople.SAM, started, "withdraw", "back").getStatus()).isEqualTo(200);
        assertThat(act(TestPeople.SAM, started, "withdraw", null).getStatus()).isEqualTo(409);
        assertThat(act(TestPeople.SAM, started, "urge", null).getStatus()).isEqualTo(409);
    }

    @Test
    void whoStartedARunOrAdministersItsAppUrgesOthers() {
        for (Person urging : List.of(TestPeople.SAM, TestPeople.DANA)) {
            for (boolean byRun : List.of(true, false)) {
                String run = submitted(record("Ten bolts"));
                String id = byRun ? run : taskOf(run);
                MockHttpServletResponse own = act(TestPeople.MIA, id, "urge", null);
                assertThat(own.getStatus()).as(text(own)).isEqualTo(byRun ? 404 : 403);
                assertThat(act(OTTO, id, "urge", null).getStatus()).isEqualTo(404);
                MockHttpServletResponse done = act(urging, id, "urge", null);
                assertThat(done.getStatus()).as(text(done)).isEqualTo(200);
                assertThat(read(done).path("instance").asString()).isEqualTo(run);
                assertThat(act(urging, id, "urge", null).getStatus()).isEqualTo(409);
            }
        }
        String run = submitted(record("Ten bolts"));
        for (String verb : List.of("approve", "reject", "comment", "claim")) {
            assertThat(act(TestPeople.SAM, run, verb, null).getStatus())
                    .as(verb)
                    .isEqualTo(404);
        }
    }

    @Test
    void submitsTheVersionThatWasReadAsIfMatchSaysEverywhere() {
        UUID record = record("Ten bolts");
        for (String unreadable : List.of("\"1", "1\"", "one", "\"\"", "１", "W/1x")) {
            MockHttpServletResponse refused = submit(record, unreadable);
            assertThat(refused.getStatus()).as(unreadable).isEqualTo(400);
            assertThat(text(refused)).as(unreadable).contains("shared.error.parameter.ifMatch", "If-Match");
        }
        for (String stale : List.of("\"7\"", "W/\"7\"", "7")) {
            MockHttpServletResponse refused = submit(record, stale);
            assertThat(refused.getStatus()).as(stale).isEqualTo(412);
            assertThat(text(refused)).as(stale).contains("\"version\":1");
        }
        for (String good : List.of("\"1\"", "W/\"1\"", "1", "*")) {
            MockHttpServletResponse done = submit(record("More bolts"), good);
            assertThat(done.getStatus()).as(good + text(done)).isEqualTo(201);
        }
    }

    @Test
    void booksNoAnswerForAnotherVersionOfTheRecord() {
        submitted(record("Ten bolts"));
        String task = task();
        MockHttpServletResponse read = call(TestPeople.MIA, HttpMethod.GET, "/tasks/" + task, null, null);
        assertThat(read(read).path("version").asInt()).isEqualTo(1);
        String tag = String.valueOf(read.getHeader("ETag"));
        assertThat(tag).isEqualTo("\"1\"");
        for (String verb : List.of("approve", "complete", "reject", "return")) {
            String body = "{\"reason\": \"So\"}";
            MockHttpServletResponse late = matching(TestPeople.MIA, "/tasks/" + task + ":" + verb, "\"7\"", body);
            assertThat(late.getStatus()).as(verb).isEqualTo(412);
            assertThat(text(late)).as(verb).contains("record.error.stale", "\"version\":1");
        }
        MockHttpServletResponse done =
                matching(TestPeople.MIA, "/tasks/" + task + ":approve", tag, "{\"values\": {\"price\": 12}}");
        assertThat(done.getStatus()).as(text(done)).isEqualTo(200);
        assertThat(read(done).path("result").asString()).isEqualTo("approved");
    }

    private MockHttpServletResponse submit(UUID record, String ifMatch) {
        return matching(
                TestPeople.SAM, "/apps/%s/forms/purchase/records/%s:submit".formatted(form.app(), record), ifMatch, "");
    }

    private MockHttpServletResponse matching(Person person, String path, String ifMatch, String body) {
        MockHttpServletRequestBuilder request = MockMvcRequestBuilders.post("/api/v1" + path)
                .with(authentication(TestPeople.authentication(person)))
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .header("If-Match", ifMatch);
        try {
            return mvc.perform(request).andReturn().getResponse();
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            TestPeople.nobody();
        }
    }

    private String taskOf(String run) {
        for (JsonNode item : read(call(TestPeople.MIA, HttpMethod.GET, "/tasks?app=" + form.app(), null, null))
                .path("items")) {
            if (item.path("instance").asString().equals(run)) {
                return item.path("id").asString();
            }
        }
        throw new AssertionError(run);
    }

    private MockHttpServletResponse act(Person person, String id, String verb, @Nullable String key) {
        return call(person, HttpMethod.POST, "/tasks/" + id + ":" + verb, "{}", key);
    }

    @Test
    void namesPeopleAndRefusesWhomNobodyKnows() {
        submitted(record("Ten bolts"));
        String task = task();
        String address = "/tasks/" + task + ":transfer";
        assertThat(call(TestPeople.MIA, HttpMethod.POST, address, "{\"to\": \"Nobody\"}", null)
                        .getStatus())
                .isEqualTo(422);
        assertThat(call(TestPeople.MIA, HttpMethod.POST, address, "{\"whom\": \"Dana Designer\"}", null)
                        .getStatus())
                .isEqualTo(400);
        MockHttpServletResponse done =
                call(TestPeople.MIA, HttpMethod.POST, address, "{\"to\": \"Dana Designer\"}", null);
        assertThat(done.getStatus()).as(text(done)).isEqualTo(200);
        assertThat(read(call(TestPeople.DANA, HttpMethod.GET, "/tasks?app=" + form.app(), null, null))
                        .path("items")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void saysWhichFieldIsMissingToWhoHasNoRightToTheForm() {
        submitted(record("Ten bolts"));
        String task = task();
        assertThat(call(TestPeople.MIA, HttpMethod.POST, "/tasks/" + task + ":transfer", "{\"to\": \"admin-id\"}", null)
                        .getStatus())
                .isEqualTo(200);
        String own = read(call(TestPeople.ADMIN, HttpMethod.GET, "/tasks?app=" + form.app(), null, null))
                .path("items")
                .path(0)
                .path("id")
                .asString();
        assertThat(call(TestPeople.ADMIN, HttpMethod.GET, "/tasks/" + own, null, null)
                        .getStatus())
                .isEqualTo(200);
        for (String key : new @Nullable String[] {null, "missing"}) {
            MockHttpServletResponse empty =
                    call(TestPeople.ADMIN, HttpMethod.POST, "/tasks/" + own + ":approve", "{}", key);
            assertThat(empty.getStatus()).as(text(empty)).isEqualTo(422);
            assertThat(text(empty)).contains("\"field\":\"price\"");
        }
        MockHttpServletResponse done = call(
                TestPeople.ADMIN, HttpMethod.POST, "/tasks/" + own + ":approve", "{\"values\": {\"price\": 3}}", null);
        assertThat(done.getStatus()).as(text(done)).isEqualTo(200);
    }

    @Test
    void saysToADesignerWhatDidNotBeginAndBeginsItAgainOrNot() {
        UUID record = record("Ten bolts");
        UUID start = failedStart(record);
        String address = "/apps/" + form.app() + "/failedStarts";
        MockHttpServletResponse found = call(TestPeople.DANA, HttpMethod.GET, address, null, null);
        assertThat(found.getStatus()).as(text(found)).isEqualTo(200);
        JsonNode one = read(found).path("items").path(0);
        assertThat(one.path("id").asString()).isEqualTo(start.toString());
        assertThat(one.path("flow").asString()).isEqualTo("Buying");
        assertThat(one.path("title").asString()).isEqualTo("Ten bolts");
        assertThat(one.path("failure").asString())
                .isEqualTo("Something went wrong. Give your administrator the number ab12.");
        assertThat(call(TestPeople.SAM, HttpMethod.GET, address, null, null).getStatus())
                .isEqualTo(403);
        assertThat(call(TestPeople.SAM, HttpMethod.POST, address + "/" + start + ":dismiss", null, null)
                        .getStatus())
                .isEqualTo(404);
        assertThat(call(TestPeople.DANA, HttpMethod.GET, address + "?limit=0", null, null)
                        .getStatus())
                .isEqualTo(400);

        TestPeople.as(TestPeople.DANA);
        String elsewhere = apps.create(null, AppProfile.labelled("Selling")).key();
        TestPeople.nobody();
        for (String action : List.of(":dismiss", ":retry")) {
            assertThat(call(
                                    TestPeople.DANA,
                                    HttpMethod.POST,
                                    "/apps/" + elsewhere + "/failedStarts/" + start + action,
                                    null,
                                    null)
                            .getStatus())
                    .as(action)
                    .isEqualTo(404);
        }
        assertThat(call(TestPeople.DANA, HttpMethod.POST, address + "/" + start + ":dismiss", null, null)
                        .getStatus())
                .isEqualTo(204);
        assertThat(call(TestPeople.DANA, HttpMethod.POST, address + "/" + start + ":retry", null, null)
                        .getStatus())
                .isEqualTo(404);
        UUID other = failedStart(record);
        assertThat(call(TestPeople.DANA, HttpMethod.POST, address + "/" + other + ":retry", null, null)
                        .getStatus())
                .isEqualTo(204);
        assertThat(read(call(TestPeople.DANA, HttpMethod.GET, address, null, null))
                        .path("items")
                        .size())
                .isZero();
    }

    private UUID failedStart(UUID record) {
        UUID start = Ids.next();
        jdbc.sql("""
            insert into platform.flow_due (id, app_key, flow, form_key, record, by_person, by_name, due_at, failure)
            select ?, ?, flow, 'purchase', ?, 'sam-id', 'Sam Staff', now(),
                '[{"say": "flow.failure.incident", "with": ["ab12"]}]'
            from platform.flow_version where definition ->> 'form' = ?
            """).params(start, form.app(), record, purchase).update();
        return start;
    }

    @Test
    void refusesAPlaceThatNoPageGave() {
        record("Ten bolts");
        UUID id = UUID.randomUUID();
        for (TaskBox box : TaskBox.values()) {
            for (String moment : List.of(
                    "+294277-01-01T00:00:00Z",
                    "+1000000000-12-31T23:59:59.999999999Z",
                    "-1000000000-01-01T00:00:00Z",
                    "-4713-01-01T00:00:00Z",
                    "yesterday")) {
                MockHttpServletResponse refused = page(box, moment + "_" + id);
                assertThat(refused.getStatus()).as(box + " " + moment).isEqualTo(400);
                assertThat(text(refused)).contains("record.error.cursor");
            }
            for (String moment : List.of("", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z")) {
                assertThat(page(box, moment + "_" + id).getStatus())
                        .as(box + " " + moment)
                        .isEqualTo(200);
            }
        }
    }

    private MockHttpServletResponse page(TaskBox box, String cursor) {
        return call(TestPeople.SAM, HttpMethod.GET, "/tasks?box=" + box.key() + "&cursor=" + cursor, null, null);
    }

    @Test
    void givesAsManyAsAreAskedForAndRefusesMoreThanAPageHas() {
        TestPeople.as(TestPeople.SAM);
        for (int i = 0; i < 201; i++) {
            var _ = records.create(form, Map.of("what", "Bolt " + i), Via.API);
        }
        TestPeople.nobody();
        String address = "/tasks?box=drafts&app=" + form.app() + "&limit=";
        JsonNode page = read(call(TestPeople.SAM, HttpMethod.GET, address + 1000, null, null));
        assertThat(page.path("items").size()).isEqualTo(201);
        assertThat(page.path("next").isNull()).isTrue();
        for (int limit : List.of(0, 1001)) {
            assertThat(call(TestPeople.SAM, HttpMethod.GET, address + limit, null, null)
                            .getStatus())
                    .isEqualTo(400);
        }
    }

    @Test
    void isDescribed() {
        String api = text(call(TestPeople.SAM, HttpMethod.GET, "/apps/" + form.app() + "/openapi.json", null, null));
        assertThat(api)
                .contains("/tasks/{id}:approve", "/forms/purchase/records/{id}:submit", "diagram.svg", "failedStarts");
    }

    private MockHttpServletResponse call(
            @Nullable Person person, HttpMethod method, String path, @Nullable String body, @Nullable String key) {
        MockHttpServletRequestBuilder request =
                MockMvcRequestBuilders.request(method, "/api/v1" + path).locale(Locale.ENGLISH);
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).content(body);
        }
        if (key != null) {
            request.header("Idempotency-Key", key + form.app());
        }
        if (person != null) {
            request.with(authentication(TestPeople.authentication(person)));
        }
        try {
            return mvc.perform(request).andReturn().getResponse();
        } catch (Exception e) {
            throw new IllegalStateException(path, e);
        } finally {
            TestPeople.nobody();
        }
    }

    private static JsonNode read(MockHttpServletResponse answer) {
        return JSON.readTree(text(answer));
    }

    private static String text(MockHttpServletResponse answer) {
        return new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
