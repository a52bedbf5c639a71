package dev.millwright.shared;

import java.util.Locale;

/** A short text in both languages of the product, for types that describe themselves in code. */
public record Label(String en, String zh) {

    public static Label of(String en, String zh) {
        return new Label(en, zh);
    }

    public String in(Locale locale) {
        return Locale.CHINESE.getLanguage().equals(locale.getLanguage()) ? zh : en;
    }
}
