package dev.millwright.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.dashboard.NumberStyle.Scale;
import dev.millwright.shared.Texts;
import dev.millwright.testing.TestTexts;
import java.math.BigDecimal;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class NumberStyleTests {

    private static final Texts TEXTS = TestTexts.all();
    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    @Test
    void numbersAreShortenedAsPeopleOfTheLanguageDo() {
        NumberStyle style = NumberStyle.USUAL.withScale(Scale.SHORT);
        assertThat(style.number(new BigDecimal("159928"), CHINESE, TEXTS)).isEqualTo("16万");
        assertThat(style.number(new BigDecimal("159928"), Locale.ENGLISH, TEXTS))
                .isEqualTo("159.9K");
        assertThat(style.number(new BigDecimal("-2500000000"), CHINESE, TEXTS)).isEqualTo("-25亿");
        assertThat(style.number(new BigDecimal("12"), CHINESE, TEXTS)).isEqualTo("12");
    }

    @Test
    void aScaleIsTheSameForAllFigures() {
        NumberStyle style = NumberStyle.USUAL.withScale(Scale.TEN_THOUSAND);
        assertThat(style.number(new BigDecimal("159928"), CHINESE, TEXTS)).isEqualTo("15.99万");
        assertThat(style.number(new BigDecimal("12"), CHINESE, TEXTS)).isEqualTo("0万");
        assertThat(style.withDecimals(4L).number(new BigDecimal("12"), CHINESE, TEXTS))
                .isEqualTo("0.0012万");
        assertThat(NumberStyle.USUAL.withScale(Scale.MILLION).number(new BigDecimal("1500000"), Locale.ENGLISH, TEXTS))
                .isEqualTo("1.5M");
    }

    @Test
    void decimalsAreExactlyAsMany() {
        NumberStyle style = NumberStyle.USUAL.withDecimals(1L);
        assertThat(style.number(new BigDecimal("1234"), Locale.ENGLISH, TEXTS)).isEqualTo("1,234.0");
        assertThat(style.number(new BigDecimal("0.25"), Locale.ENGLISH, TEXTS)).isEqualTo("0.3");
        assertThat(NumberStyle.USUAL.withDecimals(99L).decimals()).isEqualTo(NumberStyle.MOST_DECIMALS);
    }

    @Test
    void currencySignsStandBeforeTheNumberUnitsBehind() {
        assertThat(NumberStyle.with("￥", "15.99万")).isEqualTo("￥15.99万");
        assertThat(NumberStyle.with("HK$", "-3")).isEqualTo("-HK$3");
        assertThat(NumberStyle.with("元", "15.99万")).isEqualTo("15.99万元");
        assertThat(NumberStyle.with("台", "12")).isEqualTo("12 台");
        assertThat(NumberStyle.with("pcs", "12")).isEqualTo("12 pcs");
        assertThat(NumberStyle.with("%", "12")).isEqualTo("12%");
        assertThat(NumberStyle.with("", "12")).isEqualTo("12");
    }
}
