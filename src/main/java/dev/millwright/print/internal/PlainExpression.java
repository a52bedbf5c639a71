package dev.millwright.print.internal;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sf.jasperreports.engine.JRExpression;
import net.sf.jasperreports.engine.JRExpressionChunk;
import net.sf.jasperreports.engine.type.ExpressionTypeEnum;
import org.jspecify.annotations.Nullable;

/**
 * The few expressions that a report may have: texts, numbers and values, joined by {@code +}, compared, and chosen between. It calls nothing, so a
 * report from outside has no code that could run.
 */
sealed interface PlainExpression extends Serializable {

    /** A value written out; null for {@code null}. */
    record Literal(@Nullable Serializable value) implements PlainExpression {}

    /** A field, parameter or variable. */
    record Value(Source source, String name) implements PlainExpression {}

    /** Texts one after the other, or the sum of numbers. */
    record Sum(List<PlainExpression> parts) implements PlainExpression {
        public Sum {
            parts = new ArrayList<>(parts);
        }
    }

    record Compare(PlainExpression left, Comparison comparison, PlainExpression right) implements PlainExpression {}

    record Both(PlainExpression left, PlainExpression right) implements PlainExpression {}

    record Either(PlainExpression left, PlainExpression right) implements PlainExpression {}

    record Not(PlainExpression inner) implements PlainExpression {}

    record Choose(PlainExpression condition, PlainExpression then, PlainExpression otherwise)
            implements PlainExpression {}

    /** Where a value comes from. */
    enum Source {
        FIELD,
        PARAMETER,
        VARIABLE
    }

    /** How two values are compared. */
    enum Comparison {
        EQ,
        NE,
        LT,
        LE,
        GT,
        GE
    }

    /** A value that becomes text when it is asked for. */
    interface LateText {}

    /** Where values are found. */
    @FunctionalInterface
    interface Values {
        @Nullable Object get(Source source, String name);
    }

    /**
     * Reads an expression.
     *
     * @throws RefusedException when it is more than a plain one
     */
    static PlainExpression read(JRExpression expression) {
        return new Reader(expression).whole();
    }

    /** What it comes to. */
    static @Nullable Object evaluate(PlainExpression expression, Values values) {
        return switch (expression) {
            case Literal literal -> literal.value();
            case Value value -> {
                Object found = values.get(value.source(), value.name());
                yield found instanceof LateText late ? late.toString() : found;
            }
            case Sum sum -> sum(sum, values);
            case Compare compare ->
                compare(evaluate(compare.left(), values), compare.comparison(), evaluate(compare.right(), values));
            case Both both -> isTrue(both.left(), values) && isTrue(both.right(), values);
            case Either either -> isTrue(either.left(), values) || isTrue(either.right(), values);
            case Not not -> !isTrue(not.inner(), values);
            case Choose choose ->
                evaluate(isTrue(choose.condition(), values) ? choose.then() : choose.otherwise(), values);
        };
    }

    private static boolean isTrue(PlainExpression condition, Values values) {
        return Boolean.TRUE.equals(evaluate(condition, values));
    }

    private static Object sum(Sum sum, Values values) {
        List<@Nullable Object> parts = new ArrayList<>();
        sum.parts().forEach(part -> parts.add(evaluate(part, values)));
        if (parts.stream().allMatch(Number.class::isInstance)) {
            return parts.stream()
                    .map(part -> new BigDecimal(String.valueOf(part)))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part == null ? "" : part));
        return text.toString();
    }

    private static boolean compare(@Nullable Object left, Comparison comparison, @Nullable Object right) {
        if (left == null || right == null) {
            return switch (comparison) {
                case EQ -> left == right;
                case NE -> left != right;
                case LT, LE, GT, GE -> false;
            };
        }
        int order = left instanceof Number && right instanceof Number
                ? new BigDecimal(left.toString()).compareTo(new BigDecimal(right.toString()))
                : left.toString().compareTo(right.toString());
        return switch (comparison) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
        };
    }

    /** An expression that is more than a plain one. */
    final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        RefusedException(String expression) {
            super(expression);
        }
    }

    /** Reads from the weakest operator to the strongest. */
    final class Reader {

        private static final int LONGEST = 20_000;
        private static final int DEEPEST = 50;
        private static final Pattern COUNT = Pattern.compile("new java\\.lang\\.Integer\\((\\d)\\)");

        private final String whole;
        private final List<Object> tokens = new ArrayList<>();
        private final boolean text;
        private int at;
        private int depth;

        Reader(JRExpression expression) {
            whole = expression.getText() == null ? "" : expression.getText();
            text = expression.getType() == ExpressionTypeEnum.SIMPLE_TEXT;
            if (whole.length() > LONGEST) {
                throw refused();
            }
            // How JasperReports itself begins to count pages and rows.
            Matcher count = COUNT.matcher(whole);
            if (count.matches()) {
                tokens.add(new Literal(Integer.valueOf(count.group(1))));
                return;
            }
            JRExpressionChunk[] chunks = expression.getChunks();
            for (JRExpressionChunk chunk : chunks == null ? new JRExpressionChunk[0] : chunks) {
                switch (chunk.getType()) {
                    case JRExpressionChunk.TYPE_FIELD -> tokens.add(new Value(Source.FIELD, chunk.getText()));
                    case JRExpressionChunk.TYPE_PARAMETER -> tokens.add(new Value(Source.PARAMETER, chunk.getText()));
                    case JRExpressionChunk.TYPE_VARIABLE -> tokens.add(new Value(Source.VARIABLE, chunk.getText()));
                    case JRExpressionChunk.TYPE_TEXT -> text(chunk.getText());
                    default -> throw refused();
                }
            }
        }

        PlainExpression whole() {
            if (tokens.size() == 1 && tokens.getFirst() instanceof Literal) {
                return (Literal) tokens.getFirst();
            }
            if (text) {
                return new Sum(tokens.stream().map(PlainExpression.class::cast).toList());
            }
            if (tokens.isEmpty()) {
                return new Literal(null);
            }
            PlainExpression read = choose();
            if (at < tokens.size()) {
                throw refused();
            }
            return read;
        }

        private void text(String part) {
            if (text) {
                tokens.add(new Literal(part));
                return;
            }
            int i = 0;
            while (i < part.length()) {
                char c = part.charAt(i);
                if (Character.isWhitespace(c)) {
                    i++;
                } else if (c == '"') {
                    i = quoted(part, i + 1);
                } else if (Character.isDigit(c)) {
                    int end = i;
                    while (end < part.length() && (Character.isDigit(part.charAt(end)) || part.charAt(end) == '.')) {
                        end++;
                    }
                    tokens.add(new Literal(number(part.substring(i, end))));
                    i = end;
                } else if (Character.isLetter(c)) {
                    int end = i;
                    while (end < part.length() && Character.isLetter(part.charAt(end))) {
                        end++;
                    }
                    tokens.add(word(part.substring(i, end)));
                    i = end;
                } else {
                    String two = part.substring(i, Math.min(part.length(), i + 2));
                    boolean pair = List.of("==", "!=", "<=", ">=", "&&", "||").contains(two);
                    if (!pair && "+<>!?:()".indexOf(c) < 0) {
                        throw refused();
                    }
                    tokens.add(pair ? two : String.valueOf(c));
                    i += pair ? 2 : 1;
                }
            }
        }

        private int quoted(String part, int from) {
            StringBuilder quoted = new StringBuilder();
            int i = from;
            while (i < part.length() && part.charAt(i) != '"') {
                char c = part.charAt(i);
                if (c == '\\' && i + 1 < part.length()) {
                    i++;
                    c = switch (part.charAt(i)) {
                        case 'n' -> '\n';
                        case 't' -> '\t';
                        case '"', '\\', '\'' -> part.charAt(i);
                        case 'u' -> {
                            if (!part.substring(i + 1).matches("(?s)[0-9a-fA-F]{4}.*")) {
                                throw refused();
                            }
                            i += 4;
                            yield (char) Integer.parseInt(part, i - 3, i + 1, 16);
                        }
                        default -> throw refused();
                    };
                }
                quoted.append(c);
                i++;
            }
            if (i == part.length()) {
                throw refused();
            }
            tokens.add(new Literal(quoted.toString()));
            return i + 1;
        }

        private BigDecimal number(String digits) {
            try {
                return new BigDecimal(digits);
            } catch (NumberFormatException e) {
                throw refused();
            }
        }

        private Literal word(String word) {
            return switch (word) {
                case "true" -> new Literal(true);
                case "false" -> new Literal(false);
                case "null" -> new Literal(null);
                default -> throw refused();
            };
        }

        private PlainExpression choose() {
            if (++depth > DEEPEST) {
                throw refused();
            }
            PlainExpression condition = either();
            if (take("?")) {
                PlainExpression then = choose();
                if (!take(":")) {
                    throw refused();
                }
                condition = new Choose(condition, then, choose());
            }
            depth--;
            return condition;
        }

        private PlainExpression either() {
            PlainExpression left = both();
            while (take("||")) {
                left = new Either(left, both());
            }
            return left;
        }

        private PlainExpression both() {
            PlainExpression left = comparison();
            while (take("&&")) {
                left = new Both(left, comparison());
            }
            return left;
        }

        private PlainExpression comparison() {
            PlainExpression left = sum();
            for (Comparison how : Comparison.values()) {
                if (take(sign(how))) {
                    return new Compare(left, how, sum());
                }
            }
            return left;
        }

        private static String sign(Comparison how) {
            return switch (how) {
                case EQ -> "==";
                case NE -> "!=";
                case LT -> "<";
                case LE -> "<=";
                case GT -> ">";
                case GE -> ">=";
            };
        }

        private PlainExpression sum() {
            PlainExpression first = part();
            List<PlainExpression> parts = new ArrayList<>(List.of(first));
            while (take("+")) {
                parts.add(part());
            }
            return parts.size() == 1 ? first : new Sum(parts);
        }

        private PlainExpression part() {
            if (at < tokens.size() && tokens.get(at) instanceof PlainExpression value) {
                at++;
                return value;
            }
            if (take("!")) {
                if (++depth > DEEPEST) {
                    throw refused();
                }
                Not not = new Not(part());
                depth--;
                return not;
            }
            if (take("(")) {
                PlainExpression inner = choose();
                if (take(")")) {
                    return inner;
                }
            }
            throw refused();
        }

        private boolean take(String sign) {
            if (at < tokens.size() && sign.equals(tokens.get(at))) {
                at++;
                return true;
            }
            return false;
        }

        private RefusedException refused() {
            return new RefusedException(whole.length() <= 200 ? whole : whole.substring(0, 200) + "…");
        }
    }
}
