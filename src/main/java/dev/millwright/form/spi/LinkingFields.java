package dev.millwright.form.spi;

import java.util.List;
import java.util.UUID;

/** What the settings of a part may ask: the fields of the app by which records of other forms link to those of this form. */
public interface LinkingFields {

    List<LinkingField> linking();

    /**
     * A field that links here.
     *
     * @param label of its form, and its own
     */
    record LinkingField(UUID field, String label) {}
}
