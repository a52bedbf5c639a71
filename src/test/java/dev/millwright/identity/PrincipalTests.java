package dev.millwright.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class PrincipalTests {

    @ParameterizedTest
    @ValueSource(strings = {"role:staff", "person:8f1d-22", "department:/生产部/一线: A"})
    void readsWhatItWrites(String text) {
        assertThat(Principal.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "staff", ":staff", "ROLE:staff", "team:a", "role:", "role: "})
    void refusesWhatNamesNoPrincipal(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Principal.parse(text));
    }

    @Test
    void isItsTextInJson() {
        JsonMapper json = JsonMapper.shared();

        assertThat(json.writeValueAsString(List.of(Principal.role(Role.STAFF)))).isEqualTo("[\"role:staff\"]");
        assertThat(json.readValue("\"department:/Warehouse\"", Principal.class))
                .isEqualTo(Principal.department("/Warehouse"));
    }

    @Test
    void standForThePersonItsRolesAndAllDepartmentsAbove() {
        Person person = new Person(
                "p", "Sam", null, Set.of("staff"), List.of("/Production/Line 1/Cell A", "/Production", "/Warehouse"));

        assertThat(person.principals())
                .extracting(Principal::toString)
                .containsExactly(
                        "person:p",
                        "role:staff",
                        "department:/Production/Line 1/Cell A",
                        "department:/Production/Line 1",
                        "department:/Production",
                        "department:/Warehouse");
    }

    @Test
    void knowsTheRolesOfTheRealm() {
        Person person = new Person("p", "Dana", null, Set.of("designer", "welder"), List.of());

        assertThat(person.has(Role.DESIGNER)).isTrue();
        assertThat(person.has(Role.ADMINISTRATOR)).isFalse();
    }

    @Test
    void placesDepartmentsInTheirTree() {
        Department cell = new Department("/Production/Line 1");

        assertThat(cell.name()).isEqualTo("Line 1");
        assertThat(cell.depth()).isEqualTo(1);
        assertThat(cell.parent()).isEqualTo(new Department("/Production"));
        assertThat(new Department("/Production").parent()).isNull();
        assertThatIllegalArgumentException().isThrownBy(() -> new Department("Production"));
    }
}
