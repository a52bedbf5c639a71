package dev.millwright.ui;

import com.vaadin.flow.i18n.I18NProvider;
import dev.millwright.shared.Texts;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Gives Vaadin the product's texts. */
@Component
class TextsI18NProvider implements I18NProvider {

    private final transient Texts texts;

    TextsI18NProvider(Texts texts) {
        this.texts = texts;
    }

    @Override
    public List<Locale> getProvidedLocales() {
        return Texts.LANGUAGES;
    }

    @Override
    public String getTranslation(String key, Locale locale, Object... params) {
        return texts.text(locale, key, params);
    }
}
