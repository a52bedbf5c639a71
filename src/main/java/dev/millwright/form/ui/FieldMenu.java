package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import dev.millwright.ui.ComponentTexts;
import dev.millwright.ui.Icons;
import java.util.List;
import java.util.function.Consumer;

/** The fields that can be put into a text. */
public final class FieldMenu {

    private FieldMenu() {}

    public static MenuBar of(List<ConditionField> fields, Consumer<ConditionField> chosen) {
        MenuBar insert = ComponentTexts.localised(new MenuBar());
        insert.addThemeVariants(MenuBarVariant.LUMO_TERTIARY, MenuBarVariant.LUMO_SMALL);
        Div words = new Div(Icons.of("vaadin:plus"), new Span(t("form.condition.insertField")));
        words.addClassName("mw-button-label");
        MenuItem menu = insert.addItem(words);
        fields.forEach(field -> menu.getSubMenu().addItem(field.label(), click -> chosen.accept(field)));
        return insert;
    }
}
