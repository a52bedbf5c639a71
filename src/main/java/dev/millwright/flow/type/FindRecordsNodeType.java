package dev.millwright.flow.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.flow.RecordChoice;
import dev.millwright.flow.spi.Groups;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.flow.spi.NodeType;
import dev.millwright.flow.spi.RecordProperties;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Finds records for later nodes. */
@Component
class FindRecordsNodeType implements NodeType<FindRecordsNodeType.Config> {

    /**
     * @param name by which later nodes find them
     */
    record Config(RecordChoice which, String name) {
        Config {
            which = which == null ? RecordChoice.NONE : which;
            name = name == null ? "" : name;
        }
    }

    private final NodeRecords records;

    FindRecordsNodeType(NodeRecords records) {
        this.records = records;
    }

    @Override
    public String key() {
        return "find-records";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Find records", "查找记录"),
                Label.of("Keeps them for the nodes that follow", "供后续节点使用"),
                "vaadin:search",
                Groups.RECORDS,
                Groups.FIRST_RECORDS + 40);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(RecordChoice.NONE, "");
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                RecordProperties.<Config>choice(
                        "which",
                        Label.of("Which records", "哪些记录"),
                        Config::which,
                        (config, which) -> new Config(which, config.name())),
                ConfigProperty.<Config, String>of(
                        "name",
                        Label.of("Name for later nodes", "供后续节点引用的名称"),
                        new PropertyKind.Text(40, false),
                        Config::name,
                        (config, name) -> new Config(config.which(), name)));
    }

    @Override
    public NodeShape shape() {
        return NodeShape.STEP;
    }

    @Override
    public Problems validateIn(Config config, NodeContext context) {
        return Choices.problems(config.which(), context, "which")
                .and(
                        config.name().isBlank()
                                ? Problems.of(Problem.error("flow.node.error.noName", "name"))
                                : Problems.NONE);
    }

    @Override
    public Set<UUID> needs(Config config) {
        return Needed.of(config.which().form());
    }

    @Override
    public String summary(Config config, NodeContext context) {
        return Choices.words("flow.node.words.find", config.which(), context);
    }

    @Override
    public NodeBehaviour behaviour(Config config) {
        return new NodeBehaviour.Automatic(run -> {
            List<UUID> found = records.find(run, config.which());
            run.keep(config.name(), found);
            run.note("flow.node.note.found", found.size());
        });
    }
}
