package dev.millwright.print.internal;

import dev.millwright.form.FormDefinition;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The forms that a template may speak of: as published, or as they are being designed. */
public interface Forms {

    Optional<FormDefinition> form(UUID id);

    /** The forms of the app that the template belongs to. */
    List<FormDefinition> ofApp();
}
