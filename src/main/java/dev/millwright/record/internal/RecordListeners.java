package dev.millwright.record.internal;

import dev.millwright.form.PublishedForm;
import dev.millwright.record.spi.RecordListener;
import dev.millwright.record.spi.RecordLock;
import dev.millwright.record.spi.WrittenRecords;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Those who have a say in what is written, asked for when something is: they may write records themselves. */
@Component
class RecordListeners {

    private final ObjectProvider<RecordListener> listeners;
    private final ObjectProvider<RecordLock> locks;
    private volatile @Nullable Known known;

    RecordListeners(ObjectProvider<RecordListener> listeners, ObjectProvider<RecordLock> locks) {
        this.listeners = listeners;
        this.locks = locks;
    }

    private Known known() {
        Known found = known;
        if (found == null) {
            found = new Known(
                    listeners.orderedStream().toList(), locks.orderedStream().toList());
            known = found;
        }
        return found;
    }

    /**
     * Tells who listens to the form.
     *
     * @param written worked out only if somebody does
     */
    void tell(PublishedForm form, Supplier<WrittenRecords> written) {
        List<RecordListener> interested = known().listeners().stream()
                .filter(listener -> listener.listensTo(form))
                .toList();
        if (!interested.isEmpty()) {
            WrittenRecords all = written.get();
            interested.forEach(listener -> listener.written(all));
        }
    }

    /** Which of the records are kept from being changed by people, and by what. */
    Map<UUID, RecordLock.Holder> holders(PublishedForm form, Collection<UUID> records) {
        Map<UUID, RecordLock.Holder> holders = new HashMap<>();
        known().locks().stream()
                .filter(lock -> lock.concerns(form))
                .forEach(lock -> holders.putAll(lock.holders(form, records)));
        return holders;
    }

    private record Known(List<RecordListener> listeners, List<RecordLock> locks) {}
}
