package dev.millwright.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.flow.DepartmentSource;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.PeopleStep.Nobody;
import dev.millwright.flow.VotePolicy;
import dev.millwright.identity.Person;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.Problem;
import dev.millwright.testing.TestPeople;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Heads so many levels up, members and roles of departments that records, starters and handlers lead to. */
class PeopleByDepartmentIntegrationTests {

    private static final DepartmentSource IN_FIELD = new DepartmentSource.InField("responsible");

    private static Mill mill;
    private static Person chief;
    private static Person quality;
    private static Person inspector;
    private static Person worker;
    private static Person planner;

    @BeforeAll
    static void start() {
        mill = new Mill(Gate.form(
                "exception",
                Gate.field("name", "text"),
                Gate.field("owner", "person"),
                Gate.field("responsible", "department")));
        chief = mill.staff.hire("Chief", "/Works");
        quality = mill.staff.hire("Quinn", "/Works/Quality");
        inspector = mill.staff.hire("Ines", "/Works/Quality/Incoming");
        worker = mill.staff.hire("Walt", "/Works/Line");
        planner = mill.staff.hire("Pia", "/Works/Line");
        mill.staff.heads.put("/Works", chief);
        mill.staff.heads.put("/Works/Quality", quality);
        mill.staff.heads.put("/Works/Line", planner);
    }

    @AfterAll
    static void stop() {
        mill.close();
    }

    private static PeopleStep step(PeopleSource source) {
        return PeopleStep.EMPTY.withPeople(List.of(source));
    }

    private static List<String> asked(FlowInstance run) {
        return Mill.as(TestPeople.DANA, () -> mill.runs().openTasks(run.id())).stream()
                .map(FlowTask::person)
                .map(person -> person.name())
                .sorted()
                .toList();
    }

    /** Who is asked of a record whose responsible department is incoming inspection and whose owner is Walt. */
    private static List<String> asked(PeopleSource source) {
        mill.publish(mill.submitted(mill.approve("Check", step(source))));
        return asked(submitted());
    }

    /** The gate of the test knows only the people of the trial, and no departments: these come another way. */
    private static FlowInstance submitted() {
        UUID record = mill.create(TestPeople.SAM, "name", "Scratch");
        mill.database()
                .update(
                        "UPDATE app_mill.exception SET owner = ?, owner_name = ?, responsible = ? WHERE id = ?",
                        worker.id(),
                        worker.name(),
                        "/Works/Quality/Incoming",
                        record);
        return Mill.as(
                TestPeople.SAM, () -> mill.runs().submit(Gate.ref(Mill.APP, "exception"), record, null, Map.of()));
    }

    @Test
    void headsAndMembersOfTheDepartmentInAField() {
        assertThat(asked(new PeopleSource.HeadIn(IN_FIELD, 2))).containsExactly("Quinn");
        assertThat(asked(new PeopleSource.HeadIn(IN_FIELD, 3))).containsExactly("Chief");
        assertThat(asked(new PeopleSource.MembersIn(IN_FIELD))).containsExactly("Ines");
    }

    /** The order is that of the sources, and of people within one; somebody named again keeps the first place. */
    @Test
    void asksOneAfterTheOtherInTheOrderOfTheDesigner() {
        PeopleStep ordered = PeopleStep.EMPTY
                .withPeople(List.of(
                        new PeopleSource.Named(List.of(Mill.ref(worker))),
                        new PeopleSource.HeadOf("/Works"),
                        new PeopleSource.MembersIn(new DepartmentSource.Named("/Works/Line")),
                        new PeopleSource.Named(List.of(Mill.ref(inspector), Mill.ref(chief)))))
                .withPolicy(Mill.mode(VotePolicy.Mode.SEQUENCE));
        mill.publish(mill.submitted(mill.approve("Check", ordered)));
        FlowInstance run = submitted();
        for (Person next : List.of(worker, chief, planner, inspector)) {
            assertThat(Mill.as(TestPeople.DANA, () -> mill.runs().openTasks(run.id())))
                    .filteredOn(task -> task.state() == FlowTask.State.OPEN)
                    .extracting(task -> task.person().name())
                    .containsExactly(next.name());
            mill.yes(next, run);
        }
        assertThat(mill.outcome(run)).isEqualTo("accepted");
    }

    @Test
    void headsAboveThePersonInAField() {
        DepartmentSource owners = new DepartmentSource.OfPeople(new PeopleSource.InField("owner"));
        assertThat(asked(new PeopleSource.HeadIn(owners, 1))).containsExactly("Pia");
        assertThat(asked(new PeopleSource.HeadIn(owners, 2))).containsExactly("Chief");
        assertThat(asked(new PeopleSource.MembersIn(owners))).containsExactly("Pia", "Walt");
    }

    @Test
    void aRoleWithinADepartment() {
        DepartmentSource works = new DepartmentSource.Named("/Works/Quality");
        assertThat(asked(new PeopleSource.RoleIn("staff", works))).containsExactly("Ines", "Quinn");
        assertThat(asked(new PeopleSource.RoleIn("staff", IN_FIELD))).containsExactly("Ines");
    }

    @Test
    void nobodyThereFollowsTheRuleForNobody() {
        // Incoming inspection has no head of its own, and nobody in it has that role.
        assertThat(asked(new PeopleSource.HeadIn(IN_FIELD, 1))).containsExactly(TestPeople.DANA.name());
        mill.publish(mill.submitted(mill.approve(
                "Check", step(new PeopleSource.RoleIn("welder", IN_FIELD)).withNobody(Nobody.PASS))));
        assertThat(mill.outcome(submitted())).isEqualTo("accepted");
    }

    @Test
    void whoeverAnsweredTheStepBeforeAndTheirHead() {
        PeopleSource before = new PeopleSource.HandlerBefore();
        mill.publish(mill.submitted(
                mill.approve("Pool", Mill.by(worker, inspector).withPolicy(Mill.mode(VotePolicy.Mode.ANY))),
                mill.approve("Again", step(before)),
                mill.approve("Head", step(new PeopleSource.HeadIn(new DepartmentSource.OfPeople(before), 1)))));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Scratch");
        mill.yes(worker, run);
        assertThat(asked(run)).containsExactly("Walt");
        mill.yes(worker, run);
        assertThat(asked(run)).containsExactly("Pia");
        mill.yes(planner, run);
        assertThat(mill.outcome(run)).isEqualTo("accepted");
    }

    @Test
    void beforeTheFirstStepItIsTheStarterWhoHandedIn() {
        mill.publish(mill.submitted(
                mill.branches(
                        "parallel",
                        Mill.branch("", mill.approve("Side", Mill.by(inspector))),
                        Mill.branch("", mill.approve("First", step(new PeopleSource.HandlerBefore())))),
                mill.approve("Last", Mill.by(chief))));
        FlowInstance run = mill.submit(worker, "name", "Scratch");
        assertThat(asked(run)).containsExactly("Ines", "Walt");
    }

    @Test
    void refusesAFieldThatHoldsNoDepartment() {
        FlowDefinition flow = mill.submitted(
                mill.approve("Check", step(new PeopleSource.MembersIn(new DepartmentSource.InField("owner")))));
        assertThat(mill.context
                        .getBean(FlowKind.class)
                        .validate(null, flow, mill.planned(flow))
                        .items())
                .extracting(Problem::code)
                .containsExactly("flow.error.noDepartment");
    }
}
