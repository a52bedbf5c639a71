package dev.millwright.extension;

import dev.millwright.shared.Texts;
import java.util.Locale;
import java.util.Optional;

/** What a property editor may ask of the place where it is shown. */
public interface PropertyContext {

    Locale locale();

    Texts texts();

    /** Something that only this place can offer, for example the other fields of the form. */
    <P> Optional<P> port(Class<P> type);
}
