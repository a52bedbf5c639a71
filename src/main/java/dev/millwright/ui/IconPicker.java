package dev.millwright.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Picks one of the icons that suit the work of a company. */
public final class IconPicker extends CustomField<String> {

    private static final List<String> ICONS = List.of(
            "cube",
            "cubes",
            "package",
            "barcode",
            "qrcode",
            "tags",
            "truck",
            "factory",
            "wrench",
            "tools",
            "cog",
            "cluster",
            "flask",
            "lightbulb",
            "clipboard-check",
            "clipboard-text",
            "file-text",
            "records",
            "archive",
            "book",
            "calendar",
            "clock",
            "timer",
            "check-circle",
            "exclamation-circle",
            "bug",
            "bell",
            "chart",
            "dashboard",
            "line-bar-chart",
            "money",
            "cash",
            "cart",
            "handshake",
            "group",
            "user-card",
            "office",
            "shop",
            "home",
            "globe",
            "map-marker",
            "car",
            "medal",
            "star",
            "flag",
            "key",
            "lock",
            "database",
            "desktop",
            "mobile",
            "camera",
            "phone",
            "envelope",
            "comments",
            "academy-cap",
            "stethoscope");

    private final Map<String, NativeButton> buttons = new LinkedHashMap<>();
    private String chosen;

    public IconPicker(String label) {
        super("vaadin:cube");
        chosen = "vaadin:cube";
        setLabel(label);
        Div grid = new Div();
        grid.addClassName("mw-icons");
        for (String name : ICONS) {
            String icon = "vaadin:" + name;
            NativeButton button = new NativeButton("", click -> {
                choose(icon);
                updateValue();
            });
            button.add(Icons.of(icon));
            button.addClassName("mw-icon-choice");
            button.getElement().setAttribute("type", "button");
            button.setAriaLabel(t("ui.icon." + name));
            button.setTitle(t("ui.icon." + name));
            buttons.put(icon, button);
            grid.add(button);
        }
        add(grid);
        choose(chosen);
    }

    private void choose(String icon) {
        chosen = icon;
        buttons.forEach((name, button) ->
                button.getElement().setAttribute("aria-pressed", Boolean.toString(name.equals(icon))));
    }

    @Override
    protected String generateModelValue() {
        return chosen;
    }

    @Override
    protected void setPresentationValue(String icon) {
        choose(icon);
    }
}
