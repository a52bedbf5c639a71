package dev.millwright.flow.field;

import dev.millwright.field.FieldTypes;
import dev.millwright.flow.spi.PlainFlowField;
import dev.millwright.flow.spi.Standing;
import dev.millwright.shared.Label;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** When the record was handed in last. */
@Component
class FlowSubmittedFieldType extends PlainFlowField<Instant> {

    FlowSubmittedFieldType(ObjectProvider<FieldTypes> types) {
        super(
                types,
                "date-time",
                "flow-submitted",
                Label.of("Submitted on", "提交时间"),
                Label.of("When the record was handed in to its flow", "记录提交进入流程的时间"),
                "vaadin:paperplane",
                40);
    }

    @Override
    public @Nullable Instant of(Standing standing, Object config) {
        return standing.submittedAt();
    }
}
