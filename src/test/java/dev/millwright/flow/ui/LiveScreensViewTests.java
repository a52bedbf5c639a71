package dev.millwright.flow.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.LitRenderer;
import dev.millwright.app.PublishPlan;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.Flows;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.TaskAction;
import dev.millwright.flow.Tasks;
import dev.millwright.flow.TriggerDefinition;
import dev.millwright.flow.VotePolicy;
import dev.millwright.flow.internal.Mill;
import dev.millwright.identity.Person;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.record.spi.Authority;
import dev.millwright.record.spi.Cause;
import dev.millwright.record.spi.WriteContext;
import dev.millwright.shared.Ids;
import dev.millwright.testing.TestPeople;
import dev.millwright.workspace.ui.PublishedFormViewTest;
import dev.millwright.workspace.ui.RecordsNavigation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.node.ObjectNode;

/** What open screens show of flows while others work, over the real engine. */
@Import(LiveScreensViewTests.Organisation.class)
class LiveScreensViewTests extends PublishedFormViewTest {

    @TestConfiguration
    static class Organisation {

        @Bean
        @Primary
        Mill.Staff staff() {
            return new Mill.Staff();
        }
    }

    @Autowired
    private DefinitionCodec codec;

    @Autowired
    private Publishing publishing;

    @Autowired
    private Flows flows;

    @Autowired
    private Tasks tasks;

    /** A yes of one of two people, who may change the place with it. */
    @BeforeEach
    void publishFlow() {
        PeopleStep step = PeopleStep.EMPTY
                .withPeople(List.of(new PeopleSource.Named(List.of(ref(TestPeople.MIA), ref(TestPeople.DANA)))))
                .withPolicy(VotePolicy.ANY)
                .withFields(Map.of("place", FieldRight.EDIT));
        FlowDefinition flow = new FlowDefinition(
                Ids.next(),
                "flow",
                "Calibration",
                published().id(),
                new TriggerDefinition("submitted", (ObjectNode) codec.tree(Map.of())),
                List.of(new NodeDefinition(
                        Ids.next(),
                        "approve",
                        "Head agrees",
                        (ObjectNode) codec.tree(Map.of("step", step)),
                        List.of())),
                FlowSettings.DEFAULT);
        drafts.save(form.app(), FlowDefinition.KIND, codec.write(flow), 0);
        PublishPlan plan = publishing.plan(form.app(), ReleaseRequest.all());
        publishing.publish(form.app(), ReleaseRequest.all(), plan.fingerprint());
    }

    private static PersonRef ref(Person person) {
        return new PersonRef(person.id(), person.name());
    }

    private static <T> T as(Person person, Person back, Supplier<T> work) {
        TestPeople.as(person);
        try {
            return work.get();
        } finally {
            TestPeople.as(back);
        }
    }

    private RecordData gauge() {
        return records.create(form, Map.of("number", "G-1", "place", "Hall 1"), Via.SCREEN);
    }

    private FlowInstance submit(RecordData record) {
        return flows.submit(form, record.id(), null, Map.of());
    }

    /** Of the one who is signed in. */
    private FlowTask task(RecordData record) {
        return tasks.ofRecord(form, record.id()).getFirst();
    }

    /** The page that is open stays that of the person before. */
    private void yes(Person person, Person back, RecordData record) {
        as(person, back, () -> tasks.act(task(record).id(), new TaskAction.Approve("", Map.of(), List.of())));
    }

    @Test
    void ofEditAndSubmitOneIsTheMainButton() {
        become(TestPeople.SAM);
        RecordData record = gauge();
        open(RecordsNavigation.record(form, record.id()));
        assertThat(mainButtons()).containsExactly("Submit");
        submit(record);
        yes(TestPeople.MIA, TestPeople.SAM, record);
        open(RecordsNavigation.record(form, record.id()));
        assertThat(buttons()).contains("Submit");
        assertThat(mainButtons()).as("once it is accepted").containsExactly("Edit");
    }

    @Test
    void aRecordPageShowsTheYesOfSomebodyElse() {
        become(TestPeople.SAM);
        RecordData record = gauge();
        submit(record);
        open(RecordsNavigation.record(form, record.id()));
        assertThat(page()).contains("In approval").doesNotContain("Accepted");
        assertThat(buttons()).contains("Withdraw", "Urge").doesNotContain("Edit");
        yes(TestPeople.MIA, TestPeople.SAM, record);
        waitFor(() -> page().contains("Accepted"));
        assertThat(buttons()).contains("Edit").doesNotContain("Withdraw", "Urge");
        assertThat(page()).contains("Mia Manager").doesNotContain("In approval");
    }

    @Test
    void whoChangesARecordIsToldThatItWasHandedInAndKeepsWhatWasTyped() {
        become(TestPeople.SAM);
        RecordData record = gauge();
        open(RecordsNavigation.record(form, record.id()));
        click("Edit");
        test(input("Place")).setValue("Hall 2");
        as(TestPeople.DANA, TestPeople.SAM, () -> submit(record));
        waitFor(() -> page().contains("is in the flow “Calibration” now"));
        assertThat(input("Place").getValue()).isEqualTo("Hall 2");
        yes(TestPeople.MIA, TestPeople.SAM, record);
        waitFor(() -> !page().contains("is in the flow"));
        assertThat(input("Place").getValue()).isEqualTo("Hall 2");
        click("Save draft");
        assertThat(page()).contains("Hall 2", "Accepted");
    }

    @Test
    @SuppressWarnings("unchecked")
    void aListDrawsWhatItSaysOfARecordAgain() {
        become(TestPeople.SAM);
        RecordData record = gauge();
        submit(record);
        open(RecordsNavigation.list(form));
        draw($(Grid.class).single(), record);
    }

    private <T> void draw(Grid<T> grid, RecordData record) {
        grid.getDataCommunicator().setViewportRange(0, 10);
        T row = test(grid).getRow(0);
        waitFor(() -> drawn(grid, row).contains("In approval"));
        yes(TestPeople.MIA, TestPeople.SAM, record);
        waitFor(() -> drawn(grid, row).contains("Accepted"));
    }

    @Test
    void aTaskThatSomebodyElseAnsweredSaysSoAndKeepsWhatWasTyped() {
        RecordData record = gauge();
        as(TestPeople.SAM, TestPeople.DANA, () -> submit(record));
        open("work/task/" + task(record).id());
        test(input("Place")).setValue("Hall 2");
        yes(TestPeople.MIA, TestPeople.DANA, record);
        waitFor(() -> page().contains("already decided"));
        assertThat(input("Place").getValue()).isEqualTo("Hall 2");
        assertThat(buttons()).doesNotContain("Approve");
        click("Show it as it is now");
        assertThat(page()).contains("already decided");
        assertThat(input("Place").getValue()).isEqualTo("Hall 1");
    }

    /** As when another flow of the app changes it. */
    private void moves(RecordData record, String place) {
        Cause cause = new Cause(FlowDefinition.KIND, Ids.next(), "Moving", null);
        records.update(
                form,
                record.id(),
                null,
                Map.of("place", place),
                WriteContext.of(Via.FLOW, new Authority.App(form.app(), cause)));
    }

    private RecordData openedTask() {
        RecordData record = gauge();
        as(TestPeople.SAM, TestPeople.DANA, () -> submit(record));
        open("work/task/" + task(record).id());
        return record;
    }

    private Object place(RecordData record) {
        return Objects.requireNonNull(records.update(form, record.id(), null, Map.of(), Via.SCREEN)
                .values()
                .get("place"));
    }

    @Test
    void aTaskShowsWhatOthersMadeOfItsRecordAndAsksBeforeItIsAnswered() {
        RecordData record = openedTask();
        moves(record, "Hall 9");
        waitFor(() -> input("Place").getValue().equals("Hall 9"));
        assertThat(page()).contains("has changed this since you opened it", "Place: Hall 1 → Hall 9");
        click("Approve");
        assertThat($(ChangedDialog.class).all()).hasSize(1);
        assertThat(tasks.ofRecord(form, record.id())).hasSize(1);
        click("Answer for these values");
        assertThat(tasks.ofRecord(form, record.id())).isEmpty();
        assertThat(place(record)).isEqualTo("Hall 9");
    }

    @Test
    void anAnswerIsNotBookedForWhatChangedInThatVeryMoment() {
        RecordData record = openedTask();
        moves(record, "Hall 9");
        click("Approve");
        assertThat($(ChangedDialog.class).all()).hasSize(1);
        assertThat(page()).contains("Place: Hall 1 → Hall 9");
        click("Back without answering");
        assertThat(tasks.ofRecord(form, record.id())).hasSize(1);
        assertThat(input("Place").getValue()).isEqualTo("Hall 9");
    }

    @Test
    void whatTwoPeopleTypedIsAskedAbout() {
        RecordData record = openedTask();
        test(input("Place")).setValue("Hall 2");
        moves(record, "Hall 9");
        waitFor(() -> page().contains("Place: Hall 1 → Hall 9"));
        assertThat(input("Place").getValue()).isEqualTo("Hall 2");
        click("Approve");
        assertThat($(RadioButtonGroup.class).all()).hasSize(1);
        click("Answer for these values");
        assertThat(place(record)).isEqualTo("Hall 2");
    }

    @Test
    @SuppressWarnings("unchecked")
    void whatWasTypedGivesWayWhereThePersonWantsThat() {
        RecordData record = openedTask();
        test(input("Place")).setValue("Hall 2");
        moves(record, "Hall 9");
        click("Approve");
        ((RadioButtonGroup<Boolean>) $(RadioButtonGroup.class).single()).setValue(false);
        click("Answer for these values");
        assertThat(tasks.ofRecord(form, record.id())).isEmpty();
        assertThat(place(record)).isEqualTo("Hall 9");
    }

    @Test
    void aPageThatIsOpenedAgainKnowsThatWhatWasTypedIsOlder() {
        RecordData record = openedTask();
        test(input("Place")).setValue("Hall 2");
        open("work");
        moves(record, "Hall 9");
        open("work/task/" + task(record).id());
        assertThat(input("Place").getValue()).isEqualTo("Hall 2");
        click("Approve");
        assertThat($(RadioButtonGroup.class).all()).hasSize(1);
        assertThat(tasks.ofRecord(form, record.id())).hasSize(1);
    }

    @Test
    void aRunPageShowsWhatOthersDo() {
        RecordData record = gauge();
        FlowInstance run = as(TestPeople.SAM, TestPeople.DANA, () -> submit(record));
        become(TestPeople.SAM);
        open("work/run/" + run.id());
        assertThat(page()).contains("In approval");
        as(
                TestPeople.MIA,
                TestPeople.SAM,
                () -> tasks.act(task(record).id(), new TaskAction.Comment("Which hall?", List.of())));
        waitFor(() -> page().contains("Which hall?"));
        yes(TestPeople.MIA, TestPeople.SAM, record);
        waitFor(() -> page().contains("Accepted"));
        assertThat(buttons()).doesNotContain("Withdraw");
    }

    /** What was drawn of the one record in the column of its flow, without asking for it. */
    private static <T> String drawn(Grid<T> grid, T row) {
        LitRenderer<T> renderer = (LitRenderer<T>) grid.getColumns().get(1).getRenderer();
        return String.valueOf(
                Objects.requireNonNull(renderer.getValueProviders().get("cell")).apply(row));
    }

    private List<String> mainButtons() {
        return $(Button.class).all().stream()
                .filter(button -> button.getThemeNames().contains(ButtonVariant.LUMO_PRIMARY.getVariantName()))
                .map(Button::getText)
                .toList();
    }

    private List<String> buttons() {
        return $(Button.class).all().stream().map(Button::getText).toList();
    }

    private TextField input(String label) {
        return $(TextField.class).withCaption(label).single();
    }
}
