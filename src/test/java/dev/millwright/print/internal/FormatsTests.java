package dev.millwright.print.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.field.FormatContext;
import dev.millwright.print.spi.TextFormat;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTests {

    @ParameterizedTest
    @CsvSource({
        "0, 零元整",
        "1, 壹元整",
        "10, 壹拾元整",
        "105, 壹佰零伍元整",
        "1200, 壹仟贰佰元整",
        "1204.50, 壹仟贰佰零肆元伍角整",
        "0.07, 柒分",
        "3.07, 叁元零柒分",
        "10000, 壹万元整",
        "10005, 壹万零伍元整",
        "100000000, 壹亿元整",
        "120304506.78, 壹亿贰仟零叁拾万零肆仟伍佰零陆元柒角捌分",
        "-5, 负伍元整",
        "2.345, 贰元叁角伍分"
    })
    void writesAmountsInCapitals(BigDecimal amount, String capitals) {
        assertThat(Formats.capitals(amount)).contains(capitals);
    }

    @Test
    void writesDaysAsTheLanguageDoes() {
        LocalDate day = LocalDate.of(2026, 3, 1);
        FormatContext english = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);
        FormatContext chinese = new FormatContext(Locale.SIMPLIFIED_CHINESE, ZoneOffset.UTC);
        assertThat(Formats.special(day, TextFormat.LONG_DATE, english)).contains("March 1, 2026");
        assertThat(Formats.special(day, TextFormat.LONG_DATE, chinese)).contains("2026年3月1日");
        assertThat(Formats.special(day, TextFormat.MONTH, chinese)).contains("2026年3月");
        assertThat(Formats.special(day, TextFormat.TWO_DECIMALS, english)).isEmpty();
        assertThat(Formats.special(new BigDecimal("1234.5"), TextFormat.TWO_DECIMALS, english))
                .contains("1,234.50");
        assertThat(Formats.special(new BigDecimal("2.5"), TextFormat.WHOLE, english))
                .contains("3");
    }
}
