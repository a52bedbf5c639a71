package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.field.DefaultContext;
import dev.millwright.field.FormatContext;
import dev.millwright.field.PersonRef;
import dev.millwright.field.ValueFormatException;
import dev.millwright.shared.BusinessTime;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.StringNode;

class DateFieldTypeTests {

    private static final FormatContext ENGLISH = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);

    private final DateFieldType type = new DateFieldType();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2025/3/1",
                "2025-03-01",
                "2025.3.1",
                "2025年3月1日",
                "2025 年 3 月 1 日",
                "２０２５－０３－０１",
                "20250301",
                " 2025-3-1 "
            })
    void readsWhatIsUsual(String text) {
        assertThat(type.parse(text, type.defaultConfig(), ENGLISH)).isEqualTo(LocalDate.of(2025, 3, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01/02/2025",
                "1.2.2025",
                "25-03-01",
                "2025-02-29",
                "2025-13-01",
                "2025/03-01",
                "0000-01-01",
                "45352"
            })
    void refusesWhatHasTwoMeaningsOrNone(String text) {
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> type.parse(text, type.defaultConfig(), ENGLISH))
                .returns("field.error.date", ValueFormatException::code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025/3/1", "20250301", "2025-3-1", "+12025-01-01", "2025-02-30"})
    void programsWriteOneForm(String text) {
        assertThatExceptionOfType(ValueFormatException.class)
                .isThrownBy(() -> type.fromJson(StringNode.valueOf(text), type.defaultConfig()));
    }

    @Test
    void todayIsThatOfTheBusinessZone() {
        Clock clock = Clock.fixed(Instant.parse("2025-02-28T16:00:00Z"), ZoneOffset.UTC);
        DefaultContext context =
                new DefaultContext(new BusinessTime(clock, ZoneId.of("Asia/Shanghai")), new PersonRef("sam", "Sam"));
        assertThat(type.dynamicDefault("today", context)).isEqualTo(LocalDate.of(2025, 3, 1));
        assertThat(type.dynamicDefault("tomorrow", context)).isNull();
    }
}
