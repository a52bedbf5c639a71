package dev.millwright.flow.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.flow.FlowRefusedException;
import dev.millwright.flow.spi.Groups;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.flow.spi.NodeProperties;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.flow.spi.NodeType;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.List;
import org.springframework.stereotype.Component;

/** Refuses to go on unless the record is as it should be. */
@Component
class CheckNodeType implements NodeType<CheckNodeType.Config> {

    /**
     * @param condition what has to be true
     * @param message what people read when it is not
     */
    record Config(String condition, String message) {
        Config {
            condition = condition == null ? "" : condition;
            message = message == null ? "" : message;
        }
    }

    private final NodeRecords records;

    CheckNodeType(NodeRecords records) {
        this.records = records;
    }

    @Override
    public String key() {
        return "check";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Check", "校验"),
                Label.of("Refuses with a message unless a condition holds", "条件不满足时拒绝并提示"),
                "vaadin:check-circle",
                Groups.COURSE,
                Groups.FIRST_COURSE + 20);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config("", "");
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                NodeProperties.<Config>condition(
                        "condition",
                        Label.of("This must be true", "必须满足"),
                        Config::condition,
                        (config, condition) -> new Config(condition, config.message())),
                ConfigProperty.<Config, String>of(
                        "message",
                        Label.of("Message when it is not", "不满足时的提示"),
                        new PropertyKind.Text(200, false),
                        Config::message,
                        (config, message) -> new Config(config.condition(), message)));
    }

    @Override
    public Problems validate(Config config) {
        Problems problems = Problems.NONE;
        if (config.condition().isBlank()) {
            problems = problems.and(Problem.error("flow.node.error.noCondition", "condition"));
        }
        return config.message().isBlank()
                ? problems.and(Problem.error("flow.node.error.noMessage", "message"))
                : problems;
    }

    @Override
    public NodeShape shape() {
        return NodeShape.STEP;
    }

    @Override
    public Problems validateIn(Config config, NodeContext context) {
        return Conditions.problems(config.condition(), context, "condition");
    }

    @Override
    public String summary(Config config, NodeContext context) {
        return Conditions.words(config.condition(), context);
    }

    @Override
    public NodeBehaviour behaviour(Config config) {
        return new NodeBehaviour.Automatic(run -> {
            if (!records.holds(run, config.condition())) {
                throw new FlowRefusedException(run.inWords(config.message()));
            }
        });
    }
}
