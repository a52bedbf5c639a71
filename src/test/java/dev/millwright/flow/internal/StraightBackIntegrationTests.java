package dev.millwright.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millwright.flow.FieldRight;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.OtherWay;
import dev.millwright.flow.OtherWayException;
import dev.millwright.flow.TaskAction;
import dev.millwright.flow.Tasks.TaskDetail;
import dev.millwright.identity.Person;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.testing.TestPeople;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who answers a step that comes straight back is told before conditions lead elsewhere, and may leave it at that. */
class StraightBackIntegrationTests {

    private static final Person SAM = TestPeople.SAM;

    private static Mill mill;
    private static Person ann;
    private static Person bob;
    private static Person cem;

    @BeforeAll
    static void start() {
        mill = new Mill(Gate.form("purchase", Gate.field("name", "text"), Gate.field("sum", "decimal")));
        ann = mill.staff.hire("Ann");
        bob = mill.staff.hire("Bob");
        cem = mill.staff.hire("Cem");
    }

    @AfterAll
    static void stop() {
        mill.close();
    }

    /** Ann, then Bob for little and Cem for much; Bob has sent it straight back to Ann, or to the starter. */
    private static FlowInstance returned(Map<String, FieldRight> annsFields, boolean toAnn) {
        NodeDefinition head = mill.approve("Head", Mill.by(ann).withFields(annsFields));
        mill.publish(mill.submitted(
                head,
                mill.branches(
                        "condition",
                        Mill.branch("sum > 1000", mill.approve("Director", Mill.by(cem))),
                        Mill.branch("", mill.approve("Manager", Mill.by(bob))))));
        FlowInstance run = mill.submit(SAM, "name", "Drill", "sum", "10");
        mill.yes(ann, run);
        mill.act(bob, run, new TaskAction.Return("How much exactly?", toAnn ? head.id() : null, true));
        return run;
    }

    private static TaskAction.Approve yes(Map<String, @Nullable Object> values) {
        return new TaskAction.Approve("", values, List.of());
    }

    private static TaskDetail detail(Person person, FlowInstance run) {
        UUID task = mill.task(person, run).id();
        return Mill.as(person, () -> mill.tasks().get(task));
    }

    private static OtherWay refused(Person person, FlowInstance run, TaskAction action) {
        return Objects.requireNonNull(
                        catchThrowableOfType(OtherWayException.class, () -> mill.act(person, run, action)))
                .way();
    }

    @Test
    void saysWhereItGoesInsteadAndWhyAndBooksNothing() {
        FlowInstance run = returned(Map.of(), false);
        assertThat(detail(SAM, run).straightTo()).containsExactly("Manager");
        assertThat(detail(SAM, run).otherWay()).isNull();

        TaskAction.Approve much = yes(Map.of("sum", new BigDecimal(2000)));
        OtherWay way = refused(SAM, run, much);
        assertThat(way.back()).containsExactly("Manager");
        assertThat(way.next()).containsExactly(new OtherWay.Next("Director", List.of(Mill.ref(cem))));
        OtherWay.Fork fork = way.forks().getFirst();
        assertThat(fork.before()).containsExactly("Else");
        assertThat(fork.now()).containsExactly("Branch 1");
        assertThat(fork.reasons()).containsExactly(new OtherWay.Reason("The sum > 1000", true));
        UUID record = Objects.requireNonNull(run.record());
        assertThat(mill.gate.query().get(Gate.ref(Mill.APP, "purchase"), record).values())
                .containsEntry("sum", new BigDecimal("10"));
        assertThat(mill.has(SAM, run)).isTrue();
        assertThat(mill.has(cem, run)).isFalse();

        mill.act(SAM, run, much.agreeing(way));
        assertThat(mill.has(cem, run)).isTrue();
        assertThat(mill.has(bob, run)).isFalse();
    }

    @Test
    void goesStraightBackWithoutAQuestionWhenTheWayIsTheSame() {
        FlowInstance run = returned(Map.of(), false);
        mill.act(SAM, run, yes(Map.of("sum", new BigDecimal(20))));
        assertThat(mill.has(bob, run)).isTrue();
        assertThat(mill.has(ann, run)).isFalse();
    }

    @Test
    void agreeingToOneWayIsNotAgreeingToAnother() {
        FlowInstance run = returned(Map.of(), false);
        OtherWay way = refused(SAM, run, yes(Map.of("sum", new BigDecimal(2000))));
        OtherWay elsewhere = new OtherWay(way.back(), way.forks(), way.next(), way.mark() + ",1");
        assertThat(refused(SAM, run, yes(Map.of("sum", new BigDecimal(2000))).agreeing(elsewhere)))
                .isEqualTo(way);
    }

    @Test
    void saysNothingOfConditionsOnFieldsThatTheStepHides() {
        FlowInstance run = returned(Map.of("sum", FieldRight.HIDDEN), true);
        mill.gate
                .transaction()
                .executeWithoutResult(status ->
                        mill.database().update("UPDATE app_mill.purchase SET sum = 5000 WHERE id = ?", run.record()));
        OtherWay seen = Objects.requireNonNull(detail(ann, run).otherWay());
        assertThat(seen.forks().getFirst().reasons()).isEmpty();
        assertThat(seen.forks().getFirst().now()).isEmpty();
        assertThat(refused(ann, run, yes(Map.of()))).isEqualTo(seen);
    }

    @Test
    void manyAtOnceNameTheOneThatWouldGoElsewhere() {
        FlowInstance run = returned(Map.of("sum", FieldRight.EDIT), true);
        mill.database().update("UPDATE app_mill.purchase SET sum = 5000 WHERE id = ?", run.record());
        UUID task = mill.task(ann, run).id();
        Map<UUID, Problems> refused = Mill.as(ann, () -> mill.tasks().actAll(List.of(task), yes(Map.of())));
        assertThat(refused.getOrDefault(task, Problems.NONE).items())
                .extracting(Problem::code)
                .containsExactly("flow.error.otherWay");
        assertThat(mill.has(ann, run)).isTrue();
    }
}
