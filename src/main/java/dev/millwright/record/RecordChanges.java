package dev.millwright.record;

import java.util.function.Consumer;

/** Tells open screens what others changed in records or beside them, a moment after it is committed and without telling what. */
public interface RecordChanges {

    /** Calls the listener, on a thread of its own, after records of the form, or what is shown beside them, were changed by anybody on any node. */
    Subscription subscribe(FormRef form, Consumer<RecordsChanged> listener);

    /** A listener that can be taken away again. */
    interface Subscription extends AutoCloseable {

        @Override
        void close();
    }
}
