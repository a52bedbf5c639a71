package dev.millwright.flow.type;

import dev.millwright.extension.Descriptor;
import dev.millwright.flow.spi.Groups;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.flow.spi.NodeType;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** All branches that apply run at the same time. */
@Component
class InclusiveNodeType implements NodeType<Nothing> {

    @Override
    public String key() {
        return "inclusive";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Inclusive", "包容分支"),
                Label.of("All branches that apply run at the same time", "满足条件的分支同时进行"),
                "vaadin:cluster",
                Groups.BRANCHES,
                Groups.FIRST_BRANCHES + 20);
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
        return NodeShape.INCLUSIVE;
    }

    @Override
    public String summary(Nothing config, NodeContext context) {
        return context.texts().text(context.locale(), "flow.summary.inclusive");
    }

    @Override
    public NodeBehaviour behaviour(Nothing config) {
        return new NodeBehaviour.Branches();
    }
}
