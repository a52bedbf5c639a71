package dev.millwright.app;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What an app says in a language other than that of its designers. A text is found by how it was designed, so that one
 * translation serves all places that say the same.
 *
 * @param key the language, for example {@code zh}
 * @param label the language's name for itself
 * @param words the texts as designed, with their translations
 */
public record AppWords(UUID id, String key, String label, SortedMap<String, String> words) {

    /** Name of the kind in addresses and packages. */
    public static final String KIND = "words";

    @SuppressWarnings("NullAway") // what is absent in JSON arrives as null
    public AppWords {
        words = words == null ? new TreeMap<>() : new TreeMap<>(words);
    }
}
