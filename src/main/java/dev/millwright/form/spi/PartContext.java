package dev.millwright.form.spi;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.millwright.form.ColumnFigure;
import dev.millwright.form.FieldDefinition;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

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
     * @param figures what stands below a column, by the id of its field; empty for what is usual
     */
    default Component lines(FieldDefinition part, UUID form, Function<UUID, Optional<ColumnFigure>> figures) {
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
