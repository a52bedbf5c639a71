package dev.millwright.dashboard.ui;

import dev.millwright.extension.PropertyContext;
import dev.millwright.shared.Texts;
import java.util.Locale;
import java.util.Optional;

/** Where the settings of chart types are edited. */
record SettingsContext(Locale locale, Texts texts) implements PropertyContext {

    @Override
    public <P> Optional<P> port(Class<P> type) {
        return Optional.empty();
    }
}
