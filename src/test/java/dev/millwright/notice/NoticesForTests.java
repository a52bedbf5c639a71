package dev.millwright.notice;

import dev.millwright.identity.Department;
import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import dev.millwright.notice.spi.Channel;
import dev.millwright.notice.spi.NoticeKind;
import dev.millwright.notice.spi.NoticeKinds;
import dev.millwright.notice.spi.Pace;
import dev.millwright.notice.spi.Parcel;
import dev.millwright.notice.spi.UndeliverableException;
import dev.millwright.shared.Label;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Kinds of notice, a channel and people that tests can do with as they like. */
@TestConfiguration(proxyBeanMethods = false)
public class NoticesForTests {

    public static final String ARRIVED = "test.arrived";
    public static final String SEEN = "test.seen";
    private static final Label GROUP = Label.of("Tests", "测试");

    @Bean
    NoticeKinds kindsForTests() {
        return () -> List.of(
                new NoticeKind(
                        ARRIVED, GROUP, Label.of("A letter arrives", "有来信"), 1, Set.of(NoticeKind.BELL, "letter")),
                NoticeKind.byBell(SEEN, GROUP, Label.of("A letter is seen", "信已阅"), 2));
    }

    @Bean
    public Letters letters() {
        return new Letters();
    }

    @Bean
    @Primary
    KnownPeople peopleForTests() {
        return new KnownPeople();
    }

    /** A channel that keeps what it was given, or refuses. */
    public static final class Letters implements Channel {

        public final List<Parcel> carried = new CopyOnWriteArrayList<>();
        public volatile @Nullable UndeliverableException refusal;
        public volatile boolean ready = true;

        /** What a delivery waits for. */
        public volatile @Nullable CountDownLatch held;

        @Override
        public String key() {
            return "letter";
        }

        @Override
        public Label label() {
            return Label.of("Letter", "信件");
        }

        @Override
        public int order() {
            return 1;
        }

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public Label setUp() {
            return Label.of("Buy stamps.", "请购买邮票。");
        }

        @Override
        public List<Pace> paces() {
            return List.of(Pace.AT_ONCE, Pace.DAILY);
        }

        @Override
        public void deliver(Parcel parcel) throws UndeliverableException {
            CountDownLatch waiting = held;
            if (waiting != null) {
                try {
                    waiting.await();
                } catch (InterruptedException e) {
                    throw UndeliverableException.forNow("interrupted", e);
                }
            }
            UndeliverableException refused = refusal;
            if (refused != null) {
                throw refused;
            }
            carried.add(parcel);
        }
    }

    /** Everybody who was asked for, by their id. */
    public static final class KnownPeople implements People {

        private final Set<String> strangers = ConcurrentHashMap.newKeySet();

        public void forget(String id) {
            strangers.add(id);
        }

        @Override
        public List<Person> search(String text, int limit) {
            return List.of();
        }

        @Override
        public List<Person> called(String text) {
            return List.of();
        }

        @Override
        public Optional<Person> findActive(String id) {
            return find(id);
        }

        @Override
        public Optional<Person> find(String id) {
            return strangers.contains(id)
                    ? Optional.empty()
                    : Optional.of(new Person(id, "Person " + id, id + "@example.com", Set.of("staff"), List.of()));
        }

        @Override
        public List<Department> departments() {
            return List.of();
        }

        @Override
        public List<String> roles() {
            return List.of();
        }
    }
}
