package dev.millwright.dashboard.type;

import dev.millwright.extension.Descriptor;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** Upright bars side by side. */
@Component
class ColumnChartType extends BarsChartType {

    @Override
    public String key() {
        return "column";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Columns", "柱状图"),
                Label.of("Upright bars side by side", "竖直的柱，并排对比"),
                "vaadin:bar-chart",
                Groups.COMPARE,
                300);
    }
}
