package dev.millwright.form;

import dev.millwright.shared.Problems;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What formulas and rules make of a record while it is entered.
 *
 * @param values by key what formulas give and rules set, null for nothing
 * @param shared what other records have already, at the fields concerned: errors where that is refused, else warnings; what is said of a record
 *     that may be seen has a {@link dev.millwright.field.RecordRef} among its arguments
 * @param unknown keys of fields of which it shows only on saving what formulas give: they read what follows from it in other records
 * @param lines the same of its lines, by the key of their part
 */
public record WorkedOut(
        Map<String, @Nullable Object> values,
        RuleOutcome rules,
        Problems shared,
        Set<String> unknown,
        Map<String, Lines> lines) {

    public static final WorkedOut NOTHING =
            new WorkedOut(Map.of(), RuleOutcome.NONE, Problems.NONE, Set.of(), Map.of());

    // Written out: of a short one javac keeps no annotations of types.
    public WorkedOut(
            Map<String, @Nullable Object> values,
            RuleOutcome rules,
            Problems shared,
            Set<String> unknown,
            Map<String, Lines> lines) {
        this.values = Collections.unmodifiableMap(new HashMap<>(values));
        this.rules = rules;
        this.shared = shared;
        this.unknown = Set.copyOf(unknown);
        this.lines = Map.copyOf(lines);
    }

    /** Without lines. */
    public static WorkedOut of(Map<String, @Nullable Object> values, RuleOutcome rules) {
        return new WorkedOut(values, rules, Problems.NONE, Set.of(), Map.of());
    }

    public WorkedOut withShared(Problems other) {
        return new WorkedOut(values, rules, other, unknown, lines);
    }

    /**
     * Of all lines of a part.
     *
     * @param changed of those that are changed or made, in the order in which that was told; {@link #NOTHING} of one that is taken away
     * @param kept of the others, by id
     */
    public record Lines(List<WorkedOut> changed, Map<UUID, WorkedOut> kept) {

        public Lines {
            changed = List.copyOf(changed);
            kept = Map.copyOf(kept);
        }
    }
}
