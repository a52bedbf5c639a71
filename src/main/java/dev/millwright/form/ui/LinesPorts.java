package dev.millwright.form.ui;

import dev.millwright.extension.PropertyContext;
import dev.millwright.form.spi.LineColumns;
import dev.millwright.shared.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What the settings of a part may ask: of the form, and of the forms of lines as they are designed. */
record LinesPorts(DesignPorts ports, LinesDrafts lines) implements PropertyContext {

    @Override
    public Locale locale() {
        return ports.locale();
    }

    @Override
    public Texts texts() {
        return ports.texts();
    }

    @Override
    public <P> Optional<P> port(Class<P> type) {
        return type == LineColumns.class ? Optional.of(type.cast((LineColumns) this::numbers)) : ports.port(type);
    }

    private List<LineColumns.LineColumn> numbers(UUID of) {
        return lines.form(of).stream()
                .flatMap(form -> form.fields().filter(field -> !form.keepsOfLine(field.id())))
                .flatMap(field -> ports.resolver().resolve(field).stream())
                .filter(field -> field.type().isPlainNumber() && field.columns().size() == 1)
                .map(field -> new LineColumns.LineColumn(field.id(), field.label()))
                .toList();
    }
}
