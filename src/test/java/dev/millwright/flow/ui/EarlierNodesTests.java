package dev.millwright.flow.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.flow.BranchDefinition;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.TriggerDefinition;
import dev.millwright.shared.Ids;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class EarlierNodesTests {

    @Test
    void areThoseAboveOnTheWayAndWithinThem() {
        NodeDefinition first = node();
        NodeDefinition left = node();
        NodeDefinition right = node();
        NodeDefinition rightAfter = node();
        NodeDefinition fork = node(List.of(left), List.of(right, rightAfter));
        NodeDefinition last = node();
        FlowDefinition flow = new FlowDefinition(
                Ids.next(), "f", "F", null, TriggerDefinition.NONE, List.of(first, fork, last), FlowSettings.DEFAULT);
        assertThat(EarlierNodes.before(flow, first.id())).isEmpty();
        assertThat(EarlierNodes.before(flow, rightAfter.id())).containsExactly(first.id(), fork.id(), right.id());
        assertThat(EarlierNodes.before(flow, last.id()))
                .containsExactly(first.id(), fork.id(), left.id(), right.id(), rightAfter.id());
        assertThat(EarlierNodes.before(flow, UUID.randomUUID())).isEmpty();
    }

    @SafeVarargs
    private static NodeDefinition node(List<NodeDefinition>... branches) {
        return new NodeDefinition(
                Ids.next(),
                "step",
                "",
                JsonNodeFactory.instance.objectNode(),
                List.of(branches).stream()
                        .map(nodes -> new BranchDefinition(Ids.next(), "", "", nodes))
                        .toList());
    }
}
