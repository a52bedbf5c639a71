package dev.millwright.flow.ui;

import dev.millwright.extension.PropertyContext;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.flow.spi.NodeEditors;
import dev.millwright.shared.Texts;
import dev.millwright.ui.UiTexts;
import java.util.Locale;
import java.util.Optional;

/** Where the settings of nodes and triggers are edited. */
record SettingsPorts(DesignEditors editors, Texts texts) implements PropertyContext {

    @Override
    public Locale locale() {
        return UiTexts.locale();
    }

    @Override
    public <P> Optional<P> port(Class<P> type) {
        if (type == NodeEditors.class) {
            return Optional.of(type.cast(editors));
        }
        return type == NodeContext.class ? Optional.of(type.cast(editors.context())) : Optional.empty();
    }
}
