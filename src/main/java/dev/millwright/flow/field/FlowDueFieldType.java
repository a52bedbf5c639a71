package dev.millwright.flow.field;

import dev.millwright.field.FieldTypes;
import dev.millwright.flow.spi.PlainFlowField;
import dev.millwright.flow.spi.Standing;
import dev.millwright.shared.Label;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** When the first of the open steps is due. */
@Component
class FlowDueFieldType extends PlainFlowField<Instant> {

    FlowDueFieldType(ObjectProvider<FieldTypes> types) {
        super(
                types,
                "date-time",
                "flow-due",
                Label.of("Current step due", "当前步骤截止时间"),
                Label.of(
                        "When the open step of the flow has to be done: past moments are overdue", "当前步骤应完成的时间，已过则为逾期"),
                "vaadin:alarm",
                30);
    }

    @Override
    public @Nullable Instant of(Standing standing, Object config) {
        return standing.dueAt();
    }
}
