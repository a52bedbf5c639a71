package dev.millwright.notice.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.identity.Preferences;
import dev.millwright.notice.Notice;
import dev.millwright.notice.NoticeBoard;
import dev.millwright.notice.NoticeBoard.Item;
import dev.millwright.notice.NoticeChoices;
import dev.millwright.notice.Notices;
import dev.millwright.notice.NoticesForTests;
import dev.millwright.notice.NoticesForTests.KnownPeople;
import dev.millwright.notice.NoticesForTests.Letters;
import dev.millwright.notice.spi.NoticeKind;
import dev.millwright.notice.spi.Pace;
import dev.millwright.notice.spi.Parcel;
import dev.millwright.notice.spi.Told;
import dev.millwright.notice.spi.UndeliverableException;
import dev.millwright.shared.Phrase;
import dev.millwright.shared.ScopedClock;
import dev.millwright.testing.IntegrationTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
@Import(NoticesForTests.class)
class NoticesIntegrationTests {

    /** Far from now, so that the delivery of the running application leaves these notices to the tests. */
    private static final Instant NOON = Instant.parse("2041-03-05T04:00:00Z");

    private static final Instant NEXT_MORNING = Instant.parse("2041-03-06T00:00:00Z");

    @Autowired
    private Notices notices;

    @Autowired
    private NoticeBoard board;

    @Autowired
    private NoticeChoices choices;

    @Autowired
    private Deliveries deliveries;

    @Autowired
    private NoticeRemoval removal;

    @Autowired
    private Letters letters;

    @Autowired
    private KnownPeople people;

    @Autowired
    private CurrentPerson currentPerson;

    @Autowired
    private Preferences preferences;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private final Person sam = person();
    private final Person mia = person();

    private static Person person() {
        String id = "reader-" + UUID.randomUUID();
        return new Person(id, id, null, Set.of("staff"), List.of());
    }

    @BeforeEach
    void empty() {
        jdbc.sql("delete from platform.notice").update();
        letters.carried.clear();
        letters.refusal = null;
        letters.ready = true;
    }

    @AfterEach
    void makeReady() {
        letters.ready = true;
    }

    private Notice notice(String words) {
        return Notice.to(List.of(sam.id(), mia.id()), NoticesForTests.ARRIVED, said(words), "app/serials");
    }

    private static Phrase said(String words) {
        return Phrase.of("notice.error.channel", words);
    }

    private static <T> T at(Instant moment, Supplier<T> work) {
        return ScopedClock.at(moment, work);
    }

    private void tell(Instant moment, Notice notice) {
        at(moment, () -> {
            notices.tell(notice);
            return true;
        });
    }

    private int deliver(Instant moment) {
        return at(moment, deliveries::deliver);
    }

    private List<Item> seenBy(Person person) {
        return currentPerson.as(person, () -> board.newest(20, Locale.ENGLISH));
    }

    private int unread(Person person) {
        return currentPerson.as(person, board::unread);
    }

    private List<String> words(Parcel parcel) {
        return parcel.notices().stream().map(Told::text).toList();
    }

    @Test
    void tellsEachOfThemInTheirLanguage() {
        tell(NOON, notice("no ink").withDetails(List.of(Phrase.of("notice.unread"))));
        assertThat(unread(sam)).isEqualTo(1);
        assertThat(seenBy(mia)).singleElement().satisfies(item -> {
            assertThat(item.text()).isEqualTo("It did not get through: no ink");
            assertThat(item.details()).containsExactly("Unread");
            assertThat(item.link()).isEqualTo("app/serials");
            assertThat(item.unread()).isTrue();
            assertThat(item.at()).isEqualTo(NOON);
        });
        assertThat(currentPerson.as(sam, () -> board.newest(5, Locale.SIMPLIFIED_CHINESE)))
                .extracting(Item::text)
                .containsExactly("未能送达：no ink");
    }

    @Test
    void tellsNobodyWhenTheTransactionIsUndone() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            tell(NOON, notice("undone"));
            status.setRollbackOnly();
        });
        assertThat(unread(sam)).isZero();
        assertThat(deliver(NOON)).isZero();
    }

    @Test
    void refusesKindsThatNobodyDeclares() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> notices.tell(Notice.to(sam.id(), "test.unknown", said("x"), "")));
    }

    @Test
    void showsNoticesOfOneOriginAsOne() {
        tell(NOON, notice("first").about("task/1"));
        tell(NOON.plusSeconds(1), notice("other").about("task/2"));
        tell(NOON.plusSeconds(2), notice("second").about("task/1"));
        assertThat(unread(sam)).isEqualTo(2);
        List<Item> items = seenBy(sam);
        assertThat(items).extracting(Item::text).containsExactly(text("second"), text("other"));
        assertThat(items).extracting(Item::earlier).containsExactly(1, 0);
        currentPerson.run(sam, () -> board.read(items.getFirst().id()));
        assertThat(unread(sam)).isEqualTo(1);
        assertThat(unread(mia)).isEqualTo(2);
        currentPerson.run(sam, board::readAll);
        assertThat(unread(sam)).isZero();
        assertThat(seenBy(sam)).noneMatch(Item::unread);
    }

    private static String text(String words) {
        return "It did not get through: " + words;
    }

    @Test
    void readsNothingOfOthers() {
        tell(NOON, notice("mine").about("task/3"));
        UUID ofMia = seenBy(mia).getFirst().id();
        currentPerson.run(sam, () -> board.read(ofMia));
        assertThat(unread(mia)).isEqualTo(1);
        assertThat(unread(sam)).isEqualTo(1);
    }

    @Test
    void settlesForOneAndTakesBackFromOthers() {
        tell(NOON, notice("who is first").about("task/4"));
        notices.settle("task/4", sam.id());
        notices.takeBack("task/4", List.of(mia.id()));
        assertThat(unread(sam)).isZero();
        assertThat(seenBy(sam)).hasSize(1);
        assertThat(seenBy(mia)).isEmpty();
        assertThat(deliver(NOON)).isZero();
        notices.takeBack("task/4");
        assertThat(seenBy(sam)).isEmpty();
    }

    @Test
    void carriesEachNoticeOnce() {
        tell(NOON, notice("carried"));
        assertThat(deliver(NOON)).isEqualTo(2);
        assertThat(deliver(NOON.plus(Duration.ofDays(1)))).isZero();
        assertThat(letters.carried)
                .extracting(parcel -> parcel.recipient().id())
                .containsExactlyInAnyOrder(sam.id(), mia.id());
        assertThat(words(letters.carried.getFirst())).containsExactly(text("carried"));
    }

    @Test
    void carriesOnceWhenTwoNodesLookAtTheSameTime() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            tell(NOON, notice("race " + i));
        }
        Thread one = Thread.ofVirtual().start(() -> deliver(NOON));
        Thread other = Thread.ofVirtual().start(() -> deliver(NOON));
        one.join();
        other.join();
        assertThat(letters.carried).hasSize(40);
        assertThat(letters.carried)
                .extracting(parcel -> parcel.notices().getFirst().id())
                .doesNotHaveDuplicates();
    }

    @Test
    void triesAgainWithGrowingPausesAndKeepsNothingBack() {
        tell(NOON, Notice.to(sam.id(), NoticesForTests.ARRIVED, said("later"), ""));
        letters.refusal = UndeliverableException.forNow("the road is closed", null);
        Instant moment = NOON;
        assertThat(deliver(moment)).isEqualTo(1);
        for (Duration pause : Deliveries.PAUSES.subList(0, 3)) {
            assertThat(deliver(moment.plus(pause).minusSeconds(1))).isZero();
            moment = moment.plus(pause);
            assertThat(deliver(moment)).isEqualTo(1);
        }
        letters.refusal = null;
        assertThat(deliver(moment.plus(Deliveries.PAUSES.get(3)))).isEqualTo(1);
        assertThat(letters.carried).hasSize(1);
        assertThat(unread(sam)).isEqualTo(1);
    }

    @Test
    void leavesAChannelAloneThatCarriesNothingAndGoesOnAfterwards() {
        for (int i = 0; i < 3; i++) {
            tell(NOON, Notice.to(sam.id(), NoticesForTests.ARRIVED, said("letter " + i), ""));
        }
        letters.refusal = UndeliverableException.closed("no answer", null);
        assertThat(deliver(NOON)).isEqualTo(1);
        assertThat(deliver(NOON.plusSeconds(30))).isZero();
        Instant open = NOON.plus(Deliveries.CLOSED);
        assertThat(deliver(open)).isEqualTo(1);
        letters.refusal = null;
        assertThat(deliver(open.plusSeconds(30))).isZero();
        assertThat(deliver(open.plus(Deliveries.CLOSED))).isEqualTo(3);
        assertThat(letters.carried).hasSize(3);
    }

    @Test
    void givesUpWhatNeverWorksAndSaysSoToAdministrators() {
        tell(NOON, Notice.to(sam.id(), NoticesForTests.ARRIVED, said("never"), ""));
        letters.refusal = UndeliverableException.forGood("no such house");
        assertThat(deliver(NOON)).isEqualTo(1);
        letters.refusal = null;
        assertThat(deliver(NOON.plus(Duration.ofDays(9)))).isZero();
        Person admin = new Person("boss", "Boss", null, Set.of("administrator"), List.of());
        assertThat(currentPerson.as(admin, () -> choices.health(letters)))
                .isEqualTo(new NoticeChoices.Health(0, 1, "no such house"));
    }

    @Test
    void carriesAfterADiedNodeWhatItHadTakenUponItself() {
        tell(NOON, Notice.to(sam.id(), NoticesForTests.ARRIVED, said("left behind"), ""));
        jdbc.sql("update platform.notice_delivery set attempts = 1, due_at = due_at + interval '5 minutes'")
                .update();
        assertThat(deliver(NOON.plusSeconds(299))).isZero();
        assertThat(deliver(NOON.plusSeconds(300))).isEqualTo(1);
    }

    @Test
    void sendsADayTogetherInTheMorningButUrgentThingsAtOnce() {
        currentPerson.run(sam, () -> choices.choose(kind(), "letter", Pace.DAILY));
        tell(NOON, Notice.to(sam.id(), NoticesForTests.ARRIVED, said("one"), ""));
        tell(NOON.plusSeconds(60), Notice.to(sam.id(), NoticesForTests.ARRIVED, said("two"), ""));
        tell(NOON.plusSeconds(90), Notice.to(sam.id(), NoticesForTests.ARRIVED, said("read"), ""));
        tell(
                NOON,
                Notice.to(sam.id(), NoticesForTests.ARRIVED, said("fire"), "").urgently());
        assertThat(deliver(NOON.plusSeconds(100))).isEqualTo(1);
        assertThat(words(letters.carried.getFirst())).containsExactly(text("fire"));
        UUID read = seenBy(sam).getFirst().id();
        currentPerson.run(sam, () -> board.read(read));
        assertThat(deliver(NEXT_MORNING.minusSeconds(1))).isZero();
        assertThat(deliver(NEXT_MORNING)).isEqualTo(1);
        Parcel summary = letters.carried.getLast();
        assertThat(summary.summary()).isTrue();
        assertThat(words(summary)).containsExactly(text("one"), text("two"));
        assertThat(deliver(NEXT_MORNING.plus(Duration.ofDays(3)))).isZero();
    }

    private NoticeKind kind() {
        return choices.kinds().stream()
                .filter(kind -> kind.key().equals(NoticesForTests.ARRIVED))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tellsNothingByWaysThatAPersonTurnedOff() {
        currentPerson.run(sam, () -> {
            choices.choose(kind(), NoticeKind.BELL, Pace.OFF);
            choices.choose(kind(), "letter", Pace.OFF);
            assertThat(choices.pace(kind(), "letter")).isEqualTo(Pace.OFF);
        });
        tell(NOON, notice("half"));
        assertThat(unread(sam)).isZero();
        assertThat(unread(mia)).isEqualTo(1);
        assertThat(deliver(NOON)).isEqualTo(1);
        currentPerson.run(sam, () -> choices.choose(kind(), "letter", Pace.AT_ONCE));
        tell(NOON, notice("again"));
        assertThat(unread(sam)).isZero();
        assertThat(deliver(NOON)).isEqualTo(2);
    }

    @Test
    void keepsNothingForAChannelThatIsNotReady() {
        letters.ready = false;
        tell(NOON, notice("bell only"));
        assertThat(deliver(NOON)).isZero();
        letters.ready = true;
        assertThat(deliver(NOON)).isZero();
        assertThat(unread(sam)).isEqualTo(1);
    }

    @Test
    void speaksTheLanguageThatThePersonChoseElseTheOneSeenLast() {
        currentPerson.run(sam, () -> choices.sees(Locale.CHINA));
        currentPerson.run(mia, () -> {
            choices.sees(Locale.CHINA);
            preferences.write(Preferences.LANGUAGE, "en");
        });
        tell(NOON, notice("x"));
        deliver(NOON);
        assertThat(letters.carried)
                .allSatisfy(parcel -> assertThat(words(parcel))
                        .containsExactly(
                                parcel.recipient().id().equals(sam.id()) ? "未能送达：x" : "It did not get through: x"));
    }

    @Test
    void waitsForPeopleWhomKeycloakDoesNotKnowNow() {
        people.forget(sam.id());
        tell(NOON, Notice.to(sam.id(), NoticesForTests.ARRIVED, said("x"), ""));
        deliver(NOON);
        assertThat(jdbc.sql("select state || ' ' || error from platform.notice_delivery")
                        .query(String.class)
                        .single())
                .startsWith("waiting Keycloak does not know");
    }

    @Test
    void removesWhatIsOld() {
        tell(NOON, notice("old"));
        tell(NOON.plus(Duration.ofDays(40)), notice("young"));
        assertThat(at(NOON.plus(Duration.ofDays(91)), removal::remove)).isEqualTo(2);
        assertThat(seenBy(sam)).extracting(Item::text).containsExactly(text("young"));
    }

    @Test
    void ringsOnceTheTransactionIsThrough() throws InterruptedException {
        BlockingQueue<Integer> rings = new ArrayBlockingQueue<>(10);
        Runnable end = currentPerson.as(sam, () -> board.listen(() -> rings.add(unread(sam))));
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            tell(NOON, notice("soon"));
            assertThat(rings).isEmpty();
        });
        assertThat(rings.poll(20, TimeUnit.SECONDS)).isEqualTo(1);
        end.run();
    }

    @Test
    void ringsWhenAnotherNodeTold() throws InterruptedException {
        BlockingQueue<String> rings = new ArrayBlockingQueue<>(10);
        Runnable end = currentPerson.as(sam, () -> board.listen(() -> rings.add("rung")));
        jdbc.sql("select pg_notify('millwright', ?)")
                .param("another-node notice somebody " + sam.id())
                .query((row, number) -> true)
                .list();
        assertThat(rings.poll(20, TimeUnit.SECONDS)).isEqualTo("rung");
        end.run();
    }

    @Test
    void manyAreToldInOneStatement() {
        List<String> crowd =
                IntStream.range(0, 2_000).mapToObj(i -> "crowd-" + i).toList();
        tell(NOON, Notice.to(crowd, NoticesForTests.SEEN, said("all"), ""));
        assertThat(jdbc.sql("select count(distinct xmin::text || told_at) || ' ' || count(*) from platform.notice")
                        .query(String.class)
                        .single())
                .isEqualTo("1 2000");
    }
}
