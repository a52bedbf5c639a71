package dev.millwright.form;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What formulas and rules make of a record while it is entered.
 *
 * @param values by key what formulas give and rules set, null for nothing
 */
public record WorkedOut(Map<String, @Nullable Object> values, RuleOutcome rules) {

    public static final WorkedOut NOTHING = new WorkedOut(Map.of(), RuleOutcome.NONE);

    public WorkedOut {
        values = Collections.unmodifiableMap(new HashMap<>(values));
    }

    public static WorkedOut of(Map<String, @Nullable Object> values, RuleOutcome rules) {
        return new WorkedOut(values, rules);
    }
}
