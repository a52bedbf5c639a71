package dev.millwright.record.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Records that are worked out as they are to be, while the database still has them as they were: some that others lead to, and of some all
 * lines that belong to them.
 */
final class Unwritten {

    /** The database has everything as it is. */
    static final Unwritten NONE = new Unwritten();

    private final Map<UUID, Draft> records = new HashMap<>();
    private final Map<Leading, Map<UUID, List<Draft>>> lines = new HashMap<>();
    private final Map<RecordTable, List<Draft>> all = new LinkedHashMap<>();

    /** Records of a form that lead somewhere by a link. */
    private record Leading(UUID form, String link) {}

    private Unwritten() {}

    /** Records that lines lead to. */
    static Unwritten of(RecordTable table, Collection<Draft> records) {
        Unwritten unwritten = new Unwritten();
        unwritten.all.put(table, new ArrayList<>(records));
        records.forEach(record -> unwritten.records.put(record.id(), record));
        return unwritten;
    }

    /**
     * Adds all lines that a record will have.
     *
     * @param link key of the field by which they lead to it
     * @param some that first which was made first
     */
    void addLines(RecordTable table, String link, UUID record, List<Draft> some) {
        lines.computeIfAbsent(new Leading(table.form().id(), link), _ -> new HashMap<>())
                .put(record, List.copyOf(some));
        all.computeIfAbsent(table, _ -> new ArrayList<>()).addAll(some);
    }

    /** A record as it is to be; null for one that is as the database has it. */
    @Nullable Draft record(UUID id) {
        return records.get(id);
    }

    /** The lines that a record will have; null where the database has them. */
    @Nullable List<Draft> rows(UUID form, String link, UUID record) {
        return lines.getOrDefault(new Leading(form, link), Map.of()).get(record);
    }

    /** Whether the records of a form that lead to others by that link are those that will be. */
    boolean hasRows(UUID form, String link) {
        return lines.containsKey(new Leading(form, link));
    }

    /** By table what is worked out together. */
    Map<RecordTable, List<Draft>> all() {
        return Collections.unmodifiableMap(all);
    }
}
