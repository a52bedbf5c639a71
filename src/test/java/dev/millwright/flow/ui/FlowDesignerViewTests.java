package dev.millwright.flow.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.app.AppProfile;
import dev.millwright.app.Apps;
import dev.millwright.app.Draft;
import dev.millwright.app.Drafts;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.DepartmentSource;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.SomeTypes;
import dev.millwright.flow.TriggerDefinition;
import dev.millwright.flow.spi.NodeType;
import dev.millwright.flow.spi.TriggerType;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.RowDefinition;
import dev.millwright.form.SectionDefinition;
import dev.millwright.shared.Ids;
import dev.millwright.testing.Colleagues;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.ViewTest;
import dev.millwright.testing.WithPerson;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@WithPerson("dana")
@Import({Colleagues.class, FlowDesignerViewTests.CarelessTypes.class})
class FlowDesignerViewTests extends ViewTest {

    @Autowired
    private Apps apps;

    @Autowired
    private Drafts drafts;

    @Autowired
    private Publishing publishing;

    @Autowired
    private DefinitionKind<FormDefinition> forms;

    @Autowired
    private DefinitionCodec codec;

    private String app = "";
    private UUID form = Ids.next();
    private UUID flow = Ids.next();

    @BeforeEach
    void makeAForm() {
        app = apps.create(null, AppProfile.labelled("Asking")).key();
        form = Ids.next();
        flow = Ids.next();
        FormDefinition empty = forms.empty(form, "request", "Request");
        SectionDefinition section = new SectionDefinition(
                empty.sections().getFirst().id(),
                "",
                Stream.of(
                                field("name", "Name", "text", Map.of()),
                                field("responsible", "Responsible", "department", Map.of()),
                                field(
                                        "state",
                                        "State",
                                        "choice",
                                        Map.of("options", List.of(option("open", "Open"), option("paid", "Paid")))),
                                field("planned", "Planned", "decimal", Map.of()),
                                field("actual", "Actual", "decimal", Map.of()))
                        .map(one -> new RowDefinition(List.of(one)))
                        .toList());
        drafts.save(
                app,
                FormDefinition.KIND,
                codec.write(new FormDefinition(
                        form, "request", "Request", empty.icon(), null, null, List.of(section), List.of())),
                0);
    }

    private static Map<String, Object> option(String key, String label) {
        return Map.of("key", key, "label", label, "colour", "grey", "retired", false);
    }

    private FieldDefinition field(String key, String label, String type, Map<String, ?> config) {
        return new FieldDefinition(Ids.next(), key, label, type, tree(config), false, false, "", "", null);
    }

    private ObjectNode tree(Object config) {
        return (ObjectNode) codec.tree(config);
    }

    @Test
    void aConditionHasNoRowUntilOneIsAddedAndSaysWhenARowDoesNotCountYet() {
        design(trigger("record-created", Map.of()));
        select("trigger");
        assertThat(conditions()).isEmpty();
        click("Condition");
        assertThat(conditions()).hasSize(1);
        assertThat(page()).contains("Does not count until it has a value");
        test($(Select.class).all().stream()
                        .filter(select -> select.getAriaLabel()
                                .filter("Comparison"::equals)
                                .isPresent())
                        .findFirst()
                        .orElseThrow())
                .selectItem("is filled");
        assertThat(page()).doesNotContain("Does not count until");
        assertThat(definition().trigger().config().get("condition").asString()).isEqualTo("not ISEMPTY(name)");
    }

    @Test
    void aChangeIsFromAndToOptionsOfTheField() {
        design(trigger("record-changed", Map.of("fields", List.of("state"), "from", "Open")));
        select("trigger");
        choose("To", "Paid");
        assertThat(definition().trigger().config().get("to").asString()).isEqualTo("paid");
        assertThat($(Select.class).withCaption("From").single().getValue())
                .as("an option that was typed by its label")
                .isEqualTo("open");
        assertThat(canvas()).contains("When State changes from Open to Paid");
    }

    @Test
    void aChosenFieldSaysThatItsValueIsMissing() {
        design(trigger("record-created", Map.of()), node("set-fields", Map.of("values", Map.of())));
        assertThat(canvas()).contains("Choose at least one field");
        select("nodes");
        click("Field");
        assertThat(canvas()).doesNotContain("Choose at least one field").contains("Say what “Name” gets");
    }

    @Test
    void clicksThatAreQuickerThanTheAnswerAreNotLost() {
        design(trigger("submitted", Map.of()), node("approve", Map.of("step", toStarter())));
        select("nodes");
        choose("Time", "Due within");
        Button reminder = $(Button.class).withText("Reminder").single();
        Button escalation = $(Button.class).withText("Escalation").single();
        test(reminder).click();
        test(escalation).click();
        test(escalation).click();
        JsonNode due = definition().nodes().getFirst().config().path("step").path("due");
        assertThat(due.path("reminders")).hasSize(1);
        assertThat(due.path("escalations")).hasSize(2);
        assertThat($(Div.class).withClassName("mw-flow-box-head").all().stream()
                        .map(head -> head.getElement().getTextRecursively())
                        .toList())
                .containsExactly("Reminder", "Escalation 1", "Escalation 2");

        select("trigger");
        choose("Starts when", "Record created");
        Button condition = $(Button.class).withText("Condition").single();
        test(condition).click();
        test(condition).click();
        assertThat(conditions()).hasSize(2);
    }

    private static PeopleStep toStarter() {
        return PeopleStep.EMPTY.withPeople(List.of(new PeopleSource.Starter()));
    }

    @Test
    void aShareOfThePeopleBeginsWithHalfOfThem() {
        design(trigger("submitted", Map.of()), node("approve", Map.of("step", toStarter())));
        select("nodes");
        choose("When there are several", "At least so many");
        $(Select.class).all().stream()
                .filter(select ->
                        select.getAriaLabel().filter("Counted in"::equals).isPresent())
                .findFirst()
                .ifPresent(select -> test(select).selectItem("per cent of them"));
        JsonNode policy = definition().nodes().getFirst().config().path("step").path("policy");
        assertThat(policy.path("atLeast").asInt()).isEqualTo(50);
        assertThat(policy.path("percent").asBoolean()).isTrue();
    }

    @Test
    void peopleWhoAreAskedOneAfterTheOtherAreBroughtIntoTheirOrder() {
        PeopleSource head = new PeopleSource.StarterHead(1);
        PeopleSource manager = new PeopleSource.InRole("manager");
        PeopleStep step = PeopleStep.EMPTY.withPeople(List.of(new PeopleSource.Starter(), head, manager));
        design(trigger("submitted", Map.of()), node("approve", Map.of("step", step)));
        select("nodes");
        assertThat(page()).doesNotContain("in this order");
        assertThat(steps("up")).isEmpty();

        choose("When there are several", "One after the other");
        assertThat(page()).contains("in this order");
        assertThat(steps("up")).extracting(Button::isEnabled).containsExactly(false, true, true);
        test(steps("up").get(2)).click();
        test(steps("down").getFirst()).click();
        assertThat(people()).containsExactly("role", "starter", "starter-head");
        assertThat(steps("down")).extracting(Button::isEnabled).containsExactly(true, true, false);
        assertThat(canvas()).contains(" → The starter → Head of the starter's department, one after the other");

        choose("When there are several", "All must agree");
        assertThat(steps("up")).isEmpty();
    }

    private List<Button> steps(String way) {
        return $(Button.class).all().stream()
                .filter(button -> way.equals(button.getElement().getAttribute("data-step")))
                .toList();
    }

    private List<String> people() {
        return definition()
                .nodes()
                .getFirst()
                .config()
                .path("step")
                .path("people")
                .valueStream()
                .map(source -> source.path("from").asString())
                .toList();
    }

    @Test
    void aFieldIsComparedWithAnotherField() {
        design(trigger("record-created", Map.of()));
        select("trigger");
        click("Condition");
        labelled("Field", "Actual");
        labelled("Comparison", "more than");
        labelled("Compared with", "field Planned");
        assertThat(definition().trigger().config().get("condition").asString()).isEqualTo("actual > planned");
        assertThat(page()).doesNotContain("Does not count until");
        select("flow");
        select("trigger");
        assertThat(conditions()).hasSize(1);
        labelled("Compared with", "a fixed value");
        assertThat(page()).contains("Does not count until");
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private void labelled(String label, String item) {
        Select select = $(Select.class).all().stream()
                .filter(one -> one.getAriaLabel().filter(label::equals).isPresent())
                .findFirst()
                .orElseThrow();
        test(select).selectItem(item);
    }

    @Test
    void aNoGetsABranchAndLosesItOnlyWhileNothingStandsInIt() {
        design(trigger("submitted", Map.of()), node("approve", Map.of("step", toStarter())));
        select("nodes");
        choose("After a no", "Goes on in a branch of its own");
        assertThat(definition().nodes().getFirst().branches()).hasSize(2);
        assertThat(canvas()).contains("\"name\":\"Agreed\"", "\"name\":\"Refused\"", "\"shape\":\"answer\"");
        ObjectNode add =
                JsonNodeFactory.instance.objectNode().put("kind", "add").put("type", "fill");
        UUID refused = definition().nodes().getFirst().branches().get(1).id();
        $(FlowCanvas.class)
                .single()
                .edit(2, add.put("branch", refused.toString()).put("index", 0));
        select("nodes");
        choose("After a no", "The flow ends as rejected");
        assertThat(definition().nodes().getFirst().branches()).hasSize(2);
        assertThat($(Select.class).withCaption("After a no").single().getValue())
                .isEqualTo("BRANCH");
    }

    @Test
    void nodesOfOneNameAreToldApartByWhatTheyDo() {
        PeopleStep head = PeopleStep.EMPTY.withPeople(List.of(new PeopleSource.StarterHead(1)));
        design(
                trigger("submitted", Map.of()),
                node("approve", Map.of("step", head)),
                node("approve", Map.of("step", toStarter())),
                node("fill", Map.of("step", toStarter())),
                node("jump", Map.of("most", 3)));
        select("nodes", 3);
        assertThat(offered("To"))
                .containsExactly("Approve (Head of the starter's department)", "Approve (The starter)", "Fill in");
    }

    /** What a select of the settings offers, as people read it. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private List<String> offered(String label) {
        Select select = $(Select.class).withCaption(label).single();
        return select.getListDataView()
                .getItems()
                .map(item -> select.getItemLabelGenerator().apply(item))
                .toList();
    }

    @Test
    void saysWhatAWaitLacksWhereItIsEntered() {
        design(trigger("submitted", Map.of()), node("wait", Map.of("kind", "condition")));
        select("nodes");
        assertThat($(Select.class).withCaption("Waits for").single().isInvalid())
                .isFalse();
        assertThat(page()).contains("Say what it waits for.");
    }

    @Test
    void textsThatAreTooLongStayAndAreNotTaken() {
        design(trigger("record-created", Map.of()), node("notify", Map.of("text", "Pay")));
        select("nodes");
        TextField name = $(TextField.class).withCaption("Name").single();
        test(name).setValue("N".repeat(101));
        assertThat(name.isInvalid()).isTrue();
        assertThat(name.getErrorMessage()).startsWith("At most 100 characters.");
        TextArea message = $(TextArea.class).withCaption("Message").single();
        test(message).setValue("M".repeat(5_000));
        assertThat(message.isInvalid()).isTrue();
        assertThat(definition().nodes().getFirst().label()).isEmpty();
        assertThat(definition().nodes().getFirst().config().get("text").asString())
                .isEqualTo("Pay");
        assertThat(name.getValue()).hasSize(101);

        test(name).setValue("Tell them");
        assertThat(name.isInvalid()).isFalse();
        assertThat(definition().nodes().getFirst().label()).isEqualTo("Tell them");
    }

    @Test
    void aMessageTakesFieldsFromAMenu() {
        design(trigger("record-created", Map.of()), node("notify", Map.of("text", "Pay for ")));
        assertThat(canvas()).contains("Choose who gets it");
        select("nodes");
        pick("State");
        assertThat($(TextArea.class).withCaption("Message").single().getValue()).isEqualTo("Pay for {state}");
        assertThat(canvas()).contains("Pay for State");
    }

    @Test
    void warnsOfPeopleWhoMayNotOpenTheApp() {
        PeopleStep step = PeopleStep.EMPTY.withPeople(List.of(new PeopleSource.Named(List.of(
                new PersonRef(TestPeople.MIA.id(), TestPeople.MIA.name()),
                new PersonRef(TestPeople.DANA.id(), TestPeople.DANA.name())))));
        design(trigger("submitted", Map.of()), node("approve", Map.of("step", step)));
        assertThat(canvas())
                .contains(TestPeople.MIA.name() + " may not open this app")
                .doesNotContain(TestPeople.DANA.name() + " may not");
    }

    @Test
    void peopleByDepartmentAreSaidInOneSentenceAndChangedAgain() {
        design(trigger("submitted", Map.of()), node("approve", Map.of("step", PeopleStep.EMPTY)));
        select("nodes");
        click("By department");
        assertThat($(Dialog.class).single().getElement().getTextRecursively())
                .contains("Head of the department in Responsible");
        test($(IntegerField.class).withCaption("Levels up").single()).setValue(1);
        click("Add");
        assertThat(canvas()).contains("Head one level above the department in Responsible");
        click("Head one level above the department in Responsible");
        choose("Who", "Members with a role");
        choose("Of which department", "That of whoever answered the step before");
        click("Change");
        assertThat($(ComboBox.class).withCaption("Role").single().getErrorMessage())
                .isEqualTo("Choose one.");
        test($(ComboBox.class).withCaption("Role").single()).selectItem("Manager");
        click("Change");
        PeopleStep step = codec.mapper()
                .convertValue(definition().nodes().getFirst().config().get("step"), PeopleStep.class);
        assertThat(step.people())
                .containsExactly(new PeopleSource.RoleIn(
                        "manager", new DepartmentSource.OfPeople(new PeopleSource.HandlerBefore())));
    }

    @Test
    void doesNotAskForTheFormThatIsChosen() {
        design(TriggerDefinition.NONE);
        assertThat(page()).contains("How does it begin?").doesNotContain("Choose a form and");
    }

    @Test
    void aFlowIsSwitchedOffAndCopied() {
        design(trigger("submitted", Map.of()), node("end", Map.of()));
        test($(Checkbox.class).withCaption("Switched off").single()).click();
        assertThat(definition().settings().off()).isTrue();
        assertThat(canvas()).contains("Switched off: nothing begins");
        open("app/" + app + "/design");
        assertThat(page()).contains("Switched off");
        pick("Copy");
        FlowDefinition copy = drafts.list(app, FlowDefinition.KIND).stream()
                .filter(draft -> !draft.id().equals(flow))
                .findFirst()
                .map(draft -> codec.read(draft.json(), FlowDefinition.class))
                .orElseThrow();
        assertThat(copy.label()).isEqualTo("Flow (copy)");
        assertThat(copy.settings().off()).isTrue();
        assertThat(copy.nodes().getFirst().id())
                .isNotEqualTo(definition().nodes().getFirst().id());
        assertThat(currentPath()).isEqualTo("app/" + app + "/design/flow/" + copy.key());
    }

    @Test
    void theFirstColumnOfTheRightsToFieldsIsTheStart() {
        PeopleStep step = PeopleStep.EMPTY.withPeople(List.of(new PeopleSource.Starter()));
        design(trigger("submitted", Map.of()), node("approve", Map.of("step", step)));
        select("trigger");
        click("All fields can be filled");
        assertThat($(NativeTableHeaderCell.class).all().stream()
                        .flatMap(cell -> cell.getChildren())
                        .filter(NativeButton.class::isInstance)
                        .map(button -> ((NativeButton) button).getText())
                        .toList())
                .containsExactly("Start", "Approve", "Name", "Responsible", "State", "Planned", "Actual");
        rights("hidden", "State");
        click("Done");
        assertThat(definition().settings().start()).containsExactly(Map.entry("state", FieldRight.HIDDEN));
        assertThat(page()).contains("1 hidden");
        $(FlowCanvas.class)
                .single()
                .edit(1, JsonNodeFactory.instance.objectNode().put("kind", "undo"));
        assertThat(definition().settings().start()).isEmpty();
        assertThat(page()).contains("All fields can be filled");
    }

    /** Puts a right on the first cell of the line. */
    private void rights(String right, String field) {
        test($(NativeButton.class).withAttribute("data-right", right).all().getFirst())
                .click();
        NativeTableRow line = $(NativeTableRow.class).all().stream()
                .filter(row -> row.getElement().getTextRecursively().startsWith(field))
                .findFirst()
                .orElseThrow();
        test((NativeButton) line.getChildren()
                        .filter(NativeTableCell.class::isInstance)
                        .findFirst()
                        .orElseThrow()
                        .getChildren()
                        .findFirst()
                        .orElseThrow())
                .click();
    }

    @Test
    void aFlowThatBeginsOtherwiseHasNoStartToFillIn() {
        design(trigger("record-created", Map.of()), node("end", Map.of()));
        select("trigger");
        assertThat(page()).doesNotContain("Fields at the start");
    }

    /** Types of somebody else's, who thought of no draft but those of the designer. */
    @TestConfiguration(proxyBeanMethods = false)
    static class CarelessTypes {

        @Bean
        NodeType<?> failingNode() {
            return SomeTypes.failingNode();
        }

        @Bean
        TriggerType<?> failingTrigger() {
            return SomeTypes.failingTrigger();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            schedule        | {"days": 5}               | approve      | {"step": {"people": [{"from": "role"}, {"from": "head"}, {"from": "field"}]}}
            date-field      | {"days": 1000000000000000000} | jump     | {"most": 9223372036854775807}
            record-created  | {}                        | set-fields   | {"values": {"name": null}}
            record-created  | {}                        | notify       | {"text": "Look", "people": [{"from": "people", "people": [{}, {"name": null}]}]}
            failing         | {}                        | failing      | {}
            """)
    void opensWhateverProgramsWrote(String trigger, String triggerConfig, String node, String nodeConfig) {
        design(
                trigger(trigger, codec.read(triggerConfig, ObjectNode.class)),
                node(node, codec.read(nodeConfig, ObjectNode.class)));
        select("trigger");
        select("nodes");
        assertThat(canvas()).contains("\"problem\"");
        assertThat(publishing.plan(app, ReleaseRequest.all()).problems().hasErrors())
                .isTrue();
    }

    private TriggerDefinition trigger(String type, Object config) {
        return new TriggerDefinition(type, tree(config));
    }

    private NodeDefinition node(String type, Object config) {
        return new NodeDefinition(Ids.next(), type, "", tree(config), List.of());
    }

    private void design(TriggerDefinition trigger, NodeDefinition... nodes) {
        drafts.save(
                app,
                FlowDefinition.KIND,
                codec.write(
                        new FlowDefinition(flow, "flow", "Flow", form, trigger, List.of(nodes), FlowSettings.DEFAULT)),
                0);
        open("app/" + app + "/design/flow/flow");
    }

    /** The trigger, or the first node. */
    private void select(String what) {
        select(what, 0);
    }

    private void select(String what, int node) {
        ObjectNode message =
                JsonNodeFactory.instance.objectNode().put("kind", "select").put("what", what);
        message.putArray("ids");
        if (what.equals("nodes")) {
            message.putArray("ids").add(definition().nodes().get(node).id().toString());
        }
        $(FlowCanvas.class).single().edit(1, message);
    }

    private List<Div> conditions() {
        return $(Div.class).withClassName("mw-flow-condition").all();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private void choose(String label, String item) {
        Select select = $(Select.class).withCaption(label).single();
        test(select).selectItem(item);
    }

    /** An item of any menu on the page. */
    private void pick(String item) {
        MenuItem found = $(MenuBar.class).all().stream()
                .flatMap(bar -> bar.getItems().stream())
                .flatMap(root -> root.getSubMenu().getItems().stream())
                .filter(one -> one.getText().equals(item))
                .findFirst()
                .orElseThrow();
        ComponentUtil.fireEvent(found, new ClickEvent<Component>(found));
    }

    /** What the browser draws, as JSON. */
    private String canvas() {
        return $(FlowCanvas.class).single().getElement().getPropertyRaw("flow").toString();
    }

    private Draft draft() {
        return drafts.find(app, FlowDefinition.KIND, flow).orElseThrow();
    }

    private FlowDefinition definition() {
        return codec.read(draft().json(), FlowDefinition.class);
    }
}
