package dev.millwright.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.spring.security.AuthenticationContext;
import dev.millwright.identity.Department;
import dev.millwright.identity.Person;
import dev.millwright.identity.Role;
import dev.millwright.shared.Texts;
import dev.millwright.ui.spi.PersonMenuEntry;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who one is, what features offer to a person, the language, light or dark, and the way out. */
final class PersonMenu extends MenuBar {

    PersonMenu(
            Person person, Appearance appearance, AuthenticationContext authentication, List<PersonMenuEntry> entries) {
        addClassName("mw-person");
        addThemeVariants(MenuBarVariant.LUMO_TERTIARY_INLINE);
        setI18n(new MenuBarI18n().setMoreOptions(t("ui.menu.more")));
        Avatar avatar = new Avatar(person.name());
        avatar.getElement().setAttribute("tabindex", "-1");
        avatar.addClassName("mw-avatar");
        MenuItem root = addItem(avatar);
        root.setAriaLabel(t("ui.person.menu", person.name()));
        SubMenu menu = root.getSubMenu();

        MenuItem who = menu.addItem(card(person));
        who.setEnabled(false);
        menu.addSeparator();
        for (PersonMenuEntry entry : entries) {
            menu.addItem(
                    row(entry.icon(), entry.label()), click -> UI.getCurrent().navigate(entry.href()));
        }
        if (!entries.isEmpty()) {
            menu.addSeparator();
        }
        for (Locale language : Texts.LANGUAGES.reversed()) {
            MenuItem item = menu.addItem(LanguageSwitch.name(language));
            item.setCheckable(true);
            item.setChecked(language.equals(UiTexts.locale()));
            item.addClickListener(click -> appearance.choose(UI.getCurrent(), language));
        }
        menu.addSeparator();
        Appearance.Look chosen = appearance.look();
        MenuItem[] looks = Arrays.stream(Appearance.Look.values())
                .map(look -> {
                    MenuItem item = menu.addItem(t("ui.look." + look.key()));
                    item.setCheckable(true);
                    item.setChecked(look == chosen);
                    return item;
                })
                .toArray(MenuItem[]::new);
        for (Appearance.Look look : Appearance.Look.values()) {
            looks[look.ordinal()].addClickListener(click -> {
                for (MenuItem item : looks) {
                    item.setChecked(item == looks[look.ordinal()]);
                }
                appearance.choose(UI.getCurrent(), look);
            });
        }
        menu.addSeparator();
        menu.addItem(row("vaadin:sign-out", t("ui.signOut")), click -> authentication.logout());
    }

    private static Div row(String icon, String label) {
        Div row = new Div(Icons.of(icon), new Span(label));
        row.addClassName("mw-menu-row");
        return row;
    }

    private static Div card(Person person) {
        Span name = new Span(person.name());
        name.addClassName("mw-person-name");
        Div card = new Div(name);
        card.addClassName("mw-person-card");
        String about = Stream.concat(
                        Arrays.stream(Role.values()).filter(person::has).map(role -> t("ui.role." + role.key())),
                        person.departments().stream().map(path -> new Department(path).name()))
                .collect(Collectors.joining(" · "));
        if (!about.isEmpty()) {
            card.add(new Span(about));
        }
        return card;
    }
}
