package dev.millwright.field;

import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A field that is entered, in its place among others.
 *
 * @param form of which the record is
 * @param key of the field
 * @param target the form that the field leads to; null for one that leads nowhere
 * @param values the others by key as they stand there at the moment, null for an empty one; without those that are not known there
 * @param whole the same of the record that it is a line of; nothing for a record that is no line
 */
public record EnteredField(
        UUID form,
        String key,
        @Nullable UUID target,
        Supplier<Map<String, @Nullable Object>> values,
        Supplier<Map<String, @Nullable Object>> whole) {

    /** The values where none are known. */
    public static Map<String, @Nullable Object> nothing() {
        return Map.of();
    }

    /** Whether the field leads to records of the form. */
    public boolean leadsTo(UUID other) {
        return other.equals(target);
    }
}
