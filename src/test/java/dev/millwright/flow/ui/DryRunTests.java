package dev.millwright.flow.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.flow.BranchDefinition;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.TriggerDefinition;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.form.ui.Conditions.Literal;
import dev.millwright.shared.Ids;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class DryRunTests {

    private final Map<String, Boolean> stored = new HashMap<>();
    private final NodeDefinition small = node("step", "small");
    private final NodeDefinition large = node("step", "large");
    private final NodeDefinition last = node("step", "last");
    private final BranchDefinition much = branch("amount >= 5000 and kind = \"a\"", large);
    private final BranchDefinition formula = branch("LEN(note) > 3", node("end", "early"));
    private final BranchDefinition otherwise = branch("", small);

    @Test
    void theFirstBranchThatHoldsIsTaken() {
        NodeDefinition fork = fork("exclusive", much, otherwise);
        assertThat(asked(run(Map.of("amount", new Literal.Amount("5000"), "kind", new Literal.Words("a")), fork, last)))
                .containsExactly("large", "last");
        assertThat(asked(run(
                        Map.of("amount", new Literal.Amount("4999.99"), "kind", new Literal.Words("a")), fork, last)))
                .containsExactly("small", "last");
        assertThat(asked(run(Map.of(), fork, last))).containsExactly("small", "last");
    }

    @Test
    void anEmptyFieldIsNeitherEqualNorUnequal() {
        NodeDefinition fork = fork("exclusive", branch("kind != \"a\"", large), otherwise);
        assertThat(asked(run(Map.of(), fork))).containsExactly("small");
        assertThat(asked(run(Map.of("kind", new Literal.Words("b")), fork))).containsExactly("large");
    }

    @Test
    void fieldsAreComparedWithEachOther() {
        NodeDefinition fork = fork("exclusive", branch("amount > least", large), otherwise);
        Map<String, Literal> more = Map.of("amount", new Literal.Amount("5"), "least", new Literal.Amount("4"));
        Map<String, Literal> less = Map.of("amount", new Literal.Amount("5"), "least", new Literal.Amount("6"));
        assertThat(asked(run(more, fork))).containsExactly("large");
        assertThat(asked(run(less, fork))).containsExactly("small");
        assertThat(asked(run(Map.of("amount", new Literal.Amount("5")), fork))).containsExactly("small");
    }

    @Test
    void aNoEndsTheFlow() {
        DryRun run = run(Map.of(), Set.of(small.id()), Set.of(), small, last);
        assertThat(asked(run)).containsExactly("small");
        assertThat(run.way().getLast()).isEqualTo(new DryRun.Over(null, true, 0));
    }

    @Test
    void aNoWithABranchGoesOnThereAndThenWithTheRest() {
        NodeDefinition head = fork("answer", branch("", small), branch("", node("step", "refused")));
        assertThat(asked(answering(Set.of(), head))).containsExactly("fork", "small", "last");
        DryRun no = answering(Set.of(head.id()), head);
        assertThat(asked(no)).containsExactly("fork", "refused", "last");
        assertThat(no.way()).contains(new DryRun.Taken(head, 1, head.branches().get(1), 0));
        assertThat(no.way().getLast()).isEqualTo(new DryRun.Over(null, false, 0));
    }

    private DryRun answering(Set<UUID> noes, NodeDefinition head) {
        DryRun run = run(Map.of(), noes, Set.of(), head, last);
        return new DryRun(
                run.flow(),
                run.values(),
                run.stored(),
                run.noes(),
                run.chosen(),
                run.today(),
                run.shapes(),
                node -> Optional.of(new NodeBehaviour.People(
                        NodeBehaviour.People.Kind.APPROVE,
                        PeopleStep.EMPTY.withRejection(PeopleStep.Rejection.BRANCH, null))));
    }

    @Test
    void formulasAreAskedBack() {
        NodeDefinition fork = fork("exclusive", formula, otherwise);
        DryRun without = run(Map.of(), Set.of(), Set.of(), fork, last);
        assertThat(without.way()).first().isInstanceOf(DryRun.Unsure.class);
        assertThat(asked(without)).containsExactly("small", "last");
        assertThat(asked(run(Map.of(), Set.of(), Set.of(formula.id()), fork, last)))
                .isEmpty();
    }

    @Test
    void allBranchesOfAParallelAreGone() {
        assertThat(asked(run(Map.of(), fork("parallel", much, otherwise), last)))
                .containsExactly("large", "small", "last");
        assertThat(asked(run(Map.of("amount", new Literal.Amount("1")), fork("inclusive", much, otherwise), last)))
                .containsExactly("small", "last");
    }

    @Test
    void whatAStoredRecordSaysOfAFormulaIsTaken() {
        NodeDefinition fork = fork("exclusive", formula, otherwise);
        stored.put(formula.condition(), false);
        assertThat(run(Map.of(), fork, last).way()).noneMatch(DryRun.Unsure.class::isInstance);
        assertThat(asked(run(Map.of(), fork, last))).containsExactly("small", "last");
        stored.put(formula.condition(), true);
        assertThat(asked(run(Map.of(), fork, last))).isEmpty();
    }

    private static List<String> asked(DryRun run) {
        return run.way().stream()
                .filter(DryRun.Asked.class::isInstance)
                .map(passed -> ((DryRun.Asked) passed).node().label())
                .toList();
    }

    private DryRun run(Map<String, Literal> values, NodeDefinition... nodes) {
        return run(values, Set.of(), Set.of(), nodes);
    }

    private DryRun run(Map<String, Literal> values, Set<UUID> noes, Set<UUID> chosen, NodeDefinition... nodes) {
        return new DryRun(
                new FlowDefinition(
                        Ids.next(), "f", "F", null, TriggerDefinition.NONE, List.of(nodes), FlowSettings.DEFAULT),
                values,
                condition -> Optional.ofNullable(stored.get(condition)),
                noes,
                chosen,
                LocalDate.of(2026, 1, 1),
                node -> NodeShape.valueOf(node.type().toUpperCase(java.util.Locale.ROOT)),
                node -> Optional.of(new NodeBehaviour.People(NodeBehaviour.People.Kind.APPROVE, PeopleStep.EMPTY)));
    }

    private static BranchDefinition branch(String condition, NodeDefinition node) {
        return new BranchDefinition(Ids.next(), "", condition, List.of(node));
    }

    private static NodeDefinition fork(String type, BranchDefinition... branches) {
        return node(type, "fork").withBranches(List.of(branches));
    }

    private static NodeDefinition node(String type, String label) {
        return new NodeDefinition(Ids.next(), type, label, JsonNodeFactory.instance.objectNode(), List.of());
    }
}
