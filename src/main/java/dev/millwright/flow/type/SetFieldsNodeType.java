package dev.millwright.flow.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.flow.RecordValues;
import dev.millwright.flow.spi.FlowWords;
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
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Gives fields of the flow's record other values. */
@Component
class SetFieldsNodeType implements NodeType<SetFieldsNodeType.Config> {

    /**
     * @param values formulas by key of the field
     */
    record Config(Map<String, String> values) {
        Config {
            values = values == null ? Map.of() : RecordValues.formulas(values);
        }
    }

    private final NodeRecords records;

    SetFieldsNodeType(NodeRecords records) {
        this.records = records;
    }

    @Override
    public String key() {
        return "set-fields";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Set fields", "设置字段"),
                Label.of("Fills in fields of the record", "填写记录的字段"),
                "vaadin:input",
                Groups.RECORDS,
                Groups.FIRST_RECORDS + 20);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(Map.of());
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(NodeProperties.<Config>values(
                "values", Label.of("Fields", "字段"), Config::values, (config, values) -> new Config(values)));
    }

    @Override
    public NodeShape shape() {
        return NodeShape.STEP;
    }

    @Override
    public Problems validateIn(Config config, NodeContext context) {
        return config.values().isEmpty()
                ? Problems.of(Problem.error("flow.node.error.noValues", "values"))
                : Needed.values(context.flow().form(), config.values(), context, "values");
    }

    @Override
    public String summary(Config config, NodeContext context) {
        return Needed.text(
                context,
                "flow.node.words.set",
                config.values().keySet().stream()
                        .map(key -> FlowWords.field(key, context))
                        .collect(Collectors.joining(Needed.text(context, "flow.node.words.and"))));
    }

    @Override
    public NodeBehaviour behaviour(Config config) {
        return new NodeBehaviour.Automatic(run -> records.set(run, config.values()));
    }
}
