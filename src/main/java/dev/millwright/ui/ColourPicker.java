package dev.millwright.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Picks one of the palette's colours by its name. */
public final class ColourPicker extends CustomField<String> {

    /** The names of the palette that the theme has tones for. */
    public static final List<String> COLOURS =
            List.of("grey", "blue", "teal", "green", "lime", "yellow", "orange", "red", "pink", "purple");

    private final Map<String, NativeButton> swatches = new LinkedHashMap<>();
    private String chosen;

    public ColourPicker(String label) {
        super("blue");
        chosen = "blue";
        setLabel(label);
        Div row = new Div();
        row.addClassName("mw-swatches");
        for (String colour : COLOURS) {
            NativeButton swatch = new NativeButton("", click -> {
                choose(colour);
                updateValue();
            });
            swatch.addClassName("mw-swatch");
            swatch.getElement().setAttribute("type", "button").setAttribute("data-colour", colour);
            String name = t("ui.colour." + colour);
            swatch.setAriaLabel(name);
            swatch.setTitle(name);
            swatches.put(colour, swatch);
            row.add(swatch);
        }
        add(row);
        choose(chosen);
    }

    private void choose(String colour) {
        chosen = colour;
        swatches.forEach((name, swatch) ->
                swatch.getElement().setAttribute("aria-pressed", Boolean.toString(name.equals(colour))));
    }

    @Override
    protected String generateModelValue() {
        return chosen;
    }

    @Override
    protected void setPresentationValue(String colour) {
        choose(colour);
    }
}
