package dev.millwright.dashboard.type;

import dev.millwright.dashboard.Dataset;
import dev.millwright.dashboard.Period;
import dev.millwright.dashboard.TileDefinition.Place;
import dev.millwright.dashboard.spi.FormOutline;
import dev.millwright.extension.Descriptor;
import dev.millwright.shared.Label;
import java.util.List;
import java.util.stream.Stream;
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
                "vaadin:bar-chart-h",
                Groups.COMPARE,
                310);
    }

    @Override
    boolean stacked() {
        return true;
    }

    @Override
    public List<Dataset> propose(FormOutline form) {
        return form
                .date()
                .map(date -> form.count(
                        date,
                        Period.LAST_12_MONTHS,
                        Stream.concat(Stream.of("month(" + date + ")"), form.choice().stream())
                                .toArray(String[]::new)))
                .stream()
                .toList();
    }

    @Override
    public Place size() {
        return new Place(0, 0, 8, 4);
    }
}
