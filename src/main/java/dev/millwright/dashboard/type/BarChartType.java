package dev.millwright.dashboard.type;

import dev.millwright.dashboard.Dataset;
import dev.millwright.dashboard.spi.FormOutline;
import dev.millwright.extension.Descriptor;
import dev.millwright.shared.Label;
import java.util.List;
import org.springframework.stereotype.Component;

/** Lying bars, with room for long names. */
@Component
class BarChartType extends BarsChartType {

    @Override
    public String key() {
        return "bar";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Bars", "条形图"),
                Label.of("Lying bars, for names that are long", "水平的条，适合较长的名称"),
                "vaadin:bar-chart-v",
                Groups.COMPARE,
                320);
    }

    @Override
    boolean horizontal() {
        return true;
    }

    @Override
    public List<Dataset> propose(FormOutline form) {
        return form
                .link()
                .map(link -> form.count(link).withOrder(Dataset.Order.LARGEST).withTop(10, true))
                .stream()
                .toList();
    }
}
