package dev.millwright.extension;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All types of one sort that the scan found, by key, in the order of their groups. */
public class ExtensionRegistry<E extends Extension<?>> {

    private final Map<String, E> byKey = new LinkedHashMap<>();

    public ExtensionRegistry(Collection<? extends E> found) {
        List<? extends E> sorted = found.stream()
                .sorted(Comparator.<E, Integer>comparing(e -> e.descriptor().order())
                        .thenComparing(e -> e.key()))
                .toList();
        for (E extension : sorted) {
            if (byKey.put(extension.key(), extension) != null) {
                throw new IllegalStateException("Two types have the key " + extension.key());
            }
        }
    }

    public Optional<E> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    public List<E> all() {
        return List.copyOf(byKey.values());
    }
}
