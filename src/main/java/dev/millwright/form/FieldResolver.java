package dev.millwright.form;

import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.FieldType;
import dev.millwright.field.FieldTypes;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Binds a field as designed to its type and configuration. */
@Component
public class FieldResolver {

    private final FieldTypes types;
    private final DefinitionCodec codec;

    FieldResolver(FieldTypes types, DefinitionCodec codec) {
        this.types = types;
        this.codec = codec;
    }

    /** The bound field, or nothing when its type is not installed or cannot read the configuration. */
    public Optional<PublishedField<?, ?>> resolve(FieldDefinition field) {
        return types.find(field.type()).flatMap(type -> bind(field, type));
    }

    private <C, V> Optional<PublishedField<?, ?>> bind(FieldDefinition field, FieldType<C, V> type) {
        return codec.tried(type, field.config(), config -> new PublishedField<>(field, type, config));
    }
}
