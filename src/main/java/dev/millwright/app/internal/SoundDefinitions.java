package dev.millwright.app.internal;

import dev.millwright.extension.UnreadableDefinitionException;
import dev.millwright.shared.Characters;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Looks through definitions from outside for what their types do not allow but JSON lets pass: nothing where something has to be, and
 * characters that no database keeps.
 */
final class SoundDefinitions {

    private SoundDefinitions() {}

    /**
     * @throws UnreadableDefinitionException when there is such a thing in it
     */
    static void require(Object definition) {
        switch (definition) {
            case Record parts -> requireParts(parts);
            case Iterable<?> all
            when !(definition instanceof JsonNode) -> all.forEach(SoundDefinitions::requirePresent);
            case Map<?, ?> all ->
                all.forEach((key, value) -> {
                    requirePresent(key);
                    requirePresent(value);
                });
            case JsonNode json -> requireJson(json);
            case String text -> requireText(text);
            default -> {}
        }
    }

    private static void requireParts(Record parts) {
        for (RecordComponent component : parts.getClass().getRecordComponents()) {
            Object part = part(parts, component);
            if (part != null) {
                require(part);
            } else if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                throw unsound(component.getName() + " is missing");
            }
        }
    }

    private static @Nullable Object part(Record parts, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(parts);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void requirePresent(@Nullable Object part) {
        if (part == null) {
            throw unsound("an entry is missing");
        }
        require(part);
    }

    private static void requireJson(JsonNode json) {
        if (json.isString()) {
            requireText(json.stringValue());
        }
        json.properties().forEach(property -> requireText(property.getKey()));
        json.forEach(SoundDefinitions::requireJson);
    }

    private static void requireText(String text) {
        if (!Characters.areStorable(text)) {
            throw unsound("a text holds what is no character");
        }
    }

    private static UnreadableDefinitionException unsound(String why) {
        return UnreadableDefinitionException.because(new IllegalArgumentException(why));
    }
}
