package dev.millwright.record;

import dev.millwright.form.RuleOutcome;
import dev.millwright.shared.Problems;

/**
 * What the rules of a form come to in one of its records as it is.
 *
 * @param refused why it could not be written as it is, apart from fields that lack a value; paths are field keys
 */
public record RuledRecord(RuleOutcome rules, Problems refused) {

    /** Of a form without rules. */
    public static final RuledRecord FREE = new RuledRecord(RuleOutcome.NONE, Problems.NONE);
}
