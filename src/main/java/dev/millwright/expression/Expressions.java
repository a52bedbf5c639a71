package dev.millwright.expression;

import dev.millwright.expression.internal.Checker;
import dev.millwright.expression.internal.Reader;
import dev.millwright.expression.internal.Renaming;
import dev.millwright.expression.internal.Syntax;
import dev.millwright.shared.TextPosition;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/** Reads expressions and checks them against a scope. */
@Component
public class Expressions {

    /** The longest text that is read. */
    public static final int MAX_LENGTH = 10_000;

    /** The most parts an expression may have. */
    public static final int MAX_PARTS = 1_000;

    /** How deep parts may lie in each other. */
    public static final int MAX_DEPTH = 60;

    private static final int REMEMBERED = 500;

    private final ExpressionFunctions functions;
    private final Checker checker;

    /** The same few filters come again and again, and reading one costs more than checking it. */
    private final Map<String, Syntax> read = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Syntax> eldest) {
            return size() > REMEMBERED;
        }
    });

    public Expressions(ExpressionFunctions functions) {
        this.functions = functions;
        this.checker = new Checker(functions);
    }

    /** What can be called, in the order of their names. */
    public Collection<ExpressionFunction> functions() {
        return functions.all();
    }

    /**
     * @throws ExpressionException when the text is no expression of the scope
     */
    public Expression compile(String text, Scope scope) {
        Syntax syntax = read.get(text);
        if (syntax == null) {
            syntax = Reader.read(text);
            read.put(text, syntax);
        }
        return checker.check(syntax, text, scope);
    }

    /**
     * The text with other names for some of its names, written as it was otherwise; also of a text that is no expression yet.
     *
     * @param names what a name is called from now on
     */
    public static String renamed(String text, UnaryOperator<String> names) {
        return Renaming.of(text, names);
    }

    /**
     * The same for texts that are written out in it.
     *
     * @param texts what a text is from now on
     */
    public static String reworded(String text, UnaryOperator<String> texts) {
        return Renaming.ofTexts(text, texts);
    }

    /** The names that are multiplied in a text by something else than a number that is written out; none of a text that is no expression. */
    public static Set<String> factors(String text) {
        try {
            Set<String> factors = new LinkedHashSet<>();
            factors(Reader.read(text), factors);
            return factors;
        } catch (ExpressionException e) {
            return Set.of();
        }
    }

    private static void factors(Syntax syntax, Set<String> factors) {
        if (syntax instanceof Syntax.Calculate(Operation sign, Syntax left, Syntax right, int _, int _)
                && sign == Operation.MULTIPLY
                && !(right instanceof Syntax.Number)) {
            for (Syntax side : List.of(left, right)) {
                if (side instanceof Syntax.Name(String name, int _, int _)) {
                    factors.add(name);
                }
            }
        }
        Reader.parts(syntax).forEach(part -> factors(part, factors));
    }

    /** As {@link #compile}, for one that must be true or false. */
    public Expression condition(String text, Scope scope) {
        Expression expression = compile(text, scope);
        if (expression.type() != ExpressionType.BOOLEAN) {
            throw new ExpressionException(
                    TextPosition.of(text, 0, text.length()),
                    "expression.error.noCondition",
                    expression.type().name());
        }
        return expression;
    }
}
