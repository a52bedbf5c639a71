package dev.millwright.record.internal;

import dev.millwright.form.PublishedForm;
import dev.millwright.record.FormRef;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.record.spi.KeptValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes kept fields into the tables of apps. */
@Component
class PostgresKeptValues implements KeptValues {

    private final FormAccess access;
    private final RowWriter writer;
    private final ChangeFeed feed;

    PostgresKeptValues(FormAccess access, RowWriter writer, ChangeFeed feed) {
        this.access = access;
        this.writer = writer;
        this.feed = feed;
    }

    @Override
    public void keep(PublishedForm form, Map<UUID, Map<String, @Nullable Object>> values) {
        if (values.isEmpty()) {
            return;
        }
        RecordTable table = access.any(form.id()).orElse(null);
        if (table == null) {
            return;
        }
        Set<String> keys = new TreeSet<>(values.values().iterator().next().keySet());
        List<StoredField> fields = table.fields().stream()
                .filter(field -> keys.contains(field.key()))
                .peek(PostgresKeptValues::requireKept)
                .toList();
        if (fields.isEmpty()) {
            return;
        }
        List<Draft> drafts = new ArrayList<>();
        values.forEach((id, one) -> {
            Draft draft = new Draft(id, 0, false, Map.of());
            fields.forEach(field -> draft.set(field, one.get(field.key())));
            drafts.add(draft);
        });
        writer.keep(table, fields, drafts);
        feed.written(new FormRef(form.app().key(), form.key()), values.keySet());
    }

    private static void requireKept(StoredField field) {
        if (!field.field().isKept()) {
            throw new IllegalArgumentException("People enter " + field.key());
        }
    }
}
