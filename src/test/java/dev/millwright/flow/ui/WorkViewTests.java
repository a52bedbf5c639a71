package dev.millwright.flow.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.QueryParameters;
import dev.millwright.app.AppProfile;
import dev.millwright.app.Apps;
import dev.millwright.app.Draft;
import dev.millwright.app.Drafts;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.FieldType;
import dev.millwright.field.FieldTypes;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.BranchDefinition;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.Flows;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.OtherWay;
import dev.millwright.flow.StepAction;
import dev.millwright.flow.StepButton;
import dev.millwright.flow.TaskAction;
import dev.millwright.flow.TriggerDefinition;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.RowDefinition;
import dev.millwright.form.SectionDefinition;
import dev.millwright.identity.Person;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordData;
import dev.millwright.record.Records;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Phrase;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.testing.Colleagues;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.ViewTest;
import dev.millwright.testing.WithPerson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The inbox and the page of a task, over work that the test lays out. */
@WithPerson("dana")
@Import({Colleagues.class, WorkViewTests.Laid.class})
class WorkViewTests extends ViewTest {

    @TestConfiguration
    static class Laid {

        @Bean
        @Primary
        TasksForTests laidTasks() {
            return new TasksForTests();
        }

        @Bean
        @Primary
        FlowsForTests laidFlows() {
            return new FlowsForTests();
        }
    }

    @Autowired
    private TasksForTests tasks;

    @Autowired
    private FlowsForTests flows;

    @Autowired
    private WorkHeader header;

    @Autowired
    private FlowOffer offer;

    @Autowired
    private FieldTypes types;

    @Autowired
    private Apps apps;

    @Autowired
    private Drafts drafts;

    @Autowired
    private Publishing publishing;

    @Autowired
    private DefinitionCodec codec;

    @Autowired
    private Records records;

    private FormRef form = new FormRef("", "");
    private final UUID purchase = Ids.next();
    private final List<FieldDefinition> fields = Stream.of("name", "price", "remark", "margin")
            .map(WorkViewTests::field)
            .toList();

    @BeforeEach
    void begin() {
        tasks.clear();
        flows.clear();
        form = new FormRef(apps.create(null, AppProfile.labelled("Buying")).key(), "purchase");
        publish(fields);
    }

    private void publish(List<FieldDefinition> fields) {
        String app = form.app();
        FormDefinition definition = new FormDefinition(
                purchase,
                "purchase",
                "Purchase",
                "vaadin:form",
                null,
                null,
                List.of(new SectionDefinition(
                        Ids.next(),
                        "",
                        fields.stream()
                                .map(field -> new RowDefinition(List.of(field)))
                                .toList())),
                List.of());
        drafts.save(
                app,
                FormDefinition.KIND,
                codec.write(definition),
                drafts.find(app, FormDefinition.KIND, "purchase")
                        .map(Draft::version)
                        .orElse(0L));
        publishing.publish(
                app,
                ReleaseRequest.all(),
                publishing.plan(app, ReleaseRequest.all()).fingerprint());
    }

    private static FieldDefinition field(String key) {
        String label = key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1);
        return new FieldDefinition(
                Ids.next(), key, label, "text", JsonNodeFactory.instance.objectNode(), false, false, "", "", null);
    }

    private UUID lay(String title, FlowTask.State state, @Nullable Instant due, String note) {
        RecordData record =
                records.create(form, Map.of("name", title, "price", "12", "margin", "top secret"), Via.SCREEN);
        UUID id = Ids.next();
        UUID run = run(FlowInstance.State.RUNNING, FlowInstance.Phase.IN_APPROVAL, null);
        tasks.records.put(record.id(), record);
        tasks.tasks.put(
                id,
                new FlowTask(
                        id,
                        run,
                        form.app(),
                        "Purchase",
                        Ids.next(),
                        "Head agrees",
                        FlowTask.Kind.APPROVE,
                        form,
                        record.id(),
                        title,
                        List.of(new FlowTask.Card("Price", "12")),
                        TasksForTests.person(TestPeople.SAM),
                        TasksForTests.person(TestPeople.DANA),
                        null,
                        null,
                        List.of(),
                        state,
                        1,
                        note,
                        Instant.now().minus(Duration.ofHours(2)),
                        due,
                        null,
                        null,
                        null,
                        null,
                        null));
        return id;
    }

    private UUID open(String title, @Nullable Instant due) {
        return lay(title, FlowTask.State.OPEN, due, "");
    }

    /** The code on a paper names the page of the record, which a handler may not be allowed to see. */
    @Test
    void theAddressOfARecordLeadsToItsTaskWhoeverMayNotSeeTheRecord() {
        UUID task = lay("Saw", FlowTask.State.OPEN, null, "");
        UUID record = Objects.requireNonNull(tasks.tasks.get(task)).record();
        String address = "app/" + form.app() + "/form/purchase/" + record;
        open(address);
        assertThat(currentPath()).isEqualTo(address);
        become(TestPeople.MIA);
        open(address);
        assertThat(currentPath()).isEqualTo("work/task/" + task);
        tasks.clear();
        open(address);
        assertThat(currentPath()).isEqualTo(address);
        assertThat(page()).doesNotContain("Saw");
    }

    @Test
    void showsWhatWaitsWithWhatTheDesignerChoseAndUntilWhen() {
        open("Ten bolts", Instant.now().minus(Duration.ofDays(1)));
        lay("Nine nuts", FlowTask.State.OPEN, null, "Price is missing");
        open("work");
        assertThat(page())
                .contains("Ten bolts", "Head agrees · Purchase · Buying", "Price", "12", "From Sam Staff")
                .contains("Overdue since yesterday")
                .contains("Price is missing");
        assertThat($(Anchor.class).all().stream().map(Anchor::getHref))
                .anyMatch(address -> address.startsWith("work/task/"));
    }

    @Test
    void saysThatNothingWaitsAndWhatIsLookedForIsNotThere() {
        open("work");
        assertThat(page()).contains("All done");
        open("Ten bolts", null);
        go("text", "screws");
        assertThat(page()).contains("Nothing fits what you look for");
        click("Show all");
        assertThat(page()).contains("Ten bolts");
    }

    @Test
    void goesOnWithTheNextPageAtTheEndOfTheList() {
        for (int i = 0; i < 35; i++) {
            open("Bolt " + i, null);
        }
        open("work");
        assertThat($(TaskCard.class).all()).hasSize(30);
        $(WorkView.class).single().more();
        assertThat($(TaskCard.class).all()).hasSize(35);
    }

    @Test
    void showsWhatComesWhileItIsOpen() {
        open("work");
        UI.getCurrent().add(header.create());
        open("Ten bolts", null);
        tasks.tell();
        waitFor(() -> page().contains("Ten bolts"));
        assertThat($(WorkHeader.Link.class).last().getElement().getAttribute("aria-label"))
                .isEqualTo("1 task waits for you");
    }

    @Test
    void approvesWhatIsTickedAndNamesWhatWasRefused() {
        UUID fine = open("Ten bolts", null);
        UUID wrong = open("Nine nuts", null);
        tasks.refused.put(wrong, Problems.of(Problem.error("record.error.required", "price", "Price")));
        open("work");
        $(Checkbox.class).all().forEach(tick -> test(tick).click());
        click("Approve");
        test($(TextArea.class).last()).setValue("fine with me");
        click("Approve all 2");
        assertThat(tasks.done).containsExactly(new TaskAction.Approve("fine with me", Map.of(), List.of()));
        assertThat(tasks.get(fine).task().state()).isEqualTo(FlowTask.State.DONE);
        Dialog told = $(Dialog.class).last();
        assertThat(told.getHeaderTitle()).isEqualTo("1 was not approved");
        assertThat(told.getElement().getTextRecursively()).contains("Nine nuts: Please fill in “Price”.");
    }

    @Test
    void keepsTicksWhileOneLooksForMoreAndRejectsWithOneReason() {
        open("Ten bolts", null);
        open("Nine nuts", null);
        open("work");
        test($(Checkbox.class).first()).click();
        UI.getCurrent().navigate("work", QueryParameters.simple(Map.of("text", "nuts")));
        assertThat(page()).contains("1 ticked, 1 not shown");
        test($(Checkbox.class).single()).click();
        click("Reject");
        click("Reject all 2");
        assertThat(tasks.done).isEmpty();
        test($(TextArea.class).last()).setValue("too dear");
        click("Reject all 2");
        assertThat(tasks.done).hasSize(2).containsOnly(new TaskAction.Reject("too dear", null));
        assertThat(notices()).containsExactly("2 tasks rejected");
    }

    @Test
    void takesManyFromThePoolAtOnce() {
        lay("Ten bolts", FlowTask.State.CLAIMABLE, null, "");
        lay("Nine nuts", FlowTask.State.CLAIMABLE, null, "");
        go("box", "queue");
        $(Checkbox.class).all().forEach(tick -> test(tick).click());
        test($(Button.class).withText("Take it").last()).click();
        assertThat(tasks.done).hasSize(2).containsOnly(new TaskAction.Claim());
        assertThat(notices()).containsExactly("2 tasks are yours now");
    }

    @Test
    void claimsFromThePoolAndOpensTheTask() {
        UUID task = lay("Ten bolts", FlowTask.State.CLAIMABLE, null, "");
        go("box", "queue");
        click("Take it");
        assertThat(tasks.done).containsExactly(new TaskAction.Claim());
        assertThat(currentPath()).isEqualTo("work/task/" + task);
    }

    @Test
    void showsTheFormAsTheStepLetsPeopleSeeIt() {
        UUID task = open("Ten bolts", null);
        tasks.fields = Map.of("margin", FieldRight.HIDDEN, "remark", FieldRight.REQUIRED);
        open("work/task/" + task);
        assertThat($(TextField.class).withAttribute("label", "Margin").exists()).isFalse();
        assertThat(page()).doesNotContain("top secret");
        assertThat(input("Price").isReadOnly()).isTrue();
        assertThat(input("Remark").isReadOnly()).isFalse();
        assertThat(input("Remark").isRequiredIndicatorVisible()).isTrue();
    }

    @Test
    void approvesWithWhatWasFilledInAndOffersTheNextTask() {
        UUID task = open("Ten bolts", null);
        open("Nine nuts", null);
        tasks.fields = Map.of("remark", FieldRight.EDIT);
        open("work/task/" + task);
        test(input("Remark")).setValue("cheap");
        click("Approve");
        assertThat(tasks.done).containsExactly(new TaskAction.Approve("", Map.of("remark", "cheap"), List.of()).of(1L));
        assertThat(page()).contains("You approved it.", "Next: Nine nuts");
    }

    @Test
    void tellsBeforeItGoesElsewhereThanStraightBackAndKeepsWhatWasTyped() {
        tasks.straightTo = List.of("Manager");
        tasks.otherWay = new OtherWay(
                List.of("Manager"),
                List.of(new OtherWay.Fork(
                        UUID.randomUUID(),
                        "How much",
                        List.of("Little"),
                        List.of("Much"),
                        List.of(new OtherWay.Reason("Price > 1000", true)))),
                List.of(new OtherWay.Next("Director", List.of(TasksForTests.person(TestPeople.SAM)))),
                "mark");
        UUID task = type("cheap");
        assertThat(page()).contains("straight back to “Manager”");
        choose("Approve with an opinion");
        test($(TextArea.class).single()).setValue("fine with me");
        test($(Button.class).withText("Approve").last()).click();
        Dialog told = $(Dialog.class).last();
        assertThat(told.getHeaderTitle()).isEqualTo("It goes another way now");
        assertThat(told.getElement().getTextRecursively())
                .contains(
                        "It does not go straight back to “Manager”",
                        "How much: now “Much” instead of “Little”",
                        "Applies now: Price > 1000",
                        "Next: “Director” (" + TestPeople.SAM.name() + ")");
        click("Back without sending");
        assertThat(tasks.done).isEmpty();
        assertThat(input("Remark").getValue()).isEqualTo("cheap");
        assertThat($(TextArea.class).single().getValue()).isEqualTo("fine with me");
        test($(Button.class).withText("Approve").last()).click();
        click("Send it that way");
        assertThat(tasks.done)
                .containsExactly(new TaskAction.Approve(
                        "fine with me", Map.of("remark", "cheap"), List.of(), false, Map.of(), "mark", 1L));
        assertThat($(Dialog.class).all()).isEmpty();
        assertThat(currentPath()).isEqualTo("work/task/" + task);
    }

    @Test
    void handsOverInAllAppsAndSaysBeforeHowMuchLiesWhere() {
        flows.openWork = List.of(new Flows.OpenWork("buying", 3), new Flows.OpenWork("repairs", 0));
        open("work/hand-over");
        click("Hand over");
        assertThat($(ComboBox.class).withCaption("Who hands over").single().isInvalid())
                .isTrue();
        person("Who hands over", TestPeople.SAM);
        assertThat($(Checkbox.class).all())
                .extracting(Checkbox::getLabel)
                .contains("Buying: 3 open tasks", "repairs: no open task");
        assertThat($(CheckboxGroup.class).single().getSelectedItems()).hasSize(2);
        person("Who takes over", TestPeople.MIA);
        click("Hand over");
        Dialog told = $(Dialog.class).last();
        assertThat(told.getHeaderTitle()).isEqualTo("Some tasks stay");
        assertThat(told.getElement().getTextRecursively()).contains(TestPeople.SAM.name(), "1 open task");
    }

    @SuppressWarnings("unchecked")
    private void person(String label, Person person) {
        ((ComboBox<PersonRef>) $(ComboBox.class).withCaption(label).single()).setValue(TasksForTests.person(person));
    }

    @Test
    void asksAgainWhoeverStayedOnce() {
        type("cheap");
        UI.getCurrent().navigate("work");
        click("Cancel");
        UI.getCurrent().navigate("work/start");
        assertThat(currentPath()).startsWith("work/task/");
        Dialog asked = $(Dialog.class).single();
        assertThat(asked.getHeaderTitle()).isEqualTo("Leave without answering?");
        click("Leave");
        assertThat(currentPath()).isEqualTo("work/start");
    }

    @Test
    void keepsWhatIsTypedUntilItIsAnsweredOrGivenUp() {
        UUID task = type("cheap");
        UI.getCurrent().refreshCurrentRoute(false);
        assertThat(input("Remark").getValue()).isEqualTo("cheap");
        assertThat(page()).contains("This is what you entered and did not save");
        click("Start afresh");
        click("Throw it away");
        assertThat(input("Remark").getValue()).isEmpty();
        test(input("Remark")).setValue("dear");
        UI.getCurrent().navigate("work");
        click("Leave");
        UI.getCurrent().navigate("work/task/" + task);
        assertThat(input("Remark").getValue()).isEmpty();
        assertThat(page()).doesNotContain("did not save");
    }

    @Test
    void keepsWhatIsTypedWhileOneSaysSomethingElse() {
        type("cheap");
        choose("Comment");
        test($(TextArea.class).single()).setValue("Who needs it?");
        click("Say it");
        assertThat(input("Remark").getValue()).isEqualTo("cheap");
        click("Approve");
        assertThat(tasks.done)
                .containsExactly(
                        new TaskAction.Comment("Who needs it?", List.of()),
                        new TaskAction.Approve("", Map.of("remark", "cheap"), List.of()).of(1L));
    }

    @ParameterizedTest
    @CsvSource({
        "请看一下@Mia Manager, true",
        "可以吗？@Mia Manager，谢谢, true",
        "请@Mia Manager看, true",
        "Look ＠Mia Manager, true",
        "Write to mia@Mia Manager, false"
    })
    void callsSomebodyBehindAnyWordButAnEMailAddress(String said, boolean called) {
        type("cheap");
        choose("Comment");
        test($(TextArea.class).single()).setValue(said);
        click("Say it");
        click("Approve");
        assertThat(tasks.done)
                .first()
                .isEqualTo(new TaskAction.Comment(
                        said, called ? List.of(TasksForTests.person(TestPeople.MIA)) : List.of()));
    }

    @Test
    void closesTheListOfPeopleAfterEachChoice() {
        tasks.buttons = List.of(
                new StepButton(StepAction.TRANSFER, "", false, false), new StepButton(StepAction.CC, "", false, false));
        open("work/task/" + open("Ten bolts", null));
        choose("Copy to");
        MultiSelectComboBox<PersonRef> several = $(MultiSelectComboBox.class).single();
        several.setOpened(true);
        several.setValue(Set.of(TasksForTests.person(TestPeople.SAM)));
        assertThat(several.isOpened()).isFalse();
        $(Dialog.class).single().close();
        choose("Hand over");
        assertThat($(ComboBox.class).last().getLabel()).isEqualTo("To whom");
    }

    private void choose(String entry) {
        MenuItem item = $(MenuBar.class).last().getItems().getFirst().getSubMenu().getItems().stream()
                .filter(one -> entry.equals(one.getText()))
                .findFirst()
                .orElseThrow();
        ComponentUtil.fireEvent(item, new ClickEvent<>(item));
    }

    private UUID type(String remark) {
        UUID task = open("Ten bolts", null);
        tasks.fields = Map.of("remark", FieldRight.EDIT);
        open("work/task/" + task);
        test(input("Remark")).setValue(remark);
        return task;
    }

    @Test
    void showsWhatIsWrongBesideTheField() {
        UUID task = open("Ten bolts", null);
        tasks.fields = Map.of("remark", FieldRight.REQUIRED);
        tasks.refused.put(task, Problems.of(Problem.error("record.error.required", "remark", "Remark")));
        open("work/task/" + task);
        click("Approve");
        assertThat(input("Remark").isInvalid()).isTrue();
        assertThat(input("Remark").getErrorMessage()).contains("Please fill in “Remark”.");
        assertThat(tasks.done).isEmpty();
    }

    @Test
    void asksForTheReasonThatTheDesignerDemands() {
        UUID task = open("Ten bolts", null);
        open("work/task/" + task);
        click("Say no");
        test($(Button.class).withText("Say no").last()).click();
        assertThat($(TextArea.class).single().isInvalid()).isTrue();
        test($(TextArea.class).single()).setValue("too dear");
        test($(Button.class).withText("Say no").last()).click();
        assertThat(tasks.done).containsExactly(new TaskAction.Reject("too dear", null, 1L));
    }

    @Test
    void tellsKindlyThatOthersWereFaster() {
        UUID task = open("Ten bolts", null);
        open("work/task/" + task);
        tasks.decidedBy = "Mia Manager";
        click("Approve");
        assertThat(tasks.done).isEmpty();
        assertThat(page()).contains("already decided");
        assertThat($(Dialog.class).all()).noneMatch(Dialog::isOpened);
    }

    @Test
    void tellsWhoIsReadingThatItIsDecided() {
        UUID task = open("Ten bolts", null);
        open("work/task/" + task);
        tasks.decidedBy = "Mia Manager";
        try {
            tasks.act(task, new TaskAction.Claim());
        } catch (dev.millwright.shared.ConflictException expected) {
            tasks.tell();
        }
        waitFor(() -> page().contains("already decided"));
        assertThat($(Button.class).withText("Approve").exists()).isFalse();
    }

    /** A run of dana's, which the test lays out. */
    private UUID run(FlowInstance.State state, FlowInstance.Phase phase, @Nullable String outcome) {
        UUID id = Ids.next();
        flows.runs.put(
                id,
                new FlowInstance(
                        id,
                        form.app(),
                        "purchase",
                        "Purchase",
                        1,
                        null,
                        null,
                        "Ten bolts",
                        TasksForTests.person(TestPeople.DANA),
                        true,
                        true,
                        state,
                        phase,
                        outcome,
                        Instant.now(),
                        outcome == null ? null : Instant.now(),
                        null,
                        state == FlowInstance.State.FAILED ? Phrase.of("flow.failure.words", "No price.") : null));
        return id;
    }

    private void stands(UUID node, String step, List<PersonRef> people, List<PersonRef> answered) {
        flows.path.put(
                node,
                new Flows.NodeState(Flows.NodeState.Status.CURRENT, step, people, answered, null, Instant.now(), null));
    }

    @Test
    void saysWithWhomAReturnedRunIsAndLetsNobodyUrgeThemselves() {
        UUID run = run(FlowInstance.State.RUNNING, FlowInstance.Phase.RETURNED, null);
        PersonRef dana = TasksForTests.person(TestPeople.DANA);
        stands(flows.definition.id(), "Correct and hand in again", List.of(dana), List.of());
        flows.open.add(tasks.get(open("Ten bolts", null)).task());
        open("work/run/" + run);
        assertThat(page()).contains("Returned, waits for Dana Designer", "Correct and hand in again");
        assertThat($(Button.class).withText("Withdraw").exists()).isTrue();
        assertThat($(Button.class).withText("Urge").exists()).isFalse();
    }

    @Test
    void showsWhatWaitsForThoseWhomThePersonAskedAmongWhatIsToDo() {
        UUID id = lay("Ten bolts", FlowTask.State.WAITING, Instant.now().plus(Duration.ofDays(1)), "");
        tasks.tasks.computeIfPresent(id, (key, task) -> asking(task, TestPeople.MIA));
        open("work");
        assertThat(page()).contains("Ten bolts", "Waits for Mia Manager", "Due");
        assertThat($(Checkbox.class).exists()).as("there is nothing to decide").isFalse();
        open("work/task/" + id);
        assertThat(page()).contains("It waits for Mia Manager, whom you asked first.");
        assertThat($(Button.class).withText("Approve").exists()).isFalse();
    }

    private static FlowTask asking(FlowTask task, Person asked) {
        return new FlowTask(
                task.id(),
                task.instance(),
                task.app(),
                task.flow(),
                task.node(),
                task.step(),
                task.kind(),
                task.form(),
                task.record(),
                task.title(),
                task.cards(),
                task.starter(),
                task.person(),
                null,
                TasksForTests.person(TestPeople.SAM),
                List.of(TasksForTests.person(asked)),
                task.state(),
                1,
                "",
                task.arrivedAt(),
                task.dueAt(),
                null,
                null,
                null,
                null,
                null);
    }

    @Test
    void saysWhoHandedATaskOver() {
        UUID id = open("Ten bolts", null);
        tasks.tasks.computeIfPresent(id, (key, task) -> asking(task, TestPeople.MIA));
        open("work");
        assertThat(page()).contains("handed over by Sam Staff");
        open("work/task/" + id);
        assertThat(page()).contains("handed over by Sam Staff");
    }

    @Test
    void namesInThePathForWhomSomebodyActsAndWhoHasItInAnotherFlow() {
        PersonRef sam = TasksForTests.person(TestPeople.SAM);
        PersonRef mia = TasksForTests.person(TestPeople.MIA);
        NodeDefinition node =
                new NodeDefinition(Ids.next(), "fill", "Head", JsonNodeFactory.instance.objectNode(), List.of());
        flows.definition = new FlowDefinition(
                flows.definition.id(),
                "purchase",
                "Purchase",
                null,
                TriggerDefinition.NONE,
                List.of(node),
                FlowSettings.DEFAULT);
        flows.path.put(
                node.id(),
                new Flows.NodeState(
                        Flows.NodeState.Status.CURRENT,
                        "Head",
                        List.of(sam),
                        List.of(),
                        Map.of(sam, mia),
                        List.of(new Flows.NodeState.Called(mia, "Repair")),
                        null,
                        Instant.now(),
                        null));
        open("work/run/" + run(FlowInstance.State.RUNNING, FlowInstance.Phase.IN_APPROVAL, null));
        assertThat($(PathStrip.class).single().getElement().getTextRecursively())
                .contains("Sam Staff for Mia Manager, Mia Manager (Repair)");
    }

    @Test
    void leavesItToAFieldOfTheFormToSayHowItsFlowStands() {
        flows.submitFlow = new Flows.SubmitFlow("purchase", "Purchase", List.of(), Set.of());
        assertThat(offer.mark(form)).isPresent();
        FieldType<?, ?> state = types.find("flow-state").orElseThrow();
        FieldDefinition stands = new FieldDefinition(
                Ids.next(),
                "stands",
                "Stands",
                state.key(),
                (ObjectNode) codec.tree(state.defaultConfig()),
                false,
                false,
                "",
                "",
                null);
        publish(Stream.concat(fields.stream(), Stream.of(stands)).toList());
        assertThat(offer.mark(form)).isEmpty();
    }

    @Test
    void leadsFromADraftThatIsNotCompleteToWhereItIsGoneOnWith() {
        UUID draft = Ids.next();
        UUID id = open("Ten bolts", null);
        tasks.drafts.add(draft(tasks.get(id).task(), draft));
        go("box", "drafts");
        assertThat(page()).contains("Ten bolts", "Not complete");
        assertThat($(Anchor.class).all().stream().map(Anchor::getHref))
                .contains("app/" + form.app() + "/form/purchase/draft/" + draft);
    }

    private static FlowTask draft(FlowTask task, UUID id) {
        return new FlowTask(
                id,
                id,
                task.app(),
                task.flow(),
                task.node(),
                "",
                FlowTask.Kind.FILL,
                task.form(),
                null,
                task.title(),
                List.of(),
                task.person(),
                task.person(),
                null,
                null,
                List.of(),
                FlowTask.State.OPEN,
                1,
                "",
                task.arrivedAt(),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    @Test
    void drawsBranchesThatAreGoneAtTheSameTimeBelowEachOther() {
        List<NodeDefinition> nodes = Stream.of("Head", "Lawyer", "Treasurer", "Archive", "Safe")
                .map(name ->
                        new NodeDefinition(Ids.next(), "fill", name, JsonNodeFactory.instance.objectNode(), List.of()))
                .toList();
        NodeDefinition choice = fork("condition", List.of(nodes.get(3)), List.of(nodes.get(4)));
        NodeDefinition together = fork("parallel", List.of(nodes.get(1)), List.of(nodes.get(2), choice));
        flows.definition = new FlowDefinition(
                flows.definition.id(),
                "purchase",
                "Purchase",
                null,
                TriggerDefinition.NONE,
                List.of(nodes.getFirst(), together),
                FlowSettings.DEFAULT);
        stands(nodes.get(0), null);
        stands(nodes.get(1), new Flows.NodeState.Beside(1, "Law"));
        for (int i = 2; i < 5; i++) {
            stands(nodes.get(i), new Flows.NodeState.Beside(2, ""));
        }
        open("work/run/" + run(FlowInstance.State.RUNNING, FlowInstance.Phase.IN_APPROVAL, null));
        Element steps = $(PathStrip.class).single().getElement().getChild(0);
        assertThat(steps.getChildCount()).isEqualTo(2);
        assertThat(steps.getChild(0).getTextRecursively()).startsWith("Head");
        assertThat(steps.getChild(1).getTextRecursively()).startsWith("Side by side:");
        Element branches = steps.getChild(1).getChild(1);
        assertThat(branches.getChildren().map(branch -> branch.getChild(0).getText()))
                .containsExactly("Law", "Branch 2");
        assertThat(branches.getChild(1)
                        .getChild(1)
                        .getChildren()
                        .map(step -> step.getClassList().contains("mw-path-step")))
                .as("a choice is no fork")
                .containsExactly(true, true, true);
    }

    @SafeVarargs
    private static NodeDefinition fork(String type, List<NodeDefinition>... ways) {
        return new NodeDefinition(
                Ids.next(),
                type,
                "",
                JsonNodeFactory.instance.objectNode(),
                Stream.of(ways)
                        .map(nodes -> new BranchDefinition(Ids.next(), "", "", nodes))
                        .toList());
    }

    private void stands(NodeDefinition node, Flows.NodeState.@Nullable Beside beside) {
        flows.path.put(
                node.id(),
                new Flows.NodeState(
                        Flows.NodeState.Status.AHEAD, node.label(), List.of(), List.of(), beside, null, null));
    }

    @Test
    void saysThatTheFlowEndedWithTheAnswerAndHow() {
        UUID task = open("Ten bolts", null);
        open("work/task/" + task);
        UUID ended = run(FlowInstance.State.ENDED, FlowInstance.Phase.ENDED, "accepted");
        flows.runs.put(tasks.get(task).task().instance(), flows.get(ended));
        click("Approve");
        assertThat(page()).contains("You approved it. The flow has ended: Accepted.");
    }

    @Test
    void saysThatARetryFailedAgain() {
        UUID run = run(FlowInstance.State.FAILED, FlowInstance.Phase.IN_APPROVAL, null);
        open("work/run/" + run);
        click("Try again");
        assertThat(flows.retried).containsExactly(run);
        assertThat(notices()).containsExactly("It was tried again and failed again: No price.");
    }

    @Test
    void whatWasWrongIsNotSaidAnyMoreOnceItIsAnswered() {
        UUID task = open("Ten bolts", null);
        tasks.fields = Map.of("remark", FieldRight.REQUIRED);
        tasks.refused.put(task, Problems.of(Problem.error("record.error.required", "remark", "Remark")));
        open("work/task/" + task);
        click("Approve");
        assertThat(notices()).hasSize(1);
        tasks.refused.clear();
        click("Approve");
        assertThat(notices()).isEmpty();
    }

    @Test
    void callsWithdrawnWhatItsStarterTookBack() {
        open("work/run/" + run(FlowInstance.State.ENDED, FlowInstance.Phase.WITHDRAWN, "cancelled"));
        assertThat(page()).contains("Withdrawn").doesNotContain("Cancelled");
    }

    @Test
    void speaksChinese() {
        in(Locale.SIMPLIFIED_CHINESE);
        open("Ten bolts", Instant.now().plus(Duration.ofDays(1)));
        open("work");
        assertThat(page()).contains("待办", "明天", "到期");
    }

    private void go(String parameter, String value) {
        open("work");
        UI.getCurrent().navigate("work", QueryParameters.simple(Map.of(parameter, value)));
    }

    private TextField input(String label) {
        return $(TextField.class).all().stream()
                .filter(field -> label.equals(field.getLabel()))
                .findFirst()
                .orElseThrow();
    }
}
