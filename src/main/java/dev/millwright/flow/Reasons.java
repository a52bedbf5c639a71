package dev.millwright.flow;

import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;

/** What people type when they act in a flow. */
public final class Reasons {

    /** In characters. */
    public static final int LONGEST = 4_000;

    private Reasons() {}

    /** No text of the database has the character NUL. */
    static String storable(String reason) {
        return reason.replace("\0", "");
    }

    /**
     * The reason as it is kept.
     *
     * @throws InvalidException when it is longer than {@link #LONGEST}
     */
    public static String checked(String reason) {
        String storable = storable(reason);
        if (storable.length() > LONGEST) {
            throw new InvalidException(Problems.of(Problem.error("work.error.reasonTooLong", "reason", LONGEST)));
        }
        return storable;
    }
}
