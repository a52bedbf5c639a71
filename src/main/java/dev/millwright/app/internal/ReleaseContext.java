package dev.millwright.app.internal;

import dev.millwright.app.App;
import dev.millwright.app.spi.DefinitionKind.PublishContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The app as it will be after a release.
 *
 * @param definitions by kind and id
 */
record ReleaseContext(
        App app, Map<String, Map<UUID, Object>> definitions, Map<String, String> answers, SnapshotCache others)
        implements PublishContext {

    @Override
    public <R> Optional<Found<R>> find(String kind, UUID id, Class<R> type) {
        Object own = definitions.getOrDefault(kind, Map.of()).get(id);
        if (own != null) {
            return Optional.of(new Found<>(app, type.cast(own)));
        }
        return others.appOf(kind, id)
                .filter(other -> !other.app().id().equals(app.id()))
                .flatMap(other -> other.all(kind).stream()
                        .filter(definition -> definition.id().equals(id))
                        .findFirst()
                        .map(definition -> new Found<>(other.app(), type.cast(definition.definition()))));
    }

    @Override
    public <R> List<R> siblings(String kind, Class<R> type) {
        return definitions.getOrDefault(kind, Map.of()).values().stream()
                .map(type::cast)
                .toList();
    }

    @Override
    public Optional<String> answer(String question) {
        return Optional.ofNullable(answers.get(question));
    }

    boolean has(String kind, UUID id) {
        return definitions.getOrDefault(kind, Map.of()).containsKey(id);
    }
}
