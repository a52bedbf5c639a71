package dev.millwright.flow.type;

import dev.millwright.extension.Descriptor;
import dev.millwright.flow.spi.Groups;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.flow.spi.Subscription;
import dev.millwright.flow.spi.TriggerType;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** Another flow calls it. */
@Component
class CalledTriggerType implements TriggerType<Nothing> {

    @Override
    public String key() {
        return "called";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Called by a flow", "被流程调用"),
                Label.of("Another flow starts it", "由其他流程启动"),
                "vaadin:connect",
                Groups.RECORDS,
                Groups.FIRST_RECORDS + 150);
    }

    @Override
    public Class<Nothing> configType() {
        return Nothing.class;
    }

    @Override
    public Nothing defaultConfig() {
        return Nothing.AT_ALL;
    }

    @Override
    public boolean needsForm() {
        return false;
    }

    @Override
    public String summary(Nothing config, NodeContext context) {
        return Needed.text(context, "flow.trigger.words.called");
    }

    @Override
    public Subscription subscription(Nothing config) {
        return new Subscription.Called();
    }
}
