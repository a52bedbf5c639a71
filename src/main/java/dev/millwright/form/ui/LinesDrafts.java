package dev.millwright.form.ui;

import dev.millwright.form.FormDefinition;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The forms of lines as they are designed, for the settings of the form that has them.
 *
 * @param app its key
 * @param forms the other forms of the app
 */
record LinesDrafts(String app, Function<UUID, Optional<FormDefinition>> forms) {

    Optional<FormDefinition> form(UUID id) {
        return forms.apply(id);
    }

    /** Where a form is designed. */
    String designer(UUID form) {
        return "app/" + app + "/design/form/" + form;
    }
}
