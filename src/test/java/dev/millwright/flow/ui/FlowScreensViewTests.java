package dev.millwright.flow.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.Html;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.QueryParameters;
import dev.millwright.app.Action;
import dev.millwright.app.AppProfile;
import dev.millwright.app.AppRights;
import dev.millwright.app.Apps;
import dev.millwright.app.Draft;
import dev.millwright.app.Drafts;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.app.Rights;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.Flows;
import dev.millwright.flow.TaskAction;
import dev.millwright.flow.TaskBox;
import dev.millwright.flow.Tasks;
import dev.millwright.flow.Tasks.TaskFilter;
import dev.millwright.form.FormDefinition;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.record.FormRef;
import dev.millwright.record.Records;
import dev.millwright.record.Via;
import dev.millwright.testing.Colleagues;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.ViewTest;
import dev.millwright.testing.WithPerson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs, their figures, looking after one, and trying a flow out: over runs that really run, also with the worst names. */
@WithPerson("dana")
@Import(Colleagues.class)
class FlowScreensViewTests extends ViewTest {

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

    private final JsonMapper json = JsonMapper.shared();
    private String app = "";

    @BeforeEach
    void design() {
        app = apps.create(null, AppProfile.labelled("Buying")).key();
        publish("Buying", "Mia agrees", "Dear");
    }

    private void publish(String flowLabel, String step, String branch) {
        UUID form = UUID.nameUUIDFromBytes((app + " form").getBytes(StandardCharsets.UTF_8));
        ObjectNode purchase = json.createObjectNode();
        purchase.put("id", form.toString())
                .put("key", "purchase")
                .put("label", "Purchase")
                .put("icon", "vaadin:cart");
        ArrayNode rows = purchase.putArray("sections")
                .addObject()
                .put("id", UUID.randomUUID().toString())
                .put("title", "")
                .putArray("rows");
        field(rows, "what", "text");
        field(rows, "price", "integer");
        purchase.putArray("retired");
        save(FormDefinition.KIND, "purchase", purchase);
        ObjectNode flow = json.createObjectNode();
        flow.put(
                "id",
                UUID.nameUUIDFromBytes(app.getBytes(StandardCharsets.UTF_8)).toString());
        flow.put("key", "buy").put("label", flowLabel).put("form", form.toString());
        flow.putObject("trigger").put("type", "submitted").putObject("config");
        ArrayNode nodes = flow.putArray("nodes");
        ObjectNode approve = node(nodes, "approve", step);
        ObjectNode says = approve.putObject("config").putObject("step");
        says.putArray("people").addObject().put("from", "role").put("role", "manager");
        ObjectNode due = says.putObject("due");
        due.putObject("span").put("amount", 3).put("unit", "DAYS").put("working", false);
        due.putArray("reminders")
                .addObject()
                .put("counted", "BEFORE_DUE")
                .put("times", 2)
                .putObject("after")
                .put("amount", 1)
                .put("unit", "DAYS")
                .put("working", false);
        due.putArray("escalations");
        ObjectNode fork = node(nodes, "condition", "");
        fork.putObject("config");
        ArrayNode branches = fork.putArray("branches");
        branches.addObject()
                .put("id", UUID.randomUUID().toString())
                .put("label", branch)
                .put("condition", "price > 100")
                .putArray("nodes");
        branches.addObject()
                .put("id", UUID.randomUUID().toString())
                .put("label", "")
                .put("condition", "")
                .putArray("nodes");
        flow.putObject("settings");
        save("flow", "buy", flow);
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
    }

    private void save(String kind, String key, ObjectNode definition) {
        drafts.save(
                app,
                kind,
                definition.toString(),
                drafts.find(app, kind, key).map(Draft::version).orElse(0L));
    }

    private static void field(ArrayNode rows, String key, String type) {
        rows.addObject()
                .putArray("fields")
                .addObject()
                .put(
                        "id",
                        UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8))
                                .toString())
                .put("key", key)
                .put("label", key)
                .put("type", type)
                .put("required", false)
                .put("unique", false)
                .put("help", "")
                .put("placeholder", "")
                .putObject("config");
    }

    private static ObjectNode node(ArrayNode nodes, String type, String label) {
        ObjectNode node = nodes.addObject()
                .put("id", UUID.randomUUID().toString())
                .put("type", type)
                .put("label", label);
        node.putArray("branches");
        return node;
    }

    private FlowInstance submit(String what) {
        return as(TestPeople.SAM, () -> {
            FormRef form = new FormRef(app, "purchase");
            UUID record = records.create(form, Map.of("what", what, "price", 12L), Via.SCREEN)
                    .id();
            return flows.submit(form, record, null, Map.of());
        });
    }

    private <T> T as(Person person, Supplier<T> work) {
        become(person);
        try {
            return work.get();
        } finally {
            become(TestPeople.DANA);
        }
    }

    private void answer(FlowInstance run, TaskAction action) {
        as(TestPeople.MIA, () -> {
            UUID task = tasks.page(TaskBox.TODO, TaskFilter.ALL, null, 50).tasks().stream()
                    .filter(one -> one.instance().equals(run.id()))
                    .map(FlowTask::id)
                    .findFirst()
                    .orElseThrow();
            tasks.act(task, action);
            return task;
        });
    }

    private void choose(String entry) {
        MenuItem item = $(MenuBar.class).all().stream()
                .flatMap(bar -> bar.getItems().stream())
                .flatMap(root -> root.getSubMenu().getItems().stream())
                .filter(one -> entry.equals(one.getText()))
                .findFirst()
                .orElseThrow();
        ComponentUtil.fireEvent(item, new ClickEvent<>(item));
    }

    private void confirm(String button) {
        test($(Button.class).withText(button).last()).click();
    }

    private void because(String reason) {
        test($(TextArea.class).last()).setValue(reason);
    }

    // --- Runs ---

    @Test
    void runsAreListedWithWhoseTurnItIsAndFoundByTheirTitle() {
        submit("Ten bolts");
        answer(submit("Nine nuts"), new TaskAction.Reject("too dear", null));
        open("app/" + app + "/runs");
        assertThat(page()).contains("Ten bolts", "Mia agrees: Mia Manager").doesNotContain("Nine nuts");
        runs(Map.of("state", "ended"));
        assertThat(page()).contains("Nine nuts", "Rejected").doesNotContain("Ten bolts");
        runs(Map.of("text", "bolts"));
        assertThat(page()).contains("Ten bolts");
        runs(Map.of("text", "screws"));
        assertThat(page()).contains("No such runs");
    }

    private void runs(Map<String, String> parameters) {
        UI.getCurrent().navigate("app/" + app + "/runs", QueryParameters.simple(parameters));
    }

    @Test
    void handingOverAsksForBothPeople() {
        open("app/" + app + "/runs");
        click("Hand over all work of somebody");
        confirm("Hand over");
        assertThat($(ComboBox.class).all()).anyMatch(ComboBox::isInvalid);
        assertThat(notices()).isEmpty();
    }

    @Test
    void whoeverDoesNotLookAfterTheAppSeesNoRuns() {
        submit("Ten bolts");
        become(TestPeople.SAM);
        open("app/" + app + "/runs");
        assertThat(page()).doesNotContain("Ten bolts");
    }

    // --- Looking after a run ---

    @Test
    void aRunIsHeldGoesOnAndIsEndedWithAReason() {
        FlowInstance run = submit("Ten bolts");
        open("work/run/" + run.id());
        choose("Suspend");
        confirm("Suspend");
        assertThat(flows.get(run.id()).state()).as("without a reason").isEqualTo(FlowInstance.State.RUNNING);
        because("Stocktaking");
        confirm("Suspend");
        assertThat(flows.get(run.id()).state()).isEqualTo(FlowInstance.State.SUSPENDED);
        assertThat(page()).contains("Stocktaking");
        choose("Resume");
        assertThat(flows.get(run.id()).state()).isEqualTo(FlowInstance.State.RUNNING);
        choose("End it");
        because("Not needed");
        confirm("End it");
        assertThat(flows.get(run.id()).outcome()).isEqualTo("cancelled");
        assertThat($(MenuBar.class).all().stream()
                        .flatMap(bar -> bar.getItems().stream())
                        .flatMap(root -> root.getSubMenu().getItems().stream())
                        .map(MenuItem::getText))
                .doesNotContain("End it");
    }

    @Test
    void thoseWhoseTurnItIsAreUrgedAndMoved() {
        FlowInstance run = submit("Ten bolts");
        open("work/run/" + run.id());
        click("Urge");
        confirm("Urge");
        assertThat(notices()).contains("Reminded: Mia Manager.");
        assertThat(page()).contains("Reminder 2 days before the due time");
    }

    // --- Figures ---

    @Test
    void figuresTellWhatRunsWhatCameOutAndWhoHasMostToDo() {
        open("app/" + app + "/flows");
        assertThat(page()).contains("Nothing ran yet");
        submit("Ten bolts");
        answer(submit("Nine nuts"), new TaskAction.Approve("", Map.of(), List.of()));
        answer(submit("Eight rings"), new TaskAction.Reject("too dear", null));
        open("app/" + app + "/flows");
        assertThat(page())
                .contains("Buying", "Steps of “Buying”", "Mia agrees", "Who has most to do in “Buying”", "Mia Manager")
                .containsIgnoringCase("accepted")
                .containsIgnoringCase("rejected");
        assertThat($(Select.class).all()).isNotEmpty();
        UI.getCurrent().navigate("app/" + app + "/flows", QueryParameters.simple(Map.of("days", "365", "flow", "buy")));
        assertThat(page()).contains("Steps of “Buying”");
    }

    // --- Trying out ---

    @Test
    void theDryRunSaysWhoAndWhenAndSavesNothing() {
        open("app/" + app + "/design/flow/buy");
        click("Try it out");
        assertThat(dryRun())
                .contains("Dana Designer starts it", "Mia agrees", "Mia Manager", "The flow is over")
                .contains("2 days before the due time", "1 day before the due time");
        test($(Checkbox.class).all().stream()
                        .filter(box -> "Says no".equals(box.getLabel()))
                        .findFirst()
                        .orElseThrow())
                .click();
        assertThat(dryRun()).contains("The flow ends as rejected").doesNotContain("The flow is over");
        assertThat(flows.runs(app, Flows.RunFilter.LIVING, null, 10).runs()).isEmpty();
    }

    private String dryRun() {
        return $(DryRunDialog.class).last().getElement().getTextRecursively();
    }

    // --- The worst names ---

    static Stream<String> hostile() {
        return Stream.of(
                "${1+41}",
                "#{7*7}{{7*7}}",
                "<img src=x onerror=alert(1)>",
                "\u202Etxt.exe\u202C \u0627\u0644\u0639\u0631\u0628\u064A\u0629",
                "'; DROP TABLE x; --",
                "{0} {1, plural, other {#}}",
                "W".repeat(90));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void showsTextsAsTheyWereTyped(String text) {
        publish(text, text, text);
        FlowInstance run = submit(text);
        assertThat(flows.get(run.id()).label()).isEqualTo(text);
        for (Locale language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
            in(language);
            for (String address : List.of("app/" + app + "/runs", "app/" + app + "/flows", "work/run/" + run.id())) {
                open(address);
                harmless(address, text);
            }
            open("app/" + app + "/design/flow/buy");
            test($(Button.class).all().stream()
                            .filter(button -> Set.of("Try it out", "试运行").contains(button.getText()))
                            .findFirst()
                            .orElseThrow())
                    .click();
            harmless("the dry run", text);
            assertThat(dryRun()).contains(text);
        }
        in(Locale.ENGLISH);
        become(TestPeople.MIA);
        open("work");
        harmless("work", text);
        become(TestPeople.DANA);
        answer(run, new TaskAction.Reject(text, null));
        open("work/run/" + run.id());
        harmless("the reason", text);
        assertThat(flows.timeline(run.id())).anyMatch(entry -> entry.reason().equals(text));
    }

    /** It stands there as it was typed, and nowhere as something that a browser would take for markup. */
    private void harmless(String where, String text) {
        assertThat(page()).as(where).contains(text);
        assertThat($(Html.class).all()).as(where).isEmpty();
        assertThat(below(UI.getCurrent().getElement())
                        .map(element -> element.getProperty("innerHTML", ""))
                        .filter(markup -> markup.contains(text) && text.contains("<")))
                .as(where)
                .isEmpty();
    }

    private static Stream<Element> below(Element element) {
        return Stream.concat(Stream.of(element), element.getChildren().flatMap(FlowScreensViewTests::below));
    }
}
