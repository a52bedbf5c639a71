package dev.millwright.record;

import java.util.List;

/**
 * What became of the changes of a batch that was tried, or would.
 *
 * @param kept whether they are written
 * @param fates in the order of the changes
 * @param problems why they are not
 * @param warnings what may be so but should not
 */
public record Attempt(boolean kept, List<Fate> fates, List<ChangeProblem> problems, List<ChangeProblem> warnings) {

    public Attempt {
        fates = List.copyOf(fates);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /** What a change does to the records. */
    public enum Fate {
        ADDED,
        CHANGED,
        UNCHANGED
    }
}
