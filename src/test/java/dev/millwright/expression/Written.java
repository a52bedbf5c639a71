package dev.millwright.expression;

import dev.millwright.expression.Expression.All;
import dev.millwright.expression.Expression.Any;
import dev.millwright.expression.Expression.Apply;
import dev.millwright.expression.Expression.Compare;
import dev.millwright.expression.Expression.Given;
import dev.millwright.expression.Expression.Literal;
import dev.millwright.expression.Expression.Named;
import dev.millwright.expression.Expression.Not;
import dev.millwright.expression.Expression.Nothing;
import dev.millwright.expression.Expression.OneOf;
import java.util.List;
import java.util.stream.Collectors;

/** Trees as one line of text, for tests. */
final class Written {

    private Written() {}

    static String of(Expression expression) {
        return switch (expression) {
            case Literal literal -> literal.value() instanceof String text ? "'" + text + "'" : literal.value() + "";
            case Nothing _ -> "null";
            case Named named -> named.key();
            case Expression.RowValue row -> row.rows() + "[]." + row.key();
            case Expression.Rollup rollup ->
                rollup.aggregate() + "("
                        + rollup.parts().stream().map(Written::of).collect(Collectors.joining(" where ")) + ")";
            case Given given -> given.what().name();
            case Not not -> "not " + of(not.of());
            case All all -> joined("and", all.parts());
            case Any any -> joined("or", any.parts());
            case Compare compare ->
                "(" + of(compare.left()) + " " + compare.comparison() + " " + of(compare.right()) + ")";
            case OneOf oneOf -> "(" + of(oneOf.subject()) + " in " + joined(",", oneOf.values()) + ")";
            case Apply apply -> apply.operation() + joined(",", apply.arguments());
        };
    }

    private static String joined(String sign, List<Expression> parts) {
        return parts.stream().map(Written::of).collect(Collectors.joining(" " + sign + " ", "(", ")"));
    }
}
