package dev.millwright.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTests {

    @ParameterizedTest
    @CsvSource({
        "Serial number, serial_number",
        "序列号, xuliehao",
        "SMART 9 读数, smart_9_dushu",
        "生产线A01, shengchanxian_a01",
        "绿色, lvse",
        "Größe (mm), grosse_mm",
        "Température, temperature",
        "Серийный номер, serijnyj_nomer",
        "ＦＵＬＬ　ｗｉｄｔｈ, full_width",
        "1st reading, field_1st_reading",
        "状态（在库）, zhuangtai_zaiku",
        "Order, order_2",
        "User, user_2",
        "ID, id_2",
        "null, null_2"
    })
    void proposesReadableKeys(String label, String key) {
        assertThat(Keys.propose(label, "field_3", taken -> false)).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "！？…", "😀"})
    void fallsBackWhereTheLabelHasNoLetters(String label) {
        assertThat(Keys.propose(label, "field_3", taken -> false)).isEqualTo("field_3");
    }

    @Test
    void avoidsTakenKeys() {
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            taken.add(Keys.propose("Status", "field_1", taken::contains));
        }
        assertThat(taken).containsExactlyInAnyOrder("status", "status_2", "status_3");
    }

    @Test
    void keepsLongLabelsApart() {
        String beginning = "How often the drive was spun up before it failed ";
        String one = Keys.propose(beginning + "once", "f", taken -> false);
        String other = Keys.propose(beginning + "again", "f", taken -> false);
        assertThat(one).isNotEqualTo(other).hasSize(Keys.MAX_LENGTH).matches(Keys::isValid);
        assertThat(Keys.propose(beginning + "once", "f", one::equals))
                .endsWith("_2")
                .matches(Keys::isValid);
    }

    @Test
    void optionsMayBeReservedWords() {
        assertThat(Keys.proposeForOption("All", "option_1", taken -> false)).isEqualTo("all");
        assertThat(Keys.proposeForOption("在库", "option_1", taken -> false)).isEqualTo("zaiku");
    }

    @Test
    void tellsValidKeys() {
        assertThat(Keys.isValid("serial_no")).isTrue();
        assertThat(Keys.isValid("Serial")).isFalse();
        assertThat(Keys.isValid("1a")).isFalse();
        assertThat(Keys.isValid("a".repeat(42))).isFalse();
        assertThat(Keys.isValid("deleted_by_name")).isFalse();
        assertThat(Keys.isWellFormed("order")).isTrue();
    }
}
