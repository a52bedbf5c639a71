package dev.millwright.expression;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A checked expression: every part has its type, and nothing in it depends on when, for whom or where it runs. Truth has three values, as in SQL:
 * a comparison with something empty is neither true nor false.
 */
public sealed interface Expression {

    ExpressionType type();

    /**
     * Something written out.
     *
     * @param value a String, BigDecimal, Boolean, LocalDate or Instant
     */
    record Literal(Object value, ExpressionType type) implements Expression {

        public static Literal of(boolean value) {
            return new Literal(value, ExpressionType.BOOLEAN);
        }
    }

    /** The word {@code null}. */
    record Nothing() implements Expression {
        @Override
        public ExpressionType type() {
            return ExpressionType.EMPTY;
        }
    }

    /** What the scope has under that name. */
    record Named(String key, ExpressionType type) implements Expression {}

    /** What is known only when it runs. */
    record Given(Circumstance what) implements Expression {
        @Override
        public ExpressionType type() {
            return switch (what) {
                case TODAY -> ExpressionType.DATE;
                case NOW -> ExpressionType.DATE_TIME;
                case ME -> ExpressionType.PERSON;
            };
        }
    }

    record Not(Expression of) implements Expression {
        @Override
        public ExpressionType type() {
            return ExpressionType.BOOLEAN;
        }
    }

    /** All of them are true. */
    record All(List<Expression> parts) implements Expression {
        public All {
            parts = List.copyOf(parts);
        }

        @Override
        public ExpressionType type() {
            return ExpressionType.BOOLEAN;
        }
    }

    /** One of them is true. */
    record Any(List<Expression> parts) implements Expression {
        public Any {
            parts = List.copyOf(parts);
        }

        @Override
        public ExpressionType type() {
            return ExpressionType.BOOLEAN;
        }
    }

    /**
     * A comparison of two of the same type, or of a moment with a date, a person with a text that is their id or name, or an id with a text;
     * choices and links stand for texts.
     */
    record Compare(Comparison comparison, Expression left, Expression right) implements Expression {
        @Override
        public ExpressionType type() {
            return ExpressionType.BOOLEAN;
        }
    }

    /** The subject equals one of the values, which are of its type. */
    record OneOf(Expression subject, List<Expression> values) implements Expression {
        public OneOf {
            values = List.copyOf(values);
        }

        @Override
        public ExpressionType type() {
            return ExpressionType.BOOLEAN;
        }
    }

    record Apply(Operation operation, List<Expression> arguments, ExpressionType type) implements Expression {
        public Apply {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * What the scope has of each of many rows; it stands only within a {@link Rollup} of them.
     *
     * @param rows the name of the rows
     * @param key what it is called in a row
     */
    record RowValue(String rows, String key, ExpressionType type) implements Expression {}

    /**
     * What the values of many rows come to.
     *
     * @param rows the name of the rows
     * @param value worked out for each row
     * @param filter which of the rows count; null for all
     */
    record Rollup(
            Aggregate aggregate,
            String rows,
            Expression value,
            @Nullable Expression filter,
            ExpressionType type) implements Expression {}

    /** How values of many rows become one. Empty values are left out by each of them. */
    enum Aggregate {
        /** 0 where there is none. */
        SUM,
        COUNT,
        AVERAGE,
        MIN,
        MAX,
        /** Of the row that was made first. */
        FIRST,
        /** Of the row that was made last. */
        LAST,
        /** The texts one after another, with a comma between them. */
        JOIN;

        /** Whether no rows come to 0 and not to nothing. */
        public boolean countsNothing() {
            return this == SUM || this == COUNT;
        }
    }

    /** How two values are compared. */
    enum Comparison {
        EQUAL,
        UNEQUAL,
        LESS,
        AT_MOST,
        GREATER,
        AT_LEAST;

        /** What it is when the sides change places. */
        public Comparison mirrored() {
            return switch (this) {
                case EQUAL, UNEQUAL -> this;
                case LESS -> GREATER;
                case AT_MOST -> AT_LEAST;
                case GREATER -> LESS;
                case AT_LEAST -> AT_MOST;
            };
        }

        public boolean isOrder() {
            return this != EQUAL && this != UNEQUAL;
        }
    }

    /** What is known only when an expression runs. */
    enum Circumstance {
        /** The day in the business zone. */
        TODAY,
        NOW,
        /** Who is signed in. */
        ME
    }

    static Expression apply(Operation operation, ExpressionType type, Expression... arguments) {
        return new Apply(operation, List.of(arguments), type);
    }

    /** The parts directly below this one. */
    default List<Expression> parts() {
        return switch (this) {
            case Literal _, Nothing _, Named _, Given _, RowValue _ -> List.of();
            case Not not -> List.of(not.of());
            case All all -> all.parts;
            case Any any -> any.parts;
            case Compare compare -> List.of(compare.left(), compare.right());
            case OneOf oneOf -> {
                List<Expression> parts = new java.util.ArrayList<>();
                parts.add(oneOf.subject());
                parts.addAll(oneOf.values());
                yield parts;
            }
            case Apply apply -> apply.arguments();
            case Rollup(Aggregate _, String _, Expression value, Expression filter, ExpressionType _) ->
                filter == null ? List.of(value) : List.of(value, filter);
        };
    }

    /** Itself and everything in it. */
    default Stream<Expression> all() {
        return Stream.concat(Stream.of(this), parts().stream().flatMap(Expression::all));
    }

    /** The names that it needs, in the order in which they occur. */
    default Set<String> dependencies() {
        Set<String> names = new LinkedHashSet<>();
        if (this instanceof Named named) {
            names.add(named.key());
        }
        parts().forEach(part -> names.addAll(part.dependencies()));
        return names;
    }
}
