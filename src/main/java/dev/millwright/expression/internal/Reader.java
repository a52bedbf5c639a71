package dev.millwright.expression.internal;

import dev.millwright.expression.Expression.Comparison;
import dev.millwright.expression.ExpressionException;
import dev.millwright.expression.Expressions;
import dev.millwright.expression.Operation;
import dev.millwright.expression.internal.ExpressionParser.BothContext;
import dev.millwright.expression.internal.ExpressionParser.CallContext;
import dev.millwright.expression.internal.ExpressionParser.ComparatorContext;
import dev.millwright.expression.internal.ExpressionParser.ComparisonContext;
import dev.millwright.expression.internal.ExpressionParser.EitherContext;
import dev.millwright.expression.internal.ExpressionParser.JoinedContext;
import dev.millwright.expression.internal.ExpressionParser.NameContext;
import dev.millwright.expression.internal.ExpressionParser.NegationContext;
import dev.millwright.expression.internal.ExpressionParser.NestedContext;
import dev.millwright.expression.internal.ExpressionParser.NothingContext;
import dev.millwright.expression.internal.ExpressionParser.NumberContext;
import dev.millwright.expression.internal.ExpressionParser.PartContext;
import dev.millwright.expression.internal.ExpressionParser.PowerContext;
import dev.millwright.expression.internal.ExpressionParser.ProductContext;
import dev.millwright.expression.internal.ExpressionParser.SeveralContext;
import dev.millwright.expression.internal.ExpressionParser.SignedContext;
import dev.millwright.expression.internal.ExpressionParser.SumContext;
import dev.millwright.expression.internal.ExpressionParser.TextContext;
import dev.millwright.expression.internal.ExpressionParser.TruthContext;
import dev.millwright.expression.internal.ExpressionParser.ValueContext;
import dev.millwright.shared.TextPosition;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text into a tree. All limits are checked on the words, before anything calls itself, so that no text can take long or exhaust the
 * stack.
 */
public final class Reader {

    private static final int LONGEST_NUMBER = 38;
    private static final int SHOWN = 40;
    private static final BigDecimal HUNDREDTH = new BigDecimal("0.01");

    private final String text;

    private Reader(String text) {
        this.text = text;
    }

    /**
     * @throws ExpressionException when the text is no expression
     */
    public static Syntax read(String text) {
        return new Reader(text).read();
    }

    private Syntax read() {
        if (text.length() > Expressions.MAX_LENGTH) {
            throw refusal(0, text.length(), "expression.error.tooLong", Expressions.MAX_LENGTH);
        }
        refuseWhatCannotBeKept();
        ExpressionLexer lexer = new ExpressionLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        List<Token> words = new ArrayList<>();
        for (Token word = lexer.nextToken(); word.getType() != Token.EOF; word = lexer.nextToken()) {
            words.add(word);
            // Nothing behind it can mend it, and each further opened text would be looked for to the end of the whole.
            if (word.getType() == ExpressionLexer.OPENED_TEXT || word.getType() == ExpressionLexer.OTHER) {
                break;
            }
        }
        checkWords(words);
        tellPercentsFromRemainders(words);
        ExpressionParser parser = new ExpressionParser(new CommonTokenStream(new ListTokenSource(words)));
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        try {
            Syntax whole = either(parser.whole().either());
            checkDepth(whole);
            return whole;
        } catch (ParseCancellationException e) {
            throw unexpected(e, words);
        }
    }

    private void refuseWhatCannotBeKept() {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (c == 0 || Character.isSurrogate(c) && !pair) {
                throw refusal(i, i + 1, "expression.error.characters");
            }
            if (pair) {
                i++;
            }
        }
    }

    private void checkWords(List<Token> words) {
        if (words.isEmpty()) {
            throw refusal(0, 0, "expression.error.nothing");
        }
        Deque<Token> open = new ArrayDeque<>();
        int parts = 0;
        int signs = 0;
        for (Token word : words) {
            signs = switch (word.getType()) {
                case ExpressionLexer.NOT, ExpressionLexer.PLUS, ExpressionLexer.MINUS -> signs + 1;
                default -> 0;
            };
            switch (word.getType()) {
                case ExpressionLexer.OPEN -> open.push(word);
                case ExpressionLexer.CLOSE -> {
                    if (open.isEmpty()) {
                        throw refusal(word, "expression.error.closed");
                    }
                    open.pop();
                }
                case ExpressionLexer.OPENED_TEXT -> throw refusal(word, "expression.error.openText");
                case ExpressionLexer.OTHER -> throw otherSign(word);
                case ExpressionLexer.COMMA -> {}
                default -> parts++;
            }
            if (open.size() + signs > Expressions.MAX_DEPTH) {
                throw refusal(word, "expression.error.tooDeep", Expressions.MAX_DEPTH);
            }
            if (parts > 2 * Expressions.MAX_PARTS) {
                throw refusal(word, "expression.error.tooMany", Expressions.MAX_PARTS);
            }
        }
        if (!open.isEmpty()) {
            throw refusal(open.peek(), "expression.error.open");
        }
    }

    private static void tellPercentsFromRemainders(List<Token> words) {
        for (int i = 0; i < words.size(); i++) {
            Token word = words.get(i);
            Token next = i + 1 < words.size() ? words.get(i + 1) : null;
            boolean divides = next != null && (isValue(next) || next.getType() == ExpressionLexer.OPEN);
            if (word.getType() == ExpressionLexer.REMAINDER && !divides) {
                CommonToken percent = new CommonToken(word);
                percent.setType(ExpressionParser.PERCENT);
                words.set(i, percent);
            }
        }
    }

    private ExpressionException otherSign(Token word) {
        return switch (word.getText()) {
            case "|", "｜" -> refusal(word, "expression.error.sign", word.getText(), "||", "OR");
            case "[", "]", "{", "}" -> refusal(word, "expression.error.brackets", word.getText());
            default -> refusal(word, "expression.error.unknownSign", word.getText());
        };
    }

    private void checkDepth(Syntax whole) {
        Deque<Place> places = new ArrayDeque<>();
        places.push(new Place(whole, 1));
        int parts = 0;
        while (!places.isEmpty()) {
            Place place = places.pop();
            if (place.depth() > Expressions.MAX_DEPTH) {
                throw refusal(
                        place.syntax().start(),
                        place.syntax().end(),
                        "expression.error.tooDeep",
                        Expressions.MAX_DEPTH);
            }
            if (++parts > Expressions.MAX_PARTS) {
                throw refusal(
                        place.syntax().start(),
                        place.syntax().end(),
                        "expression.error.tooMany",
                        Expressions.MAX_PARTS);
            }
            for (Syntax part : parts(place.syntax())) {
                places.push(new Place(part, place.depth() + 1));
            }
        }
    }

    private record Place(Syntax syntax, int depth) {}

    /** What a part is made of. */
    public static List<Syntax> parts(Syntax syntax) {
        return switch (syntax) {
            case Syntax.Text _, Syntax.Number _, Syntax.Truth _, Syntax.Nothing _, Syntax.Name _ -> List.of();
            case Syntax.Call call -> call.arguments();
            case Syntax.Not not -> List.of(not.of());
            case Syntax.Negate negate -> List.of(negate.of());
            case Syntax.All all -> all.parts();
            case Syntax.Any any -> any.parts();
            case Syntax.Compare compare -> List.of(compare.left(), compare.right());
            case Syntax.Calculate calculate -> List.of(calculate.left(), calculate.right());
            case Syntax.OneOf oneOf -> {
                List<Syntax> parts = new ArrayList<>(oneOf.values());
                parts.add(oneOf.subject());
                yield parts;
            }
        };
    }

    private ExpressionException unexpected(ParseCancellationException e, List<Token> words) {
        Token word = e.getCause() instanceof RecognitionException refused ? refused.getOffendingToken() : null;
        if (word == null || word.getType() == Token.EOF) {
            Token last = words.getLast();
            int end = offset(last.getStopIndex() + 1);
            return refusal(end, end, "expression.error.tooShort", shown(last));
        }
        int index = words.indexOf(word);
        Token before = index > 0 ? words.get(index - 1) : null;
        if (before != null && word.getType() == ExpressionLexer.EQUAL && isComparison(before)) {
            return refusal(word, "expression.error.comparison", shown(before) + shown(word));
        }
        if (before != null && isValue(before) && isValue(word)) {
            return refusal(word, "expression.error.missingSign", shown(before), shown(word));
        }
        if (before != null && isComparison(word) && index > 2 && isValue(before)) {
            return refusal(word, "expression.error.twoComparisons", shown(word));
        }
        return before == null
                ? refusal(word, "expression.error.unexpectedFirst", shown(word))
                : refusal(word, "expression.error.unexpected", shown(word), shown(before));
    }

    private static boolean isValue(Token word) {
        return switch (word.getType()) {
            case ExpressionLexer.NAME,
                    ExpressionLexer.TEXT,
                    ExpressionLexer.NUMBER,
                    ExpressionLexer.TRUE,
                    ExpressionLexer.FALSE,
                    ExpressionLexer.NULL -> true;
            default -> false;
        };
    }

    private static boolean isComparison(Token word) {
        return switch (word.getType()) {
            case ExpressionLexer.EQUAL,
                    ExpressionLexer.UNEQUAL,
                    ExpressionLexer.LESS,
                    ExpressionLexer.AT_MOST,
                    ExpressionLexer.GREATER,
                    ExpressionLexer.AT_LEAST -> true;
            default -> false;
        };
    }

    private static String shown(Token word) {
        String shown = word.getText();
        return shown.codePointCount(0, shown.length()) <= SHOWN
                ? shown
                : shown.substring(0, shown.offsetByCodePoints(0, SHOWN)) + "…";
    }

    private Syntax either(EitherContext context) {
        return several(
                context, context.both(), this::both, parts -> new Syntax.Any(parts, start(context), end(context)));
    }

    private Syntax both(BothContext context) {
        return several(
                context,
                context.negation(),
                this::negation,
                parts -> new Syntax.All(parts, start(context), end(context)));
    }

    private static <C> Syntax several(
            ParserRuleContext context,
            List<C> parts,
            Function<C, Syntax> reading,
            Function<List<Syntax>, Syntax> together) {
        return parts.size() == 1
                ? reading.apply(parts.getFirst())
                : together.apply(parts.stream().map(reading).toList());
    }

    private Syntax negation(NegationContext context) {
        Syntax result = comparison(context.comparison());
        for (TerminalNode not : context.NOT().reversed()) {
            result = new Syntax.Not(result, start(not.getSymbol()), end(context));
        }
        return result;
    }

    private Syntax comparison(ComparisonContext context) {
        Syntax left = joined(context.joined(0));
        if (context.list() != null) {
            List<Syntax> values =
                    context.list().joined().stream().map(this::joined).toList();
            Syntax oneOf = new Syntax.OneOf(left, values, start(context), end(context));
            return context.NOT() == null ? oneOf : new Syntax.Not(oneOf, start(context), end(context));
        }
        if (context.comparator() == null) {
            return left;
        }
        return new Syntax.Compare(
                comparison(context.comparator()), left, joined(context.joined(1)), start(context), end(context));
    }

    private static Comparison comparison(ComparatorContext context) {
        return switch (context.getStart().getType()) {
            case ExpressionLexer.EQUAL -> Comparison.EQUAL;
            case ExpressionLexer.UNEQUAL -> Comparison.UNEQUAL;
            case ExpressionLexer.LESS -> Comparison.LESS;
            case ExpressionLexer.AT_MOST -> Comparison.AT_MOST;
            case ExpressionLexer.GREATER -> Comparison.GREATER;
            case ExpressionLexer.AT_LEAST -> Comparison.AT_LEAST;
            default -> throw new IllegalStateException("No comparison: " + context.getText());
        };
    }

    private Syntax joined(JoinedContext context) {
        return chain(context, context.sum(), this::sum);
    }

    private Syntax sum(SumContext context) {
        return chain(context, context.product(), this::product);
    }

    private Syntax product(ProductContext context) {
        return chain(context, context.power(), this::power);
    }

    private Syntax power(PowerContext context) {
        return chain(context, context.signed(), this::signed);
    }

    private <C extends ParserRuleContext> Syntax chain(
            ParserRuleContext context, List<C> links, Function<C, Syntax> reading) {
        Syntax result = reading.apply(links.getFirst());
        for (int i = 1; i < links.size(); i++) {
            TerminalNode sign = (TerminalNode) context.getChild(2 * i - 1);
            result = new Syntax.Calculate(
                    operation(sign.getSymbol()),
                    result,
                    reading.apply(links.get(i)),
                    start(context),
                    end(links.get(i)));
        }
        return result;
    }

    private static Operation operation(Token sign) {
        return switch (sign.getType()) {
            case ExpressionLexer.PLUS -> Operation.ADD;
            case ExpressionLexer.MINUS -> Operation.SUBTRACT;
            case ExpressionLexer.TIMES -> Operation.MULTIPLY;
            case ExpressionLexer.DIVIDE -> Operation.DIVIDE;
            case ExpressionLexer.REMAINDER -> Operation.REMAINDER;
            case ExpressionLexer.RAISE -> Operation.POWER;
            case ExpressionLexer.JOIN -> Operation.JOIN;
            default -> throw new IllegalStateException("No sign: " + sign.getText());
        };
    }

    private Syntax signed(SignedContext context) {
        Syntax result = part(context.part());
        for (int i = context.getChildCount() - 2; i >= 0; i--) {
            Token sign = ((TerminalNode) context.getChild(i)).getSymbol();
            if (sign.getType() == ExpressionLexer.MINUS) {
                result =
                        result instanceof Syntax.Number number && number.value().signum() > 0
                                ? new Syntax.Number(number.value().negate(), start(sign), number.end())
                                : new Syntax.Negate(result, start(sign), end(context));
            }
        }
        return result;
    }

    private Syntax part(PartContext context) {
        Syntax result = value(context.value());
        for (TerminalNode percent : context.PERCENT()) {
            int end = offset(percent.getSymbol().getStopIndex() + 1);
            result = result instanceof Syntax.Number number
                    ? new Syntax.Number(number.value().movePointLeft(2), number.start(), end)
                    : new Syntax.Calculate(
                            Operation.MULTIPLY,
                            result,
                            new Syntax.Number(HUNDREDTH, start(percent.getSymbol()), end),
                            start(context),
                            end);
        }
        return result;
    }

    private Syntax value(ValueContext context) {
        int start = start(context);
        int end = end(context);
        return switch (context) {
            case NumberContext number -> new Syntax.Number(number(number.getStart()), start, end);
            case TextContext written -> new Syntax.Text(literal(written.getStart()), start, end);
            case TruthContext truth -> new Syntax.Truth(truth.TRUE() != null, start, end);
            case NothingContext _ -> new Syntax.Nothing(start, end);
            case CallContext call ->
                new Syntax.Call(
                        halfWidth(call.NAME().getText()),
                        call.either().stream().map(this::either).toList(),
                        start,
                        end);
            case SeveralContext several ->
                new Syntax.Call(
                        several.AND() == null ? "OR" : "AND",
                        several.either().stream().map(this::either).toList(),
                        start,
                        end);
            case NameContext name -> new Syntax.Name(halfWidth(name.getText()), start, end);
            case NestedContext nested -> either(nested.either());
            default -> throw new IllegalStateException("No value: " + context.getText());
        };
    }

    private BigDecimal number(Token word) {
        String digits = halfWidth(word.getText());
        if (digits.length() > LONGEST_NUMBER) {
            throw refusal(word, "expression.error.longNumber", LONGEST_NUMBER);
        }
        return new BigDecimal(digits);
    }

    private String literal(Token word) {
        String quoted = word.getText();
        StringBuilder literal = new StringBuilder(quoted.length());
        for (int i = 1; i < quoted.length() - 1; i++) {
            char c = quoted.charAt(i);
            if (c != '\\') {
                literal.append(c);
                continue;
            }
            char escaped = quoted.charAt(++i);
            switch (escaped) {
                case 'n' -> literal.append('\n');
                case 't' -> literal.append('\t');
                case '\\', '"', '\'', '“', '”', '‘', '’', '＂' -> literal.append(escaped);
                default -> {
                    int at = offset(word.getStartIndex()) + i - 1;
                    throw refusal(at, at + 2, "expression.error.escape");
                }
            }
        }
        return literal.toString();
    }

    private static String halfWidth(String word) {
        return Normalizer.normalize(word, Normalizer.Form.NFKC);
    }

    private int start(ParserRuleContext context) {
        return start(context.getStart());
    }

    private int end(ParserRuleContext context) {
        return offset(context.getStop().getStopIndex() + 1);
    }

    private int start(Token word) {
        return offset(word.getStartIndex());
    }

    /** ANTLR counts characters beyond the first plane once, Java twice. */
    private int offset(int codePoints) {
        return text.offsetByCodePoints(0, codePoints);
    }

    private ExpressionException refusal(@Nullable Token word, String code, Object... arguments) {
        return word == null
                ? refusal(0, 0, code, arguments)
                : refusal(start(word), offset(word.getStopIndex() + 1), code, arguments);
    }

    private ExpressionException refusal(int start, int end, String code, Object... arguments) {
        return new ExpressionException(TextPosition.of(text, start, end), code, arguments);
    }
}
