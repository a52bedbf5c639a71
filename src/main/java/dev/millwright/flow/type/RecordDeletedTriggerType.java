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

/** A record was moved to the recycle bin. */
@Component
class RecordDeletedTriggerType implements TriggerType<RecordDeletedTriggerType.Config> {

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
        return "record-deleted";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Record deleted", "记录删除"),
                Label.of("Moved to the recycle bin", "移入回收站"),
                "vaadin:file-remove",
                Groups.RECORDS,
                Groups.FIRST_RECORDS + 130);
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
                "flow.trigger.words.deleted",
                Needed.form(context.flow().form(), context));
    }

    @Override
    public Subscription subscription(Config config) {
        return new Subscription.Deleted(config.condition());
    }
}
