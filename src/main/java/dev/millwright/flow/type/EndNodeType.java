package dev.millwright.flow.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.flow.spi.Groups;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.flow.spi.NodeType;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.List;
import org.springframework.stereotype.Component;

/** The flow is over, all of it, also what stands open in other branches. */
@Component
class EndNodeType implements NodeType<EndNodeType.Config> {

    private static final int LONGEST_NAME = 60;

    /**
     * @param outcome {@code accepted}, {@code rejected}, {@code cancelled}, or {@code other} for one with a name of its own
     * @param name of an outcome of its own
     */
    record Config(String outcome, String name) {
        Config {
            outcome = outcome == null ? "accepted" : outcome;
            name = name == null ? "" : name;
        }

        boolean isOther() {
            return outcome.equals("other");
        }
    }

    @Override
    public String key() {
        return "end";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("End", "结束"),
                Label.of("Ends the flow here", "流程在此结束"),
                "vaadin:stop",
                Groups.COURSE,
                Groups.FIRST_COURSE + 50);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config("accepted", "");
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                ConfigProperty.<Config, String>of(
                        "outcome",
                        Label.of("Ends as", "结果"),
                        new PropertyKind.Choice(List.of(
                                new PropertyKind.Choice.Option("accepted", Label.of("Accepted", "通过")),
                                new PropertyKind.Choice.Option("rejected", Label.of("Rejected", "拒绝")),
                                new PropertyKind.Choice.Option("cancelled", Label.of("Cancelled", "取消")),
                                new PropertyKind.Choice.Option("other", Label.of("Something else", "其他")))),
                        Config::outcome,
                        (config, outcome) -> new Config(outcome, config.name())),
                ConfigProperty.<Config, String>of(
                                "name",
                                Label.of("Name of the outcome", "结果名称"),
                                new PropertyKind.Text(LONGEST_NAME, false),
                                Config::name,
                                (config, name) -> new Config(config.outcome(), name))
                        .visibleWhen(Config::isOther)
                        .withHelp(Label.of("Counted apart", "单独统计")));
    }

    @Override
    public Problems validate(Config config) {
        return config.isOther() && config.name().isBlank()
                ? Problems.of(Problem.error("flow.error.outcome", "name"))
                : Problems.NONE;
    }

    @Override
    public NodeShape shape() {
        return NodeShape.END;
    }

    @Override
    public String summary(Config config, NodeContext context) {
        return config.isOther()
                ? config.name()
                : context.texts().text(context.locale(), "flow.outcome." + config.outcome());
    }

    @Override
    public NodeBehaviour behaviour(Config config) {
        return new NodeBehaviour.End(config.isOther() ? config.name().strip() : config.outcome());
    }
}
