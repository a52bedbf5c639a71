package dev.millwright.form;

import java.util.UUID;

/** What the designer looks at: its properties are shown. */
public sealed interface Selection {

    Selection FORM = new FormItself();

    /** Nothing in particular: the settings of the form. */
    record FormItself() implements Selection {}

    record OneField(UUID field) implements Selection {}

    record OneSection(UUID section) implements Selection {}

    static Selection field(UUID id) {
        return new OneField(id);
    }

    static Selection section(UUID id) {
        return new OneSection(id);
    }
}
