package dev.millwright.flow.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.flow.RecordChoice;
import dev.millwright.flow.RecordValues;
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
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Changes records of any form of the app. */
@Component
class UpdateRecordsNodeType implements NodeType<UpdateRecordsNodeType.Config> {

    record Config(RecordChoice which, Map<String, String> values) {
        Config {
            which = which == null ? RecordChoice.NONE : which;
            values = values == null ? Map.of() : RecordValues.formulas(values);
        }
    }

    private final NodeRecords records;

    UpdateRecordsNodeType(NodeRecords records) {
        this.records = records;
    }

    @Override
    public String key() {
        return "update-records";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Update records", "更新记录"),
                Label.of("Changes all records that are found", "修改查到的全部记录"),
                "vaadin:edit",
                Groups.RECORDS,
                Groups.FIRST_RECORDS + 50);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(RecordChoice.NONE, Map.of());
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                RecordProperties.<Config>choice(
                        "which",
                        Label.of("Which records", "哪些记录"),
                        Config::which,
                        (config, which) -> new Config(
                                which,
                                Objects.equals(which.form(), config.which().form()) ? config.values() : Map.of())),
                RecordProperties.<Config>changes(
                        "values",
                        Label.of("New values", "新值"),
                        config -> new RecordValues(config.which().form(), config.values()),
                        (config, values) -> new Config(config.which().withForm(values.form()), values.values())));
    }

    @Override
    public NodeShape shape() {
        return NodeShape.STEP;
    }

    @Override
    public Problems validateIn(Config config, NodeContext context) {
        return Choices.problems(config.which(), context, "which")
                .and(
                        config.which().choosesAll()
                                ? Problems.of(Problem.warning(
                                        "flow.node.warning.updatesAll",
                                        "which",
                                        Needed.form(config.which().form(), context)))
                                : Problems.NONE)
                .and(
                        config.values().isEmpty()
                                ? Problems.of(Problem.error("flow.node.error.noValues", "values"))
                                : Needed.changes(config.which().form(), config.values(), context, "values"));
    }

    @Override
    public Set<UUID> needs(Config config) {
        return Needed.of(config.which().form());
    }

    @Override
    public String summary(Config config, NodeContext context) {
        return config.which().choosesAll()
                ? Needed.text(
                        context,
                        "flow.node.words.updateAll",
                        Needed.form(config.which().form(), context))
                : Choices.words("flow.node.words.update", config.which(), context);
    }

    @Override
    public String foretold(Config config, NodeContext context) {
        return Choices.foretold(
                config.which().choosesAll() ? "flow.node.foretold.updateAll" : "flow.node.foretold.update",
                config.which(),
                context);
    }

    @Override
    public NodeBehaviour behaviour(Config config) {
        return new NodeBehaviour.Automatic(run -> {
            run.note("flow.node.note.updated", records.update(run, config.which(), config.values()));
        });
    }
}
