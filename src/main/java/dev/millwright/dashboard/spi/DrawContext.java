package dev.millwright.dashboard.spi;

import dev.millwright.shared.Texts;
import java.util.Locale;

/** For whom something is drawn. */
public record DrawContext(Locale locale, Texts texts) {

    public String text(String key, Object... arguments) {
        return texts.text(locale, key, arguments);
    }
}
