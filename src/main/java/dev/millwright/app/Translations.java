package dev.millwright.app;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What an app says to people, and the translations being made of it; for its owners and designers. */
public interface Translations {

    /** Every text of the app as designed, each once, in reading order. */
    List<Text> texts(String app);

    /** The translations as they are being made, by the text as designed. */
    Map<String, String> words(String app, Locale language);

    /** Keeps the translation of one text in the draft, beside whatever others translate meanwhile; blank takes it away. */
    void translate(String app, Locale language, String text, String translation);

    /**
     * A text that people read.
     *
     * @param places labels of what it stands in: the app, or its definitions
     */
    record Text(String text, List<String> places) {}
}
