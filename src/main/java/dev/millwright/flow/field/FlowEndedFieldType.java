package dev.millwright.flow.field;

import dev.millwright.field.FieldTypes;
import dev.millwright.flow.spi.PlainFlowField;
import dev.millwright.flow.spi.Standing;
import dev.millwright.shared.Label;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** When the flow of the record was over. */
@Component
class FlowEndedFieldType extends PlainFlowField<Instant> {

    FlowEndedFieldType(ObjectProvider<FieldTypes> types) {
        super(
                types,
                "date-time",
                "flow-ended",
                Label.of("Flow ended on", "流程结束时间"),
                Label.of("When the flow of the record was over", "记录的流程结束的时间"),
                "vaadin:flag-checkered",
                50);
    }

    @Override
    public @Nullable Instant of(Standing standing, Object config) {
        return standing.endedAt();
    }
}
