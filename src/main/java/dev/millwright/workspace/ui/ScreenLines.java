package dev.millwright.workspace.ui;

import dev.millwright.form.FieldDefinition;
import dev.millwright.form.LinesModel;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.ui.LinesPort;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
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

    static LinesModel.Kept kept(RecordData line) {
        return new LinesModel.Kept(line.id(), line.version(), line.values());
    }

    static RecordChange change(LinesModel.Edit edit) {
        UUID id = edit.id();
        if (id == null) {
            return new RecordChange.Create(edit.values());
        }
        return edit.removed()
                ? new RecordChange.Delete(id, edit.version())
                : new RecordChange.Update(id, edit.version(), edit.values());
    }
}
