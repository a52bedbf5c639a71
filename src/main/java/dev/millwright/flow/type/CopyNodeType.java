package dev.millwright.flow.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.spi.FlowWords;
import dev.millwright.flow.spi.Groups;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.flow.spi.NodeProperties;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.flow.spi.NodeType;
import dev.millwright.flow.spi.PeopleSteps;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problems;
import java.util.List;
import org.springframework.stereotype.Component;

/** Lets people know; the flow does not wait for them. */
@Component
class CopyNodeType implements NodeType<CopyNodeType.Config> {

    /** @param people sources that add up, without doubles */
    record Config(List<PeopleSource> people) {
        Config {
            people = people == null ? List.of() : List.copyOf(people);
        }
    }

    @Override
    public String key() {
        return "copy";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Copy to", "抄送"),
                Label.of("Lets people know, without waiting for them", "告知相关人员，流程不等待"),
                "vaadin:envelope-o",
                Groups.PEOPLE,
                Groups.FIRST_PEOPLE + 20);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(List.of());
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(NodeProperties.people(
                "people", Label.of("Who", "抄送给"), Config::people, (config, people) -> new Config(people)));
    }

    @Override
    public NodeShape shape() {
        return NodeShape.STEP;
    }

    @Override
    public Problems validateIn(Config config, NodeContext context) {
        return PeopleSteps.receivers(config.people(), context);
    }

    @Override
    public String summary(Config config, NodeContext context) {
        return FlowWords.people(config.people(), context);
    }

    @Override
    public NodeBehaviour behaviour(Config config) {
        return new NodeBehaviour.Copy(config.people());
    }
}
