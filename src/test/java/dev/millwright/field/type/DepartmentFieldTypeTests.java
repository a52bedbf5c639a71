package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.DefaultContext;
import dev.millwright.field.FormatContext;
import dev.millwright.field.PersonRef;
import dev.millwright.shared.BusinessTime;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DepartmentFieldTypeTests {

    private static final FormatContext ENGLISH = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);

    private final DepartmentFieldType type = new DepartmentFieldType();

    @Test
    void showsThePathAndReadsIt() {
        assertThat(type.format("/Production/Line 1", type.defaultConfig(), ENGLISH))
                .isEqualTo("Production / Line 1");
        assertThat(parse("Production / Line 1")).isEqualTo("/Production/Line 1");
        assertThat(parse(" /生产部／一线 ")).isEqualTo("/生产部/一线");
        assertThat(parse(" / ")).isNull();
    }

    @Test
    void leavesTheEndOfAPathToTheGate() {
        assertThat(parse("Line 1")).isEqualTo("/Line 1");
        assertThat(type.fromJson(new DefinitionCodec().mapper().readTree("\"Line 1\""), type.defaultConfig()))
                .isEqualTo("/Line 1");
    }

    @Test
    void beginsWithTheDepartmentOfWhoeverFillsItIn() {
        BusinessTime time = new BusinessTime(Clock.systemUTC(), ZoneOffset.UTC);
        PersonRef sam = new PersonRef("sam", "Sam");
        assertThat(type.dynamicDefault("mine", new DefaultContext(time, sam, List.of("/Production"))))
                .isEqualTo("/Production");
        assertThat(type.dynamicDefault("mine", new DefaultContext(time, sam))).isNull();
    }

    private @Nullable String parse(String text) {
        return type.parse(text, type.defaultConfig(), ENGLISH);
    }
}
