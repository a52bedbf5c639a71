package dev.millwright.expression.internal;

import dev.millwright.expression.Expression.Comparison;
import dev.millwright.expression.Operation;
import java.math.BigDecimal;
import java.util.List;

/** An expression as it was written, before anybody knows what its names mean. */
public sealed interface Syntax {

    /** Where it begins in the text. */
    int start();

    /** Where it ends, exclusive. */
    int end();

    record Text(String value, int start, int end) implements Syntax {}

    record Number(BigDecimal value, int start, int end) implements Syntax {}

    record Truth(boolean value, int start, int end) implements Syntax {}

    record Nothing(int start, int end) implements Syntax {}

    record Name(String name, int start, int end) implements Syntax {}

    record Call(String function, List<Syntax> arguments, int start, int end) implements Syntax {}

    record Not(Syntax of, int start, int end) implements Syntax {}

    record All(List<Syntax> parts, int start, int end) implements Syntax {}

    record Any(List<Syntax> parts, int start, int end) implements Syntax {}

    record Compare(Comparison comparison, Syntax left, Syntax right, int start, int end) implements Syntax {}

    record OneOf(Syntax subject, List<Syntax> values, int start, int end) implements Syntax {}

    /** The sign is one of ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER, POWER and JOIN. */
    record Calculate(Operation sign, Syntax left, Syntax right, int start, int end) implements Syntax {}

    record Negate(Syntax of, int start, int end) implements Syntax {}
}
