package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import dev.millwright.form.PublishedField;
import dev.millwright.ui.ComponentTexts;
import dev.millwright.ui.Icons;
import java.util.List;
import java.util.function.Consumer;

/** The fields that can be put into a text. */
final class FieldMenu {

    private FieldMenu() {}

    static MenuBar of(List<PublishedField<?, ?>> fields, Consumer<PublishedField<?, ?>> chosen) {
        MenuBar insert = ComponentTexts.localised(new MenuBar());
        insert.addThemeVariants(MenuBarVariant.LUMO_TERTIARY, MenuBarVariant.LUMO_SMALL);
        Div words = new Div(Icons.of("vaadin:plus"), new Span(t("flow.condition.insertField")));
        words.addClassName("mw-button-label");
        MenuItem menu = insert.addItem(words);
        fields.forEach(field -> menu.getSubMenu().addItem(field.label(), click -> chosen.accept(field)));
        return insert;
    }
}
