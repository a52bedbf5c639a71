package dev.millwright.workspace;

import dev.millwright.identity.Person;
import dev.millwright.record.Condition;
import dev.millwright.record.RecordData;
import dev.millwright.shared.BusinessTime;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A part of a filter; records meet all parts of a filter. */
public sealed interface FilterPart permits FilterRow, FilterGroup {

    /** How filters are kept and stand in addresses: a condition as a list, a group as an object. */
    JsonNode toJson(FilterScope scope);

    /** The question to the gate. */
    Condition condition();

    /** Its conditions, one by one. */
    Stream<FilterRow> rows();

    /**
     * Whether a record that was read already meets it, as the gate would say to the one who asks. Of linked records nothing is known here, so
     * that a condition about one is not met.
     */
    boolean matches(RecordData record, BusinessTime time, Person asker);

    /** All parts together. */
    static Condition all(List<? extends FilterPart> parts) {
        return new Condition.And(parts.stream().map(FilterPart::condition).toList());
    }
}
