package dev.millwright.workspace.ui;

import dev.millwright.record.RecordData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of a list: a record, the head of a group of them, or a word on what is left out. */
sealed interface ListRow {

    /** The same for the same line, whatever has become of it. */
    Object id();

    record Entry(RecordData record) implements ListRow {
        @Override
        public Object id() {
            return record.id();
        }
    }

    /** Where records of a tree are left out because no more are held.
     *
     * @param of names the place
     */
    record Cut(String of, int level) implements ListRow {
        @Override
        public Object id() {
            return "cut " + of;
        }
    }

    /**
     * @param path what the records of the group have, from the outermost group to this one; null where the field is empty
     * @param figures in the order in which they were asked for
     */
    record Head(List<@Nullable Object> path, long count, List<@Nullable Object> figures, boolean open)
            implements ListRow {

        @Override
        public Object id() {
            return "group " + path;
        }

        /** How many groups it lies in. */
        int level() {
            return path.size() - 1;
        }

        @Nullable Object value() {
            return path.getLast();
        }
    }
}
