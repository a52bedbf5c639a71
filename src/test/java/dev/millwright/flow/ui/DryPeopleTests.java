package dev.millwright.flow.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.flow.DepartmentSource;
import dev.millwright.flow.PeopleSource;
import dev.millwright.identity.Department;
import dev.millwright.identity.Organisation;
import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DryPeopleTests {

    private static final Person SUE = person("Sue", "/Works/Line");
    private static final Person HEAD = person("Hal", "/Works/Line");
    private static final Person CHIEF = person("Cho", "/Works");

    private static Person person(String name, String department) {
        return new Person(name, name, null, Set.of("staff"), List.of(department));
    }

    private static Object asked(String method, Object[] arguments) {
        return switch (method) {
            case "find" ->
                List.of(SUE, HEAD, CHIEF).stream()
                        .filter(one -> one.id().equals(arguments[0]))
                        .findFirst();
            case "heads" -> ((Department) arguments[0]).path().equals("/Works/Line") ? List.of(HEAD) : List.of(CHIEF);
            case "headsAbove" -> arguments[2].equals(1) ? List.of(HEAD) : List.of(CHIEF);
            case "inDepartment" -> List.of(SUE, HEAD);
            case "withRole" -> List.of(SUE, CHIEF);
            default -> throw new UnsupportedOperationException(method);
        };
    }

    private static <T> T stand(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> asked(method.getName(), Objects.requireNonNull(arguments))));
    }

    private static Optional<List<Person>> found(PeopleSource source, Optional<List<Person>> before) {
        Map<String, List<String>> held = Map.of("owner", List.of("Sue"), "responsible", List.of("/Works/Line"));
        return new DryPeople(
                        stand(People.class),
                        stand(Organisation.class),
                        SUE,
                        path -> Optional.ofNullable(held.get(path)),
                        before)
                .found(List.of(source));
    }

    @Test
    void followsFieldsToDepartmentsAndTheirPeople() {
        DepartmentSource in = new DepartmentSource.InField("responsible");
        assertThat(found(new PeopleSource.HeadIn(in, 1), Optional.empty())).contains(List.of(HEAD));
        assertThat(found(new PeopleSource.HeadIn(in, 2), Optional.empty())).contains(List.of(CHIEF));
        assertThat(found(new PeopleSource.HeadIn(in, 3), Optional.empty())).contains(List.of());
        assertThat(found(new PeopleSource.RoleIn("staff", in), Optional.empty()))
                .contains(List.of(SUE));
        assertThat(found(
                        new PeopleSource.HeadIn(new DepartmentSource.OfPeople(new PeopleSource.InField("owner")), 2),
                        Optional.empty()))
                .contains(List.of(CHIEF));
    }

    @Test
    void saysThatItIsNotKnownRatherThanNobody() {
        assertThat(found(new PeopleSource.MembersIn(new DepartmentSource.InField("gone")), Optional.empty()))
                .isEmpty();
        DepartmentSource handlers = new DepartmentSource.OfPeople(new PeopleSource.HandlerBefore());
        assertThat(found(new PeopleSource.HeadIn(handlers, 1), Optional.empty()))
                .isEmpty();
        assertThat(found(new PeopleSource.HeadIn(handlers, 1), Optional.of(List.of(SUE))))
                .contains(List.of(HEAD));
    }
}
