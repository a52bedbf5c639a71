package dev.millwright.expression;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** A small record with a field of every type, for all that expressions are run over in tests, in Java or as SQL. */
public final class Sample {

    public static final Scope SCOPE = new Scope(List.of(
            new Scope.Name("a", "A", ExpressionType.NUMBER),
            new Scope.Name("b", "B", ExpressionType.NUMBER),
            new Scope.Name("n", "Whole", ExpressionType.NUMBER),
            new Scope.Name("t", "Text", ExpressionType.TEXT),
            new Scope.Name("u", "Other text", ExpressionType.TEXT),
            new Scope.Name("yes", "Yes", ExpressionType.BOOLEAN),
            new Scope.Name("d", "Date", ExpressionType.DATE),
            new Scope.Name("e", "Other date", ExpressionType.DATE),
            new Scope.Name("at", "Moment", ExpressionType.DATE_TIME),
            new Scope.Name("at2", "Other moment", ExpressionType.DATE_TIME),
            new Scope.Name("clock", "Clock", ExpressionType.TIME),
            new Scope.Name("spent", "Spent", ExpressionType.DURATION),
            new Scope.Name("late", "Late", ExpressionType.DURATION),
            new Scope.Name("leave", "Leave", ExpressionType.DATE_RANGE),
            new Scope.Name("status", "Status", ExpressionType.CHOICE),
            new Scope.Name("tags", "Tags", ExpressionType.CHOICES),
            new Scope.Name("customer", "Customer", ExpressionType.LINK),
            new Scope.Name("owner", "Owner", ExpressionType.PERSON),
            new Scope.Name("id", "Id", ExpressionType.ID),
            new Scope.Name("lines", "Lines", ExpressionType.ID, "lines"),
            new Scope.Name("lines.x", "Lines.Number", ExpressionType.NUMBER, "lines"),
            new Scope.Name("lines.y", "Lines.Whole", ExpressionType.NUMBER, "lines"),
            new Scope.Name("lines.s", "Lines.Text", ExpressionType.TEXT, "lines"),
            new Scope.Name("lines.ok", "Lines.Yes", ExpressionType.BOOLEAN, "lines"),
            new Scope.Name("lines.day", "Lines.Date", ExpressionType.DATE, "lines"),
            new Scope.Name("lines.moment", "Lines.Moment", ExpressionType.DATE_TIME, "lines"),
            new Scope.Name("lines.took", "Lines.Took", ExpressionType.DURATION, "lines"),
            new Scope.Name("lines.begin", "Lines.Begin", ExpressionType.TIME, "lines"),
            new Scope.Name("lines.away", "Lines.Away", ExpressionType.DATE_RANGE, "lines"),
            new Scope.Name("lines.who", "Lines.Person", ExpressionType.PERSON, "lines")));

    public static final Circumstances NOW = new Circumstances(
            // past midnight in Shanghai
            Instant.parse("2026-01-31T16:30:00.123456Z"),
            ZoneId.of("Asia/Shanghai"),
            "dana-id",
            "Dana",
            new WorkDays(
                    EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                    // a holiday, of which the weekend is off as it is
                    LocalDate.of(2026, 2, 14)
                            .datesUntil(LocalDate.of(2026, 2, 24))
                            .toList(),
                    List.of(LocalDate.of(2026, 2, 28), LocalDate.of(2026, 2, 10))));

    /** Where clocks are put forward and back. */
    public static final Circumstances IN_NEW_YORK = new Circumstances(
            NOW.now(),
            ZoneId.of("America/New_York"),
            NOW.person(),
            NOW.personName(),
            new WorkDays(
                    EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.TUESDAY), List.of(), List.of(LocalDate.of(2026, 1, 1))));

    private static final String[] TEXTS = {
        "a",
        "A",
        "abc",
        "ABC",
        "Abc ",
        " x",
        "\u3000甲\u00a0",
        "零件",
        "😀",
        "\uFFFDz",
        "Äß",
        "İ",
        "Σς",
        "ǅ",
        "ﬁ",
        "%",
        "_",
        "\\",
        "a%c",
        "12",
        "1.5",
        "-3",
        "2026-01-31",
        "new",
        "sold",
        "Dana",
        "dana-id",
        "Acme",
        "aXbXc",
        "10%",
        "\n"
    };
    private static final String[] NUMBERS = {
        "0",
        "1",
        "-1",
        "2",
        "3",
        "7",
        "10",
        "0.1",
        "0.5",
        "-0.5",
        "2.5",
        "-2.5",
        "2.345",
        "10.50",
        "1000000",
        "99.999",
        "123456789012345678901234567890",
        "0.000000000000000000000000000001",
        "-0.000001",
        "1200",
        "0.30",
        "365",
        "12",
        "31",
        "2026",
        "28"
    };
    private static final String[] DATES = {
        "2026-01-31",
        "2026-02-28",
        "2024-02-29",
        "2026-12-31",
        "0001-01-01",
        "9999-12-31",
        "2026-03-08",
        "2026-02-01",
        "2000-01-01",
        "2026-11-01"
    };
    private static final String[] MOMENTS = {
        "2026-01-31T16:01:00Z",
        "2026-01-31T15:59:59.999999Z",
        "2026-03-08T06:59:59Z",
        "2026-03-08T07:00:00Z",
        "2026-11-01T05:30:00Z",
        "2026-11-01T06:30:00Z",
        "2000-01-01T00:00:00.000001Z",
        "9999-12-30T23:59:59.5Z",
        "1970-01-01T00:00:00Z"
    };
    private static final String[] CLOCKS = {"00:00", "08:05", "08:05:30", "12:00", "23:59:59", "23:30", "02:30"};
    private static final List<List<String>> TAGS =
            List.of(List.of("new"), List.of("new", "sold"), List.of("a", "A"), List.of("sold"));

    private static final Expressions EXPRESSIONS = expressions();

    private Sample() {}

    public static Expressions expressions() {
        try (var context = new AnnotationConfigApplicationContext("dev.millwright.expression")) {
            return context.getBean(Expressions.class);
        }
    }

    public static Expression compile(String text) {
        return EXPRESSIONS.compile(text, SCOPE);
    }

    /** The record that the table of cases is about: some fields are empty. */
    public static Map<String, @Nullable Object> row() {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("a", new BigDecimal("10.50"));
        row.put("b", null);
        row.put("n", new BigDecimal("7"));
        row.put("t", "Ab零😀");
        row.put("u", null);
        row.put("yes", null);
        row.put("d", LocalDate.of(2026, 1, 31));
        row.put("e", null);
        row.put("at", Instant.parse("2026-01-31T16:01:00Z"));
        row.put("at2", Instant.parse("2026-01-30T14:45:30Z"));
        row.put("clock", "22:15");
        row.put("spent", new BigDecimal("5400"));
        row.put("late", null);
        row.put("leave", new DateSpan(LocalDate.of(2026, 1, 30), LocalDate.of(2026, 2, 3)));
        row.put("status", "new");
        row.put("tags", List.of("new", "sold"));
        row.put("customer", new Reference("018f3b5e-0000-7000-8000-00000000abcd", "Acme"));
        row.put("owner", new Reference("sam-id", "Sam"));
        row.put("id", "018f3b5e-0000-7000-8000-000000000001");
        return row;
    }

    public static Map<String, @Nullable Object> random(Random random) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("a", number(random));
        row.put("b", number(random));
        row.put("n", random.nextInt(5) == 0 ? null : BigDecimal.valueOf(random.nextInt(40) - 10));
        row.put("t", one(random, TEXTS));
        row.put("u", one(random, TEXTS));
        row.put("yes", random.nextInt(4) == 0 ? null : random.nextBoolean());
        row.put("d", one(random, DATES) instanceof String day ? LocalDate.parse(day) : null);
        row.put("e", random.nextInt(4) == 0 ? null : LocalDate.of(2026, 1, 1).plusDays(random.nextInt(1000)));
        row.put("at", one(random, MOMENTS) instanceof String moment ? Instant.parse(moment) : null);
        row.put("at2", one(random, MOMENTS) instanceof String moment ? Instant.parse(moment) : null);
        row.put("clock", one(random, CLOCKS));
        row.put("spent", duration(random));
        row.put("late", duration(random));
        row.put("leave", span(random));
        row.put("status", one(random, "new", "sold", "a"));
        row.put("tags", random.nextInt(4) == 0 ? null : TAGS.get(random.nextInt(TAGS.size())));
        row.put(
                "customer",
                random.nextInt(4) == 0
                        ? null
                        : new Reference(
                                "018f3b5e-0000-7000-8000-00000000abcd",
                                random.nextInt(4) == 0 ? null : one(random, TEXTS)));
        row.put(
                "owner",
                random.nextInt(4) == 0 ? null : new Reference("dana-id", random.nextBoolean() ? "Dana" : "Other"));
        row.put("id", "018f3b5e-0000-7000-8000-00000000abcd");
        return row;
    }

    private static @Nullable BigDecimal duration(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> new BigDecimal("9999999999");
            case 2 -> new BigDecimal("0");
            default -> BigDecimal.valueOf(random.nextInt(400_000));
        };
    }

    private static @Nullable DateSpan span(Random random) {
        if (random.nextInt(4) == 0) {
            return null;
        }
        LocalDate first = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(1000));
        return new DateSpan(first, first.plusDays(random.nextInt(40)));
    }

    /** The rows that lead to the record of {@link #row()}, that first which was made first. */
    public static List<Map<String, @Nullable Object>> lines() {
        List<Map<String, @Nullable Object>> lines = new ArrayList<>();
        lines.add(timed(
                line("10.50", "2", "bolt", true, "2026-01-31", "2026-01-31T16:01:00Z", "Sam"),
                new BigDecimal("3600"),
                "08:00",
                new DateSpan(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 3))));
        lines.add(line(null, "3", null, null, null, null, null));
        lines.add(timed(
                line("0.1000", "7", "nut", false, "2024-02-29", "2000-01-01T00:00:00Z", "Dana"),
                new BigDecimal("5430"),
                "07:30:15",
                new DateSpan(LocalDate.of(2026, 3, 5), LocalDate.of(2026, 3, 5))));
        lines.add(line("-3", null, "零件", true, null, null, null));
        return lines;
    }

    private static Map<String, @Nullable Object> timed(
            Map<String, @Nullable Object> line,
            @Nullable BigDecimal took,
            @Nullable String begin,
            @Nullable DateSpan away) {
        line.put("took", took);
        line.put("begin", begin);
        line.put("away", away);
        return line;
    }

    private static Map<String, @Nullable Object> line(
            @Nullable String x,
            @Nullable String y,
            @Nullable String s,
            @Nullable Boolean ok,
            @Nullable String day,
            @Nullable String moment,
            @Nullable String who) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("x", x == null ? null : new BigDecimal(x));
        line.put("y", y == null ? null : new BigDecimal(y));
        line.put("s", s);
        line.put("ok", ok);
        line.put("day", day == null ? null : LocalDate.parse(day));
        line.put("moment", moment == null ? null : Instant.parse(moment));
        line.put("who", who == null ? null : new Reference(who.toLowerCase(Locale.ROOT) + "-id", who));
        return line;
    }

    public static List<Map<String, @Nullable Object>> randomLines(Random random) {
        List<Map<String, @Nullable Object>> lines = new ArrayList<>();
        int count = random.nextInt(7);
        for (int i = 0; i < count; i++) {
            BigDecimal number = number(random);
            Map<String, @Nullable Object> line = line(
                    number == null ? null : number.toPlainString(),
                    one(random, "0", "1", "2", "-5", "40"),
                    one(random, TEXTS),
                    random.nextInt(4) == 0 ? null : random.nextBoolean(),
                    one(random, DATES),
                    one(random, MOMENTS),
                    one(random, "Sam", "Dana"));
            lines.add(timed(line, duration(random), one(random, CLOCKS), span(random)));
        }
        return lines;
    }

    /** A record with the rows that lead to it, as expressions see both. */
    public static Values values(Map<String, @Nullable Object> row, List<Map<String, @Nullable Object>> lines) {
        return new Values() {
            @Override
            public @Nullable Object get(String name) {
                return row.get(name);
            }

            @Override
            public List<Values> rows(String name) {
                return lines.stream()
                        .<Values>map(line ->
                                key -> key.equals("id") ? "018f3b5e-0000-7000-8000-00000000beef" : line.get(key))
                        .toList();
            }
        };
    }

    private static @Nullable BigDecimal number(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> BigDecimal.valueOf(random.nextInt(20_000) - 10_000, random.nextInt(5));
            default -> new BigDecimal(NUMBERS[random.nextInt(NUMBERS.length)]);
        };
    }

    private static @Nullable String one(Random random, String... of) {
        return random.nextInt(6) == 0 ? null : of[random.nextInt(of.length)];
    }

    /** What would take for ever if it were written out, calculated or read without bounds. */
    public static List<String> hostile() {
        return List.of(
                "9^9^9^9",
                "1e999999999+1",
                "(".repeat(5_000) + "1" + ")".repeat(5_000),
                within("BETWEEN(IF(%s, 1, 2), 0, 3)", 27),
                within("COALESCE(BETWEEN(IF(%s, 1, 2), 0, a), true)", 20),
                within("((yes = %s) IN (true, false))", 27),
                within("(owner = IF(%s, \"a\", \"b\"))", 27),
                within("(IF(%s, at, NOW()) IN (d, e))", 20),
                within("(IF(%s, 1, 2) IN (n, b))", 27),
                within("(MONTH(DATE(YEAR(DATE(IF(%s, 1, 2), n, n)), 1, n)) = 1)", 9),
                within("(HOUR(DATETIME(IF(%s, 1, 2), n, n, n, n, n)) = 1)", 15),
                "a" + " * a".repeat(55),
                "LEN(t" + " + t".repeat(55) + ")");
    }

    private static String within(String pattern, int levels) {
        String text = "yes";
        for (int i = 0; i < levels; i++) {
            text = pattern.formatted(text);
        }
        return text;
    }

    /** A value as the table of cases has it. */
    public static String written(@Nullable Object value) {
        return switch (value) {
            case null -> "-";
            case BigDecimal number ->
                number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
            case Reference reference -> written(reference.name());
            default -> value.toString();
        };
    }

    /** Writes expressions that the checker may still refuse, for a day that there is not or a number that is too large. */
    public static final class Writer {

        private final Random random;

        public Writer(Random random) {
            this.random = random;
        }

        public String any() {
            int depth = 1 + random.nextInt(4);
            return switch (random.nextInt(7)) {
                case 5 -> clock(depth);
                case 6 -> duration(depth);
                case 0 -> truth(depth);
                case 1 -> number(depth);
                case 2 -> text(depth);
                case 3 -> date(depth);
                default -> moment(depth);
            };
        }

        private String pick(String... of) {
            return of[random.nextInt(of.length)];
        }

        private String comparator() {
            return pick(" = ", " != ", " < ", " <= ", " > ", " >= ");
        }

        private String truth(int depth) {
            int d = depth - 1;
            if (depth <= 0) {
                return pick("yes", "true", "false", "ISEMPTY(a)", "tags = \"new\"", "owner = ME()");
            }
            return switch (random.nextInt(30)) {
                case 28 -> pick("ISODD(", "ISEVEN(") + number(d) + ")";
                case 29 -> pick("XOR(" + truth(d) + ", " + truth(d) + ")", "EXACT(" + text(d) + ", " + text(d) + ")");
                case 25 -> "(" + duration(d) + comparator() + pick(duration(d), "\"1:30\"", "\"200:00:01\"") + ")";
                case 26 -> "(" + clock(d) + comparator() + pick(clock(d), "\"8:05\"") + ")";
                case 27 -> pick("ISEMPTY(", "ISBLANK(") + pick("leave", "LASTDAY(leave)", clock(d), duration(d)) + ")";
                case 0 -> "(" + truth(d) + " AND " + truth(d) + ")";
                case 1 -> "(" + truth(d) + " OR " + truth(d) + ")";
                case 2 -> "(NOT " + truth(d) + ")";
                case 3, 4 -> "(" + number(d) + comparator() + number(d) + ")";
                case 5, 6 -> "(" + text(d) + comparator() + text(d) + ")";
                case 7 -> "(" + date(d) + comparator() + date(d) + ")";
                case 8 -> "(" + moment(d) + comparator() + pick(moment(d), date(d)) + ")";
                case 9 -> "(" + truth(d) + pick(" = ", " != ") + truth(d) + ")";
                case 10 -> "(owner" + pick(" = ", " != ") + text(d) + ")";
                case 11 ->
                    "(" + pick("id", "ID(customer)", "ID(owner)") + pick(" = ", " != ")
                            + pick("\"018F3B5E-0000-7000-8000-00000000ABCD\"", "\"dana-id\"", "id", "\"x\"") + ")";
                case 12 -> "CONTAINS(" + text(d) + ", " + text(d) + ")";
                case 13 -> "STARTS_WITH(" + text(d) + ", " + text(d) + ")";
                case 14 -> "ENDS_WITH(" + text(d) + ", " + text(d) + ")";
                case 15 ->
                    pick("CONTAINS(tags, " + text(d) + ")", "(tags != \"a\")", "(tags IN (\"new\", " + text(d) + "))");
                case 16 ->
                    pick("ISEMPTY(", "ISBLANK(")
                            + pick(number(d), text(d), date(d), moment(d), truth(d), "tags", "owner", "customer") + ")";
                case 17 -> "IF(" + truth(d) + ", " + truth(d) + ", " + truth(d) + ")";
                case 18 -> "COALESCE(" + truth(d) + ", " + truth(d) + ")";
                case 19 -> "(" + number(d) + pick(" IN (", " NOT IN (") + number(d) + ", " + number(d) + "))";
                case 20 -> "(" + text(d) + pick(" IN (", " NOT IN (") + text(d) + ", " + text(d) + "))";
                case 21 -> pick("AND(", "OR(") + truth(d) + ", " + truth(d) + ")";
                case 22 -> "ISNUMBER(" + pick(text(d), number(d)) + ")";
                case 23 ->
                    "SWITCH(" + text(d) + ", " + text(d) + ", " + truth(d) + ", " + text(d) + ", " + truth(d)
                            + pick(")", ", true)");
                default -> "BETWEEN(" + number(d) + ", " + number(d) + ", " + number(d) + ")";
            };
        }

        private String number(int depth) {
            int d = depth - 1;
            if (depth <= 0) {
                return pick("a", "b", "n", "a", "b", "n", "0", "1", "2.50", "100", "3", "0.001");
            }
            return switch (random.nextInt(55)) {
                case 48 ->
                    pick("SUMIFS(", "AVERAGEIFS(", "MINIFS(", "MAXIFS(") + each(d) + ", " + which(d) + ", " + which(d)
                            + ")";
                case 49 -> "COUNTIFS(" + which(d) + ", lines.s, " + text(Math.min(d, 1)) + ")";
                case 50 -> pick("SUMIF(", "AVERAGEIF(") + "lines.ok, " + pick("true", "false") + ", " + each(d) + ")";
                case 51 -> pick("IFERROR(", "MROUND(", "QUOTIENT(", "PRODUCT(") + number(d) + ", " + number(d) + ")";
                case 52 -> pick("SIGN(", "TRUNC(") + number(d) + ")";
                case 53 ->
                    pick(
                            "QUARTER(" + date(d) + ")",
                            "ISOWEEKNUM(" + date(d) + ")",
                            "COUNTBLANK(" + text(d) + ", " + number(d) + ")",
                            "COUNTBLANK(lines.x)",
                            "SUMPRODUCT(lines.x, lines.y)",
                            "COUNTA(" + text(d) + ", " + date(d) + ")");
                case 54 ->
                    pick("CHOOSE(n, " + number(d) + ", " + number(d) + ")", "SEARCH(" + text(d) + ", " + text(d) + ")");
                case 42 -> pick("HOURS(", "MINUTES(", "SECONDS(") + duration(d) + ")";
                case 43, 44 -> pick("HOUR(", "MINUTE(", "SECOND(") + pick(duration(d), clock(d)) + ")";
                case 45 -> "(" + duration(d) + " / " + duration(d) + ")";
                case 46 -> pick("DAYS(leave)", "DAYS(" + date(d) + ", " + date(d) + ")", "SUM(DAYS(lines.away))");
                case 47 ->
                    "COUNTIF(" + pick("lines.took > late", "lines.begin < clock", "LASTDAY(lines.away) > d") + ")";
                case 34, 35, 36, 37 ->
                    pick("SUM(", "AVERAGE(", "MIN(", "MAX(", "COUNT(", "FIRST(", "LAST(") + each(d) + ")";
                case 38 -> pick("COUNT(lines)", "COUNT(lines.s)", "COUNT(lines.ok)", "COUNT(lines.who)");
                case 39 -> "SUMIF(" + each(d) + ", " + which(d) + ")";
                case 40 -> "AVERAGEIF(" + each(d) + ", " + which(d) + ")";
                case 41 -> "COUNTIF(" + which(d) + ")";
                case 0, 1 -> "(" + number(d) + " + " + number(d) + ")";
                case 2 -> "(" + number(d) + " - " + number(d) + ")";
                case 3 -> "(" + number(d) + " * " + number(d) + ")";
                case 4, 5 -> "(" + number(d) + " / " + number(d) + ")";
                case 6 -> "(" + number(d) + " % " + number(d) + ")";
                case 7 -> "ROUND(" + number(d) + ", " + pick("0", "1", "2", "-2", "10", "20") + ")";
                case 8 -> pick("ABS(", "-(") + number(d) + ")";
                case 9 -> "LEN(" + text(d) + ")";
                case 10 -> pick("YEAR(", "MONTH(", "DAY(") + pick(date(d), moment(d)) + ")";
                case 11 -> "(" + date(d) + " - " + pick(date(d), moment(d)) + ")";
                case 12 -> "IF(" + truth(d) + ", " + number(d) + ", " + pick(number(d), "null") + ")";
                case 13 -> "(" + number(d) + " ^ " + pick("2", "3", "-1", "0.5", "n", number(d)) + ")";
                case 14 -> "SQRT(" + number(d) + ")";
                case 15 -> pick("ROUNDUP(", "ROUNDDOWN(") + number(d) + ", " + pick("0", "1", "2", "-2", "10") + ")";
                case 16 -> pick("INT(", "FLOOR(", "CEILING(") + number(d) + ")";
                case 17 -> pick("MOD(", "FLOOR(", "CEILING(") + number(d) + ", " + number(d) + ")";
                case 18 ->
                    pick("SUM(", "AVERAGE(", "MIN(", "MAX(") + number(d) + ", " + number(d) + ", " + number(d) + ")";
                case 19 -> "COUNT(" + number(d) + ", " + text(d) + ", " + date(d) + ")";
                case 20 -> "IFS(" + truth(d) + ", " + number(d) + ", " + truth(d) + ", " + number(d) + ")";
                case 21 ->
                    "SWITCH(" + number(d) + ", " + number(d) + ", " + number(d) + ", " + number(d) + ", " + number(d)
                            + pick(")", ", 5)");
                case 22, 23 -> "VALUE(" + text(d) + ")";
                case 24 -> "FIND(" + text(d) + ", " + text(d) + pick(")", ", " + number(d) + ")");
                case 25 -> pick("HOUR(", "MINUTE(", "SECOND(") + moment(d) + ")";
                case 26 -> "WEEKDAY(" + date(d) + pick(")", ", 2)", ", 3)");
                case 27 -> "WEEKNUM(" + date(d) + pick(")", ", 2)", ", 21)");
                case 28 ->
                    "DATEDIF(" + date(d) + ", " + date(d) + ", " + pick("\"Y\"", "\"M\"", "\"D\"", "\"YM\"", "\"MD\"")
                            + ")";
                case 29 -> "NETWORKDAYS(" + date(d) + ", " + date(d) + ")";
                default -> "COALESCE(" + number(d) + ", " + number(d) + ")";
            };
        }

        /** A number of each row, which may look at the record, too. */
        private String each(int depth) {
            return pick(
                    "lines.x",
                    "lines.y",
                    "lines.x * lines.y",
                    "lines.x / lines.y",
                    "ROUND(lines.x, 1)",
                    "lines.x * (1 - " + number(Math.min(depth, 1)) + ")",
                    "IF(lines.ok, lines.x, lines.y)",
                    "COALESCE(lines.x, 0)",
                    "LEN(lines.s)",
                    "YEAR(lines.day)");
        }

        private String which(int depth) {
            return pick(
                    "lines.ok",
                    "NOT lines.ok",
                    "lines.x > lines.y",
                    "lines.s = " + text(Math.min(depth, 1)),
                    "lines.day > d",
                    "lines.moment > at",
                    "lines.who = \"Sam\"",
                    "ISEMPTY(lines.s)");
        }

        private String text(int depth) {
            int d = depth - 1;
            if (depth <= 0) {
                return pick(
                        "t",
                        "u",
                        "status",
                        "customer",
                        "t",
                        "u",
                        "\"\"",
                        "\"A\"",
                        "\"b\"",
                        "\"%\"",
                        "\"零\"",
                        "\"new\"",
                        "\"dana-id\"",
                        "\"Dana\"");
            }
            return switch (random.nextInt(23)) {
                case 22 ->
                    "REPLACE(" + text(d) + ", " + pick("1", "2", number(d)) + ", " + pick("1", number(d)) + ", "
                            + text(d) + ")";
                case 20 ->
                    "TEXT(" + duration(d) + ", " + pick("\"[h]:mm\"", "\"[h]:mm:ss\"", "\"[h]\"", "\"[m]\"", "\"[s]\"")
                            + ")";
                case 21 ->
                    pick(
                            "(" + text(d) + " & " + pick(duration(d), clock(d)) + ")",
                            "TEXT(" + clock(d) + ", " + pick("\"hh:mm:ss\"", "\"h:mm\"", "\"h时m分\"") + ")");
                case 0, 1 -> "(" + text(d) + " + " + text(d) + ")";
                case 2 -> "LOWER(" + text(d) + ")";
                case 3 -> "UPPER(" + text(d) + ")";
                case 4 -> "TRIM(" + text(d) + ")";
                case 5 -> "IF(" + truth(d) + ", " + text(d) + ", " + pick(text(d), "null", "owner") + ")";
                case 6 -> "COALESCE(" + text(d) + ", " + pick(text(d), "owner", "ME()") + ")";
                case 7, 8 -> "(" + text(d) + " & " + pick(text(d), number(d), date(d), moment(d)) + ")";
                case 9 -> pick("LEFT(", "RIGHT(") + text(d) + pick(")", ", 2)", ", " + number(d) + ")");
                case 10 -> "MID(" + text(d) + ", " + pick("1", "2", number(d)) + ", " + pick("2", number(d)) + ")";
                case 11, 12 ->
                    "SUBSTITUTE(" + text(d) + ", " + text(d) + ", " + text(d)
                            + pick(")", ", 1)", ", 2)", ", " + number(d) + ")");
                case 13 -> "REPT(" + text(d) + ", " + pick("2", "60000", number(d)) + ")";
                case 14 ->
                    "TEXT(" + number(d) + ", "
                            + pick(
                                    "\"0\"",
                                    "\"0.00\"",
                                    "\"#,##0.00\"",
                                    "\"0.0%\"",
                                    "\"0.##\"",
                                    "\"#.#\"",
                                    "\"¥ 000,000.0#元\"")
                            + ")";
                case 15 ->
                    "TEXT(" + pick(date(d), moment(d)) + ", "
                            + pick("\"yyyy-mm-dd\"", "\"yyyy年m月d日\"", "\"hh:mm:ss\"", "\"yy/m/d h:mm\"") + ")";
                case 16 -> "CONCAT(" + pick(text(d), number(d)) + ", " + text(d) + ", owner)";
                case 17 -> "IFS(" + truth(d) + ", " + text(d) + ", " + truth(d) + ", " + text(d) + ")";
                case 18 -> pick("JOINTEXT(", "FIRST(", "LAST(") + pick("lines.s", "LOWER(lines.s)", "lines.who") + ")";
                default -> text(0);
            };
        }

        private String date(int depth) {
            int d = depth - 1;
            if (depth <= 0) {
                return pick("d", "e", "d", "e", "TODAY()", "DATE(2026, 3, 8)", "DATE(2024, 2, 29)");
            }
            return switch (random.nextInt(13)) {
                case 12 ->
                    pick("leave", "LASTDAY(leave)", "FIRSTDAY(leave)", "MAX(LASTDAY(lines.away))", "MIN(lines.away)");
                case 0, 1 -> "(" + date(d) + pick(" + ", " - ") + number(d) + ")";
                case 2 ->
                    "DATE(" + pick("2026", "YEAR(d)", number(d)) + ", " + pick("2", "n", number(d)) + ", "
                            + pick("29", "n", number(d)) + ")";
                case 3 -> "IF(" + truth(d) + ", " + date(d) + ", " + pick(date(d), "null") + ")";
                case 4 -> "COALESCE(" + date(d) + ", " + date(d) + ")";
                case 5 -> pick("EDATE(", "EOMONTH(") + date(d) + ", " + number(d) + ")";
                case 6, 7 -> "WORKDAY(" + date(d) + ", " + number(d) + ")";
                case 8 -> "DATEVALUE(" + pick(text(d), "TEXT(d, \"yyyy/m/d\")") + ")";
                case 9 -> pick("MIN(", "MAX(") + date(d) + ", " + date(d) + ")";
                case 10 -> pick("MIN(", "MAX(", "FIRST(", "LAST(") + "lines.day)";
                default -> date(0);
            };
        }

        private String clock(int depth) {
            int d = depth - 1;
            if (depth <= 0) {
                return pick("clock", "clock", "TIME(8, 5)", "TIME(23, 59, 30)");
            }
            return switch (random.nextInt(9)) {
                case 0, 1 -> "(" + clock(d) + pick(" + ", " - ") + duration(d) + ")";
                case 2 -> "TIME(" + pick("8", "n", number(d)) + ", " + pick("30", number(d)) + pick(")", ", a)");
                case 3 -> "IF(" + truth(d) + ", " + clock(d) + ", " + pick(clock(d), "null") + ")";
                case 4 -> "COALESCE(" + clock(d) + ", " + clock(d) + ")";
                case 5 -> "TIMEVALUE(" + pick(moment(d), text(d), "n & \":30\"", "\"８：０５\"") + ")";
                case 6 -> pick("MIN(", "MAX(") + clock(d) + ", " + clock(d) + ")";
                case 7 -> pick("MIN(", "MAX(", "FIRST(", "LAST(") + "lines.begin)";
                default -> clock(0);
            };
        }

        private String duration(int depth) {
            int d = depth - 1;
            if (depth <= 0) {
                return pick("spent", "late", "DURATION(1, 30)", "DURATION(0, 0, 1)");
            }
            return switch (random.nextInt(17)) {
                case 0, 1 -> "(" + duration(d) + pick(" + ", " - ") + duration(d) + ")";
                case 2 -> "(" + moment(d) + " - " + moment(d) + ")";
                case 3 -> "(" + clock(d) + " - " + clock(d) + ")";
                case 4 -> "(" + duration(d) + pick(" * ", " / ") + number(d) + ")";
                case 5 -> "(" + number(d) + " * " + duration(d) + ")";
                case 6 -> "DURATION(" + number(d) + pick(")", ", " + number(d) + ")", ", 0, " + number(d) + ")");
                case 7 -> "IF(" + truth(d) + ", " + duration(d) + ", " + pick(duration(d), "null") + ")";
                case 8 -> "COALESCE(" + duration(d) + ", " + duration(d) + ")";
                case 9 -> pick("ABS(", "-(") + duration(d) + ")";
                case 10 -> pick("MOD(", "FLOOR(", "CEILING(") + duration(d) + ", " + duration(d) + ")";
                case 11 -> pick("SUM(", "AVERAGE(", "MIN(", "MAX(") + duration(d) + ", " + duration(d) + ")";
                case 12, 13 -> pick("SUM(", "AVERAGE(", "MIN(", "MAX(", "FIRST(", "LAST(") + "lines.took)";
                case 14 -> pick("SUMIF(", "AVERAGEIF(") + "lines.took, " + which(d) + ")";
                case 15 -> "SUM(lines.took * " + pick("lines.y", "2", "n") + ")";
                default -> duration(0);
            };
        }

        private String moment(int depth) {
            int d = depth - 1;
            if (depth <= 0) {
                return pick("at", "at", "NOW()", "DATETIME(2026, 3, 8, 2, 30, 0)", "DATETIME(2026, 11, 1, 1, 30)");
            }
            return switch (random.nextInt(10)) {
                case 7 -> "(" + date(d) + " + " + clock(d) + ")";
                case 8, 9 -> "(" + pick(moment(d), date(d)) + pick(" + ", " - ") + duration(d) + ")";
                case 0, 1 -> "(" + moment(d) + pick(" + ", " - ") + number(d) + ")";
                case 2 ->
                    "DATETIME(2026, " + pick("3", "11", number(d)) + ", " + pick("8", "1", "n") + ", "
                            + pick("1", "2", number(d)) + ", " + pick("30", number(d)) + ", "
                            + pick("0", "59.9999999", "a", number(d)) + ")";
                case 3 -> "IF(" + truth(d) + ", " + moment(d) + ", " + pick(moment(d), "null") + ")";
                case 4 -> "COALESCE(" + moment(d) + ", " + moment(d) + ")";
                case 5 -> pick("MIN(", "MAX(", "FIRST(", "LAST(") + "lines.moment)";
                default -> moment(0);
            };
        }
    }
}
