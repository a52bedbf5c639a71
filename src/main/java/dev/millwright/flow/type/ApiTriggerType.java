package dev.millwright.flow.type;

import dev.millwright.extension.Descriptor;
import dev.millwright.flow.spi.Groups;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.flow.spi.Subscription;
import dev.millwright.flow.spi.TriggerType;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** A program starts it over the HTTP API. */
@Component
class ApiTriggerType implements TriggerType<Nothing> {

    @Override
    public String key() {
        return "api";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("HTTP API", "HTTP 接口"),
                Label.of("A program starts it", "由程序启动"),
                "vaadin:code",
                Groups.RECORDS,
                Groups.FIRST_RECORDS + 160);
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
        return Needed.text(context, "flow.trigger.words.api");
    }

    @Override
    public Subscription subscription(Nothing config) {
        return new Subscription.Api();
    }
}
