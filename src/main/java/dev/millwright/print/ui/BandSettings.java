package dev.millwright.print.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.html.Span;
import dev.millwright.print.Band;
import dev.millwright.print.PrintEdit;
import dev.millwright.print.PrintEditor;
import dev.millwright.print.PrintSelection;
import dev.millwright.shared.Problems;
import dev.millwright.ui.PropertyPanel;
import java.util.List;

/** A band and its height. */
final class BandSettings extends Settings {

    private final Band band;
    private final PropertyPanel<Double> panel;

    BandSettings(PrintEditor editor, Band band, PrintPorts ports, Listener listener) {
        super(listener, "vaadin:lines", t("print.canvas." + band.key()));
        this.band = band;
        Span help = new Span(t("print.settings.band." + band.key()));
        help.addClassName("mw-hint");
        panel = new PropertyPanel<>(
                ports,
                List.of(Settings.<Double>length("bandHeight", 0, 1_000, height -> height, (before, height) -> height)),
                editor.definition().band(band).height(),
                (height, property) -> edit(new PrintEdit.ChangeBand(band, height)));
        add(help, panel);
    }

    @Override
    boolean fits(PrintEditor editor) {
        return editor.selection() instanceof PrintSelection.OneBand(Band now) && now == band;
    }

    @Override
    void update(PrintEditor editor, Problems problems) {
        panel.update(editor.definition().band(band).height(), Problems.NONE);
    }
}
