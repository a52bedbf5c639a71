package dev.millwright.print.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

import dev.millwright.app.Action;
import dev.millwright.app.AppProfile;
import dev.millwright.app.AppRights;
import dev.millwright.app.Apps;
import dev.millwright.app.Draft;
import dev.millwright.app.Drafts;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.app.Rights;
import dev.millwright.audit.AuditLog;
import dev.millwright.audit.AuditQuery;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.Flows;
import dev.millwright.flow.TaskAction;
import dev.millwright.flow.TaskBox;
import dev.millwright.flow.Tasks;
import dev.millwright.flow.Tasks.TaskFilter;
import dev.millwright.flow.TimelineEntry;
import dev.millwright.form.FormDefinition;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import dev.millwright.notice.NoticeBoard;
import dev.millwright.print.PrintTemplate;
import dev.millwright.print.Prints;
import dev.millwright.print.internal.Paper;
import dev.millwright.record.FormRef;
import dev.millwright.record.Records;
import dev.millwright.record.Via;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Texts;
import dev.millwright.testing.Colleagues;
import dev.millwright.testing.IntegrationTest;
import dev.millwright.testing.TestPeople;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** A flow that changes its record, makes others and prints it, in one go. */
@IntegrationTest
@Import(Colleagues.class)
class PrintNodeTypeIntegrationTests {

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
    private Flows flows;

    @Autowired
    private Tasks tasks;

    @Autowired
    private Prints prints;

    @Autowired
    private NoticeBoard notices;

    @Autowired
    private AuditLog audit;

    @Autowired
    private Texts texts;

    @Autowired
    private JdbcClient jdbc;

    private final UUID order = UUID.randomUUID();
    private final UUID part = UUID.randomUUID();
    private final UUID sheet = UUID.randomUUID();
    private String app = "";

    @BeforeEach
    void publish() {
        TestPeople.as(TestPeople.DANA);
        app = apps.create(null, AppProfile.labelled("Printing")).key();
        form(order, "piece", field("what", "text", "{}"), field("state", "text", "{}"));
        form(
                part,
                "part",
                field("name", "text", "{}"),
                field("for_order", "link", "{\"form\": \"%s\"}".formatted(order)));
        drafts.save(
                app,
                PrintTemplate.KIND,
                """
            {"id": "%s", "key": "sheet", "label": "Order sheet", "form": "%s", "bands": [{"band": "detail", "height": 60, "elements": [
              {"id": "%s", "type": "text", "box": {"x": 0, "y": 0, "width": 120, "height": 6}, "showIf": "",
               "config": {"label": "Order {what} is {state}"}},
              {"id": "%s", "type": "text", "box": {"x": 0, "y": 8, "width": 120, "height": 6}, "showIf": "",
               "config": {"label": "Printed by {@me}"}},
              {"id": "%s", "type": "table", "box": {"x": 0, "y": 20, "width": 120, "height": 20}, "showIf": "",
               "config": {"source": "part/for_order", "columns": [{"field": "name", "width": 1}]}}]}]}
            """.formatted(sheet, order, UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID()),
                0);
        drafts.save(
                app,
                "flow",
                """
            {"id": "%s", "key": "make", "label": "Make it", "form": "%s", "trigger": {"type": "button", "config": {}}, "nodes": [
              {"id": "%s", "type": "set-fields", "label": "", "branches": [], "config": {"values": {"state": "\\"ready\\""}}},
              {"id": "%s", "type": "create-records", "label": "", "branches": [], "config": {
                "content": {"form": "%s", "values": {"name": "\\"Left wing\\"", "for_order": "id"}}, "times": "2", "name": ""}},
              {"id": "%s", "type": "print", "label": "Sheet", "branches": [], "config": {
                "template": "%s", "fileName": "Sheet of {title}", "language": "en", "people": [{"from": "starter"}]}}]}
            """.formatted(
                        UUID.randomUUID(), order, UUID.randomUUID(), UUID.randomUUID(), part, UUID.randomUUID(), sheet),
                0);
        release();
        Principal sam = Principal.person(TestPeople.SAM.id());
        Principal mia = Principal.person(TestPeople.MIA.id());
        rights.save(
                app,
                new Rights(
                        List.of(Principal.person(TestPeople.DANA.id())),
                        List.of(),
                        List.of(sam, mia),
                        Map.of(sam, Map.of("piece", Set.of(Action.SEE, Action.CREATE)))),
                rights.of(app).version());
    }

    @AfterEach
    void leave() {
        TestPeople.as(TestPeople.DANA);
        apps.delete(app, Apps.Tables.DROP);
        TestPeople.nobody();
    }

    private void form(UUID id, String key, String... fields) {
        String rows = String.join(
                ", ",
                List.of(fields).stream()
                        .map(one -> "{\"fields\": [" + one + "]}")
                        .toList());
        drafts.save(app, FormDefinition.KIND, """
            {"id": "%s", "key": "%s", "label": "%s", "icon": "vaadin:file", "retired": [],
             "sections": [{"id": "%s", "title": "", "rows": [%s]}]}
            """.formatted(id, key, key, UUID.randomUUID(), rows), 0);
    }

    private static String field(String key, String type, String config) {
        return """
            {"id": "%s", "key": "%s", "label": "%s", "type": "%s", "config": %s, "required": false, "unique": false, "help": "",
             "placeholder": ""}
            """.formatted(UUID.randomUUID(), key, key, type, config);
    }

    private Problems problems() {
        return publishing.plan(app, ReleaseRequest.all()).problems();
    }

    private void release() {
        assertThat(problems().items())
                .extracting(problem -> problem.path() + " " + texts.text(Locale.ENGLISH, problem))
                .isEmpty();
        publishing.publish(
                app,
                ReleaseRequest.all(),
                publishing.plan(app, ReleaseRequest.all()).fingerprint());
    }

    private UUID create(String what) {
        return records.create(new FormRef(app, "piece"), Map.of("what", what), Via.SCREEN)
                .id();
    }

    private FlowInstance made(UUID record) {
        return flows.start(app, "make", record, Map.of());
    }

    private TimelineEntry.Document document(FlowInstance run) {
        return flows.timeline(run.id()).stream()
                .map(TimelineEntry::document)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    private MockHttpServletResponse get(Person person, String path) throws Exception {
        MockMvc mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
        return mvc.perform(MockMvcRequestBuilders.get(path).with(authentication(TestPeople.authentication(person))))
                .andReturn()
                .getResponse();
    }

    @Test
    void printsTheRecordAndWhatIsLinkedToItAsTheyAreAtThatMoment() {
        TestPeople.as(TestPeople.SAM);
        FlowInstance run = made(create("a gate"));
        assertThat(run.outcome()).isEqualTo("accepted");
        TimelineEntry.Document document = document(run);
        assertThat(document.name()).isEqualTo("Sheet of a gate.pdf");
        byte[] file = flows.document(run.id(), document.id()).content();
        assertThat(document.bytes()).isEqualTo(file.length);
        try (Paper paper = new Paper(file)) {
            assertThat(paper.text(1))
                    .contains("Order a gate is ready", "Printed by Make it")
                    .containsPattern("Left wing\\s+Left wing");
        }
    }

    @Test
    void givesItOverHttpToThoseWhoSeeTheRunAndToNobodyElse() throws Exception {
        TestPeople.as(TestPeople.SAM);
        FlowInstance run = made(create("a gate"));
        TimelineEntry.Document document = document(run);
        String file = "/api/v1/instances/" + run.id() + "/documents/" + document.id();
        assertThat(get(TestPeople.SAM, "/api/v1/instances/" + run.id() + "/timeline")
                        .getContentAsString(StandardCharsets.UTF_8))
                .contains("\"text\":\"Document printed\"", "\"name\":\"Sheet of a gate.pdf\"", file);
        for (Person person : List.of(TestPeople.SAM, TestPeople.DANA)) {
            MockHttpServletResponse pdf = get(person, file);
            assertThat(pdf.getStatus()).isEqualTo(200);
            assertThat(pdf.getContentType()).isEqualTo("application/pdf");
            assertThat(pdf.getHeader("Content-Disposition"))
                    .startsWith("inline")
                    .contains("Sheet%20of%20a%20gate.pdf");
            assertThat(new String(pdf.getContentAsByteArray(), StandardCharsets.ISO_8859_1))
                    .startsWith("%PDF-");
        }
        assertThat(get(TestPeople.MIA, file).getStatus())
                .as("opens the app, but sees no order")
                .isEqualTo(404);
        TestPeople.as(TestPeople.SAM);
        FlowInstance other = made(create("a fence"));
        String elsewhere = "/api/v1/instances/" + other.id() + "/documents/" + document.id();
        assertThat(get(TestPeople.SAM, elsewhere).getStatus())
                .as("of another run")
                .isEqualTo(404);
        TestPeople.as(TestPeople.MIA);
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> flows.document(run.id(), document.id()));
    }

    @Test
    void isLoggedAndAuditedInTheNameOfTheFlowAndToldToPeople() {
        TestPeople.as(TestPeople.SAM);
        UUID record = create("a gate");
        made(record);
        assertThat(notices.newest(5, Locale.ENGLISH))
                .extracting(NoticeBoard.Item::text)
                .contains("“Sheet of a gate.pdf” was printed");
        TestPeople.as(TestPeople.DANA);
        assertThat(prints.of(new FormRef(app, "piece"), record, 5))
                .singleElement()
                .satisfies(print -> {
                    assertThat(print.by()).isEqualTo("Make it");
                    assertThat(print.kept()).as("the file is with the run").isFalse();
                });
        TestPeople.as(TestPeople.ADMIN);
        assertThat(audit.page(new AuditQuery(null, null, null, app, null, "print.printed"), null, 1)
                        .items())
                .singleElement()
                .satisfies(entry -> {
                    assertThat(Objects.requireNonNull(entry.by()).name()).isEqualTo("Make it");
                    assertThat(entry.arguments()).contains("Order sheet");
                });
    }

    @Test
    void goesToTheOwnerWhenThereIsNothingToPrintAndPrintsWhenThatIsMended() {
        TestPeople.as(TestPeople.DANA);
        drafts.save(
                app,
                "flow",
                """
            {"id": "%s", "key": "scrap", "label": "Scrap it", "form": "%s", "trigger": {"type": "button", "config": {}}, "nodes": [
              {"id": "%s", "type": "delete-records", "label": "", "branches": [], "config": {
                "which": {"form": "%s", "match": {"id": "id"}, "condition": ""}}},
              {"id": "%s", "type": "print", "label": "Sheet", "branches": [], "config": {"template": "%s"}}]}
            """.formatted(UUID.randomUUID(), order, UUID.randomUUID(), order, UUID.randomUUID(), sheet),
                0);
        release();
        UUID record = create("a gate");
        FlowInstance run = flows.start(app, "scrap", record, Map.of());
        assertThat(run.state()).isEqualTo(FlowInstance.State.FAILED);
        FlowTask task =
                tasks.page(TaskBox.TODO, TaskFilter.ALL, null, 5).tasks().getFirst();
        assertThat(task.kind()).isEqualTo(FlowTask.Kind.RETRY);
        assertThat(task.instance()).isEqualTo(run.id());
        records.restore(new FormRef(app, "piece"), record, Via.SCREEN);
        tasks.act(task.id(), new TaskAction.Retry(""));
        assertThat(flows.get(run.id()).outcome()).isEqualTo("accepted");
        assertThat(document(run).name()).isEqualTo("Order sheet a gate.pdf");
    }

    @Test
    void isGoneWithTheRun() {
        TestPeople.as(TestPeople.SAM);
        FlowInstance run = made(create("a gate"));
        jdbc.sql("DELETE FROM platform.flow_instance WHERE id = :id")
                .param("id", run.id())
                .update();
        assertThat(jdbc.sql("SELECT count(*) FROM platform.flow_document WHERE instance = :id")
                        .param("id", run.id())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void keepsItsTemplateFromBeingRemovedAndSaysWhoUsesIt() {
        TestPeople.as(TestPeople.DANA);
        Draft draft = drafts.find(app, PrintTemplate.KIND, sheet).orElseThrow();
        drafts.delete(app, draft.ref(), draft.version());
        assertThat(problems().items())
                .extracting(problem -> texts.text(Locale.ENGLISH, problem))
                .anySatisfy(words -> assertThat(words).contains("Order sheet", "Make it"));
    }

    @Test
    void keepsItsTemplateAboutItsForm() {
        TestPeople.as(TestPeople.DANA);
        Draft draft = drafts.find(app, PrintTemplate.KIND, sheet).orElseThrow();
        drafts.save(app, PrintTemplate.KIND, """
            {"id": "%s", "key": "sheet", "label": "Order sheet", "form": "%s", "bands": []}
            """.formatted(sheet, part), draft.version());
        assertThat(problems().items())
                .extracting(problem -> texts.text(Locale.ENGLISH, problem))
                .anySatisfy(words -> assertThat(words).contains("Make it", "Order sheet"));
    }
}
