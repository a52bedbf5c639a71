package dev.millwright.field;

import dev.millwright.shared.ValueKind;
import java.util.List;
import java.util.UUID;

/** Port for property editors: the other fields of the form being designed. */
public interface SiblingFields {

    List<Sibling> siblings();

    /** Another field of the same form. */
    record Sibling(UUID id, String key, String label, ValueKind kind) {}
}
