package dev.millwright.record;

import dev.millwright.shared.Problem;

/**
 * What is wrong with one change of a batch.
 *
 * @param change its place among the changes, from 0
 * @param problem with a path that starts at the record: the key of a field, or empty
 */
public record ChangeProblem(int change, Problem problem) {

    /** The problem with the change's number in front of its path, as a batch that is refused tells it. */
    public Problem numbered() {
        return problem.under(String.valueOf(change));
    }
}
