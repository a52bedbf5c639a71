package dev.millwright.testing;

import dev.millwright.identity.Department;
import dev.millwright.identity.Organisation;
import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The people of the trial, for tests of the whole application: Keycloak, which knows people, is away in them. */
@TestConfiguration(proxyBeanMethods = false)
public class Colleagues {

    private static final List<Person> ALL = List.of(TestPeople.DANA, TestPeople.SAM, TestPeople.MIA, TestPeople.ADMIN);

    @Bean
    @Primary
    People colleagues() {
        return new People() {
            @Override
            public List<Person> search(String text, int limit) {
                return those(person -> person.name().contains(text))
                        .limit(limit)
                        .toList();
            }

            @Override
            public List<Person> called(String text) {
                return those(person -> person.name().equals(text)).toList();
            }

            @Override
            public Optional<Person> find(String id) {
                return those(person -> person.id().equals(id)).findFirst();
            }

            @Override
            public Optional<Person> findActive(String id) {
                return find(id);
            }

            @Override
            public List<Department> departments() {
                return List.of();
            }

            @Override
            public List<String> roles() {
                return List.of("staff", "manager");
            }
        };
    }

    @Bean
    @Primary
    Organisation organisationOfColleagues() {
        return new Organisation() {
            @Override
            public void require() {
                // It is known.
            }

            @Override
            public List<Person> withRole(String role) {
                return those(person -> person.roles().contains(role)).toList();
            }

            @Override
            public List<Person> inDepartment(Department department) {
                return List.of();
            }

            @Override
            public List<Person> heads(Department department) {
                return List.of();
            }

            @Override
            public List<Person> headsAbove(String person, List<String> departments, int level) {
                return List.of();
            }

            @Override
            public void setHeads(Department department, List<String> people) {
                throw new UnsupportedOperationException();
            }
        };
    }

    private static Stream<Person> those(Predicate<Person> wanted) {
        return ALL.stream().filter(wanted);
    }
}
