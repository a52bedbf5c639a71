package dev.millwright.app;

import java.time.Instant;
import java.util.UUID;

/**
 * A definition as it is being designed.
 *
 * @param json the definition in the one form that {@code DefinitionCodec} writes
 * @param version rises with every save
 * @param basedOnRelease the release that it became last, 0 if never published
 * @param changed whether publishing it would change anything
 */
public record Draft(
        String kind,
        UUID id,
        String key,
        String label,
        String json,
        long version,
        Instant updatedAt,
        Author updatedBy,
        long basedOnRelease,
        boolean changed) {

    public DraftRef ref() {
        return new DraftRef(kind, id);
    }
}
