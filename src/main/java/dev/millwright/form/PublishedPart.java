package dev.millwright.form;

import dev.millwright.form.spi.FormPartType;
import java.util.Optional;
import java.util.UUID;

/** A part of a form, bound to its type and configuration, so that consumers never ask which type it is. */
public record PublishedPart<C>(FieldDefinition definition, FormPartType<C> type, C config) {

    public UUID id() {
        return definition.id();
    }

    public String key() {
        return definition.key();
    }

    public String label() {
        return definition.label();
    }

    /** The form whose records are its lines. */
    public Optional<UUID> lines() {
        return type.lines(config);
    }

    /** What stands below a column of its lines, by the id of its field; empty for what is usual. */
    public Optional<ColumnFigure> figure(UUID field) {
        return type.figure(config, field);
    }
}
