package dev.millwright.record;

import dev.millwright.form.LinesModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One wish of a batch. Values are by field key and typed as the field's type says; null empties a field. What is to become of the record's
 * lines is told with it, by the key of their part; lines that nothing is said of stay as they are.
 */
public sealed interface RecordChange {

    record Create(Map<String, @Nullable Object> values, Map<String, List<RecordChange>> lines) implements RecordChange {

        // Written out: of a short one javac keeps no annotations of types.
        public Create(Map<String, @Nullable Object> values, Map<String, List<RecordChange>> lines) {
            this.values = values;
            this.lines = kept(lines);
        }

        /** Without lines. */
        public Create(Map<String, @Nullable Object> values) {
            this(values, Map.of());
        }
    }

    /**
     * @param version what the person saw; null to change whatever is there now
     */
    record Update(
            UUID id,
            @Nullable Long version,
            Map<String, @Nullable Object> values,
            Map<String, List<RecordChange>> lines)
            implements RecordChange {

        // Written out: of a short one javac keeps no annotations of types.
        public Update(
                UUID id,
                @Nullable Long version,
                Map<String, @Nullable Object> values,
                Map<String, List<RecordChange>> lines) {
            this.id = id;
            this.version = version;
            this.values = values;
            this.lines = kept(lines);
        }

        /** Without lines. */
        public Update(UUID id, @Nullable Long version, Map<String, @Nullable Object> values) {
            this(id, version, values, Map.of());
        }
    }

    /** Into the recycle bin, together with the record's lines. */
    record Delete(UUID id, @Nullable Long version) implements RecordChange {}

    /** Out of the recycle bin, with the lines that went there with it; nothing happens to a record that is not there any more. */
    record Restore(UUID id) implements RecordChange {}

    /** What is to become of a line as it was entered. */
    static RecordChange of(LinesModel.Edit edit) {
        UUID id = edit.id();
        if (id == null) {
            return new Create(edit.values());
        }
        return edit.removed() ? new Delete(id, edit.version()) : new Update(id, edit.version(), edit.values());
    }

    private static Map<String, List<RecordChange>> kept(Map<String, List<RecordChange>> lines) {
        Map<String, List<RecordChange>> copy = new LinkedHashMap<>();
        lines.forEach((part, changes) -> {
            if (!changes.isEmpty()) {
                copy.put(part, List.copyOf(changes));
            }
        });
        return copy;
    }
}
