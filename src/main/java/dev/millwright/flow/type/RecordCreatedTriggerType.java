package dev.millwright.flow.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.flow.spi.Groups;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.flow.spi.NodeProperties;
import dev.millwright.flow.spi.Subscription;
import dev.millwright.flow.spi.TriggerType;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problems;
import java.util.List;
import org.springframework.stereotype.Component;

/** A record was created. */
@Component
class RecordCreatedTriggerType implements TriggerType<RecordCreatedTriggerType.Config> {

    /**
     * @param condition about the record; empty for all
     */
    record Config(String condition) {
        Config {
            condition = condition == null ? "" : condition;
        }
    }

    @Override
    public String key() {
        return "record-created";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Record created", "记录新建"),
                Label.of("By anybody, or by an import", "由任何人或导入新建"),
                "vaadin:file-add",
                Groups.RECORDS,
                Groups.FIRST_RECORDS + 110);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config("");
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(NodeProperties.<Config>condition(
                "condition",
                Label.of("Only when", "仅当"),
                Config::condition,
                (config, condition) -> new Config(condition)));
    }

    @Override
    public Problems validateIn(Config config, NodeContext context) {
        return Conditions.problems(config.condition(), context, "condition");
    }

    @Override
    public String summary(Config config, NodeContext context) {
        return Needed.text(
                context,
                "flow.trigger.words.created",
                Needed.form(context.flow().form(), context));
    }

    @Override
    public Subscription subscription(Config config) {
        return new Subscription.Created(config.condition());
    }
}
