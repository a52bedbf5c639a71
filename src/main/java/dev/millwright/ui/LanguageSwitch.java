package dev.millwright.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import dev.millwright.shared.Texts;
import java.util.Locale;

/** Goes to the other language; labelled in that language, so that its readers find it. */
final class LanguageSwitch extends Button {

    LanguageSwitch(Appearance appearance) {
        Locale other = Texts.LANGUAGES.stream()
                .filter(language -> !language.equals(UiTexts.locale()))
                .findFirst()
                .orElseThrow();
        setText(name(other));
        addClassName("mw-language");
        addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        getElement().setAttribute("lang", other.toLanguageTag());
        setTooltipText(t("ui.language.switch"));
        addClickListener(click -> appearance.choose(UI.getCurrent(), other));
    }

    /** The language by its own name, as a text of its own bundle. */
    static String name(Locale language) {
        return com.vaadin.flow.i18n.I18NProvider.translate(language, "ui.language");
    }
}
