package dev.millwright.flow.field;

import dev.millwright.field.FieldTypes;
import dev.millwright.flow.spi.PlainFlowField;
import dev.millwright.flow.spi.Standing;
import dev.millwright.shared.Label;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** How many hours it took from handing in to the end, to the hundredth; nothing before the end. */
@Component
class FlowHoursFieldType extends PlainFlowField<BigDecimal> {

    FlowHoursFieldType(ObjectProvider<FieldTypes> types) {
        super(
                types,
                "decimal",
                "flow-hours",
                Label.of("Hours in flow", "流程用时（小时）"),
                Label.of("From handing in to the end, nights and weekends included", "从提交到结束的小时数，包括夜间和周末"),
                "vaadin:timer",
                60);
    }

    @Override
    public @Nullable BigDecimal of(Standing standing, Object config) {
        Instant end = standing.endedAt();
        return end == null ? null : Hours.of(Duration.between(standing.submittedAt(), end));
    }
}
