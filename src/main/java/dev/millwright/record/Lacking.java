package dev.millwright.record;

import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.Set;

/** Tells what is still missing in a record from what is wrong with it. */
public final class Lacking {

    /** Of a field that must not be empty; its argument is the label of the field. */
    public static final String REQUIRED = "record.error.required";

    /** Of a code that is made of a field that is empty. */
    private static final String PART_OF_CODE = "field.error.code.missing";

    private static final Set<String> MISSING = Set.of(REQUIRED, PART_OF_CODE);

    private Lacking() {}

    private static boolean isMissing(Problem problem) {
        return MISSING.contains(problem.code());
    }

    /** What is wrong with what is there. */
    public static Problems wrong(Problems problems) {
        return new Problems(
                problems.stream().filter(problem -> !isMissing(problem)).toList());
    }
}
