package dev.millwright.record.internal;

import dev.millwright.field.RecordRefs;
import dev.millwright.record.RecordData;
import dev.millwright.record.internal.RecordTable.StoredField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** What the records are called that lists of links lead to: asked once for all rows that were read, for each field that has such lists. */
@Component
class ManyTitles {

    private final RowMatches matches;

    ManyTitles(RowMatches matches) {
        this.matches = matches;
    }

    /** The titles of records that may be seen, by id. */
    Map<UUID, String> of(Visible target, Collection<UUID> ids) {
        return ids.isEmpty() ? Map.of() : matches.titles(target, ids);
    }

    /**
     * The records with titles of what their lists of links lead to.
     *
     * @param visible a form as the reader may see it; empty when they may not
     */
    List<RecordData> complete(RecordTable table, List<RecordData> records, Function<UUID, Optional<Visible>> visible) {
        List<RecordData> complete = records;
        for (StoredField field : table.fields()) {
            if (field.isLinks()) {
                complete = complete(field, complete, visible);
            }
        }
        return complete;
    }

    private List<RecordData> complete(
            StoredField field, List<RecordData> records, Function<UUID, Optional<Visible>> visible) {
        Set<UUID> ids = new LinkedHashSet<>();
        for (RecordData record : records) {
            if (record.values().get(field.key()) instanceof RecordRefs links) {
                ids.addAll(links.ids());
            }
        }
        if (ids.isEmpty()) {
            return records;
        }
        Map<UUID, String> titles = field.field()
                .targetOfMany()
                .flatMap(visible)
                .map(target -> of(target, ids))
                .orElse(Map.of());
        List<RecordData> complete = new ArrayList<>(records.size());
        for (RecordData record : records) {
            if (record.values().get(field.key()) instanceof RecordRefs links) {
                Map<String, Object> values = new HashMap<>(record.values());
                values.put(field.key(), links.titled(titles));
                complete.add(record.with(values));
            } else {
                complete.add(record);
            }
        }
        return complete;
    }
}
