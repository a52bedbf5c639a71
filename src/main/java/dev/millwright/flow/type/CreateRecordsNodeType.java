package dev.millwright.flow.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.flow.RecordValues;
import dev.millwright.flow.spi.Groups;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.flow.spi.NodeProperties;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.flow.spi.NodeType;
import dev.millwright.flow.spi.RecordProperties;
import dev.millwright.record.FormRef;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problems;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Creates records of any form of the app. */
@Component
class CreateRecordsNodeType implements NodeType<CreateRecordsNodeType.Config> {

    /**
     * @param times formula for how many; empty for one
     * @param name by which later nodes find them
     */
    record Config(RecordValues content, String times, String name) {
        Config {
            content = content == null ? RecordValues.NONE : content;
            times = times == null ? "" : times;
            name = name == null ? "" : name;
        }
    }

    private final NodeRecords records;

    CreateRecordsNodeType(NodeRecords records) {
        this.records = records;
    }

    @Override
    public String key() {
        return "create-records";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Create records", "新建记录"),
                Label.of("One or several, filled from this record", "新建一条或多条，用本记录填写"),
                "vaadin:plus-circle",
                Groups.RECORDS,
                Groups.FIRST_RECORDS + 30);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(RecordValues.NONE, "", "");
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                RecordProperties.<Config>values(
                        "content",
                        Label.of("Records", "记录"),
                        Config::content,
                        (config, content) -> new Config(content, config.times(), config.name())),
                NodeProperties.<Config>formula(
                        "times",
                        Label.of("How many", "数量"),
                        Config::times,
                        (config, times) -> new Config(config.content(), times, config.name())),
                ConfigProperty.<Config, String>of(
                        "name",
                        Label.of("Name for later nodes", "供后续节点引用的名称"),
                        new PropertyKind.Text(40, false),
                        Config::name,
                        (config, name) -> new Config(config.content(), config.times(), name)));
    }

    @Override
    public NodeShape shape() {
        return NodeShape.STEP;
    }

    @Override
    public Problems validateIn(Config config, NodeContext context) {
        return Needed.values(config.content().form(), config.content().values(), context, "content")
                .and(context.formula(context.flow().form(), config.times(), "times"));
    }

    @Override
    public Set<UUID> needs(Config config) {
        return Needed.of(config.content().form());
    }

    @Override
    public String summary(Config config, NodeContext context) {
        return Needed.text(
                context, "flow.node.words.create", Needed.form(config.content().form(), context));
    }

    @Override
    public NodeBehaviour behaviour(Config config) {
        return new NodeBehaviour.Automatic(run -> {
            int times = config.times().isBlank() ? 1 : records.times(run, config.times());
            FormRef form = NodeRecords.form(run, config.content().form());
            List<UUID> created = records.create(run, form, config.content().values(), times);
            run.keep(config.name(), created);
            run.note("flow.node.note.created", created.size());
        });
    }
}
