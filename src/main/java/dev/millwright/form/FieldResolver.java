package dev.millwright.form;

import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.FieldType;
import dev.millwright.field.FieldTypes;
import dev.millwright.form.spi.FormPartType;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Binds what stands on a form as designed, a field or a part, to its type and configuration. */
@Component
public class FieldResolver {

    private final FieldTypes types;
    private final FormPartTypes parts;
    private final DefinitionCodec codec;

    FieldResolver(FieldTypes types, FormPartTypes parts, DefinitionCodec codec) {
        this.types = types;
        this.parts = parts;
        this.codec = codec;
    }

    /** The bound field, or nothing when its type is not installed or cannot read the configuration. */
    public Optional<PublishedField<?, ?>> resolve(FieldDefinition field) {
        return types.find(field.type()).flatMap(type -> bind(field, type));
    }

    /** The same for somebody to whom some fields are masked. */
    public FieldResolver masking(Predicate<PublishedField<?, ?>> masked) {
        return new FieldResolver(types, parts, codec) {
            @Override
            public Optional<PublishedField<?, ?>> resolve(FieldDefinition field) {
                return super.resolve(field).map(found -> masked.test(found) ? found.masked() : found);
            }
        };
    }

    /** The bound part, or nothing when it is none that is installed or cannot read the configuration. */
    public Optional<PublishedPart<?>> part(FieldDefinition definition) {
        return parts.find(definition.type()).flatMap(type -> bind(definition, type));
    }

    private <C> Optional<PublishedPart<?>> bind(FieldDefinition definition, FormPartType<C> type) {
        return codec.tried(type, definition.config(), config -> new PublishedPart<>(definition, type, config));
    }

    private <C, V> Optional<PublishedField<?, ?>> bind(FieldDefinition field, FieldType<C, V> type) {
        return codec.tried(type, field.config(), config -> new PublishedField<>(field, type, config));
    }
}
