package dev.millwright.dashboard.type;

import dev.millwright.extension.Descriptor;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** Upright bars that are divided by a second field. */
@Component
class StackedColumnChartType extends BarsChartType {

    @Override
    public String key() {
        return "stacked-column";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Stacked columns", "堆叠柱状图"),
                Label.of("Upright bars, each divided by a second field", "竖直的柱，按第二个字段分段"),
                "vaadin:bar-chart-v",
                Groups.COMPARE,
                310);
    }

    @Override
    boolean stacked() {
        return true;
    }
}
