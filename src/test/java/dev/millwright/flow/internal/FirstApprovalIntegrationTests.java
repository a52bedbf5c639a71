package dev.millwright.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.PeopleStep;
import dev.millwright.identity.Person;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.BusyException;
import dev.millwright.testing.TestPeople;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FirstApprovalIntegrationTests {

    private static Mill mill;

    @BeforeAll
    static void start() {
        mill = new Mill(Gate.form("request", Gate.field("name", "text"), Gate.field("sum", "decimal")));
    }

    @AfterAll
    static void stop() {
        mill.close();
    }

    @Test
    void asksOnePersonAndEnds() {
        mill.publish(mill.submitted(mill.approve("Boss", Mill.by(TestPeople.MIA))));

        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill");

        assertThat(mill.task(TestPeople.MIA, run).title()).isEqualTo("Drill");
        mill.yes(TestPeople.MIA, run);
        assertThat(mill.outcome(run)).isEqualTo("accepted");
        assertThat(mill.places(run)).isEmpty();
        assertThat(mill.kinds(run)).containsExactly("started", "approved", "ended");
    }

    @Test
    void takesTheBranchThatAppliesAndMeetsAfterwards() {
        Person li = mill.staff.hire("Li");
        Person wang = mill.staff.hire("Wang");
        mill.publish(mill.submitted(
                mill.branches(
                        "condition", Mill.branch("sum > 100", mill.approve("Much", Mill.by(li))), Mill.branch("")),
                mill.branches(
                        "parallel",
                        Mill.branch("", mill.approve("A", Mill.by(wang))),
                        Mill.branch("", mill.approve("B", Mill.by(TestPeople.MIA)))),
                mill.approve("Last", Mill.by(li))));

        FlowInstance much = mill.submit(TestPeople.SAM, "name", "Lathe", "sum", "101");
        FlowInstance little = mill.submit(TestPeople.SAM, "name", "Drill", "sum", "100");

        assertThat(mill.task(li, much).step()).isEqualTo("Much");
        assertThat(mill.has(li, little)).isFalse();
        mill.yes(wang, little);
        assertThat(mill.has(li, little)).isFalse();
        mill.yes(TestPeople.MIA, little);
        assertThat(mill.task(li, little).step()).isEqualTo("Last");
        mill.yes(li, little);
        assertThat(mill.outcome(little)).isEqualTo("accepted");
    }

    @Test
    void isNotPublishedWithAFormulaThatMakesNoSense() {
        FlowDefinition flow = mill.submitted(
                mill.node("set-fields", "Name", Map.of("values", Map.of("name", "sum.title", "sum", "sum + 1"))));

        assertThat(mill.context
                        .getBean(FlowKind.class)
                        .validate(null, flow, mill.release())
                        .items())
                .filteredOn(problem ->
                        problem.path().contains(Mill.id(flow.nodes().getFirst()).toString()))
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("expression.error.unknownName"));
    }

    @Test
    void doesNotAskOnlyThoseWhoAreKnownWhileOthersAreNot() {
        mill.publish(mill.submitted(mill.approve(
                "Staff and boss",
                PeopleStep.EMPTY.withPeople(List.of(
                        new PeopleSource.InRole("staff"),
                        new PeopleSource.Named(List.of(PeopleFinder.ref(TestPeople.MIA))))))));
        UUID record = mill.create(TestPeople.SAM, "name", "Drill");
        mill.staff.isKnown = false;
        try {
            assertThatExceptionOfType(BusyException.class)
                    .isThrownBy(() -> Mill.as(
                            TestPeople.SAM,
                            () -> mill.runs().submit(Gate.ref(Mill.APP, "request"), record, null, Map.of())));
        } finally {
            mill.staff.isKnown = true;
        }

        FlowInstance run = Mill.as(
                TestPeople.SAM, () -> mill.runs().submit(Gate.ref(Mill.APP, "request"), record, null, Map.of()));

        assertThat(mill.has(TestPeople.MIA, run)).isTrue();
        assertThat(mill.has(TestPeople.SAM, run)).isTrue();
    }
}
