package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.field.FormatContext;
import dev.millwright.field.ValueFormatException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.StringNode;

class DateTimeFieldTypeTests {

    private static final FormatContext SHANGHAI =
            new FormatContext(Locale.SIMPLIFIED_CHINESE, ZoneId.of("Asia/Shanghai"));
    private static final FormatContext NEW_YORK = new FormatContext(Locale.ENGLISH, ZoneId.of("America/New_York"));

    private final DateTimeFieldType type = new DateTimeFieldType();

    @ParameterizedTest
    @CsvSource({
        "2025-03-01 14:05, 2025-03-01T06:05:00Z",
        "2025-03-01 14:05:30, 2025-03-01T06:05:30Z",
        "2025/3/1 14:05, 2025-03-01T06:05:00Z",
        "2025年3月1日14:05, 2025-03-01T06:05:00Z",
        "2025年3月1日 14时05分, 2025-03-01T06:05:00Z",
        "2025年3月1日 14时05分30秒, 2025-03-01T06:05:30Z",
        "2025年3月1日 下午2:05, 2025-03-01T06:05:00Z",
        "2025-03-01 2:05 PM, 2025-03-01T06:05:00Z",
        "2025-03-01 12:05 am, 2025-02-28T16:05:00Z",
        "２０２５－０３－０１　１４：０５, 2025-03-01T06:05:00Z",
        "2025-03-01T14:05:30Z, 2025-03-01T14:05:30Z",
        "2025-03-01T14:05:30.123456+08:00, 2025-03-01T06:05:30.123456Z",
        "2025-03-01 14:05 -0500, 2025-03-01T19:05:00Z"
    })
    void readsWhatIsUsual(String text, Instant value) {
        assertThat(type.parse(text, type.defaultConfig(), SHANGHAI)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025-03-01",
                "14:05",
                "01/02/2025 14:05",
                "2025-03-01 24:05",
                "2025-03-01 14:60",
                "2025-03-01 14:05 PM",
                "2025-02-30 14:05",
                "2025-03-01 14:05 CST"
            })
    void refusesWhatIsNoMoment(String text) {
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> type.parse(text, type.defaultConfig(), SHANGHAI))
                .returns("field.error.dateTime", ValueFormatException::code);
    }

    @Test
    void asksForTheZoneWhereTheClocksChange() {
        for (String text : new String[] {"2025-03-09 02:30", "2025-11-02 01:30"}) {
            assertThatExceptionOfType(ValueFormatException.class)
                    .isThrownBy(() -> type.parse(text, type.defaultConfig(), NEW_YORK))
                    .returns("field.error.dateTime.clockChange", ValueFormatException::code);
        }
        assertThat(type.parse("2025-11-02 01:30 -05:00", type.defaultConfig(), NEW_YORK))
                .isEqualTo("2025-11-02T06:30:00Z");
    }

    @Test
    void isShownInTheZoneOfTheReader() {
        Instant moment = Instant.parse("2025-03-01T06:05:30Z");
        assertThat(type.format(moment, type.defaultConfig(), SHANGHAI)).isEqualTo("2025-03-01 14:05");
        assertThat(type.format(moment, type.defaultConfig(), NEW_YORK)).isEqualTo("2025-03-01 01:05");
    }

    @Test
    void programsMustNameTheZone() {
        assertThat(type.fromJson(StringNode.valueOf("2025-03-01T14:05:30.1234567+08:00"), type.defaultConfig()))
                .isEqualTo("2025-03-01T06:05:30.123456Z");
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> type.fromJson(StringNode.valueOf("2025-03-01T14:05:30"), type.defaultConfig()));
        assertThat(type.validateValue(type.defaultConfig(), Instant.MAX).hasErrors())
                .isTrue();
    }
}
