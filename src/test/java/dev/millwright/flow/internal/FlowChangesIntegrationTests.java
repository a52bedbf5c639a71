package dev.millwright.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.flow.BranchDefinition;
import dev.millwright.flow.Deadline;
import dev.millwright.flow.Deadline.Act;
import dev.millwright.flow.Deadline.Counted;
import dev.millwright.flow.Deadline.Escalation;
import dev.millwright.flow.Deadline.Reminder;
import dev.millwright.flow.Deadline.Span;
import dev.millwright.flow.Deadline.Unit;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.VotePolicy;
import dev.millwright.record.internal.Gate;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.TestTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Publishing says in words what becomes of a flow. */
class FlowChangesIntegrationTests {

    private static final Span TWO_DAYS = new Span(2, Unit.DAYS, true);

    private static Mill mill;
    private static NodeDefinition boss;
    private static NodeDefinition clerk;
    private static NodeDefinition fork;
    private static FlowDefinition flow;

    @BeforeAll
    static void start() {
        mill = new Mill(Gate.form("request", Gate.field("name", "text"), Gate.field("sum", "decimal")));
        boss = mill.approve("Boss", Mill.by(TestPeople.MIA));
        clerk = mill.fill("Clerk", Mill.by(TestPeople.SAM));
        fork = mill.branches(
                "condition",
                Mill.branch("sum > 100", mill.approve("Owner", Mill.by(TestPeople.DANA))),
                Mill.branch(""));
        flow = mill.publish(mill.submitted(boss, clerk, fork));
    }

    @AfterAll
    static void stop() {
        mill.close();
    }

    private static List<String> said(FlowDefinition draft, Locale locale) {
        return mill.context.getBean(FlowKind.class).changes(flow, draft, mill.planned(draft)).stream()
                .map(change -> TestTexts.all()
                        .text(locale, change.code(), change.arguments().toArray()))
                .toList();
    }

    private static FlowDefinition with(NodeDefinition... nodes) {
        return flow.withNodes(List.of(nodes));
    }

    private static NodeDefinition boss(PeopleStep step) {
        return boss.withConfig((ObjectNode) mill.approve("", step).config());
    }

    @Test
    void tellsNamesAndPlaces() {
        assertThat(said(with(boss.withLabel("Manager"), clerk, fork), Locale.ENGLISH))
                .containsExactly("“Boss” is now called “Manager”");
        assertThat(said(with(clerk, boss, fork), Locale.ENGLISH))
                .hasSize(1)
                .first()
                .asString()
                .contains("is moved: now");
        BranchDefinition large = fork.branches().getFirst();
        NodeDefinition around = fork.withBranches(List.of(
                large.withNodes(List.of(clerk, large.nodes().getFirst())),
                fork.branches().getLast()));
        assertThat(said(with(boss, around), Locale.ENGLISH))
                .containsExactly("“Clerk” is moved: now first in “Branch 1”");
        assertThat(said(with(boss, around), Locale.CHINESE)).containsExactly("“Clerk”移动了位置：现在“分支 1”的最前面");
        assertThat(said(with(clerk, fork), Locale.ENGLISH)).containsExactly("One node is removed: Boss");
        assertThat(said(with(boss, mill.fill("New", Mill.byStarter()), clerk, fork), Locale.ENGLISH))
                .containsExactly("One node is added: New");
    }

    @Test
    void tellsConditionsBeforeAndAfter() {
        BranchDefinition large = fork.branches().getFirst();
        NodeDefinition other = fork.withBranches(List.of(
                large.withCondition("sum > 500").withLabel("Much"),
                fork.branches().getLast()));
        assertThat(said(with(boss, clerk, other), Locale.ENGLISH))
                .containsExactly(
                        "“condition”: the branch “Branch 1” is now called “Much”",
                        "“condition”, condition of “Much”: The sum > 100 → The sum > 500");
        NodeDefinition turned = fork.withBranches(fork.branches().reversed());
        assertThat(said(with(boss, clerk, turned), Locale.ENGLISH))
                .containsExactly("“condition”: its branches stand in another order");
    }

    @Test
    void tellsSettingsBeforeAndAfter() {
        Deadline due = new Deadline(
                TWO_DAYS,
                "",
                List.of(new Reminder(new Span(1, Unit.DAYS, true), Counted.BEFORE_DUE, 1)),
                List.of(new Escalation(new Span(2, Unit.HOURS, false), Counted.AFTER_DUE, Act.TO_HEAD, List.of())));
        PeopleStep step = Mill.by(TestPeople.MIA, TestPeople.DANA)
                .withPolicy(VotePolicy.ANY)
                .withFields(Map.of("sum", FieldRight.REQUIRED))
                .withNobody(PeopleStep.Nobody.PASS)
                .withFourEyes(true)
                .withDue(due);
        assertThat(said(with(boss(step), clerk, fork), Locale.ENGLISH))
                .containsExactly(
                        "“Boss”, Who: Mia Manager → Mia Manager, Dana Designer",
                        "“Boss”, When there are several: all must agree → the first answer decides",
                        "“Boss”, Fields: none → The sum required",
                        "“Boss”, Time: none → 2 working days, reminder 1 working day before the due time,"
                                + " 2 hours after the due time: the head gets it",
                        "“Boss”, Nobody is found: The owner of the flow is asked → The step passes",
                        "“Boss”, Never approved by the starter (four eyes): off → on");
        assertThat(said(with(boss(step), clerk, fork), Locale.CHINESE))
                .contains("“Boss”的时限：无 → 2 个工作日，到期前 1 个工作日提醒，到期后 2 小时：转交给其主管")
                .noneMatch(words -> words.contains("flow."));
    }

    @Test
    void tellsHowItStartsAndWhatHoldsForAll() {
        assertThat(said(
                        flow.withTrigger(mill.triggered("record-created", Map.of()))
                                .withSettings(flow.settings().withWithdrawable(false)),
                        Locale.ENGLISH))
                .hasSize(2)
                .anyMatch(words -> words.startsWith("It starts in another way: "))
                .contains("The starter may withdraw it: on → off");
    }

    @Test
    void tellsEachSettingOfHowItStarts() {
        FlowDefinition before = flow.withTrigger(mill.triggered("record-changed", Map.of("fields", List.of("sum"))));
        FlowDefinition after = flow.withTrigger(
                mill.triggered("record-changed", Map.of("fields", List.of("name"), "condition", "sum > 5")));
        assertThat(mill.context.getBean(FlowKind.class).changes(before, after, mill.planned(after)).stream()
                        .map(change -> TestTexts.all()
                                .text(
                                        Locale.ENGLISH,
                                        change.code(),
                                        change.arguments().toArray()))
                        .toList())
                .hasSize(2)
                .anyMatch(words -> words.contains("sum > 5"));
    }

    @Test
    void tellsHowManyRunsGoOnAsTheyBegan() {
        mill.submit(TestPeople.SAM, "name", "Drill");
        try {
            assertThat(said(with(boss.withLabel("Manager"), clerk, fork), Locale.ENGLISH))
                    .containsExactly("“Boss” is now called “Manager”", "One run keeps going on the old version");
        } finally {
            mill.database().update("DELETE FROM platform.flow_instance WHERE flow = ?", flow.id());
        }
    }

    @Test
    void countsWhatIsTooMuchToTellAndCutsLongWords() {
        List<NodeDefinition> many = new ArrayList<>(List.of(boss, clerk));
        NodeDefinition check = mill.branches(
                "condition",
                IntStream.range(0, 60)
                        .mapToObj(i -> new BranchDefinition(
                                dev.millwright.shared.Ids.next(), "B".repeat(300), "sum > 1", List.of()))
                        .toArray(BranchDefinition[]::new));
        many.add(fork.withBranches(check.branches()));
        List<String> said = said(flow.withNodes(many), Locale.ENGLISH);
        assertThat(said).hasSizeLessThanOrEqualTo(FlowChanges.MOST + 1);
        assertThat(said).last().asString().contains("more changes, which the designer shows");
    }
}
