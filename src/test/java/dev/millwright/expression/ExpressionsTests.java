package dev.millwright.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millwright.shared.Texts;
import dev.millwright.testing.TestTexts;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class ExpressionsTests {

    private static final Scope SCOPE = new Scope(List.of(
            new Scope.Name("name", "名称", ExpressionType.TEXT),
            new Scope.Name("price", "Unit price", ExpressionType.NUMBER),
            new Scope.Name("amount", "数量", ExpressionType.NUMBER),
            new Scope.Name("made", "Made on", ExpressionType.DATE),
            new Scope.Name("created_at", "Created", ExpressionType.DATE_TIME),
            new Scope.Name("status", "状态", ExpressionType.CHOICE),
            new Scope.Name("tags", "Tags", ExpressionType.CHOICES),
            new Scope.Name("customer", "Customer", ExpressionType.LINK),
            new Scope.Name("owner", "Owner", ExpressionType.PERSON),
            new Scope.Name("done", "Done", ExpressionType.BOOLEAN),
            new Scope.Name("id", "ID", ExpressionType.ID),
            new Scope.Name("photo", "Photo", ExpressionType.OTHER)));

    private static final Expressions EXPRESSIONS = expressions();

    private final Texts texts = TestTexts.all();

    private static Expressions expressions() {
        try (var context = new AnnotationConfigApplicationContext("dev.millwright.expression")) {
            return context.getBean(Expressions.class);
        }
    }

    private static String read(String text) {
        return Written.of(EXPRESSIONS.compile(text, SCOPE));
    }

    private static ExpressionException refused(String text) {
        ExpressionException refusal =
                catchThrowableOfType(ExpressionException.class, () -> EXPRESSIONS.condition(text, SCOPE));
        assertThat(refusal).as(text).isNotNull();
        return refusal;
    }

    @Test
    void namesWhatIsMultiplied() {
        assertThat(Expressions.factors("ROUND(price * quantity * (1 - discount%), 2) + freight"))
                .containsExactlyInAnyOrder("price", "quantity");
        assertThat(Expressions.factors("price *")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    status = "in_stock" && price > 10 | ((status EQUAL 'in_stock') and (price GREATER 10))
                    price > 1 OR price < 2 AND NOT done | ((price GREATER 1) or ((price LESS 2) and not done))
                    price + 2 * amount - -1 > 0 | (SUM(price , MULTIPLY(2 , amount) , 1) GREATER 0)
                    (price + 2) * 3 = 6 | (MULTIPLY(SUM(price , 2) , 3) EQUAL 6)
                    price <> 1 or price != 2 | ((price UNEQUAL 1) or (price UNEQUAL 2))
                    !done | not done
                    not (price >= 1 and price <= 2) | not ((price AT_LEAST 1) and (price AT_MOST 2))
                    status IN ("a", 'b') | (status in ('a' , 'b'))
                    status not in ("a") | not (status in ('a'))
                    contains(name, "A01") | CONTAINS(name , 'A01')
                    made >= DATE(2026,1,1) | (made AT_LEAST 2026-01-01)
                    made = "2026-01-31" | (made EQUAL 2026-01-31)
                    created_at > "2026-01-31" | (created_at GREATER 2026-01-31)
                    created_at > "2026-01-31T08:00:00+08:00" | (created_at GREATER 2026-01-31T00:00:00Z)
                    made > TODAY() - 30 | (made GREATER ADD_DAYS(TODAY , NEGATE(30)))
                    TODAY() - made > 7 | (DAYS_BETWEEN(TODAY , made) GREATER 7)
                    owner = ME() | (owner EQUAL ME)
                    customer = "ACME" | (customer EQUAL 'ACME')
                    ID(customer) = "x" | (ID_OF(customer) EQUAL 'x')
                    id in ("x", "y") | (id in ('x' , 'y'))
                    tags = "red" | HAS_OPTION(tags , 'red')
                    tags != "red" | not HAS_OPTION(tags , 'red')
                    tags in ("red", "blue") | (HAS_OPTION(tags , 'red') or HAS_OPTION(tags , 'blue'))
                    price = null | IS_EMPTY(price)
                    null != photo | not IS_EMPTY(photo)
                    BETWEEN(made, "2026-01-01", TODAY()) | ((made AT_LEAST 2026-01-01) and (made AT_MOST TODAY))
                    COALESCE(price, amount, 0) % 2 = 1 | (REMAINDER(FIRST_FILLED(price , amount , 0) , 2) EQUAL 1)
                    IF(done, "yes", status) = "yes" | (CHOOSE(done , 'yes' , status) EQUAL 'yes')
                    YEAR(created_at) = 2026 | (YEAR(DAY_OF_MOMENT(created_at)) EQUAL 2026)
                    name + "x" = "ax" | (CONCATENATE(name , 'x') EQUAL 'ax')
                    name = "a \\"b\\" \\\\ c" | (name EQUAL 'a "b" \\ c')
                    """)
    void readsWhatIsWritten(String text, String tree) {
        assertThat(read(text)).isEqualTo(tree);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '`', textBlock = """
                    （ｐｒｉｃｅ　＞＝　１０．５）＆＆（status＝“ｉｎ”） → price >= 10.5 && status = "ｉｎ"
                    price＋１＊２－３／４％５＞０ → price + 1 * 2 - 3 / 4 % 5 > 0
                    ！（price＜＞１）｜｜done → !(price <> 1) || done
                    CONTAINS（name，＂甲“乙”＂） → CONTAINS(name, "甲“乙”")
                    price≠1 and price≤2 and price≥0 → price != 1 and price <= 2 and price >= 0
                    name = ‘it’ → name = "it"
                    """)
    void takesFullWidthSignsForTheSame(String fullWidth, String halfWidth) {
        assertThat(read(fullWidth)).isEqualTo(read(halfWidth));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    prise > 1 | 0 | expression.error.unknownNameLabel
                    price > 1 and 数量 > 2 | 14 | expression.error.unknownNameLabel
                    xyzzy_plugh = 1 | 0 | expression.error.unknownName
                    CONTIANS(name, "x") | 0 | expression.error.unknownFunctionMeant
                    QWERTYUIOP(1) | 0 | expression.error.unknownFunction
                    made = TODAY | 7 | expression.error.noCall
                    price > | 7 | expression.error.tooShort
                    price > 1 and | 13 | expression.error.tooShort
                    (price > 1 | 0 | expression.error.open
                    price > 1) | 9 | expression.error.closed
                    name = "x | 7 | expression.error.openText
                    price > 1 & done | 12 | expression.error.noJoin
                    price => 1 | 7 | expression.error.unexpected
                    price >> 1 | 7 | expression.error.unexpected
                    price 1 | 6 | expression.error.missingSign
                    1 < price < 2 | 10 | expression.error.twoComparisons
                    * 2 = price | 0 | expression.error.unexpectedFirst
                    price = ; | 8 | expression.error.unknownSign
                    name = [1] | 7 | expression.error.brackets
                    price | 0 | expression.error.noCondition
                    price and done | 0 | expression.error.noTruth
                    price = "1" | 8 | expression.error.quotesTooMany
                    name = 1 | 7 | expression.error.quotesMissing
                    made = price | 7 | expression.error.noEquality
                    created_at - created_at > 8 | 26 | expression.error.clockAndOther
                    created_at - created_at > "8" | 26 | expression.error.duration
                    TIMEVALUE(name) < "25:00" | 18 | expression.error.time
                    LASTDAY(made) = made | 8 | expression.error.range
                    owner < "x" | 8 | expression.error.noOrder
                    done < true | 7 | expression.error.noOrder
                    price < null | 8 | expression.error.orderOfNothing
                    price IN (1, null) | 13 | expression.error.nothingInList
                    made = "31.1.2026" | 7 | expression.error.date
                    created_at > "2026-01-31 8am" | 13 | expression.error.moment
                    made = DATE(2026,2,30) | 7 | expression.error.noSuchDay
                    made = DATE(2026,1.5,1) | 7 | expression.error.noSuchDay
                    price / 0 = 1 | 8 | expression.error.byZero
                    price + done > 1 | 0 | expression.error.noCalculation
                    -name = 1 | 1 | expression.error.noNumber
                    CONTAINS(name) | 0 | expression.error.argumentCount
                    CONTAINS(price, "1") | 9 | expression.error.argumentType
                    IF(price, 1, 2) = 1 | 3 | expression.error.argumentType
                    COALESCE(price, name) = 1 | 16 | expression.error.argumentType
                    COALESCE(null) = 1 | 9 | expression.error.argumentType
                    ROUND(price, amount) = 1 | 13 | expression.error.digits
                    photo = "x" | 8 | expression.error.noEquality
                    name = "a\\qb" | 9 | expression.error.escape
                    9^9^9^9 = 1 | 0 | expression.error.tooLarge
                    TEXT(price, "0.0.0") = "" | 12 | expression.error.numberFormat
                    TEXT(made, "dddd") = "" | 11 | expression.error.timeFormat
                    TEXT(price, name) = "" | 12 | expression.error.format
                    DATEDIF(made, made, "Q") = 1 | 20 | expression.error.unit
                    WEEKDAY(made, 4) = 1 | 14 | expression.error.oneOf
                    IFS(done, 1, done) = 1 | 0 | expression.error.argumentCount
                    AND(done, price) | 10 | expression.error.argumentType
                    MIN(name, name) = 1 | 4 | expression.error.argumentType
                    """)
    void saysWhereItDoesNotUnderstand(String text, int offset, String code) {
        ExpressionException refusal = refused(text);
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.position().offset()).as(text).isEqualTo(offset);
        assertThat(texts.text(Locale.ENGLISH, refusal))
                .doesNotContain("expression.error")
                .doesNotContain("{");
        assertThat(texts.text(Locale.SIMPLIFIED_CHINESE, refusal)).doesNotContain("{");
    }

    @Test
    void saysWhatToDoInBothLanguages() {
        assertThat(texts.text(Locale.ENGLISH, refused("prise > 1")))
                .isEqualTo("There is no field “prise” here. Did you mean “Unit price” (price)?");
        assertThat(texts.text(Locale.SIMPLIFIED_CHINESE, refused("数量 > 1"))).contains("“数量”（amount）");
        assertThat(texts.text(Locale.ENGLISH, refused("made = price")))
                .isEqualTo("“made” is a date and “price” is a number. Compare things of one kind.");
    }

    @Test
    void countsLinesAndColumns() {
        assertThat(refused("done\n AND \n  prise > 1").position())
                .extracting("offset", "length", "line", "column")
                .containsExactly(13, 5, 3, 3);
        assertThat(refused("name = \"😀\" and prise > 1").position().offset()).isEqualTo(16);
    }

    @Test
    void namesWhatItDependsOn() {
        assertThat(EXPRESSIONS
                        .compile("IF(done, price, 0) + price > LEN(name)", SCOPE)
                        .dependencies())
                .containsExactly("done", "price", "name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(", "!", "-", "NOT ", "(-", "((", "IF(", "1+(", "\"", "'", "“", "\\", "a.", "=", "&&", "\"\\", "'\""
            })
    void endsQuicklyWhateverIsRepeated(String part) {
        assertThat(refused(part.repeat(Expressions.MAX_LENGTH / part.length())).position())
                .isNotNull();
        assertThat(refused(part.repeat(Expressions.MAX_LENGTH + 1)).code()).isEqualTo("expression.error.tooLong");
    }

    @Test
    void boundsDepthPartsAndNumbers() {
        String deep = "(".repeat(59) + "done" + ")".repeat(59);
        assertThat(read(deep)).isEqualTo("done");
        assertThat(refused("(" + "(".repeat(60) + "done" + ")".repeat(61)).code())
                .isEqualTo("expression.error.tooDeep");
        assertThat(refused("1" + "+1".repeat(500) + " = 1").code()).isEqualTo("expression.error.tooDeep");
        assertThat(refused("done" + " OR done".repeat(1_100)).code()).isEqualTo("expression.error.tooMany");
        assertThat(read("done" + " OR done".repeat(900))).startsWith("(done or done");
        assertThat(refused("price = " + "9".repeat(39)).code()).isEqualTo("expression.error.longNumber");
        assertThat(refused("price = 9e99").code()).isEqualTo("expression.error.missingSign");
    }

    @Test
    void refusesWhatPostgresqlCannotKeep() {
        for (String bad : new String[] {"\0", "\uD800", "\uDC00", "\uDC00\uD800"}) {
            assertThat(refused("name = \"" + bad + "\"").code()).isEqualTo("expression.error.characters");
        }
    }

    @Test
    void neverBreaksOnAnyText() {
        String[] words = {
            "price",
            "name",
            "done",
            "made",
            "(",
            ")",
            "=",
            "!=",
            "<",
            "and",
            "OR",
            "NOT",
            "!",
            "in",
            ",",
            "1",
            "2.5",
            "\"x\"",
            "'",
            "\"",
            "null",
            "true",
            "TODAY()",
            "CONTAINS(",
            "DATE(",
            "IF(",
            "+",
            "-",
            "*",
            "/",
            "%",
            "（",
            "“",
            "\\",
            ";",
            "--",
            "/*",
            "😀",
            " ",
            "\n",
            "\u0000",
            "\uD800",
            "$1",
            "{0}",
            "{",
            "#",
            "`",
            "::"
        };
        Random random = new Random(4711);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = 1 + random.nextInt(12);
            for (int j = 0; j < length; j++) {
                text.append(words[random.nextInt(words.length)]).append(random.nextBoolean() ? " " : "");
            }
            String written = text.toString();
            try {
                EXPRESSIONS.condition(written, SCOPE);
            } catch (ExpressionException e) {
                assertThat(texts.text(Locale.ENGLISH, e)).as(written).isNotBlank();
                assertThat(e.position().offset()).as(written).isBetween(0, written.length());
            }
        }
    }

    @Test
    void everyFunctionSaysWhatItDoes() {
        try (var context = new AnnotationConfigApplicationContext("dev.millwright.expression")) {
            assertThat(context.getBean(ExpressionFunctions.class).all())
                    .isNotEmpty()
                    .allSatisfy(function -> {
                        assertThat(function.usage()).startsWith(function.name() + "(");
                        assertThat(function.description().zh()).isNotBlank();
                    });
        }
    }
}
