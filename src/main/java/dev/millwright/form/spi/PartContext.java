package dev.millwright.form.spi;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.millwright.form.FieldDefinition;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What a part may ask of the place where it is shown. */
public interface PartContext {

    Locale locale();

    /** Whether the form is designed there and nothing works, so that a part shows what it will look like. */
    default boolean isDesigned() {
        return false;
    }

    /** The record on whose page the part is shown; empty where there is none yet, or where it is only looked at. */
    default Optional<ShownRecord> record() {
        return Optional.empty();
    }

    /**
     * What shows the lines that belong to the part, and takes them where they may be entered; nothing where there are none to show.
     *
     * @param form whose records they are
     */
    default Component lines(FieldDefinition part, UUID form) {
        return new Div();
    }

    /**
     * The records that link to the record; nothing where there is no record yet.
     *
     * @param field the field by which they do
     */
    default Component linking(FieldDefinition part, UUID field) {
        return new Div();
    }
}
