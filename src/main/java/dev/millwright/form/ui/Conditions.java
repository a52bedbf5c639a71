package dev.millwright.form.ui;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A condition as people put it together: comparisons of fields, all of which hold, or one of which does. It is kept as an expression; an
 * expression of another form is edited as a formula.
 *
 * @param any whether one is enough
 */
public record Conditions(boolean any, List<Row> rows) {

    public static final Conditions NONE = new Conditions(false, List.of());

    public Conditions {
        rows = List.copyOf(rows);
    }

    /** One comparison. */
    public record Row(String field, Test test, List<Literal> values) {
        public Row {
            values = List.copyOf(values);
        }
    }

    /** What can be asked of a field. */
    public enum Test {
        IS("="),
        IS_NOT("!="),
        LESS("<"),
        AT_MOST("<="),
        MORE(">"),
        AT_LEAST(">="),
        CONTAINS("CONTAINS"),
        STARTS("STARTS_WITH"),
        ANY_OF("in"),
        NONE_OF("not in"),
        EMPTY("ISEMPTY"),
        FILLED("not ISEMPTY"),
        /** Is a department of whoever it is asked for. */
        MINE("ISMYDEPARTMENT"),
        /** The same, or lies below it. */
        UNDER_MINE("UNDERMYDEPARTMENT");

        private final String sign;

        Test(String sign) {
            this.sign = sign;
        }

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public boolean needsValue() {
            return switch (this) {
                case EMPTY, FILLED, MINE, UNDER_MINE -> false;
                case IS, IS_NOT, LESS, AT_MOST, MORE, AT_LEAST, CONTAINS, STARTS, ANY_OF, NONE_OF -> true;
            };
        }

        public boolean takesSeveral() {
            return this == ANY_OF || this == NONE_OF;
        }
    }

    /** What a field is compared with. */
    public sealed interface Literal {

        record Words(String text) implements Literal {}

        record Amount(String digits) implements Literal {}

        record Day(LocalDate day) implements Literal {}

        /** A moment as clocks in the business zone show it. */
        record Moment(LocalDateTime moment) implements Literal {}

        record Truth(boolean yes) implements Literal {}

        /**
         * A time of day, or a duration.
         *
         * @param seconds of the day, or how long it is
         */
        record Clock(boolean ofDay, long seconds) implements Literal {

            private static final Pattern WRITTEN = Pattern.compile("(\\d{1,7}):([0-5]\\d)(?::([0-5]\\d))?");
            private static final long MINUTE = 60;
            private static final long HOUR = 60 * MINUTE;
            private static final long DAY = 24 * HOUR;

            /** What was typed, if it is one. */
            static Optional<Clock> of(boolean ofDay, String typed) {
                Matcher parts = WRITTEN.matcher(typed.replace('：', ':'));
                if (!parts.matches()) {
                    return Optional.empty();
                }
                String rest = parts.group(3);
                long seconds = Long.parseLong(parts.group(1)) * HOUR
                        + Long.parseLong(parts.group(2)) * MINUTE
                        + (rest == null ? 0 : Long.parseLong(rest));
                return ofDay && seconds >= DAY ? Optional.empty() : Optional.of(new Clock(ofDay, seconds));
            }

            /** As people write it. */
            public String words() {
                String words = (ofDay ? "%02d:%02d" : "%d:%02d").formatted(seconds / HOUR, seconds / MINUTE % 60);
                return seconds % MINUTE == 0 ? words : words + ":%02d".formatted(seconds % MINUTE);
            }

            private String call() {
                long rest = seconds % MINUTE;
                return "%s(%d, %d%s)"
                        .formatted(
                                ofDay ? "TIME" : "DURATION",
                                seconds / HOUR,
                                seconds / MINUTE % 60,
                                rest == 0 ? "" : ", " + rest);
            }
        }

        record Today() implements Literal {}

        /** Whoever it is asked for. */
        record Me() implements Literal {}

        /** Another field, of the record itself or of one that links to it, by its name in expressions. */
        record Own(String name) implements Literal {}

        default String expression() {
            return switch (this) {
                case Words(String text) -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
                case Amount(String digits) -> digits;
                case Day(LocalDate day) ->
                    "DATE(%d, %d, %d)".formatted(day.getYear(), day.getMonthValue(), day.getDayOfMonth());
                case Moment(LocalDateTime moment) ->
                    "DATETIME(%d, %d, %d, %d, %d)"
                            .formatted(
                                    moment.getYear(),
                                    moment.getMonthValue(),
                                    moment.getDayOfMonth(),
                                    moment.getHour(),
                                    moment.getMinute());
                case Truth(boolean yes) -> Boolean.toString(yes);
                case Clock clock -> clock.call();
                case Today _ -> "TODAY()";
                case Me _ -> "ME()";
                case Own(String name) -> name;
            };
        }
    }

    /** The expression that says the same; empty when nothing is asked. */
    public String expression() {
        return rows.stream().map(Conditions::expression).collect(Collectors.joining(any ? " or " : " and "));
    }

    private static String expression(Row row) {
        List<String> values = row.values().stream().map(Literal::expression).toList();
        return switch (row.test()) {
            case IS, IS_NOT, LESS, AT_MOST, MORE, AT_LEAST ->
                row.field() + " " + row.test().sign + " " + values.getFirst();
            case CONTAINS, STARTS -> row.test().sign + "(" + row.field() + ", " + values.getFirst() + ")";
            case ANY_OF, NONE_OF -> row.field() + " " + row.test().sign + " (" + String.join(", ", values) + ")";
            case EMPTY, FILLED, MINE, UNDER_MINE -> row.test().sign + "(" + row.field() + ")";
        };
    }

    /** The condition that an expression says, or nothing when it is more than that. */
    public static Optional<Conditions> read(String expression) {
        if (expression.isBlank()) {
            return Optional.of(NONE);
        }
        try {
            return new Reader(expression).conditions();
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Reads the expressions that {@link #expression} writes, and those that people write in the same form. */
    private static final class Reader {

        private static final Pattern TOKEN = Pattern.compile(
                "\\G\\s*+(\"(?:\\\\.|[^\"\\\\])*+\"|[\\p{L}_][\\p{L}\\p{N}_.]*+|-?\\d++(?:\\.\\d++)?|[<>!=]=|[=<>(),])");

        private static final String NAME = "[\\p{L}_][\\p{L}\\p{N}_.]*";
        private static final Set<String> RESERVED = Set.of("null", "and", "or", "not", "in");

        private final List<String> tokens = new ArrayList<>();
        private int at;
        private boolean readable = true;

        Reader(String text) {
            String words = text.strip();
            Matcher matcher = TOKEN.matcher(words);
            int end = 0;
            while (matcher.find()) {
                tokens.add(matcher.group(1));
                end = matcher.end();
            }
            readable = end == words.length();
        }

        Optional<Conditions> conditions() {
            List<Row> rows = new ArrayList<>();
            @Nullable Boolean any = null;
            while (readable) {
                Row row = row();
                if (row == null) {
                    return Optional.empty();
                }
                rows.add(row);
                if (at == tokens.size()) {
                    return Optional.of(new Conditions(any != null && any, rows));
                }
                boolean or = isNext("or");
                if (!or && !isNext("and") || any != null && any != or) {
                    return Optional.empty();
                }
                any = or;
                at++;
            }
            return Optional.empty();
        }

        private String next() {
            return at < tokens.size() ? tokens.get(at++) : "";
        }

        private boolean isNext(String token) {
            return at < tokens.size() && tokens.get(at).equalsIgnoreCase(token);
        }

        private boolean take(String token) {
            if (isNext(token)) {
                at++;
                return true;
            }
            return false;
        }

        private @Nullable Row row() {
            if (take("not")) {
                return take("ISEMPTY") ? call(Test.FILLED) : null;
            }
            if (take("ISEMPTY")) {
                return call(Test.EMPTY);
            }
            if (take(Test.MINE.sign)) {
                return call(Test.MINE);
            }
            if (take(Test.UNDER_MINE.sign)) {
                return call(Test.UNDER_MINE);
            }
            if (take("CONTAINS")) {
                return call(Test.CONTAINS);
            }
            if (take("STARTS_WITH")) {
                return call(Test.STARTS);
            }
            String field = name();
            return field == null ? null : comparison(field);
        }

        private @Nullable String name() {
            String token = next();
            return token.matches(NAME) ? token : null;
        }

        private @Nullable Row call(Test test) {
            String field = take("(") ? name() : null;
            if (field == null) {
                return null;
            }
            List<Literal> values = new ArrayList<>();
            if (test.needsValue()) {
                Literal value = take(",") ? literal() : null;
                if (value == null) {
                    return null;
                }
                values.add(value);
            }
            return take(")") ? new Row(field, test, values) : null;
        }

        private @Nullable Row comparison(String field) {
            boolean not = take("not");
            if (take("in")) {
                List<Literal> values = new ArrayList<>();
                if (!take("(")) {
                    return null;
                }
                do {
                    Literal value = literal();
                    if (value == null) {
                        return null;
                    }
                    values.add(value);
                } while (take(","));
                return take(")") ? new Row(field, not ? Test.NONE_OF : Test.ANY_OF, values) : null;
            }
            Test test = switch (not ? "" : next()) {
                case "=", "==" -> Test.IS;
                case "!=" -> Test.IS_NOT;
                case "<" -> Test.LESS;
                case "<=" -> Test.AT_MOST;
                case ">" -> Test.MORE;
                case ">=" -> Test.AT_LEAST;
                default -> null;
            };
            Literal value = test == null ? null : literal();
            return test == null || value == null ? null : new Row(field, test, List.of(value));
        }

        private @Nullable Literal literal() {
            String token = next();
            if (token.startsWith("\"")) {
                return new Literal.Words(token.substring(1, token.length() - 1).replaceAll("\\\\(.)", "$1"));
            }
            if (token.matches("-?\\d+(\\.\\d+)?")) {
                return new Literal.Amount(token);
            }
            if (token.equalsIgnoreCase("true") || token.equalsIgnoreCase("false")) {
                return new Literal.Truth(token.equalsIgnoreCase("true"));
            }
            if (token.equalsIgnoreCase("TODAY")) {
                return take("(") && take(")") ? new Literal.Today() : null;
            }
            if (token.equalsIgnoreCase("ME")) {
                return take("(") && take(")") ? new Literal.Me() : null;
            }
            if (token.equalsIgnoreCase("TIME") || token.equalsIgnoreCase("DURATION")) {
                return take("(") ? clock(token.equalsIgnoreCase("TIME")) : null;
            }
            if (token.equalsIgnoreCase("DATE") && take("(")) {
                return day();
            }
            if (token.equalsIgnoreCase("DATETIME") && take("(")) {
                return moment();
            }
            return token.matches(NAME) && !RESERVED.contains(token.toLowerCase(Locale.ROOT)) && !isNext("(")
                    ? new Literal.Own(token)
                    : null;
        }

        /** Of hours, minutes and perhaps seconds, written as clocks do. */
        private @Nullable Literal clock(boolean ofDay) {
            String hours = next();
            String minutes = take(",") ? next() : "";
            String seconds = take(",") ? next() : "0";
            return take(")")
                    ? Literal.Clock.of(ofDay, hours + ":" + two(minutes) + ":" + two(seconds))
                            .orElse(null)
                    : null;
        }

        private static String two(String digits) {
            return digits.length() == 1 ? "0" + digits : digits;
        }

        private @Nullable Literal moment() {
            int[] parts = new int[5];
            boolean well = true;
            for (int i = 0; i < parts.length; i++) {
                well &= i == 0 || take(",");
                parts[i] = Integer.parseInt(next());
            }
            return well && take(")")
                    ? new Literal.Moment(LocalDateTime.of(parts[0], parts[1], parts[2], parts[3], parts[4]))
                    : null;
        }

        private @Nullable Literal day() {
            int year = Integer.parseInt(next());
            boolean well = take(",");
            int month = Integer.parseInt(next());
            well &= take(",");
            int day = Integer.parseInt(next());
            return well && take(")") ? new Literal.Day(LocalDate.of(year, month, day)) : null;
        }
    }
}
