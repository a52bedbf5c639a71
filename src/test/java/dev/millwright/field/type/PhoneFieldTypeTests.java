package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.field.CellContext;
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

class PhoneFieldTypeTests {

    private static final FormatContext ENGLISH = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);
    private static final NoSettings NONE = new NoSettings();

    private final PhoneFieldType type = new PhoneFieldType();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ' 13800138000 '          | 13800138000
        ＋８６ １３８００１３８０００ | +86 13800138000
        010—8888–6666            | 010-8888-6666
        （０１０）88886666       | (010)88886666
        138  0013   8000         | 138 0013 8000
        """)
    void keepsWhatWasTypedInPlainSigns(String typed, String kept) {
        assertThat(type.parse(typed, NONE, ENGLISH)).isEqualTo(kept);
        assertThat(type.validateValue(NONE, kept)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "110",
                "+49 (0) 30 / 123 45-67",
                "(555) 123-4567",
                "1.800.555.0199",
                "010-88886666 转 12",
                "010-88886666转12",
                "010-88886666分机12",
                "+1 555 0100 ext. 9",
                "+1 555 0100 x9",
                "12345678901234567890"
            })
    void allowsWhatIsUsual(String number) {
        assertThat(type.validateValue(NONE, number)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12",
                "+12",
                "123456789012345678901",
                "call me",
                "138-0013-800a",
                "++86 138",
                "86+138",
                "(010 8888",
                "010) 8888",
                "138--0013",
                "8000-",
                "8888 ext.",
                "8888 ext. 123456789",
                "ext. 12",
                "8888 转 12 转 3",
                "=8888+1",
                "tel:8888"
            })
    void refusesWhatIsNoNumber(String text) {
        assertThat(type.validateValue(NONE, text)).extracting(Problem::code).containsExactly("field.error.phone");
    }

    @Test
    void isRecognisedByItsHeadingOrTheCodeOfACountry() {
        assertThat(type.fit(column("手机号", "13800138000", "13800138001"))).isPresent();
        assertThat(type.fit(column("x", "+86 13800138000", "+1 555 0100"))).isPresent();
        assertThat(type.fit(column("x", "13800138000", "13800138001"))).isEmpty();
        assertThat(type.fit(column("Phone", "13800138000", "none"))).isEmpty();
    }

    @Test
    void changesFromNumbersToo() {
        IntegerFieldType whole = new IntegerFieldType();
        assertThat(type.changeFrom(whole, whole.defaultConfig(), NONE)).contains(TypeChange.CHECKED);
    }

    private static ColumnProfile column(String heading, String... values) {
        Map<String, Integer> distinct = new LinkedHashMap<>();
        List.of(values).forEach(value -> distinct.merge(value, 1, Integer::sum));
        return new ColumnProfile(heading, List.of(values), distinct, new CellContext(ENGLISH, DateOrder.UNKNOWN));
    }

    @Test
    void dialsTheNumberWithoutItsExtension() {
        assertThat(type.address("+86 (21) 6888-1234 转 808")).isEqualTo("tel:+862168881234");
        assertThat(type.address("021-6888 1234 ext. 8")).isEqualTo("tel:02168881234");
    }
}
