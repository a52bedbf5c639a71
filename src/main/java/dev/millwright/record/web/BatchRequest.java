package dev.millwright.record.web;

import dev.millwright.record.ChangeProblem;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.RecordChange;
import dev.millwright.record.spi.RecordInput.Read;
import dev.millwright.shared.Ids;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of a batch: lists of what to create, update and delete, read as one list of changes.
 *
 * @param places where each change stands in the body
 */
record BatchRequest(List<RecordChange> changes, List<Place> places, List<ChangeProblem> problems) {

    /** One entry of one of the lists. */
    record Place(String list, int index) {}

    static BatchRequest read(ObjectNode body, RecordJson json) {
        BatchRequest batch = new BatchRequest(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (String name : body.propertyNames()) {
            if (!name.equals("create") && !name.equals("update") && !name.equals("delete")) {
                throw new InvalidRequestException("record.error.batch");
            }
        }
        for (JsonNode entry : list(body, "create")) {
            Read read = batch.begin("create", entry, json);
            batch.changes.add(new RecordChange.Create(read.values(), read.lines()));
        }
        for (JsonNode entry : list(body, "update")) {
            Read read = batch.begin("update", entry, json);
            batch.changes.add(new RecordChange.Update(
                    batch.id(entry.path("id")), version(entry.path("version")), read.values(), read.lines()));
        }
        for (JsonNode entry : list(body, "delete")) {
            batch.place("delete");
            batch.changes.add(new RecordChange.Delete(batch.id(entry), null));
        }
        return batch;
    }

    private Read begin(String list, JsonNode entry, RecordJson json) {
        place(list);
        if (!(entry instanceof ObjectNode object)) {
            throw new InvalidRequestException("record.error.batch");
        }
        Read read = json.read(object);
        int index = changes.size();
        read.problems().forEach(problem -> problems.add(new ChangeProblem(index, problem)));
        return read;
    }

    private void place(String list) {
        int index = places.isEmpty() || !places.getLast().list().equals(list)
                ? 0
                : places.getLast().index() + 1;
        places.add(new Place(list, index));
    }

    /** An id that is none leads to no record, as an unknown one does. */
    private UUID id(JsonNode json) {
        return Ids.parse(json.asString("")).orElseGet(Ids::next);
    }

    /** The version that the caller saw; nothing when any will do. */
    private static @Nullable Long version(JsonNode json) {
        if (json.isMissingNode() || json.isNull()) {
            return null;
        }
        if (!json.isIntegralNumber() || !json.canConvertToLong()) {
            throw new InvalidRequestException("record.error.batchVersion");
        }
        return json.asLong();
    }

    private static Iterable<JsonNode> list(ObjectNode body, String name) {
        JsonNode list = body.path(name);
        if (list.isMissingNode()) {
            return List.of();
        }
        if (!(list instanceof ArrayNode array)) {
            throw new InvalidRequestException("record.error.batch");
        }
        return array;
    }

    /** Where in the body a problem is, from the path that the gate gave it. */
    Map<String, Object> placeOf(String path) {
        Map<String, Object> place = new LinkedHashMap<>();
        int dot = path.indexOf('.');
        String number = dot < 0 ? path : path.substring(0, dot);
        if (!number.isEmpty()) {
            place.putAll(placeOf(Integer.parseInt(number)));
        }
        place.put("field", dot < 0 ? "" : path.substring(dot + 1));
        return place;
    }

    /** Where in the body a change stands. */
    Map<String, Object> placeOf(int change) {
        Place place = places.get(change);
        Map<String, Object> where = new LinkedHashMap<>();
        where.put("list", place.list());
        where.put("index", place.index());
        return where;
    }

    ObjectNode answer(List<UUID> ids) {
        ObjectNode answer = Json.object();
        ArrayNode created = answer.putArray("create");
        ArrayNode updated = answer.putArray("update");
        ArrayNode deleted = answer.putArray("delete");
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i).toString();
            switch (places.get(i).list()) {
                case "create" -> created.addObject().put("id", id);
                case "update" -> updated.addObject().put("id", id);
                default -> deleted.add(id);
            }
        }
        return answer;
    }
}
