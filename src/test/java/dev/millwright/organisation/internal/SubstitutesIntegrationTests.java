package dev.millwright.organisation.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.notice.NoticeBoard;
import dev.millwright.notice.NoticesForTests;
import dev.millwright.organisation.Substitutes;
import dev.millwright.organisation.Substitution;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.ScopedClock;
import dev.millwright.testing.IntegrationTest;
import dev.millwright.testing.TestPeople;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
@Import(NoticesForTests.class)
class SubstitutesIntegrationTests {

    private static final LocalDate MONDAY = LocalDate.of(2042, 6, 2);

    @Autowired
    private Substitutes substitutes;

    @Autowired
    private CurrentPerson currentPerson;

    @Autowired
    private NoticeBoard board;

    @Autowired
    private BusinessTime time;

    @Autowired
    private JdbcClient jdbc;

    private final Person li = person();
    private final Person wang = person();
    private final Person zhao = person();

    private static Person person() {
        String id = "away-" + UUID.randomUUID();
        return new Person(id, "Name " + id, null, Set.of("staff"), List.of());
    }

    private Instant at(LocalDate day, int hour) {
        return day.atTime(hour, 0).atZone(time.zone()).toInstant();
    }

    private Substitution add(Person acts, Person away, Person standsIn, int from, int to) {
        return currentPerson.as(
                acts, () -> substitutes.add(away.id(), standsIn.id(), MONDAY.plusDays(from), MONDAY.plusDays(to)));
    }

    private String code(Person acts, Person away, Person standsIn, int from, int to) {
        try {
            add(acts, away, standsIn, from, to);
            return "taken";
        } catch (InvalidException e) {
            return e.problems().items().getFirst().code().substring("organisation.error.".length());
        }
    }

    @Test
    void standsInFromTheFirstMomentOfTheFirstDayToTheLastOfTheLast() {
        add(li, li, wang, 0, 4);
        assertThat(substitutes.of(li.id(), at(MONDAY, 0))).hasValue(wang.id());
        assertThat(substitutes.of(li.id(), at(MONDAY.plusDays(4), 23))).hasValue(wang.id());
        assertThat(substitutes.of(li.id(), at(MONDAY, 0).minusSeconds(1))).isEmpty();
        assertThat(substitutes.of(li.id(), at(MONDAY.plusDays(5), 0))).isEmpty();
        assertThat(substitutes.of(wang.id(), at(MONDAY, 9))).isEmpty();
    }

    @Test
    void tellsWhoStandsIn() {
        Substitution added = add(li, li, wang, 0, 1);
        assertThat(currentPerson.as(wang, () -> board.newest(5, Locale.ENGLISH)))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.text())
                            .isEqualTo(li.name() + " named you as substitute from 2042-06-02 to 2042-06-03");
                    assertThat(item.link()).isEqualTo("substitutes");
                });
        currentPerson.run(li, () -> substitutes.remove(added.id()));
        assertThat(currentPerson.as(wang, board::unread)).isZero();
        assertThat(substitutes.of(li.id(), at(MONDAY, 9))).isEmpty();
        assertThat(jdbc.sql("select action from platform.audit_entry where subject = ? order by id")
                        .param(li.name())
                        .query(String.class)
                        .list())
                .containsExactly("organisation.substituteSet", "organisation.substituteRemoved");
    }

    @Test
    void whoStandsInMayBeAwayToo() {
        add(li, li, wang, 0, 9);
        add(wang, wang, zhao, 2, 3);
        assertThat(substitutes.of(li.id(), at(MONDAY.plusDays(1), 9))).hasValue(wang.id());
        assertThat(substitutes.of(li.id(), at(MONDAY.plusDays(2), 9))).hasValue(zhao.id());
    }

    @Test
    void refusesThatWorkComesBack() {
        add(li, li, wang, 0, 5);
        add(wang, wang, zhao, 0, 5);
        assertThat(code(zhao, zhao, li, 5, 8)).isEqualTo("circle");
        assertThat(code(zhao, zhao, li, 6, 8)).isEqualTo("taken");
    }

    @Test
    void aCircleThatIsThereAllTheSameEnds() {
        List<Substitution> circle = List.of(one("a", "b"), one("b", "c"), one("c", "a"), one("d", "a"));
        for (String person : List.of("a", "b", "c", "d")) {
            assertThat(StoredSubstitutes.chain(circle, person, MONDAY))
                    .as(person)
                    .isEmpty();
        }
    }

    private static Substitution one(String person, String substitute) {
        return new Substitution(UUID.randomUUID(), person, person, substitute, substitute, MONDAY, MONDAY);
    }

    @Test
    void refusesWhatDoesNotFit() {
        add(li, li, wang, 0, 5);
        assertThat(code(li, li, zhao, 5, 6)).isEqualTo("overlap");
        assertThat(code(li, li, li, 7, 8)).isEqualTo("self");
        assertThat(code(li, li, zhao, 8, 7)).isEqualTo("dates");
        assertThat(code(li, li, zhao, 8, 900)).isEqualTo("tooLong");
        assertThat(code(li, li, zhao, -20_000, -19_000)).isEqualTo("dates");
        assertThat(code(li, li, zhao, 6, 6)).isEqualTo("taken");
    }

    @Test
    void isSetByThePersonAndAdministrators() {
        assertThatExceptionOfType(NotAllowedException.class).isThrownBy(() -> add(wang, li, wang, 0, 1));
        Substitution added = add(TestPeople.ADMIN, li, wang, 0, 1);
        assertThatExceptionOfType(NotAllowedException.class)
                .isThrownBy(() -> currentPerson.run(wang, () -> substitutes.remove(added.id())));
        assertThatExceptionOfType(NotAllowedException.class)
                .isThrownBy(() -> currentPerson.as(wang, () -> substitutes.of(li.id())));
        assertThatExceptionOfType(NotAllowedException.class).isThrownBy(() -> currentPerson.as(wang, substitutes::all));
        assertThat(currentPerson.as(li, () -> substitutes.of(li.id()))).containsExactly(added);
        assertThat(currentPerson.as(TestPeople.ADMIN, substitutes::all)).contains(added);
        ScopedClock.at(at(MONDAY.plusDays(2), 9), () -> {
            assertThat(currentPerson.as(li, () -> substitutes.of(li.id()))).isEmpty();
            return true;
        });
    }
}
