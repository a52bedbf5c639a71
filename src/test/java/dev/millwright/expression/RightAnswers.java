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
                .map(line -> line.split(" →", 2))
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
            b + 1 → 1
            1 - b → 1
            b - a → -10.5
            a + b + a → 21
            b + b → -
            b - (b + b) → -
            a - (b * 2 - (b + n)) → 17.5
            b * 1 → -
            (b + a) * (a + b * 2) → 110.25
            SUM(b, 1) - b → 1
            15% → 0.15
            1 - 15% → 0.85
            -a% → -0.105
            a%% → 0.00105
            n ％ → 0.07
            (n + a)% + 1 → 1.175
            n * (1 - b%) → 7
            n % 3% → 0.01
            n %(3) → 1
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
            n % -3 → -2.93
            MOD(n, -3) → -2
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
            2 ^ 10 → 1024
            -2 ^ 2 → 4
            2 ^ 3 ^ 2 → 64
            2 ^ -1 → 0.5
            2 ^ 0.5 → 1.4142135623731
            8 ^ (1 / 3) → 2
            n ^ 0 → 1
            (n - 7) ^ 0 → 1
            (n - 7) ^ -1 → -
            (-n) ^ 0.5 → -
            n ^ 999 → -
            n ^ -999 → 0
            b ^ 2 → -
            1.05 ^ 10 → 1.62889462677744140625
            POWER(n, 2) → 49
            SQRT(9) → 3
            SQRT(2) → 1.4142135623730950488
            SQRT(-n) → -
            INT(-1.5) → -2
            ROUNDUP(2.01, 1) → 2.1
            ROUNDUP(-2.01, 1) → -2.1
            ROUNDUP(2.1, 1) → 2.1
            ROUNDUP(1201, -2) → 1300
            ROUNDDOWN(-2.99, 1) → -2.9
            ROUNDDOWN(1299, -2) → 1200
            MOD(-n, 3) → 2
            MOD(n, -3) → -2
            MOD(n, n - 7) → -
            FLOOR(17, 5) → 15
            FLOOR(-2.5) → -3
            CEILING(17, 5) → 20
            CEILING(2.5) → 3
            CEILING(0.9, 0.3) → 0.9
            SUM(a, b, n) → 17.5
            SUM(b) → 0
            AVERAGE(a, b, n) → 8.75
            AVERAGE(b) → -
            COUNT(a, b, t, yes) → 2
            MIN(a, b, n) → 7
            MAX(d, e) → 2026-01-31
            MAX(b, b) → -
            IFS(b = 1, "x", a > 10, "y") → y
            IFS(b = 1, "x", a < 10, "y") → -
            SWITCH(status, "sold", 1, "new", 2) → 2
            SWITCH(status, "sold", 1, 9) → 9
            SWITCH(n, 1, "one", b, "none", null, "empty") → -
            AND(a > 1, n > 1) → true
            AND(a > 1, b > 1) → -
            OR(b > 1, a > 1) → true
            NOT(a > 1) → false
            AND(a > 1) AND OR(a > 1, yes) → true
            ISNUMBER("12.5") → true
            ISNUMBER("x") → false
            ISNUMBER(b) → false
            "A" & 1 → A1
            "A" & 1.50 & "B" → A1.5B
            "A" & u → A
            u & b →
            ISEMPTY(u & b) → true
            "on " & d → on 2026-01-31
            "at " & at → at 2026-02-01 00:01
            1 + 2 & 3 * 4 → 312
            "a" & "b" = "ab" → true
            CONCAT(t, a, u, customer, owner) → Ab零😀10.5AcmeSam
            LEFT(t, 3) → Ab零
            LEFT(t) → A
            LEFT(t, 0) →
            LEFT(t, n - 8) → -
            RIGHT(t, 2) → 零😀
            RIGHT(t, 99) → Ab零😀
            MID(t, 2, 2) → b零
            MID(t, 9, 2) →
            MID(t, 0, 2) → -
            SUBSTITUTE("a-b-c", "-", "") → abc
            SUBSTITUTE("a-b-c", "-", "+", 2) → a-b+c
            SUBSTITUTE("a-b-c", "-", "+", 3) → a-b-c
            SUBSTITUTE("aaa", "aa", "b") → ba
            SUBSTITUTE(t, "", "x") → Ab零😀
            LEN(SUBSTITUTE(REPT("a", 90000), "a", "bb")) → -
            FIND("-", "A-01-") → 2
            FIND("-", "A-01-", 3) → 5
            FIND("a", "A") → -
            FIND("😀", t) → 4
            REPT("ab", 3) → ababab
            REPT("ab", 2.9) → abab
            LEN(REPT("ab", 50001)) → -
            VALUE("1,200.50") → 1200.5
            VALUE(" １２％ ") → 0.12
            VALUE("1,2") → -
            VALUE("-.5") → -0.5
            VALUE("5.") → 5
            VALUE("1e5") → -
            VALUE("") → -
            VALUE(".") → -
            TEXT(1234.5, "#,##0.00") → 1,234.50
            TEXT(-1234567.891, "¥#,##0.0") → -¥1,234,567.9
            TEXT(0.1234, "0.0%") → 12.3%
            TEXT(-0.001, "0.00") → 0.00
            TEXT(7, "000") → 007
            TEXT(0.5, "#.##") → .5
            TEXT(2.5, "0.##") → 2.5
            TEXT(2, "0.##") → 2
            TEXT(1234567, "#,##0") → 1,234,567
            TEXT(b, "0.00%") → -
            TEXT(d, "yyyy-mm-dd") → 2026-01-31
            TEXT(d, "yyyy年m月d日") → 2026年1月31日
            TEXT(d, "yy/m/d") → 26/1/31
            TEXT(at, "yyyy-mm-dd hh:mm:ss") → 2026-02-01 00:01:00
            TEXT(at, "h:mm") → 0:01
            TEXT(e, "yyyy") → -
            HOUR(NOW()) → 0
            MINUTE(NOW()) → 30
            SECOND(NOW()) → 0
            WEEKDAY(d) → 7
            WEEKDAY(d, 2) → 6
            WEEKDAY(d, 3) → 5
            WEEKDAY(at) → 1
            WEEKNUM(d) → 5
            WEEKNUM(at) → 6
            WEEKNUM(at, 2) → 5
            WEEKNUM("2027-01-01", 21) → 53
            EDATE(d, 1) → 2026-02-28
            EDATE(d, -11) → 2025-02-28
            EDATE(d, 999999) → -
            EOMONTH(d, 1) → 2026-02-28
            EOMONTH(d, 0) → 2026-01-31
            DATEDIF("2024-03-01", d, "Y") → 1
            DATEDIF("2024-03-01", d, "M") → 22
            DATEDIF("2024-03-01", d, "YM") → 10
            DATEDIF("2024-03-01", d, "MD") → 30
            DATEDIF("2024-03-01", d, "D") → 701
            DATEDIF(d, "2024-03-01", "D") → -
            DATEVALUE("2026/1/31") → 2026-01-31
            DATEVALUE("2026年1月31日") → 2026-01-31
            DATEVALUE("26-1-31") → -
            DATEVALUE("2026-2-30") → -
            DATEVALUE("31.1.2026") → -
            NETWORKDAYS("2026-01-30", "2026-02-02") → 2
            NETWORKDAYS("2026-02-02", "2026-01-30") → -2
            NETWORKDAYS(d, d) → 0
            WORKDAY(d, 1) → 2026-02-02
            WORKDAY(d, -1) → 2026-01-30
            WORKDAY("2026-02-02", 5) → 2026-02-09
            WORKDAY(d, 0) → 2026-01-31
            WORKDAY(d, 9999999) → -
            WORKDAY("2026-02-13", 1) → 2026-02-24
            WORKDAY("2026-02-26", 2) → 2026-02-28
            WORKDAY("2026-02-24", -1) → 2026-02-13
            WORKDAY("2026-02-18", -1) → 2026-02-13
            NETWORKDAYS("2026-02-01", "2026-02-28") → 15
            NETWORKDAYS("2026-02-28", "2026-02-01") → -15
            NETWORKDAYS("2026-02-14", "2026-02-23") → 0
            NETWORKDAYS(leave) → 3
            WORKDAY("9999-12-31", 1) → -
            WORKDAY("0001-01-01", -1) → -
            at - at2 → 90930
            at2 - at → -90930
            TEXT(at - at2, "[h]:mm:ss") → 25:15:30
            HOURS(at - at2) → 25.2583333333333333
            HOUR(at - at2) → 25
            MINUTE(at - at2) → 15
            MINUTE(at2 - at) → -15
            SECOND(at - at2) → 30
            HOUR(at2 - at) → -25
            at - e → -
            at2 - d → -1
            at - late → -
            at + spent → 2026-01-31T17:31:00Z
            at + DURATION(999999999) → -
            d + spent → 2026-01-30T17:30:00Z
            d + clock → 2026-01-31T14:15:00Z
            d + clock + spent → 2026-01-31T15:45:00Z
            d + TIMEVALUE("x") → -
            clock + spent → 23:45
            clock + DURATION(2) → 00:15
            clock - DURATION(23) → 23:15
            clock + late → -
            clock - TIME(8, 0) → 51300
            TIME(8, 0) - clock → -51300
            MOD(TIME(6, 0) - clock, DURATION(24)) → 27900
            clock > "8:30" → true
            clock = "22:15:00" → true
            clock IN ("22:15", TIME(8)) → true
            HOUR(clock) * 100 + MINUTE(clock) → 2215
            SECOND(TIME(8, 5, 30)) → 30
            TEXT(clock, "hh:mm:ss") → 22:15:00
            TEXT(clock, "h时mm分") → 22时15分
            "at " & clock → at 22:15
            TIME(8, 5) → 08:05
            TIME(8, 5, 30.9) → 08:05:30
            TIME(25, 0) → 01:00
            TIME(0, 0, -1) → 23:59:59
            TIMEVALUE("8:05") → 08:05
            TIMEVALUE("８：０５：０９") → 08:05:09
            TIMEVALUE("24:00") → -
            TIMEVALUE("8:5") → -
            TIMEVALUE(at) → 00:01
            MAX(clock, TIME(8, 30)) → 22:15
            spent + DURATION(0, 30) → 7200
            spent + late → 5400
            late + late → -
            spent - DURATION(2) → -1800
            spent * 2 → 10800
            n * spent → 37800
            spent / 3 → 1800
            spent / (n - 7) → -
            spent / DURATION(1) → 1.5
            spent / late → -
            -spent → -5400
            ABS(spent - DURATION(2)) → 1800
            HOURS(spent) → 1.5
            MINUTES("1:30") → 90
            SECONDS(spent) → 5400
            spent > "1:15" → true
            spent = DURATION(0, 90) → true
            late > "1:15" → -
            spent IN ("1:30", DURATION(8)) → true
            BETWEEN(spent, "1:00", "2:00") → true
            TEXT(spent, "[h]:mm") → 1:30
            TEXT(DURATION(200, 5, 7), "[h]:mm:ss") → 200:05:07
            TEXT(DURATION(0, 0, -30), "[h]:mm") → 0:00
            TEXT(spent, "[m]") → 90
            "took " & spent → took 1:30
            "took " & (spent - DURATION(0, 90, 5)) → took -0:00:05
            CEILING(spent, DURATION(1)) → 7200
            SUM(spent, late) → 5400
            AVERAGE(spent, DURATION(0, 30)) → 3600
            MIN(spent, DURATION(0, 30)) → 1800
            COALESCE(late, spent) → 5400
            SUM(lines.took) → 9030
            AVERAGE(lines.took) → 4515
            MAX(lines.took) → 5430
            SUMIF(lines.took, lines.ok) → 3600
            MIN(lines.begin) → 07:30:15
            COUNTIF(lines.took > "1:00") → 1
            leave → 2026-01-30
            leave < d → true
            FIRSTDAY(leave) → 2026-01-30
            LASTDAY(leave) → 2026-02-03
            DAYS(leave) → 5
            DAYS(d, leave) → 1
            BETWEEN(d, FIRSTDAY(leave), LASTDAY(leave)) → true
            NETWORKDAYS(leave, LASTDAY(leave)) → 3
            SUM(DAYS(lines.away)) → 4
            MAX(LASTDAY(lines.away)) → 2026-03-05
            MIN(lines.away) → 2026-01-01
            COUNT(lines) → 4
            COUNT(lines.x) → 3
            COUNT(lines.s) → 3
            COUNT(lines.ok) → 3
            COUNTIF(lines.ok) → 2
            COUNTIF(NOT lines.ok) → 1
            SUM(lines.x) → 7.6
            SUM(lines.x, a) → 18.1
            SUM(lines.x) ^ 2 → 57.76
            SUM(lines.y ^ 2) → 62
            SUM(lines.x * lines.y) → 21.7
            SUM(lines.x * b) → 0
            SUM(lines.x * (1 - 0.1)) → 6.84
            SUMIF(lines.x, lines.x > 100) → 0
            SUMIF(lines.x, lines.ok) → 7.5
            SUMIF(lines.y, lines.day <= d) → 9
            AVERAGE(lines.x) → 2.5333333333333333
            AVERAGE(lines.x * b) → -
            AVERAGEIF(lines.x, lines.ok) → 3.75
            AVERAGEIF(lines.x, lines.x > 100) → -
            MIN(lines.x) → -3
            MAX(lines.x) → 10.5
            MAX(lines.x, 100) → 100
            MIN(lines.day) → 2024-02-29
            MAX(lines.moment) → 2026-01-31T16:01:00Z
            MIN(lines.x * b) → -
            FIRST(lines.s) → bolt
            LAST(lines.s) → 零件
            LAST(lines.y) → 7
            FIRST(lines.who) → Sam
            LAST(lines.day) → 2024-02-29
            JOINTEXT(lines.s) → bolt, nut, 零件
            JOINTEXT(lines.who) → Sam, Dana
            ROUND(SUM(lines.x) / COUNT(lines), 2) → 1.9
            IFERROR(a / (n - 7), 0) → 0
            IFERROR(a / n, 0) → 1.5
            SUMIF(lines.s, "bolt", lines.x) → 10.5
            SUMIF(lines.ok, false, lines.x) → 0.1
            AVERAGEIF(lines.ok, true, lines.x) → 3.75
            COUNTIF(lines.s, "nut") → 1
            COUNTIF(lines.ok, false) → 1
            SUMIFS(lines.x, lines.ok, lines.x > 0) → 10.5
            SUMIFS(lines.x, lines.s, "nut", lines.ok, false) → 0.1
            SUMIFS(lines.x, lines.s, "nut", lines.ok, true) → 0
            SUMIFS(lines.took, lines.x > 0) → 9030
            AVERAGEIFS(lines.x, lines.ok, lines.x < 0) → -3
            AVERAGEIFS(lines.x, lines.x > 100) → -
            COUNTIFS(lines.x > 0, lines.y, 7) → 1
            MINIFS(lines.x, lines.x > 0) → 0.1
            MAXIFS(lines.day, lines.x < 1) → 2024-02-29
            MAXIFS(lines.begin, lines.x < 1) → 07:30:15
            SUMPRODUCT(lines.x, lines.y) → 21.7
            COUNTA(a, b, t) → 2
            COUNTA(lines.s) → 3
            COUNTBLANK(a, b, u) → 2
            COUNTBLANK(lines.x) → 1
            TRUNC(-2.9) → -2
            TRUNC(2.99, 1) → 2.9
            MROUND(17, 5) → 15
            MROUND(-7.5, 5) → -10
            MROUND(2, 0) → -
            MROUND(spent, DURATION(0, 40)) → 4800
            QUOTIENT(17, 5) → 3
            QUOTIENT(-17, 5) → -3
            QUOTIENT(n, n - 7) → -
            QUOTIENT(DURATION(5), spent) → 3
            SIGN(-n) → -1
            SIGN(n - 7) → 0
            SIGN(b) → -
            PRODUCT(2, b, a) → 21
            EXACT("A", "a") → false
            EXACT(t, u) → -
            REPLACE("A-01", 1, 1, "B") → B-01
            REPLACE(t, 3, 1, "--") → Ab--😀
            REPLACE(t, 0, 1, "x") → -
            SEARCH("ab", t) → 1
            SEARCH("A", "-a", 3) → -
            XOR(a > 1, b > 1) → -
            XOR(a > 1, n > 100) → true
            ISEVEN(4.7) → true
            ISODD(-3) → true
            ISODD(b) → -
            QUARTER(d) → 1
            QUARTER("2026-10-01") → 4
            ISOWEEKNUM(d) → 5
            CHOOSE(2, "low", "high") → high
            CHOOSE(n, "low", "high") → -
            """;
}
