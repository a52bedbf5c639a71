package dev.millwright.flow;

import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problems;

/**
 * The yes that would end a run as accepted is not booked, because the record is not as its form wants it now: a rule was published since, or
 * a value is gone. Paths of the problems are keys of fields.
 */
public final class RulesChangedException extends InvalidException {

    private final boolean mayStay;

    public RulesChangedException(Problems problems, boolean mayStay) {
        super(problems);
        this.mayStay = mayStay;
    }

    /** Whether the flow lets whoever says yes leave the record as it was. */
    public boolean mayStay() {
        return mayStay;
    }
}
