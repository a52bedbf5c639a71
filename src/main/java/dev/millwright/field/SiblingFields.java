package dev.millwright.field;

import dev.millwright.shared.ValueKind;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Port for property editors: the other fields of the form being designed. */
public interface SiblingFields {

    List<Sibling> siblings();

    /** What that field may contribute to a code, for an example: the key of an option, a made-up text. */
    default Optional<String> example(UUID field) {
        return Optional.empty();
    }

    /** Another field of the same form. */
    record Sibling(UUID id, String key, String label, ValueKind kind) {}
}
