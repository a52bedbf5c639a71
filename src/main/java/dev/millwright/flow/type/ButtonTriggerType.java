package dev.millwright.flow.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.flow.spi.Groups;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.flow.spi.NodeProperties;
import dev.millwright.flow.spi.Subscription;
import dev.millwright.flow.spi.TriggerType;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problems;
import java.util.List;
import org.springframework.stereotype.Component;

/** Somebody presses a button on a record, on ticked records or on the page of the app. */
@Component
class ButtonTriggerType implements TriggerType<ButtonTriggerType.Config> {

    /**
     * @param label on the button; empty for the name of the flow
     */
    record Config(String label, String condition) {
        Config {
            label = label == null ? "" : label;
            condition = condition == null ? "" : condition;
        }
    }

    @Override
    public String key() {
        return "button";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Button", "按钮"),
                Label.of("On a record, and for ticked records", "在记录上，或对勾选的记录"),
                "vaadin:cursor",
                Groups.RECORDS,
                Groups.FIRST_RECORDS + 140);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config("", "");
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                ConfigProperty.<Config, String>of(
                        "label",
                        Label.of("On the button", "按钮文字"),
                        new PropertyKind.Text(40, false),
                        Config::label,
                        (config, label) -> new Config(label, config.condition())),
                NodeProperties.<Config>condition(
                        "condition",
                        Label.of("Offered only when", "仅当满足时显示"),
                        Config::condition,
                        (config, condition) -> new Config(config.label(), condition)));
    }

    @Override
    public Problems validateIn(Config config, NodeContext context) {
        return Conditions.problems(config.condition(), context, "condition");
    }

    @Override
    public String summary(Config config, NodeContext context) {
        return Needed.text(
                context,
                "flow.trigger.words.button",
                config.label().isBlank() ? context.flow().label() : config.label());
    }

    @Override
    public Subscription subscription(Config config) {
        return new Subscription.Button(config.label(), true, config.condition());
    }
}
