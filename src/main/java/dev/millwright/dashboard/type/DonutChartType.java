package dev.millwright.dashboard.type;

import dev.millwright.dashboard.Dataset;
import dev.millwright.dashboard.Figures.Series;
import dev.millwright.dashboard.spi.DrawContext;
import dev.millwright.dashboard.spi.FormOutline;
import dev.millwright.extension.Descriptor;
import dev.millwright.shared.Label;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Slices of a ring, with the sum in the middle. */
@Component
class DonutChartType extends SlicesChartType {

    @Override
    public String key() {
        return "donut";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Donut", "环形图"),
                Label.of("Parts of a whole, with the sum in the middle", "整体的构成，中间显示合计"),
                "vaadin:circle-thin",
                Groups.SHARES,
                510);
    }

    @Override
    public List<Dataset> propose(FormOutline form) {
        return form.choice().map(form::count).stream().toList();
    }

    @Override
    void drawWhole(ObjectNode options, Series whole, DrawContext context) {
        if (whole.total() != null) {
            options.withObject("mw").put("total", whole.total()).put("totalLabel", context.text("dashboard.total"));
        }
    }
}
