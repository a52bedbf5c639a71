package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.field.CellContext;
import dev.millwright.field.ColumnFit;
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.DateOrder;
import dev.millwright.field.FormatContext;
import dev.millwright.field.TypeChange;
import dev.millwright.shared.Problem;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailFieldTypeTests {

    private static final FormatContext ENGLISH = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);
    private static final NoSettings NONE = new NoSettings();

    private final EmailFieldType type = new EmailFieldType();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ' li.na@example.com '      | li.na@example.com
        li＠example。com           | li@example.com
        ｌｉ＠ｅｘａｍｐｌｅ．ｃｏｍ | li@example.com
        MAILTO:li@example.com      | li@example.com
        """)
    void takesWhatPeopleType(String typed, String kept) {
        assertThat(type.parse(typed, NONE, ENGLISH)).isEqualTo(kept);
        assertThat(type.validateValue(NONE, kept)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "o'neil+orders@mail.example.co.uk",
                "user_1@ex-ample.com",
                "李娜@例子.公司",
                "a@b.museum",
                "x@xn--fsqu00a.xn--0zwm56d"
            })
    void allowsUnusualAddresses(String address) {
        assertThat(type.validateValue(NONE, address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "li",
                "li@",
                "@example.com",
                "li@@example.com",
                "li@na@example.com",
                "li na@example.com",
                "li@example",
                "li@example..com",
                "li@-example.com",
                "li@example-.com",
                ".li@example.com",
                "li.@example.com",
                "l..i@example.com",
                "li@10.0.0.1",
                "li@exa mple.com",
                "li@example.com, na@example.com",
                "Li <li@example.com>",
                "li＠example.com",
                "li\u202e@example.com",
                "li@example.com\nBcc: x@example.com"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThat(type.validateValue(NONE, text)).extracting(Problem::code).containsExactly("field.error.email");
    }

    @Test
    void limitsTheLength() {
        String domain = "example." + "a".repeat(60) + "." + "b".repeat(60) + "." + "c".repeat(56) + ".com";
        String longest = "n".repeat(64) + "@" + domain.substring(domain.length() - 189);
        assertThat(longest).hasSize(254);
        assertThat(type.validateValue(NONE, longest)).isEmpty();
        assertThat(type.validateValue(NONE, "n" + longest).hasErrors()).isTrue();
        assertThat(type.validateValue(NONE, "n".repeat(65) + "@example.com").hasErrors())
                .isTrue();
        assertThat(type.validateValue(NONE, "li@" + "a".repeat(64) + ".com").hasErrors())
                .isTrue();
    }

    @Test
    void isRecognisedInAFile() {
        assertThat(type.fit(column("li@example.com", "Anna@example.org", "wu＠example.cn")))
                .map(ColumnFit::score)
                .hasValue(90);
        assertThat(type.fit(column("li@example.com", "none"))).isEmpty();
    }

    @Test
    void changesFromTexts() {
        TextFieldType text = new TextFieldType();
        assertThat(type.changeFrom(text, text.defaultConfig(), NONE)).contains(TypeChange.CHECKED);
        assertThat(text.changeFrom(type, NONE, text.defaultConfig())).contains(TypeChange.SAFE);
        assertThat(type.changeFrom(new YesNoFieldType(), NONE, NONE)).isEmpty();
    }

    private static ColumnProfile column(String... values) {
        Map<String, Integer> distinct = new LinkedHashMap<>();
        List.of(values).forEach(value -> distinct.merge(value, 1, Integer::sum));
        return new ColumnProfile("x", List.of(values), distinct, new CellContext(ENGLISH, DateOrder.UNKNOWN));
    }

    @Test
    void leadsToOneRecipientOnly() {
        assertThat(type.address("ann@example.com")).isEqualTo("mailto:ann@example.com");
        assertThat(type.address("a?bcc=b&c+d@example.com")).isEqualTo("mailto:a%3Fbcc%3Db%26c%2Bd@example.com");
    }
}
