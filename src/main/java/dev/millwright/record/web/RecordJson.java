package dev.millwright.record.web;

import dev.millwright.field.PersonRef;
import dev.millwright.field.ValueFormatException;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.HistoryEntry;
import dev.millwright.record.HistoryEntry.FieldChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.shared.Problem;
import java.util.ArrayList;
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

    /** The fields that every record has. */
    static final Set<String> SYSTEM =
            Set.of("id", "version", "created_at", "created_by", "updated_at", "updated_by", "deleted_at", "deleted_by");

    private final PublishedForm form;

    RecordJson(PublishedForm form) {
        this.form = form;
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
     * The values in a JSON object from outside, and what is wrong with their shapes. What the server itself says of a record may come
     * back with it and is left out.
     *
     * @throws UnknownFieldException for a name that the form does not have
     */
    Read read(ObjectNode json) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : json.properties()) {
            String key = property.getKey();
            PublishedField<?, ?> field = form.field(key).orElse(null);
            if (field == null) {
                if (SYSTEM.contains(key)) {
                    continue;
                }
                throw new UnknownFieldException(key);
            }
            try {
                values.put(key, field.fromJson(property.getValue()));
            } catch (ValueFormatException e) {
                problems.add(e.at(key));
            }
        }
        return new Read(values, problems);
    }

    /** Values as the gate takes them, as far as they could be read. */
    record Read(Map<String, @Nullable Object> values, List<Problem> problems) {}
}
