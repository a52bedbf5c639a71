package dev.millwright.identity.internal.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.identity.Department;
import dev.millwright.identity.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class KeycloakPeopleTests {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-05T08:00:00Z"));
    private final Realm realm = new Realm();
    private final KeycloakPeople people = new KeycloakPeople(realm, now::get);

    @Test
    void findsPeopleByNameUserNameAndAddress() {
        assertThat(names(people.search("CHEN", 10))).containsExactly("Sam Chen");
        assertThat(names(people.search("lm-", 10))).containsExactly("李明");
        assertThat(names(people.search("@example.com", 10))).containsExactly("Sam Chen", "李明");
        assertThat(names(people.called("sam chen"))).containsExactly("Sam Chen");
        assertThat(names(people.called("LM-07"))).containsExactly("李明");
        assertThat(people.called("Chen")).isEmpty();
        assertThat(people.called("@example.com")).isEmpty();
        assertThat(people.called(" ")).isEmpty();
    }

    @Test
    void findsChinesePeopleByCharactersAndByPinyin() {
        assertThat(names(people.search("李明", 10))).containsExactly("李明");
        assertThat(names(people.search("liming", 10))).containsExactly("李明");
    }

    @Test
    void offersNobodyWhoMayNotSignInButStillKnowsThem() {
        assertThat(people.search("gone", 10)).isEmpty();
        assertThat(people.find("3")).map(Person::name).hasValue("Gone Away");
    }

    @Test
    void handsTheRolesOfAGroupOnToThoseBelow() {
        assertThat(people.find("2"))
                .hasValueSatisfying(person -> assertThat(person)
                        .returns(Set.of("manager", "reader"), Person::roles)
                        .returns(List.of("/Plant/Line 1"), Person::departments));
    }

    @Test
    void listsDepartmentsAsATreeAndRolesThatSaySomething() {
        assertThat(people.departments()).containsExactly(new Department("/Plant"), new Department("/Plant/Line 1"));
        assertThat(people.roles()).containsExactly("manager", "reader", "staff");
    }

    @Test
    void servesWhatWasKnownWhileKeycloakIsAway() {
        people.roles();
        realm.away = true;
        now.updateAndGet(time -> time.plus(Duration.ofHours(3)));

        assertThat(names(people.search("sam", 10))).containsExactly("Sam Chen");
        assertThat(people.find("unknown")).isEmpty();
    }

    @Test
    void knowsNothingWhileKeycloakWasNeverThereAndAsksAgainSoon() {
        realm.away = true;
        assertThat(people.search("sam", 10)).isEmpty();

        realm.away = false;
        assertThat(people.search("sam", 10)).isEmpty();

        now.updateAndGet(time -> time.plusSeconds(6));
        assertThat(names(people.search("sam", 10))).containsExactly("Sam Chen");
    }

    @Test
    void readsOnceAMinuteHoweverOftenItIsAsked() {
        for (int i = 0; i < 20; i++) {
            people.search("sam", 10);
        }

        assertThat(realm.reads).hasValue(1);
    }

    @Test
    void asksKeycloakForEachSearchWhenPeopleAreMany() {
        realm.count = Directory.MOST_PEOPLE + 1;

        assertThat(people.search("李明", 5))
                .singleElement()
                .satisfies(person -> assertThat(person)
                        .returns("李明", Person::name)
                        .returns(Set.of("staff"), Person::roles)
                        .returns(List.of("/Plant/Line 1"), Person::departments));
        assertThat(realm.searched).hasValue("*李* *明*");
        assertThat(KeycloakPeople.searchWords("sam  ch*n")).isEqualTo("*sam* *chn*");
        assertThat(KeycloakPeople.searchWords("")).isEmpty();
    }

    private static List<String> names(List<Person> found) {
        return found.stream().map(Person::name).toList();
    }

    /** A small realm that can go away. */
    private static final class Realm extends AdminApi {

        private static final User SAM = new User("1", "sam", "Sam", "Chen", "sam@example.com", true);
        private static final User LI = new User("2", "lm-07", "明", "李", "li@example.com", true);
        private static final User GONE = new User("3", "gone", "Gone", "Away", null, false);
        private static final Group PLANT = new Group("g1", "/Plant", 1);
        private static final Group LINE = new Group("g2", "/Plant/Line 1", 0);
        private static final RealmRole STAFF = new RealmRole("staff", false);
        private static final RealmRole READER = new RealmRole("reader", false);
        private static final RealmRole MANAGER = new RealmRole("manager", true);
        private static final RealmRole OFFLINE = new RealmRole("offline_access", false);

        private final AtomicInteger reads = new AtomicInteger();
        private final AtomicReference<String> searched = new AtomicReference<>("");
        private volatile boolean away;
        private volatile int count = 3;

        Realm() {
            this(new KeycloakSettings("", "", "", ""));
        }

        private Realm(KeycloakSettings settings) {
            super(new Keycloak(settings), settings);
        }

        private <T> T answer(T value) {
            if (away) {
                throw new KeycloakAwayException("away", null);
            }
            return value;
        }

        @Override
        int userCount() {
            return answer(count);
        }

        @Override
        List<User> users() {
            reads.incrementAndGet();
            return answer(List.of(SAM, LI, GONE));
        }

        @Override
        List<User> search(String words, int limit) {
            searched.set(words);
            return answer(List.of(LI, GONE));
        }

        @Override
        Optional<User> user(String id) {
            return answer(Optional.<User>empty());
        }

        @Override
        List<RealmRole> rolesOf(String userId) {
            return answer(List.of(STAFF, OFFLINE));
        }

        @Override
        List<Group> groupsOf(String userId) {
            return answer(List.of(LINE));
        }

        @Override
        List<Group> groups() {
            return answer(List.of(PLANT, LINE));
        }

        @Override
        List<User> membersOf(Group group) {
            return answer(group.equals(LINE) ? List.of(LI) : List.of());
        }

        @Override
        List<RealmRole> roles() {
            return answer(List.of(STAFF, READER, MANAGER, OFFLINE));
        }

        @Override
        List<RealmRole> partsOf(RealmRole role) {
            return answer(role.equals(MANAGER) ? List.of(READER) : List.of());
        }

        @Override
        List<User> usersWith(RealmRole role) {
            return answer(role.equals(STAFF) ? List.of(SAM) : List.of());
        }

        @Override
        List<Group> groupsWith(RealmRole role) {
            return answer(role.equals(MANAGER) ? List.of(PLANT) : List.of());
        }
    }
}
