package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.field.CellContext;
import dev.millwright.field.ColumnFit;
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.DateOrder;
import dev.millwright.field.DecimalMark;
import dev.millwright.field.FormatContext;
import dev.millwright.field.TypeChange;
import dev.millwright.field.ValueFormatException;
import dev.millwright.field.type.MoneyFieldType.Config;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyFieldTypeTests {

    private static final FormatContext ENGLISH = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);
    private static final CellContext CELL = new CellContext(ENGLISH, DateOrder.UNKNOWN);
    private static final Config YUAN = new Config("CNY");
    private static final Config DOLLAR = new Config("USD");
    private static final Config YEN = new Config("JPY");

    private final MoneyFieldType type = new MoneyFieldType();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1234.5",
                "1,234.50",
                "￥1,234.50",
                "¥ 1234.5",
                "CNY 1234.50",
                "1234.50 cny",
                "RMB1,234.50",
                "1234.5元",
                "人民币1234.5元",
                "＋１２３４．５"
            })
    void readsItsOwnCurrency(String text) {
        assertThat(type.parse(text, YUAN, ENGLISH)).isEqualTo(new BigDecimal("1234.50"));
    }

    @Test
    void hasTheDecimalsAndTheSignOfTheCurrency() {
        assertThat(type.format(new BigDecimal("1234567.50"), YUAN, ENGLISH)).isEqualTo("¥1,234,567.50");
        assertThat(type.format(new BigDecimal("-5.00"), DOLLAR, ENGLISH)).isEqualTo("-$5.00");
        assertThat(type.format(new BigDecimal("500"), YEN, ENGLISH)).isEqualTo("JP¥500");
        assertThat(type.format(new BigDecimal("1.500"), new Config("KWD"), ENGLISH))
                .isEqualTo("1.500 KWD");
        assertThat(type.parse("$5", DOLLAR, ENGLISH)).isEqualTo(new BigDecimal("5.00"));
        assertThat(type.parse("-US$5", DOLLAR, ENGLISH)).isEqualTo(new BigDecimal("-5.00"));
        assertThat(type.parse("¥500", YEN, ENGLISH)).isEqualTo(new BigDecimal("500"));
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> type.parse("0.5", YEN, ENGLISH))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("field.error.tooManyDecimals"));
    }

    @ParameterizedTest
    @CsvSource({"CNY,$5", "CNY,5 USD", "CNY,€5", "CNY,HK$5", "USD,¥5", "USD,5元", "HKD,$5", "EUR,5 GBP", "USD,CNY 5"})
    void refusesOtherCurrenciesAndSaysSo(String currency, String text) {
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> type.parse(text, new Config(currency), ENGLISH))
                .satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo("field.error.money.currency");
                    assertThat(refused.arguments()).containsExactly(currency);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"5%", "five", "1,23", "¥", "¥¥5", "--5", "CNY", "5 CNY 5"})
    void refusesWhatIsNoAmount(String text) {
        assertThatExceptionOfType(ValueFormatException.class).isThrownBy(() -> type.parse(text, YUAN, ENGLISH));
    }

    @Test
    void readsCellsOfBookkeepers() {
        assertThat(type.read("(1,234.50)", YUAN, CELL)).isEqualByComparingTo("-1234.5");
        assertThat(type.read("($5)", DOLLAR, CELL)).isEqualByComparingTo("-5");
        assertThat(type.read(
                        "1.234,50 €",
                        new Config("EUR"),
                        new CellContext(ENGLISH, DateOrder.UNKNOWN, DecimalMark.COMMA)))
                .isEqualByComparingTo("1234.5");
    }

    @Test
    void isRecognisedInAFileByTheSign() {
        assertThat(type.fit(column("￥1,234.50", "3,200"))).contains(new ColumnFit<>(YUAN, 65));
        assertThat(type.fit(column("HK$5", "HK$12.30"))).contains(new ColumnFit<>(new Config("HKD"), 65));
        assertThat(type.fit(column("1,234.50", "3"))).isEmpty();
        assertThat(type.fit(column("￥1.2345", "￥3"))).isEmpty();
        assertThat(type.fit(column("￥1", "$3"))).isEmpty();
    }

    @Test
    void beginsWithTheCurrencyOfTheDesignersLanguage() {
        assertThat(type.newConfig(Locale.SIMPLIFIED_CHINESE)).isEqualTo(YUAN);
        assertThat(type.newConfig(Locale.ENGLISH)).isEqualTo(DOLLAR);
        assertThat(type.validate(new Config("XYZ")).hasErrors()).isTrue();
    }

    @Test
    void changesSafelyWithinACurrencyOnly() {
        assertThat(type.changeFrom(type, YUAN, YUAN)).contains(TypeChange.SAFE);
        assertThat(type.changeFrom(type, DOLLAR, YUAN)).contains(TypeChange.CHECKED);
    }

    private static ColumnProfile column(String... values) {
        Map<String, Integer> distinct = new LinkedHashMap<>();
        List.of(values).forEach(value -> distinct.merge(value, 1, Integer::sum));
        return new ColumnProfile("x", List.of(values), distinct, CELL);
    }
}
