package dev.millwright.extension;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The records that a definition is made of. What stands in it as JSON belongs to extensions and is not looked into. */
public final class DefinitionParts {

    private DefinitionParts() {}

    /** The definition itself and all within it, each before those within. */
    public static Stream<Record> of(@Nullable Object definition) {
        return switch (definition) {
            case Record part ->
                Stream.concat(
                        Stream.of(part),
                        components(part)
                                .flatMap(component -> of(value(part, component).orElse(null))));
            case JsonNode _ -> Stream.empty();
            case Map<?, ?> all ->
                Stream.concat(all.keySet().stream(), all.values().stream()).flatMap(DefinitionParts::of);
            case Iterable<?> all ->
                StreamSupport.stream(all.spliterator(), false).flatMap(DefinitionParts::of);
            case null, default -> Stream.empty();
        };
    }

    /** The id that was made for a part; nothing for one that has none, or only says whom or what it means by an id of theirs. */
    public static Optional<UUID> ownId(Record part) {
        return components(part)
                .filter(component -> component.getName().equals("id") && component.getType() == UUID.class)
                .findFirst()
                .flatMap(component -> value(part, component))
                .map(UUID.class::cast);
    }

    private static Stream<RecordComponent> components(Record part) {
        return Arrays.stream(part.getClass().getRecordComponents());
    }

    private static Optional<Object> value(Record part, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return Optional.ofNullable(component.getAccessor().invoke(part));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
