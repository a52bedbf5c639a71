package dev.millwright.identity.internal.keycloak;

import dev.millwright.identity.Department;
import dev.millwright.identity.Organisation;
import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import dev.millwright.identity.internal.Claims;
import dev.millwright.identity.internal.keycloak.AdminApi.Group;
import dev.millwright.identity.internal.keycloak.AdminApi.RealmRole;
import dev.millwright.identity.internal.keycloak.AdminApi.User;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * People out of Keycloak. What was read once is served at once and read again in the background; a screen waits only for
 * what was never read, and not for long.
 */
@Component
class KeycloakPeople implements People {

    private static final Logger LOG = LoggerFactory.getLogger(KeycloakPeople.class);
    private static final Duration FRESH = Duration.ofSeconds(60);
    private static final Duration BETWEEN_FAILURES = Duration.ofSeconds(5);
    private static final Duration FOR_A_DECISION = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final int MOST_ANSWERS = 2_000;
    private static final int NAMESAKES = 50;
    private static final Executor BACKGROUND = Thread::startVirtualThread;

    /** What was asked for is known, or being asked for. */
    private static final class Answer<T> {

        private final T nothing;
        private volatile @Nullable T value;
        private Instant asked = Instant.MIN;
        private @Nullable CompletableFuture<Boolean> running;

        Answer(T nothing) {
            this.nothing = nothing;
        }

        /** What is known, after giving Keycloak the chance to say it for the first time. */
        T get(InstantSource clock, Supplier<T> question) {
            CompletableFuture<Boolean> waiting = ask(clock.instant(), question);
            T known = value;
            if (known != null) {
                return known;
            }
            if (waiting != null) {
                try {
                    waiting.get(Keycloak.FOR_A_SCREEN.toMillis(), TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } catch (ExecutionException | TimeoutException e) {
                    LOG.debug("Served without Keycloak", e);
                }
            }
            known = value;
            return known != null ? known : nothing;
        }

        /** What is known by now. */
        T known() {
            T known = value;
            return known != null ? known : nothing;
        }

        boolean isKnown() {
            return value != null;
        }

        private synchronized @Nullable CompletableFuture<Boolean> ask(Instant now, Supplier<T> question) {
            if (running != null) {
                return running;
            }
            if (now.isBefore(asked.equals(Instant.MIN) ? now : asked.plus(value == null ? BETWEEN_FAILURES : FRESH))) {
                return null;
            }
            asked = now;
            CompletableFuture<Boolean> started = CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            value = question.get();
                            return true;
                        } catch (RuntimeException e) {
                            LOG.warn("People cannot be read: {}", e.getMessage());
                            return false;
                        }
                    },
                    BACKGROUND);
            running = started;
            started.whenComplete((done, failure) -> finished());
            return started;
        }

        private synchronized void finished() {
            running = null;
        }
    }

    private record Search(String text, int limit) {}

    private final AdminApi api;
    private final InstantSource clock;
    private final Duration forADecision;
    private volatile Answer<Directory> directory = new Answer<>(Directory.EMPTY);
    private final Map<Search, Answer<List<Person>>> searches = recent();
    private final Map<String, Answer<Optional<Person>>> found = recent();
    private final Map<String, Answer<Optional<Person>>> active = recent();
    private final Map<String, Answer<List<Person>>> names = recent();
    private final Map<Principal, Answer<List<Person>>> members = recent();

    @Autowired
    KeycloakPeople(AdminApi api) {
        this(api, InstantSource.system(), FOR_A_DECISION);
    }

    KeycloakPeople(AdminApi api, InstantSource clock, Duration forADecision) {
        this.api = api;
        this.clock = clock;
        this.forADecision = forADecision;
    }

    @Override
    public List<Person> search(String text, int limit) {
        Directory known = directory();
        if (known.complete() || known.roles().isEmpty()) {
            return known.search(text, limit);
        }
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return answer(searches, new Search(wanted, limit), List.<Person>of()).get(clock, () -> ask(wanted, limit));
    }

    @Override
    public List<Person> called(String text) {
        Directory known = directory();
        if (known.complete() || known.roles().isEmpty()) {
            return known.called(text);
        }
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return answer(names, wanted, List.<Person>of())
                .get(
                        clock,
                        () -> api.search(searchWords(wanted), NAMESAKES).stream()
                                .filter(user -> user.enabled() && Directory.isCalled(user, wanted))
                                .map(this::withDetails)
                                .toList());
    }

    @Override
    public Optional<Person> find(String id) {
        Optional<Person> known = directory().find(id);
        return known.isPresent()
                ? known
                : answer(found, id, Optional.<Person>empty())
                        .get(clock, () -> api.user(id).map(this::withDetails));
    }

    @Override
    public Optional<Person> findActive(String id) {
        Directory known = directory();
        return known.find(id).isPresent()
                ? known.active(id)
                : answer(active, id, Optional.<Person>empty())
                        .get(clock, () -> api.user(id).filter(User::enabled).map(this::withDetails));
    }

    @Override
    public boolean hasLeft(String id) {
        if (id.equals(Person.SYSTEM)) {
            return false;
        }
        Answer<Directory> asked = directory;
        asked.ask(clock.instant(), () -> Directory.read(api));
        Directory known = asked.known();
        if (known.find(id).isPresent()) {
            return known.active(id).isEmpty();
        }
        Answer<Optional<Person>> answer = answer(active, id, Optional.<Person>empty());
        answer.ask(clock.instant(), () -> api.user(id).filter(User::enabled).map(this::withDetails));
        return answer.isKnown() && answer.known().isEmpty();
    }

    @Override
    public List<Department> departments() {
        return directory().departments();
    }

    @Override
    public List<String> roles() {
        return directory().roles();
    }

    /** Reads ahead, so that the first person who looks for somebody need not wait. */
    @EventListener(ApplicationReadyEvent.class)
    void readAhead() {
        directory.ask(clock.instant(), () -> Directory.read(api));
    }

    /** What was read before no longer holds: the next question waits for Keycloak, as the first one did. */
    void readAnew() {
        directory = new Answer<>(Directory.EMPTY);
    }

    /** All who may sign in and whom the principal stands for. */
    List<Person> members(Principal principal) {
        Directory known = directory();
        if (known.complete() || known.roles().isEmpty()) {
            return known.members(principal, Organisation.MOST_MEMBERS);
        }
        return answer(members, principal, List.<Person>of())
                .get(clock, () -> Directory.members(principal, Organisation.MOST_MEMBERS, api));
    }

    /** Whether the organisation was ever read, after giving Keycloak the time that a decision is worth. */
    boolean isKnown() {
        long end = System.nanoTime() + forADecision.toNanos();
        Answer<Directory> wanted = directory;
        wanted.get(clock, () -> Directory.read(api));
        while (!wanted.isKnown() && System.nanoTime() < end) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            wanted.get(clock, () -> Directory.read(api));
        }
        return wanted.isKnown();
    }

    Directory directory() {
        return directory.get(clock, () -> Directory.read(api));
    }

    private List<Person> ask(String text, int limit) {
        List<CompletableFuture<Person>> people = api.search(searchWords(text), limit).stream()
                .filter(User::enabled)
                .map(user -> CompletableFuture.supplyAsync(() -> withDetails(user), BACKGROUND))
                .toList();
        return people.stream()
                .map(CompletableFuture::join)
                .sorted(Comparator.comparing(Person::name, Directory.BY_NAME))
                .toList();
    }

    /** Keycloak looks for each word in each field; a Chinese name stands there in two fields, one of them one character. */
    static String searchWords(String text) {
        boolean han = !text.isEmpty()
                && text.codePoints().allMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
        List<String> words =
                han ? text.codePoints().mapToObj(Character::toString).toList() : List.of(text.split("\\s+"));
        return words.stream()
                .filter(word -> !word.isEmpty())
                .map(word -> "*" + word.replace("*", "") + "*")
                .collect(Collectors.joining(" "));
    }

    private Person withDetails(User user) {
        return Directory.person(
                user,
                api.rolesOf(user.id()).stream()
                        .map(RealmRole::name)
                        .filter(Claims::saysSomething)
                        .collect(Collectors.toSet()),
                api.groupsOf(user.id()).stream().map(Group::path).sorted().toList());
    }

    private static <K, T> Answer<T> answer(Map<K, Answer<T>> answers, K key, T nothing) {
        synchronized (answers) {
            return answers.computeIfAbsent(key, ignored -> new Answer<>(nothing));
        }
    }

    private static <K, V> Map<K, V> recent() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MOST_ANSWERS;
            }
        };
    }
}
