package dev.millwright.form;

import dev.millwright.shared.Problems;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What formulas and rules make of a record while it is entered.
 *
 * @param values by key what formulas give and rules set, null for nothing
 * @param shared what other records have already, at the fields concerned: errors where that is refused, else warnings; what is said of a record
 *     that may be seen has a {@link dev.millwright.field.RecordRef} among its arguments
 */
public record WorkedOut(Map<String, @Nullable Object> values, RuleOutcome rules, Problems shared) {

    public static final WorkedOut NOTHING = new WorkedOut(Map.of(), RuleOutcome.NONE, Problems.NONE);

    public WorkedOut {
        values = Collections.unmodifiableMap(new HashMap<>(values));
    }

    public static WorkedOut of(Map<String, @Nullable Object> values, RuleOutcome rules) {
        return new WorkedOut(values, rules, Problems.NONE);
    }

    public WorkedOut withShared(Problems other) {
        return new WorkedOut(values, rules, other);
    }
}
