package dev.millwright.app.ui;

import static dev.millwright.ui.UiTexts.t;

import dev.millwright.identity.Department;
import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** People, roles and departments as those who share an app see and find them. */
record PrincipalNames(People people) {

    String name(Principal principal) {
        return switch (principal.kind()) {
            case PERSON -> people.find(principal.id()).map(Person::name).orElseGet(() -> t("app.ui.sharing.unknown"));
            case ROLE -> role(principal.id());
            case DEPARTMENT -> new Department(principal.id()).name();
        };
    }

    /** What kind it is, and what tells it from others of the same name. */
    String about(Principal principal) {
        return switch (principal.kind()) {
            case PERSON ->
                people.find(principal.id())
                        .map(Person::email)
                        .filter(email -> !email.isBlank())
                        .orElseGet(() -> t("app.ui.sharing.person"));
            case ROLE -> t("app.ui.sharing.role");
            case DEPARTMENT -> {
                String above =
                        principal.id().substring(1, Math.max(1, principal.id().lastIndexOf('/')));
                yield above.isEmpty() ? t("app.ui.sharing.department") : above;
            }
        };
    }

    String icon(Principal principal) {
        return switch (principal.kind()) {
            case PERSON -> "vaadin:user";
            case ROLE -> "vaadin:users";
            case DEPARTMENT -> "vaadin:sitemap";
        };
    }

    /** Roles first, then departments, then people: the fewer lines, the easier to keep. */
    List<Principal> search(String text, int limit) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        Stream<Principal> roles = Stream.concat(Arrays.stream(Role.values()).map(Role::key), people.roles().stream())
                .distinct()
                .filter(role -> contains(role(role), wanted) || contains(role, wanted))
                .map(Principal::role);
        Stream<Principal> departments = people.departments().stream()
                .map(Department::path)
                .filter(path -> contains(path, wanted))
                .map(Principal::department);
        Stream<Principal> persons =
                people.search(text.strip(), limit).stream().map(person -> Principal.person(person.id()));
        return Stream.of(roles, departments, persons)
                .flatMap(found -> found)
                .limit(limit)
                .toList();
    }

    private static boolean contains(String text, String wanted) {
        return text.toLowerCase(Locale.ROOT).contains(wanted);
    }

    private static String role(String key) {
        return Arrays.stream(Role.values())
                .filter(role -> role.key().equals(key))
                .findFirst()
                .map(role -> t("ui.role." + role.key()))
                .orElse(key);
    }
}
