package dev.millwright.form.spi;

import com.vaadin.flow.component.Component;
import dev.millwright.extension.Extension;
import dev.millwright.form.ColumnFigure;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.PublishedPart;
import java.util.Optional;
import java.util.UUID;

/**
 * What stands on a form beside its fields and keeps no value in the record's own row: a text to read, a line, the lines of an order. Found
 * by the scan. On the form it is a {@link FieldDefinition} like a field; whoever works with values passes it over, as no field type has its
 * key.
 *
 * @param <C> its configuration: an immutable record that Jackson writes and reads
 */
public interface FormPartType<C> extends Extension<C> {

    /** Whether it has a name that people know it by; one that has none may have an empty label. */
    default boolean isNamed() {
        return false;
    }

    /** The form whose records are lines of the record; empty for a part that is only looked at. */
    default Optional<UUID> lines(C config) {
        return Optional.empty();
    }

    /** The same with that form for its lines; empty for a part that has none. */
    default Optional<C> withLines(C config, UUID form) {
        return Optional.empty();
    }

    /**
     * What its designer wants to see below a column of its lines; empty for what is usual.
     *
     * @param field of the form of the lines
     */
    default Optional<ColumnFigure> figure(C config, UUID field) {
        return Optional.empty();
    }

    /** The field of another form by which its records link here, for a part that shows these; else empty. */
    default Optional<UUID> linkingBy(C config) {
        return Optional.empty();
    }

    /** The same of a part as it stands on the form. */
    static <C> Optional<UUID> linkingBy(PublishedPart<C> part) {
        return part.type().linkingBy(part.config());
    }

    /** As it stands on the form. */
    Component show(C config, FieldDefinition part, PartContext context);

    /** The part as it stands on the form. */
    static <C> Component shown(PublishedPart<C> part, PartContext context) {
        return part.type().show(part.config(), part.definition(), context);
    }
}
