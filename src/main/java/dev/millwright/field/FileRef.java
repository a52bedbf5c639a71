package dev.millwright.field;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file in a value. Who writes says no more than the id; the gate finds the rest.
 *
 * @param name null when it is not known yet
 * @param size in bytes; 0 when it is not known yet
 * @param type media type by the content; null when it is not known yet
 * @param located whether it is a picture that tells, or may tell, where it was taken; known only while it is put into a record
 */
public record FileRef(
        UUID id, @Nullable String name, long size, @Nullable String type, boolean located) {

    public FileRef(UUID id, @Nullable String name, long size, @Nullable String type) {
        this(id, name, size, type, false);
    }

    public static FileRef to(UUID id) {
        return new FileRef(id, null, 0, null);
    }

    /** What the file is called by people; its id when nothing better is known. */
    public String shown() {
        return name == null || name.isEmpty() ? id.toString() : name;
    }
}
