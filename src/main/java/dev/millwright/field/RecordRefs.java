package dev.millwright.field;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Links to several records as a value: at least one, in the order that people gave them. */
public record RecordRefs(List<RecordRef> records) {

    public RecordRefs {
        records = List.copyOf(records);
        if (records.isEmpty()) {
            throw new IllegalArgumentException("No records are no value");
        }
    }

    /** The records, each once; null for none. */
    public static @Nullable RecordRefs of(List<RecordRef> records) {
        Map<Object, RecordRef> once = new LinkedHashMap<>();
        records.forEach(record -> once.putIfAbsent(record.id() == null ? record : record.id(), record));
        return once.isEmpty() ? null : new RecordRefs(List.copyOf(once.values()));
    }

    /** Those of the records that are known by their ids. */
    public List<UUID> ids() {
        return records.stream().map(RecordRef::id).filter(Objects::nonNull).toList();
    }

    /** The records without those that the other has too, by their ids. */
    public List<RecordRef> without(@Nullable RecordRefs other) {
        Set<UUID> others = other == null ? Set.of() : new HashSet<>(other.ids());
        return records.stream()
                .filter(record -> record.id() == null || !others.contains(record.id()))
                .toList();
    }

    /** The same records, called as given; without a title where there is none. */
    public RecordRefs titled(Map<UUID, String> titles) {
        return new RecordRefs(records.stream()
                .map(record -> record.id() == null ? record : new RecordRef(record.id(), null, titles.get(record.id())))
                .collect(Collectors.toUnmodifiableList()));
    }
}
