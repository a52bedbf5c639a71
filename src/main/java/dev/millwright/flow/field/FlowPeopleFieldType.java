package dev.millwright.flow.field;

import dev.millwright.field.FieldTypes;
import dev.millwright.flow.spi.PlainFlowField;
import dev.millwright.flow.spi.Standing;
import dev.millwright.shared.Label;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The names of the people whose turn it is. */
@Component
class FlowPeopleFieldType extends PlainFlowField<String> {

    FlowPeopleFieldType(ObjectProvider<FieldTypes> types) {
        super(
                types,
                "text",
                "flow-people",
                Label.of("Waits for", "当前处理人"),
                Label.of("The people whose turn it is in the flow", "流程中轮到处理的人"),
                "vaadin:users",
                20);
    }

    @Override
    public @Nullable String of(Standing standing, Object config) {
        return joined(standing.people());
    }
}
