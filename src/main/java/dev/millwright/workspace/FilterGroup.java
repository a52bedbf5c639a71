package dev.millwright.workspace;

import dev.millwright.identity.Person;
import dev.millwright.record.Condition;
import dev.millwright.record.RecordData;
import dev.millwright.shared.BusinessTime;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Conditions of which one is enough, or all count; groups of them stand in a group that is the whole filter, and in no other.
 *
 * @param any whether one is enough
 * @param parts at least one
 */
public record FilterGroup(boolean any, List<FilterPart> parts) implements FilterPart {

    static final String ANY = "any";
    static final String ALL = "all";

    public FilterGroup {
        parts = List.copyOf(parts);
    }

    @Override
    public JsonNode toJson(FilterScope scope) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode within = json.putArray(any ? ANY : ALL);
        parts.forEach(part -> within.add(part.toJson(scope)));
        return json;
    }

    @Override
    public Condition condition() {
        List<Condition> conditions = parts.stream().map(FilterPart::condition).toList();
        return any ? new Condition.Or(conditions) : new Condition.And(conditions);
    }

    @Override
    public Stream<FilterRow> rows() {
        return parts.stream().flatMap(FilterPart::rows);
    }

    @Override
    public boolean matches(RecordData record, BusinessTime time, Person asker) {
        return any
                ? parts.stream().anyMatch(part -> part.matches(record, time, asker))
                : parts.stream().allMatch(part -> part.matches(record, time, asker));
    }
}
