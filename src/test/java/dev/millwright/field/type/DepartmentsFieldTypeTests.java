package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.FormatContext;
import dev.millwright.field.TypeChange;
import dev.millwright.field.ValueFormatException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class DepartmentsFieldTypeTests {

    private static final FormatContext ENGLISH = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);

    private final DepartmentsFieldType type = new DepartmentsFieldType();
    private final DepartmentFieldType one = new DepartmentFieldType();
    private final NoSettings none = new NoSettings();

    @Test
    void readsWhatItShows() {
        List<String> value = List.of("/Production/Line 1", "/Quality");
        assertThat(type.format(value, none, ENGLISH)).isEqualTo("Production / Line 1, Quality");
        assertThat(type.parse("Production / Line 1, Quality; Quality", none, ENGLISH))
                .isEqualTo(value);
        assertThat(type.fromColumns(type.toColumns(value))).isEqualTo(value);
        assertThat(type.fromJson(new DefinitionCodec().mapper().readTree("[\"Line 1\"]"), none))
                .containsExactly("/Line 1");
    }

    @Test
    void becomesOneDepartmentWhereThereIsOne() {
        assertThat(type.changeFrom(one, none, none)).contains(TypeChange.SAFE);
        assertThat(one.changeFrom(type, none, none)).contains(TypeChange.CHECKED);
        assertThat(type.carried("/Quality")).contains(List.of("/Quality"));
        assertThat(one.carried(List.of("/Quality"))).contains("/Quality");
        assertThatThrownBy(() -> one.carried(List.of("/Quality", "/Production")))
                .isInstanceOf(ValueFormatException.class);
    }
}
