package dev.millwright.field;

import dev.millwright.shared.BusinessTime;
import java.util.List;

/**
 * What a default may depend on.
 *
 * @param departments full paths of the departments of the person
 */
public record DefaultContext(BusinessTime time, PersonRef person, List<String> departments) {

    public DefaultContext {
        departments = List.copyOf(departments);
    }

    /** Of a person of no department. */
    public DefaultContext(BusinessTime time, PersonRef person) {
        this(time, person, List.of());
    }
}
