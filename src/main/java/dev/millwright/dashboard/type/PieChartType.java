package dev.millwright.dashboard.type;

import dev.millwright.extension.Descriptor;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** Slices of a disc. */
@Component
class PieChartType extends SlicesChartType {

    @Override
    public String key() {
        return "pie";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Pie", "饼图"), Label.of("Parts of a whole", "整体的构成"), "vaadin:pie-chart", Groups.SHARES, 500);
    }
}
