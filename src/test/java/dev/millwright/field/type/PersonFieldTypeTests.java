package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.FieldType.Column;
import dev.millwright.field.FormatContext;
import dev.millwright.field.PersonRef;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class PersonFieldTypeTests {

    private static final FormatContext ENGLISH = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);

    private final DefinitionCodec codec = new DefinitionCodec();
    private final PersonFieldType type = new PersonFieldType();

    @Test
    void keepsTheNameBesideTheId() {
        assertThat(type.columns(type.defaultConfig()))
                .extracting(Column::suffix)
                .containsExactly("", "_name");
        assertThat(type.fromColumns(Arrays.asList("sam-id", "Sam Staff")))
                .isEqualTo(new PersonRef("sam-id", "Sam Staff"));
        assertThat(type.fromColumns(Arrays.asList(null, "Sam Staff"))).isNull();
    }

    @Test
    void isReadFromAnIdOrAnObject() {
        assertThat(read("\"sam-id\"")).isEqualTo(new PersonRef("sam-id", ""));
        assertThat(read("{\"id\":\"sam-id\",\"name\":\"Sam\"}")).isEqualTo(new PersonRef("sam-id", "Sam"));
        assertThat(read("{\"name\":\"Sam\"}")).isEqualTo(new PersonRef(null, "Sam"));
        assertThat(type.toJson(new PersonRef("sam-id", "Sam")).toString())
                .isEqualTo("{\"id\":\"sam-id\",\"name\":\"Sam\"}");
    }

    @Test
    void leavesATypedNameToTheGate() {
        assertThat(type.parse(" 李明 ", type.defaultConfig(), ENGLISH)).isEqualTo(new PersonRef(null, "李明"));
    }

    private PersonRef read(String json) {
        PersonRef person = type.fromJson(codec.mapper().readTree(json), type.defaultConfig());
        assertThat(person).isNotNull();
        return person;
    }
}
