package dev.millwright.identity;

import java.util.Locale;
import java.util.Optional;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.LocaleContextHolder;

/** The language of whoever reads right now: of the page, of the API call, or of the background work. */
public interface CurrentLanguage {

    /** Nothing when nobody reads, as in work that the product does on its own. */
    Optional<Locale> find();

    /** Lets the work, on the calling thread, be read in the language; nothing changes when there is none. */
    static void run(Optional<Locale> language, Runnable work) {
        LocaleContext before = LocaleContextHolder.getLocaleContext();
        language.ifPresent(LocaleContextHolder::setLocale);
        try {
            work.run();
        } finally {
            LocaleContextHolder.setLocaleContext(before);
        }
    }
}
