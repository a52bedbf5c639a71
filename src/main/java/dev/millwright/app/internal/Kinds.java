package dev.millwright.app.internal;

import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.extension.UnreadableDefinitionException;
import dev.millwright.shared.NotFoundException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** All kinds of definitions that the scan found, and how their JSON is read and written. */
@Component
class Kinds {

    private final ObjectProvider<DefinitionKind<?>> found;
    private final DefinitionCodec codec;
    private volatile @Nullable Map<String, DefinitionKind<?>> byKey;

    Kinds(ObjectProvider<DefinitionKind<?>> found, DefinitionCodec codec) {
        this.found = found;
        this.codec = codec;
    }

    List<DefinitionKind<?>> all() {
        return List.copyOf(byKey().values());
    }

    Optional<DefinitionKind<?>> find(String key) {
        return Optional.ofNullable(byKey().get(key));
    }

    /**
     * @throws NotFoundException when there is no such kind
     */
    DefinitionKind<?> get(String key) {
        return find(key).orElseThrow(() -> new NotFoundException(key));
    }

    /** The definition in a text; JSON as it stands if its kind is not installed. */
    Object decode(String kind, String json) {
        return find(kind).<Object>map(known -> decode(known, json)).orElseGet(() -> codec.read(json, ObjectNode.class));
    }

    <D> D decode(DefinitionKind<D> kind, String json) {
        return kind.type().cast(decode(kind, codec.read(json, JsonNode.class)));
    }

    /**
     * @throws UnreadableDefinitionException when the tree is no definition of the kind
     */
    <D> D decode(DefinitionKind<D> kind, JsonNode json) {
        if (!(json instanceof ObjectNode object)) {
            throw UnreadableDefinitionException.because(new IllegalArgumentException("Not an object"));
        }
        try {
            D definition = codec.read(kind.upgrade(object), kind.type());
            // JSON from outside may lack what no definition can do without.
            Objects.requireNonNull(kind.idOf(definition));
            Objects.requireNonNull(kind.keyOf(definition));
            Objects.requireNonNull(kind.labelOf(definition));
            return definition;
        } catch (IllegalArgumentException | NullPointerException e) {
            throw UnreadableDefinitionException.because(e);
        }
    }

    String encode(Object definition) {
        return codec.write(definition);
    }

    /** Read lazily: kinds may use what this module offers. */
    private Map<String, DefinitionKind<?>> byKey() {
        Map<String, DefinitionKind<?>> known = byKey;
        if (known == null) {
            known = new TreeMap<>();
            for (DefinitionKind<?> kind : found) {
                if (known.put(kind.key(), kind) != null) {
                    throw new IllegalStateException("Two kinds of definition have the key " + kind.key());
                }
            }
            byKey = known;
        }
        return known;
    }
}
