package dev.millwright.flow.type;

import dev.millwright.extension.Descriptor;
import dev.millwright.flow.spi.Groups;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.flow.spi.Subscription;
import dev.millwright.flow.spi.TriggerType;
import dev.millwright.form.FormDefinition;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** Somebody hands a record in; it is in approval until the flow ends. */
@Component
class SubmittedTriggerType implements TriggerType<Nothing> {

    @Override
    public String key() {
        return "submitted";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Submitted", "提交"),
                Label.of("Somebody hands a record in", "有人提交一条记录"),
                "vaadin:paperplane",
                Groups.RECORDS,
                Groups.FIRST_RECORDS);
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
    public String summary(Nothing config, NodeContext context) {
        return context.texts()
                .text(
                        context.locale(),
                        "flow.summary.submitted",
                        context.form().map(FormDefinition::label).orElse("?"));
    }

    @Override
    public Subscription subscription(Nothing config) {
        return new Subscription.Submitted();
    }
}
