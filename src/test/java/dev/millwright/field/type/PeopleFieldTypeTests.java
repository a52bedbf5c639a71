package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.FormatContext;
import dev.millwright.field.PersonRef;
import dev.millwright.field.Token;
import dev.millwright.field.TypeChange;
import dev.millwright.field.ValueFormatException;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class PeopleFieldTypeTests {

    private static final FormatContext ENGLISH = new FormatContext(Locale.ENGLISH, ZoneOffset.UTC);
    private static final PersonRef SAM = new PersonRef("sam", "Sam");
    private static final PersonRef MIA = new PersonRef("mia", "Mia");

    private final PeopleFieldType type = new PeopleFieldType();
    private final PersonFieldType one = new PersonFieldType();
    private final NoSettings none = new NoSettings();

    @Test
    void keepsIdsAndNamesInTheirOrder() {
        assertThat(type.fromColumns(type.toColumns(List.of(MIA, SAM)))).containsExactly(MIA, SAM);
        assertThat(type.format(List.of(MIA, SAM), none, ENGLISH)).isEqualTo("Mia, Sam");
    }

    @Test
    void takesNamesApartAtTheSignsOfBothLanguages() {
        assertThat(type.parse("Mia； 李明、Sam, Mia", none, ENGLISH))
                .extracting(PersonRef::name)
                .containsExactly("Mia", "李明", "Sam");
        assertThat(type.parse(" ; ", none, ENGLISH)).isNull();
    }

    @Test
    void readsIdsAndObjects() {
        var codec = new DefinitionCodec().mapper();
        assertThat(type.fromJson(codec.readTree("[\"sam\", {\"name\": \"Mia\"}]"), none))
                .containsExactly(new PersonRef("sam", ""), new PersonRef(null, "Mia"));
        assertThat(type.fromJson(codec.readTree("[]"), none)).isNull();
        assertThatThrownBy(() -> type.fromJson(codec.readTree("\"sam\""), none))
                .isInstanceOf(ValueFormatException.class);
        assertThatThrownBy(() -> type.fromJson(codec.readTree("[null]"), none))
                .isInstanceOf(ValueFormatException.class);
    }

    @Test
    void refusesMoreThanAScreenCanShow() {
        assertThat(type.validateValue(none, Collections.nCopies(101, SAM)).hasErrors())
                .isTrue();
        assertThat(type.validateValue(none, Collections.nCopies(100, SAM)).hasErrors())
                .isFalse();
    }

    @Test
    void marksThoseWhoHaveLeft() {
        FormatContext screen = new FormatContext(Locale.SIMPLIFIED_CHINESE, ZoneOffset.UTC, "sam"::equals);
        assertThat(type.tokens(List.of(MIA, SAM), none, screen))
                .extracting(Token::text)
                .containsExactly("Mia", "Sam（已离职）");
        assertThat(type.format(List.of(MIA, SAM), none, screen)).isEqualTo("Mia、Sam");
    }

    @Test
    void becomesOnePersonWhereThereIsOne() {
        assertThat(type.changeFrom(one, none, none)).contains(TypeChange.SAFE);
        assertThat(one.changeFrom(type, none, none)).contains(TypeChange.CHECKED);
        assertThat(type.carried(SAM)).contains(List.of(SAM));
        assertThat(one.carried(List.of(SAM))).contains(SAM);
        assertThatThrownBy(() -> one.carried(List.of(SAM, MIA)))
                .isInstanceOf(ValueFormatException.class)
                .extracting("code")
                .isEqualTo("field.error.onePerson");
    }
}
