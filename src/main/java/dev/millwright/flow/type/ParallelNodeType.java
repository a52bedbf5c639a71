package dev.millwright.flow.type;

import dev.millwright.extension.Descriptor;
import dev.millwright.flow.spi.Groups;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.flow.spi.NodeType;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** All branches run at the same time. */
@Component
class ParallelNodeType implements NodeType<Nothing> {

    @Override
    public String key() {
        return "parallel";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Parallel", "并行分支"),
                Label.of("All branches run at the same time", "所有分支同时进行"),
                "vaadin:road-branches",
                Groups.BRANCHES,
                Groups.FIRST_BRANCHES + 10);
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
        return NodeShape.PARALLEL;
    }

    @Override
    public String summary(Nothing config, NodeContext context) {
        return context.texts().text(context.locale(), "flow.summary.parallel");
    }

    @Override
    public NodeBehaviour behaviour(Nothing config) {
        return new NodeBehaviour.Branches();
    }
}
