package dev.millwright.ui;

import static dev.millwright.ui.UiTexts.locale;

import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;
import tools.jackson.databind.node.ObjectNode;

/** A chart by ApexCharts; the figures stand beside it as a table for those who cannot see or point at it. */
@Tag("mw-chart")
@NpmPackage(value = "apexcharts", version = "4.7.0")
@JsModule("./dashboard/chart.ts")
public final class Chart extends Component implements HasStyle {

    private final Picked picked;

    /** Somebody picked a figure. */
    public interface Picked {

        /**
         * @param category place among the categories of the figures
         * @param series place among their series
         */
        void at(int category, int series);
    }

    public Chart(Picked picked) {
        this.picked = picked;
        addClassName("mw-chart");
        getElement().setAttribute("role", "img").setProperty("locale", locale().toLanguageTag());
    }

    public void show(ObjectNode options, String label) {
        getElement().setAttribute("aria-label", label);
        getElement().setPropertyJson("options", options);
    }

    @ClientCallable
    void pick(int category, int series) {
        picked.at(category, series);
    }
}
