package dev.millwright.identity.internal.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Department;
import dev.millwright.identity.OrganisationRefusedException;
import dev.millwright.identity.Person;
import dev.millwright.shared.BusyException;
import dev.millwright.shared.NotAllowedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;

class KeycloakPeopleTests {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-05T08:00:00Z"));
    private final Realm realm = new Realm();
    private final KeycloakPeople people = new KeycloakPeople(realm, now::get, Duration.ofMillis(200));
    private static final Person ADA = new Person("0", "Ada Lane", null, Set.of("administrator"), List.of());

    private final List<Object> told = new ArrayList<>();

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
    void decidesNothingAboutAnOrganisationThatIsNotKnownYet() {
        realm.away = true;
        assertThatExceptionOfType(BusyException.class)
                .isThrownBy(() -> organisation(ADA).require());

        realm.away = false;
        now.updateAndGet(time -> time.plusSeconds(6));
        organisation(ADA).require();

        realm.away = true;
        now.updateAndGet(time -> time.plus(Duration.ofHours(3)));
        organisation(ADA).require();
        assertThat(names(organisation(ADA).withRole("reader"))).containsExactly("李明");
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

    private KeycloakOrganisation organisation(Person administrator) {
        return new KeycloakOrganisation(people, realm, new Acting(administrator), told::add);
    }

    @Test
    void knowsTheHeadsOfDepartments() {
        KeycloakOrganisation organisation = organisation(ADA);
        assertThat(names(organisation.heads(new Department("/Plant")))).containsExactly("Sam Chen");
        assertThat(organisation.heads(new Department("/Elsewhere"))).isEmpty();
        assertThat(names(organisation.headsAbove("9", List.of("/Plant/Line 1"), 1)))
                .containsExactly("李明");
        assertThat(names(organisation.headsAbove("9", List.of("/Plant/Line 1"), 2)))
                .containsExactly("Sam Chen");
        assertThat(organisation.headsAbove("9", List.of("/Plant/Line 1"), 3)).isEmpty();
        assertThat(organisation.headsAbove("9", List.of(), 1)).isEmpty();
    }

    @Test
    void aHeadIsLedFromOneLevelUp() {
        KeycloakOrganisation organisation = organisation(ADA);
        assertThat(names(organisation.headsAbove("2", List.of("/Plant/Line 1"), 1)))
                .containsExactly("Sam Chen");
        assertThat(organisation.headsAbove("2", List.of("/Plant/Line 1"), 2)).isEmpty();
        assertThat(organisation.headsAbove("1", List.of("/Plant"), 1)).isEmpty();
    }

    @Test
    void listsMembersWithThoseBelowAndWithoutThoseWhoMayNotSignIn() {
        KeycloakOrganisation organisation = organisation(ADA);
        assertThat(names(organisation.inDepartment(new Department("/Plant")))).containsExactly("李明");
        assertThat(names(organisation.withRole("staff"))).containsExactly("Sam Chen");
        assertThat(names(organisation.withRole("reader"))).containsExactly("李明");
        assertThat(organisation.withRole("nobody")).isEmpty();
    }

    @Test
    void asksKeycloakForMembersWhenPeopleAreMany() {
        realm.count = Directory.MOST_PEOPLE + 1;
        KeycloakOrganisation organisation = organisation(ADA);
        assertThat(names(organisation.inDepartment(new Department("/Plant")))).containsExactly("李明");
        assertThat(names(organisation.withRole("reader"))).containsExactly("李明");
        assertThat(names(organisation.withRole("staff"))).containsExactly("Sam Chen");
    }

    @Test
    void administratorsNameHeadsInKeycloak() {
        KeycloakOrganisation organisation = organisation(ADA);
        organisation.setHeads(new Department("/Plant"), List.of("2", "1", "2"));
        assertThat(realm.written).hasValue("g1 [2, 1]");
        assertThat(told).singleElement().isEqualTo(new HeadsChanged("/Plant", List.of("李明", "Sam Chen")));
        assertThat(realm.reads).hasValue(1);
        people.roles();
        assertThat(realm.reads).hasValue(2);
        assertThatExceptionOfType(OrganisationRefusedException.class)
                .isThrownBy(() -> organisation.setHeads(new Department("/Elsewhere"), List.of()))
                .matches(refusal -> refusal.code().equals("identity.error.noSuchDepartment"));
        assertThatExceptionOfType(OrganisationRefusedException.class)
                .isThrownBy(() -> organisation.setHeads(new Department("/Plant"), List.of("unknown")))
                .matches(refusal -> refusal.code().equals("identity.error.noSuchPerson"));
        Person sam = new Person("1", "Sam Chen", null, Set.of("staff"), List.of());
        assertThatExceptionOfType(NotAllowedException.class)
                .isThrownBy(() -> organisation(sam).setHeads(new Department("/Plant"), List.of()));
    }

    @Test
    void saysWhatIsMissingWhenKeycloakRefusesOrIsAway() {
        KeycloakOrganisation organisation = organisation(ADA);
        people.roles();
        realm.refusing = true;
        assertThatExceptionOfType(OrganisationRefusedException.class)
                .isThrownBy(() -> organisation.setHeads(new Department("/Plant"), List.of()))
                .matches(refusal -> refusal.code().equals("identity.error.mayNotChange"));
        realm.refusing = false;
        realm.away = true;
        assertThatExceptionOfType(OrganisationRefusedException.class)
                .isThrownBy(() -> organisation.setHeads(new Department("/Plant"), List.of()))
                .matches(refusal -> refusal.code().equals("identity.error.away"));
    }

    /** Somebody who is signed in. */
    private record Acting(Person person) implements CurrentPerson {

        @Override
        public Optional<Person> find() {
            return Optional.of(person);
        }

        @Override
        public <T> T as(Person other, Supplier<T> work) {
            throw new UnsupportedOperationException();
        }
    }

    private static List<String> names(List<Person> found) {
        return found.stream().map(Person::name).toList();
    }

    /** A small realm that can go away. */
    private static final class Realm extends AdminApi {

        private static final User SAM = new User("1", "sam", "Sam", "Chen", "sam@example.com", true);
        private static final User LI = new User("2", "lm-07", "明", "李", "li@example.com", true);
        private static final User GONE = new User("3", "gone", "Gone", "Away", null, false);
        private static final Group PLANT = new Group("g1", "/Plant", 1, Map.of("head", List.of("1")));
        private static final Group LINE =
                new Group("g2", "/Plant/Line 1", 0, Map.of("head", List.of("2"), "cost centre", List.of("7")));
        private static final RealmRole STAFF = new RealmRole("staff", false);
        private static final RealmRole READER = new RealmRole("reader", false);
        private static final RealmRole MANAGER = new RealmRole("manager", true);
        private static final RealmRole OFFLINE = new RealmRole("offline_access", false);

        private final AtomicInteger reads = new AtomicInteger();
        private final AtomicReference<String> searched = new AtomicReference<>("");
        private final AtomicReference<String> written = new AtomicReference<>("");
        private volatile boolean away;
        private volatile boolean refusing;
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
        void setHeads(String groupId, List<String> people) {
            if (refusing) {
                throw HttpClientErrorException.create(
                        HttpStatus.FORBIDDEN, "Forbidden", new HttpHeaders(), new byte[0], null);
            }
            written.set(answer(groupId + " " + people));
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
