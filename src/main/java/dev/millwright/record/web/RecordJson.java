package dev.millwright.record.web;

import dev.millwright.field.PersonRef;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.HistoryEntry;
import dev.millwright.record.HistoryEntry.FieldChange;
import dev.millwright.record.HistoryEntry.LineChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.spi.RecordInput;
import dev.millwright.record.spi.RecordInput.Read;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Records as flat JSON objects, and back. */
final class RecordJson {

    private final PublishedForm form;
    private final RecordInput input;
    private final Map<String, RecordJson> lines = new LinkedHashMap<>();

    /**
     * @param lines the forms of the lines, by the key of their part
     */
    RecordJson(PublishedForm form, Map<String, PublishedForm> lines) {
        this.form = form;
        this.input = new RecordInput(form, lines);
        lines.forEach((part, some) -> this.lines.put(part, new RecordJson(some, Map.of())));
    }

    Set<String> parts() {
        return lines.keySet();
    }

    /** Adds the lines of a part to the record that they belong to. */
    void write(ObjectNode record, String part, List<RecordData> some) {
        RecordJson line = lines.get(part);
        if (line != null) {
            ArrayNode array = record.putArray(part);
            some.forEach(one -> array.add(line.line(one)));
        }
    }

    /** Without the link to the record that it stands in. */
    private ObjectNode line(RecordData record) {
        ObjectNode json = write(record, Set.of());
        form.partOf().flatMap(of -> form.field(of.link())).ifPresent(link -> json.remove(link.key()));
        return json;
    }

    /**
     * @param fields the wanted keys; all when empty
     */
    ObjectNode write(RecordData record, Set<String> fields) {
        ObjectNode json = Json.object();
        json.put("id", record.id().toString());
        json.put("version", record.version());
        if (wanted("created_at", fields)) {
            json.put("created_at", record.createdAt().toString());
        }
        if (wanted("created_by", fields)) {
            json.set("created_by", person(record.createdBy()));
        }
        if (wanted("updated_at", fields)) {
            json.put("updated_at", record.updatedAt().toString());
        }
        if (wanted("updated_by", fields)) {
            json.set("updated_by", person(record.updatedBy()));
        }
        if (record.deletedAt() != null && wanted("deleted_at", fields)) {
            json.put("deleted_at", record.deletedAt().toString());
        }
        if (record.deletedBy() != null && wanted("deleted_by", fields)) {
            json.set("deleted_by", person(record.deletedBy()));
        }
        for (PublishedField<?, ?> field : form.fields()) {
            if (wanted(field.key(), fields)) {
                json.set(field.key(), value(field, record.values().get(field.key())));
            }
        }
        return json;
    }

    private static boolean wanted(String key, Set<String> fields) {
        return fields.isEmpty() || fields.contains(key);
    }

    static JsonNode value(PublishedField<?, ?> field, @Nullable Object value) {
        return value == null ? Json.object().nullNode() : field.toJson(value);
    }

    static ObjectNode person(PersonRef person) {
        return Json.object().put("id", person.id()).put("name", person.name());
    }

    ObjectNode write(HistoryEntry entry) {
        ObjectNode json = Json.object();
        json.put("at", entry.at().toString());
        json.set("by", person(entry.by()));
        json.put("via", entry.via().key());
        json.put("event", entry.event().name().toLowerCase(java.util.Locale.ROOT));
        json.put("version", entry.version());
        ArrayNode changes = json.putArray("changes");
        for (FieldChange change : entry.changes()) {
            ObjectNode one = changes.addObject();
            one.put("field", change.field());
            one.set("from", changed(change, change.from()));
            one.set("to", changed(change, change.to()));
        }
        if (!entry.lines().isEmpty()) {
            ArrayNode some = json.putArray("lines");
            for (LineChange line : entry.lines()) {
                ObjectNode one = some.addObject();
                one.put("part", line.part());
                one.put("title", line.title());
                one.put("event", line.event().name().toLowerCase(java.util.Locale.ROOT));
                ArrayNode of = one.putArray("changes");
                RecordJson written = lines.get(line.part());
                if (written != null) {
                    line.changes().forEach(change -> {
                        ObjectNode field = of.addObject().put("field", change.field());
                        field.set("from", written.changed(change, change.from()));
                        field.set("to", written.changed(change, change.to()));
                    });
                }
            }
        }
        return json;
    }

    /** A retired field, or a value from before its field changed its type, is written as text. */
    private JsonNode changed(FieldChange change, @Nullable Object value) {
        return form.field(change.field())
                .filter(field -> value == null || field.type().valueType().isInstance(value))
                .map(field -> value(field, value))
                .orElseGet(() ->
                        value == null ? Json.object().nullNode() : Json.object().stringNode(value.toString()));
    }

    /**
     * As {@link RecordInput} reads it.
     *
     * @throws dev.millwright.record.UnknownFieldException for a name that the form does not have
     */
    Read read(ObjectNode json) {
        return input.read(json);
    }
}
