package dev.millwright.flow.field;

import dev.millwright.field.FieldTypes;
import dev.millwright.flow.spi.PlainFlowField;
import dev.millwright.flow.spi.Standing;
import dev.millwright.shared.Label;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The names of the steps that are open. */
@Component
class FlowStepFieldType extends PlainFlowField<String> {

    FlowStepFieldType(ObjectProvider<FieldTypes> types) {
        super(
                types,
                "text",
                "flow-step",
                Label.of("Current step", "当前步骤"),
                Label.of("The step of the flow that the record waits at", "记录当前停留的流程步骤"),
                "vaadin:map-marker",
                10);
    }

    @Override
    public @Nullable String of(Standing standing, Object config) {
        return joined(standing.steps());
    }
}
