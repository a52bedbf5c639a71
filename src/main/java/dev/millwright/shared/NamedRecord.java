package dev.millwright.shared;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A record that a problem names among its arguments, so that whoever reads of it can be led there. */
public interface NamedRecord {

    /** Null while only something else is known of it. */
    @Nullable UUID id();

    /** What people call it, as far as they may know it. */
    @Nullable String title();
}
