package dev.millwright.flow.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
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
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Goes back to an earlier node, so often at most. */
@Component
class JumpNodeType implements NodeType<JumpNodeType.Config> {

    private static final long MOST = 1_000;

    /**
     * @param to id of the node
     * @param most how often in one run
     */
    record Config(@Nullable UUID to, @Nullable Long most) {}

    @Override
    public String key() {
        return "jump";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Go back", "跳回"),
                Label.of("To an earlier node, with a limit", "跳回之前的节点，可限制次数"),
                "vaadin:arrow-backward",
                Groups.COURSE,
                Groups.FIRST_COURSE + 40);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(null, 10L);
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                NodeProperties.<Config>earlierNode(
                        "to", Label.of("To", "跳到"), Config::to, (config, to) -> new Config(to, config.most())),
                ConfigProperty.<Config, @Nullable Long>of(
                        "most",
                        Label.of("How often at most", "最多次数"),
                        new PropertyKind.Whole(1, MOST),
                        Config::most,
                        (config, most) -> new Config(config.to(), most)));
    }

    @Override
    public Problems validate(Config config) {
        return config.to() == null ? Problems.of(Problem.error("flow.node.error.noTarget", "to")) : Problems.NONE;
    }

    @Override
    public NodeShape shape() {
        return NodeShape.JUMP;
    }

    @Override
    public String summary(Config config, NodeContext context) {
        return Optional.ofNullable(config.to())
                .flatMap(context.flow()::node)
                .map(node -> Needed.text(context, "flow.node.words.jump", node.label(), most(config)))
                .orElse("");
    }

    private static int most(Config config) {
        Long most = config.most();
        return most == null ? 10 : (int) Math.clamp(most, 1, MOST);
    }

    @Override
    public NodeBehaviour behaviour(Config config) {
        return new NodeBehaviour.Jump(Objects.requireNonNullElseGet(config.to(), () -> new UUID(0, 0)), most(config));
    }
}
