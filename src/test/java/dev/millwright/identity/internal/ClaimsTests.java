package dev.millwright.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millwright.identity.Person;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.GrantedAuthority;

class ClaimsTests {

    @Test
    void readsRolesAndDepartments() {
        Person person = Claims.person(Map.of(
                "sub",
                "s",
                "name",
                "Sam Staff",
                "realm_access",
                Map.of("roles", List.of("staff", "default-roles-millwright", "offline_access")),
                "groups",
                List.of("/Production/Line 1", "unscoped")));

        assertThat(person.roles()).containsExactly("staff");
        assertThat(person.departments()).containsExactly("/Production/Line 1");
        assertThat(Claims.authorities(person))
                .extracting(GrantedAuthority::getAuthority)
                .containsExactly("ROLE_staff");
    }

    @Test
    void putsChineseNamesInTheirOrder() {
        assertThat(nameOf(Map.of("sub", "s", "name", "明 李", "given_name", "明", "family_name", "李")))
                .isEqualTo("李明");
        assertThat(nameOf(Map.of("sub", "s", "given_name", "Ming", "family_name", "Li")))
                .isEqualTo("Ming Li");
        assertThat(nameOf(Map.of("sub", "s", "given_name", "欧阳娜娜"))).isEqualTo("欧阳娜娜");
    }

    @Test
    void namesAServiceAccountByItsClient() {
        assertThat(nameOf(Map.of("sub", "s", "preferred_username", "service-account-erp", "azp", "erp")))
                .isEqualTo("erp");
    }

    @Test
    void fallsBackToTheSubject() {
        assertThat(nameOf(Map.of("sub", "s", "name", " "))).isEqualTo("s");
    }

    @Test
    void survivesClaimsOfAnotherShape() {
        Person person = Claims.person(Map.of("sub", "s", "realm_access", "none", "groups", Map.of("a", 1), "email", 7));

        assertThat(person).isEqualTo(new Person("s", "s", null, Set.of(), List.of()));
    }

    @Test
    void refusesClaimsWithoutSubject() {
        assertThatIllegalArgumentException().isThrownBy(() -> Claims.person(Map.of("name", "Sam")));
    }

    private static String nameOf(Map<String, Object> claims) {
        return Claims.person(claims).name();
    }
}
