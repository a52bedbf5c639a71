package dev.millwright.record.ui;

import dev.millwright.record.RecordData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of a list: a record, or the head of a group of them. */
sealed interface ListRow {

    /** The same for the same line, whatever has become of it. */
    Object id();

    record Entry(RecordData record) implements ListRow {
        @Override
        public Object id() {
            return record.id();
        }
    }

    /**
     * @param value what the records of the group have; null when the field is empty
     * @param figures in the order in which they were asked for
     */
    record Head(@Nullable Object value, long count, List<@Nullable Object> figures, boolean open) implements ListRow {
        @Override
        public Object id() {
            return "group " + value;
        }
    }
}
