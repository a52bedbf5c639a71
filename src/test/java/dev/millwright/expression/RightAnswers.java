package dev.millwright.expression;

import java.util.List;

/** What expressions come to over {@link Sample#row()}, wherever they run: the one right answer for what is empty, rounded, text, date or zone. */
public final class RightAnswers {

    private RightAnswers() {}

    /** An expression and what it comes to; a hyphen is empty. */
    public record Answer(String expression, String result) {
        @Override
        public String toString() {
            return expression;
        }
    }

    public static List<Answer> all() {
        return TABLE.lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.split(" → ", 2))
                .map(parts -> new Answer(parts[0].strip(), parts[1].strip()))
                .toList();
    }

    private static final String TABLE = """
            b = 1 → -
            b != 1 → -
            NOT (b = 1) → -
            b IN (1, 2) → -
            b NOT IN (1) → -
            b = 1 OR true → true
            b = 1 OR false → -
            b = 1 AND false → false
            b = 1 AND true → -
            yes → -
            NOT yes → -
            yes = true → -
            b = null → true
            a = null → false
            b != null → false
            ISEMPTY(yes) → true
            ISEMPTY(yes OR true) → false
            ISEMPTY(TRIM(" ")) → true
            ISBLANK(u) → true
            ISEMPTY(t) → false
            a IN (10.5, b) → true
            a IN (1, b) → -
            a NOT IN (1, b) → -
            tags = "new" → true
            tags != "new" → false
            tags = u → -
            IF(b = 1, "a", "b") → b
            IF(yes, 1, null) → -
            COALESCE(b, 0) → 0
            COALESCE(b, b) → -
            COALESCE(u, customer) → Acme
            COALESCE(owner, "x") → Sam
            b + 1 → -
            -b → -
            t + u → -
            LEN(u) → -
            YEAR(e) → -
            e + 1 → -
            d + b → -
            BETWEEN(a, 1, b) → -
            BETWEEN(a, 11, b) → false
            1.0 = 1 → true
            a = 10.5 → true
            n / 2 → 3.5
            1 / 3 → 0.33333333333333333333
            2 / 3 → 0.66666666666666666667
            10 / 3 → 3.3333333333333333
            -10 / 3 → -3.3333333333333333
            10.00 / 3.00 → 3.3333333333333333
            1 / 3 * 3 = 1 → false
            ROUND(1 / 3 * 3, 10) = 1 → true
            n % 3 → 1
            -n % 3 → -1
            n % -3 → 1
            a % 0.1 → 0
            a / (n - 7) → -
            a % (n - 7) → -
            0.1 + 0.2 = 0.3 → true
            a * 99999999999999999999999999999999999999 → 1049999999999999999999999999999999999989.5
            ROUND(2.5) → 3
            ROUND(-2.5) → -3
            ROUND(0.5) → 1
            ROUND(-0.5) → -1
            ROUND(2.345, 2) → 2.35
            ROUND(1250, -2) → 1300
            ROUND(49, -2) → 0
            ROUND(ROUND(1 / 3, 5), 20) → 0.33333
            ABS(-a) → 10.5
            LEN(t) → 4
            LOWER(t) → ab零😀
            UPPER("äß零") → Äß零
            TRIM("　 x ") → x
            "A" + "" = "A" → true
            "a" < "b" → true
            "B" < "a" → true
            "零" < "😀" → true
            "�" < "😀" → true
            "10" < "9" → true
            t = "ab零😀" → false
            CONTAINS(t, "AB") → true
            CONTAINS(t, "") → true
            CONTAINS(t, TRIM(" ")) → true
            ENDS_WITH(t, TRIM(" ")) → true
            ENDS_WITH(t, "😀") → true
            STARTS_WITH(t, LOWER("AB")) → true
            CONTAINS("50%", "%") → true
            CONTAINS("50", "%") → false
            CONTAINS(t, u) → -
            status = "new" → true
            status + "!" → new!
            customer = "Acme" → true
            LEN(customer) → 4
            ID(customer) = "018F3B5E-0000-7000-8000-00000000ABCD" → true
            ID(customer) = "x" → false
            id IN ("x", "018f3b5e-0000-7000-8000-000000000001") → true
            owner = "Sam" → true
            owner = "sam-id" → true
            owner != "sam-id" → false
            owner = ME() → false
            owner = u → -
            ME() = "Dana" → true
            d + 1 → 2026-02-01
            d + 1.9 → 2026-02-01
            d - 1.9 → 2026-01-30
            d + 28 → 2026-02-28
            d - DATE(2025, 12, 31) → 31
            d + 9999999 → -
            d - 99999999999999999999 → -
            DATE(9999, 12, 31) + 1 → -
            DATE(1, 1, 1) - 1 → -
            DATE(2026, n - 5, 29) → -
            DATE(2024, n - 5, 29) → 2024-02-29
            DATE(2026, 1.5 + n - 7, 1) → -
            DATE(n - 7, 1, 1) → -
            YEAR(d) * 10000 + MONTH(d) * 100 + DAY(d) → 20260131
            TODAY() → 2026-02-01
            NOW() → 2026-01-31T16:30:00.123456Z
            TODAY() = NOW() → true
            at = DATE(2026, 2, 1) → true
            at > d → true
            DAY(at) → 1
            at - d → 1
            at + 0.5 → 2026-02-01T04:01:00Z
            at + 0.00000000001 → 2026-01-31T16:01:00.000001Z
            at - 9999999 → -
            at < "2026-02-01T00:01:00.0000009+08:00" → false
            DATETIME(2026, 2, 1) → 2026-01-31T16:00:00Z
            DATETIME(2026, 2, 1, 0, 1, n / 2) → 2026-01-31T16:01:03.500Z
            DATETIME(2026, 2, 1, 0, 1, 59.9999999) → -
            DATETIME(2026, 2, 1, 24) → -
            DATETIME(2026, 2, 30, 1) → -
            """;
}
