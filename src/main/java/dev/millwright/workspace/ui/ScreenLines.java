package dev.millwright.workspace.ui;

import dev.millwright.form.FieldDefinition;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.ui.LinesPort;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** The lines of records on the screens that people work on. */
record ScreenLines(RecordScreens screens, Predicate<FieldDefinition> open) implements LinesPort {

    @Override
    public Optional<PublishedForm> form(UUID form) {
        return screens.forms().byId(form);
    }

    @Override
    public boolean opens(FieldDefinition part) {
        return open.test(part);
    }
}
