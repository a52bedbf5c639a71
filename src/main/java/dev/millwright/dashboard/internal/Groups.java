package dev.millwright.dashboard.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was found by value; records without a value are a group of their own.
 *
 * @param <T> what was found
 */
final class Groups<T> {

    private final Map<Object, T> contents = new LinkedHashMap<>();
    private final Map<Object, Object> named = new LinkedHashMap<>();
    private @Nullable T unset;

    void put(@Nullable Object value, T content) {
        if (value == null) {
            unset = content;
        } else {
            contents.put(Dimension.keyOf(value), content);
            named.putIfAbsent(Dimension.keyOf(value), value);
        }
    }

    T computeIfAbsent(@Nullable Object value, Supplier<T> nothing) {
        T present = value == null ? unset : get(value);
        if (present != null) {
            return present;
        }
        T made = nothing.get();
        put(value, made);
        return made;
    }

    @Nullable T get(Object value) {
        return contents.get(Dimension.keyOf(value));
    }

    @Nullable T unset() {
        return unset;
    }

    /** The values as the gate gave them. */
    List<Object> values() {
        return List.copyOf(named.values());
    }

    void each(BiConsumer<@Nullable Object, T> use) {
        contents.forEach((key, content) -> use.accept(named.getOrDefault(key, key), content));
        T without = unset;
        if (without != null) {
            use.accept(null, without);
        }
    }
}
