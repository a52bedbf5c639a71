package dev.millwright.app;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An app as it runs: an immutable snapshot of its latest release and rights, shared by all sessions.
 *
 * @param rightsVersion rises with each change of its rights, by which a write learns that they are no longer those of the snapshot
 * @param definitions the published definitions, decoded, by kind
 * @param language that its texts were translated to; the root when they are as they were designed
 */
public record PublishedApp(
        App app,
        Rights rights,
        long rightsVersion,
        Map<String, List<PublishedDefinition>> definitions,
        Locale language) {

    public PublishedApp {
        definitions = Map.copyOf(definitions);
    }

    /** As it was designed. */
    public PublishedApp(
            App app, Rights rights, long rightsVersion, Map<String, List<PublishedDefinition>> definitions) {
        this(app, rights, rightsVersion, definitions, Locale.ROOT);
    }

    public List<PublishedDefinition> all(String kind) {
        return definitions.getOrDefault(kind, List.of());
    }

    public <D> List<D> all(String kind, Class<D> type) {
        return all(kind).stream().map(d -> type.cast(d.definition())).toList();
    }

    /** A text as it was designed, in the language of the snapshot, as far as the app has words for it. */
    public String inWords(String designed) {
        return all(AppWords.KIND, AppWords.class).stream()
                .filter(words -> words.key().equals(language.getLanguage()))
                .findFirst()
                .map(words -> words.words().getOrDefault(designed, designed))
                .orElse(designed);
    }

    public Optional<PublishedDefinition> find(String kind, String key) {
        return all(kind).stream().filter(d -> d.key().equals(key)).findFirst();
    }

    /** Number of the release it shows, 0 when nothing was published yet. */
    public long release() {
        return app.release();
    }

    /**
     * One definition of a release.
     *
     * @param since number of the release that last changed it
     * @param definition decoded by its kind; JSON if the kind is not installed
     */
    public record PublishedDefinition(UUID id, String kind, String key, String label, long since, Object definition) {}
}
