package dev.millwright.expression;

import dev.millwright.shared.Label;

/**
 * A function of the expression language. One class that the scan finds adds one: it checks its arguments and says what they come to in terms
 * of the language itself.
 */
public interface ExpressionFunction {

    /** In capitals; written in any letter case. */
    String name();

    /** How it is called, for example {@code CONTAINS(text, part)}. */
    String usage();

    Label description();

    /** Whether its arguments may be about many rows, of which it makes one value. */
    default boolean takesRows() {
        return false;
    }

    Expression apply(Arguments arguments);
}
