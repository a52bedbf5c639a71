package dev.millwright.flow.type;

import dev.millwright.extension.Descriptor;
import dev.millwright.flow.spi.Groups;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.flow.spi.NodeType;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** The first branch that applies is taken. */
@Component
class ConditionNodeType implements NodeType<Nothing> {

    @Override
    public String key() {
        return "condition";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Condition", "条件分支"),
                Label.of("The first branch that applies is taken", "走第一个满足条件的分支"),
                "vaadin:split",
                Groups.BRANCHES,
                Groups.FIRST_BRANCHES + 0);
    }

    @Override
    public Class<Nothing> configType() {
        return Nothing.class;
    }

    @Override
    public Nothing defaultConfig() {
        return Nothing.AT_ALL;
    }

    @Override
    public NodeShape shape() {
        return NodeShape.EXCLUSIVE;
    }

    @Override
    public String summary(Nothing config, NodeContext context) {
        return context.texts().text(context.locale(), "flow.summary.condition");
    }

    @Override
    public NodeBehaviour behaviour(Nothing config) {
        return new NodeBehaviour.Branches();
    }
}
