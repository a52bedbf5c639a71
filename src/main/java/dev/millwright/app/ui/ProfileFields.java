package dev.millwright.app.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.app.AppProfile;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.ui.ColourPicker;
import dev.millwright.ui.IconPicker;
import dev.millwright.ui.Tile;

/** The fields by which an app presents itself, with its tile as it will look. */
final class ProfileFields extends Div {

    final TextField label = new TextField(t("app.ui.name"));
    private final TextArea description = new TextArea(t("app.ui.description"));
    private final IconPicker icon = new IconPicker(t("app.ui.icon"));
    private final ColourPicker colour = new ColourPicker(t("app.ui.colour"));
    private final Div tile = new Div();

    ProfileFields(AppProfile profile) {
        addClassName("mw-profile");
        label.setRequiredIndicatorVisible(true);
        label.setMaxLength(100);
        label.setWidthFull();
        label.setManualValidation(true);
        description.setMaxLength(2000);
        description.setMinRows(2);
        description.setMaxRows(6);
        description.setWidthFull();
        label.setValue(profile.label());
        description.setValue(profile.description());
        icon.setValue(profile.icon());
        colour.setValue(profile.colour());
        icon.addValueChangeListener(change -> showTile());
        colour.addValueChangeListener(change -> showTile());
        showTile();
        Div first = new Div(tile, label);
        first.addClassName("mw-profile-name");
        add(first, description, colour, icon);
    }

    private void showTile() {
        tile.removeAll();
        tile.add(new Tile(icon.getValue(), colour.getValue()));
    }

    AppProfile profile() {
        return new AppProfile(label.getValue(), description.getValue(), icon.getValue(), colour.getValue());
    }

    /** Puts each problem beside its field and the caret into the first. */
    void show(Problems problems) {
        String wrong = problems.stream()
                .filter(problem -> problem.path().equals("label"))
                .findFirst()
                .map(dev.millwright.ui.UiTexts::t)
                .orElse(null);
        label.setErrorMessage(wrong);
        label.setInvalid(wrong != null);
        if (wrong != null) {
            label.focus();
        }
        for (Problem problem : problems) {
            if (problem.path().equals("description")) {
                description.setErrorMessage(t(problem));
                description.setInvalid(true);
            }
        }
    }
}
