package dev.millwright.shared;

import java.util.Map;

/** Something that a person did and an auditor may ask for. */
public interface AuditableEvent {

    /** Stable name of what was done, for example {@code app.published}. */
    String action();

    /** What it was done to, in words that stay true after a rename. */
    String subject();

    /** Further facts; never secrets, never values of records. */
    default Map<String, Object> details() {
        return Map.of();
    }
}
