package dev.millwright.flow.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.PeopleStep.Rejection;
import dev.millwright.flow.spi.FlowWords;
import dev.millwright.flow.spi.Groups;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeBehaviour.People.Kind;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.flow.spi.NodeProperties;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.flow.spi.NodeType;
import dev.millwright.flow.spi.PeopleSteps;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problems;
import java.util.List;
import org.springframework.stereotype.Component;

/** People say yes or no. */
@Component
class ApproveNodeType implements NodeType<ApproveNodeType.Config> {

    record Config(PeopleStep step) {
        Config {
            step = step == null ? PeopleStep.EMPTY : step;
        }
    }

    @Override
    public String key() {
        return "approve";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Approve", "审批"),
                Label.of("People say yes or no", "由人员同意或拒绝"),
                "vaadin:check-circle-o",
                Groups.PEOPLE,
                Groups.FIRST_PEOPLE + 0);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(PeopleStep.EMPTY);
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return NodeProperties.step("step", Kind.APPROVE, Config::step, (config, step) -> new Config(step));
    }

    @Override
    public NodeShape shape() {
        return NodeShape.STEP;
    }

    @Override
    public NodeShape shape(Config config) {
        return config.step().rejection() == Rejection.BRANCH ? NodeShape.ANSWER : NodeShape.STEP;
    }

    @Override
    public Problems validateIn(Config config, NodeContext context) {
        return PeopleSteps.problems(config.step(), context).under("step");
    }

    @Override
    public String summary(Config config, NodeContext context) {
        return FlowWords.step(config.step(), context);
    }

    @Override
    public NodeBehaviour behaviour(Config config) {
        return new NodeBehaviour.People(Kind.APPROVE, config.step());
    }
}
