package dev.millwright.flow.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
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

/** Moves records of any form of the app to the recycle bin. */
@Component
class DeleteRecordsNodeType implements NodeType<DeleteRecordsNodeType.Config> {

    record Config(RecordChoice which) {
        Config {
            which = which == null ? RecordChoice.NONE : which;
        }
    }

    private final NodeRecords records;

    DeleteRecordsNodeType(NodeRecords records) {
        this.records = records;
    }

    @Override
    public String key() {
        return "delete-records";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Delete records", "删除记录"),
                Label.of("Moves what is found to the recycle bin", "把查到的记录移入回收站"),
                "vaadin:trash",
                Groups.RECORDS,
                Groups.FIRST_RECORDS + 60);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(RecordChoice.NONE);
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(RecordProperties.<Config>choice(
                "which", Label.of("Which records", "哪些记录"), Config::which, (config, which) -> new Config(which)));
    }

    /** Never all records of a form by an oversight. */
    @Override
    public Problems validate(Config config) {
        return config.which().match().isEmpty() && config.which().condition().isBlank()
                ? Problems.of(Problem.error("flow.node.error.deletesAll", "which"))
                : Problems.NONE;
    }

    @Override
    public NodeShape shape() {
        return NodeShape.STEP;
    }

    @Override
    public Problems validateIn(Config config, NodeContext context) {
        return Choices.problems(config.which(), context, "which");
    }

    @Override
    public Set<UUID> needs(Config config) {
        return Needed.of(config.which().form());
    }

    @Override
    public String summary(Config config, NodeContext context) {
        return Choices.words("flow.node.words.delete", config.which(), context);
    }

    @Override
    public String foretold(Config config, NodeContext context) {
        return Choices.foretold("flow.node.foretold.delete", config.which(), context);
    }

    @Override
    public NodeBehaviour behaviour(Config config) {
        return new NodeBehaviour.Automatic(run -> {
            List<UUID> found = records.find(run, config.which());
            records.delete(run, NodeRecords.form(run, config.which().form()), found);
            run.note("flow.node.note.deleted", found.size());
        });
    }
}
