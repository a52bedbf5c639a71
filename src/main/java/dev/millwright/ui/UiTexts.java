package dev.millwright.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.i18n.I18NProvider;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Texts;
import java.util.Locale;

/** Texts in the language of the page that the calling code builds; meant for static import. */
public final class UiTexts {

    private UiTexts() {}

    /** The text of the key in the page's language, with its arguments. */
    public static String t(String key, Object... arguments) {
        return I18NProvider.translate(locale(), key, arguments);
    }

    public static String t(Label label) {
        return label.in(locale());
    }

    public static String t(Problem problem) {
        return t(problem.code(), problem.arguments().toArray());
    }

    public static String t(DomainException refusal) {
        return t(refusal.code(), refusal.arguments().toArray());
    }

    /** The language of the page: one of {@link Texts#LANGUAGES}. */
    public static Locale locale() {
        UI ui = UI.getCurrent();
        return ui == null ? Locale.ENGLISH : Texts.language(ui.getLocale());
    }
}
