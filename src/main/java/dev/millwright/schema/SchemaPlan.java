package dev.millwright.schema;

import java.util.List;

/**
 * How the database comes to match the wanted tables: what will happen, at what risk, and what stands against it.
 *
 * @param fingerprint the same as long as what is wanted, what is there and so what will happen are the same; numbers of rows
 *     do not count
 */
public record SchemaPlan(List<SchemaStep> steps, List<SchemaConflict> conflicts, String fingerprint) {

    public SchemaPlan {
        steps = List.copyOf(steps);
        conflicts = List.copyOf(conflicts);
    }

    public boolean isEmpty() {
        return steps.isEmpty() && conflicts.isEmpty();
    }

    public boolean isApplicable() {
        return conflicts.isEmpty();
    }

    public List<SchemaStep> steps(Phase phase) {
        return steps.stream().filter(step -> step.phase() == phase).toList();
    }

    /** The highest risk of its steps. */
    public Risk risk() {
        return steps.stream().map(SchemaStep::risk).max(Risk::compareTo).orElse(Risk.NONE);
    }
}
