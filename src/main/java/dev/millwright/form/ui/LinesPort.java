package dev.millwright.form.ui;

import dev.millwright.form.FieldDefinition;
import dev.millwright.form.PublishedForm;
import java.util.Optional;
import java.util.UUID;

/** What a form that is filled asks about the lines on it. */
public interface LinesPort {

    /** Where there are no lines to show. */
    LinesPort NONE = form -> Optional.empty();

    /** The form of lines as it runs; empty for one that is not there. */
    Optional<PublishedForm> form(UUID form);

    /** Whether lines of the part can be entered. */
    default boolean opens(FieldDefinition part) {
        return false;
    }
}
