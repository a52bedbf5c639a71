package dev.millwright.ui;

import com.vaadin.flow.component.UI;
import dev.millwright.identity.CurrentLanguage;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** The language of the page; where there is none, of the API call or of the work. */
@Component
class PageLanguage implements CurrentLanguage {

    @Override
    public Optional<Locale> find() {
        UI page = UI.getCurrent();
        if (page != null) {
            return Optional.of(page.getLocale());
        }
        LocaleContext call = LocaleContextHolder.getLocaleContext();
        return call == null ? Optional.empty() : Optional.ofNullable(call.getLocale());
    }
}
