package dev.millwright.organisation.internal;

import dev.millwright.cluster.Nodes;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import dev.millwright.identity.Role;
import dev.millwright.notice.Notice;
import dev.millwright.notice.Notices;
import dev.millwright.organisation.Substitutes;
import dev.millwright.organisation.Substitution;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Phrase;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Substitutions in {@code platform.substitution}; those that are not over are few, asked for with every task, and kept in memory. */
@Service
class StoredSubstitutes implements Substitutes {

    private static final String TOPIC = "substitute";

    /** One at a time, so that two who name each other at the same moment do not both succeed. */
    private static final long LOCK = 0x6d77_7375_6273_7469L;

    private static final int MOST_DAYS = 366;

    private final JdbcClient jdbc;
    private final Nodes nodes;
    private final People people;
    private final CurrentPerson currentPerson;
    private final Notices notices;
    private final ApplicationEventPublisher events;
    private final BusinessTime time;
    private volatile @Nullable Kept kept;

    /** What was read, and from which day on it is complete. */
    private record Kept(LocalDate since, List<Substitution> all) {}

    StoredSubstitutes(
            JdbcClient jdbc,
            Nodes nodes,
            People people,
            CurrentPerson currentPerson,
            Notices notices,
            ApplicationEventPublisher events,
            BusinessTime time) {
        this.jdbc = jdbc;
        this.nodes = nodes;
        this.people = people;
        this.currentPerson = currentPerson;
        this.notices = notices;
        this.events = events;
        this.time = time;
        nodes.hear(TOPIC, news -> kept = null, () -> kept = null);
    }

    private List<Substitution> since(LocalDate day) {
        Kept known = kept;
        if (known == null || day.isBefore(known.since())) {
            known = new Kept(day, read(day));
            kept = known;
        }
        return known.all();
    }

    private List<Substitution> read(LocalDate day) {
        return jdbc.sql("select * from platform.substitution where to_day >= ? order by from_day, id")
                .param(day)
                .query(StoredSubstitutes::read)
                .list();
    }

    @Override
    public Optional<String> of(String person, Instant at) {
        LocalDate day = LocalDate.ofInstant(at, time.zone());
        return chain(since(day), person, day);
    }

    /** Follows who stands in for whom on that day; nothing when it leads back to where it began, or nobody is away. */
    static Optional<String> chain(List<Substitution> all, String person, LocalDate day) {
        Set<String> away = new HashSet<>();
        String present = person;
        for (Optional<String> next = next(all, present, day); next.isPresent(); next = next(all, present, day)) {
            if (!away.add(present)) {
                return Optional.empty();
            }
            present = next.get();
        }
        return present.equals(person) ? Optional.empty() : Optional.of(present);
    }

    private static Optional<String> next(List<Substitution> all, String person, LocalDate day) {
        return all.stream()
                .filter(one -> one.person().equals(person) && one.isOn(day))
                .map(Substitution::substitute)
                .findFirst();
    }

    @Override
    public List<Substitution> of(String person) {
        requireFor(person);
        return current().filter(one -> one.person().equals(person)).toList();
    }

    @Override
    public List<Substitution> all() {
        if (!currentPerson.get().has(Role.ADMINISTRATOR)) {
            throw new NotAllowedException("organisation.error.administratorsOnly");
        }
        return current().toList();
    }

    private Stream<Substitution> current() {
        LocalDate today = time.today();
        return since(today).stream().filter(one -> !one.to().isBefore(today));
    }

    @Override
    @Transactional
    public Substitution add(String person, String substitute, LocalDate from, LocalDate to) {
        requireFor(person);
        jdbc.sql("select pg_advisory_xact_lock(?)")
                .param(LOCK)
                .query((row, number) -> true)
                .list();
        if (to.isBefore(from) || to.isBefore(time.today())) {
            throw invalid("organisation.error.dates", "to");
        }
        if (to.isAfter(from.plusDays(MOST_DAYS))) {
            throw invalid("organisation.error.tooLong", "to");
        }
        if (person.equals(substitute)) {
            throw invalid("organisation.error.self", "substitute");
        }
        Person away = find(person);
        Person standsIn = find(substitute);
        List<Substitution> before = read(from.isBefore(time.today()) ? from : time.today());
        if (before.stream().anyMatch(one -> one.person().equals(person) && one.overlaps(from, to))) {
            throw invalid("organisation.error.overlap", "from");
        }
        Substitution added = new Substitution(Ids.next(), person, away.name(), substitute, standsIn.name(), from, to);
        List<Substitution> after =
                Stream.concat(before.stream(), Stream.of(added)).toList();
        boolean leadsBack = from.datesUntil(to.plusDays(1))
                .anyMatch(day -> chain(after, person, day).isEmpty());
        if (leadsBack) {
            throw invalid("organisation.error.circle", "substitute", standsIn.name());
        }
        jdbc.sql("""
            insert into platform.substitution (id, person, person_name, substitute, substitute_name,
                from_day, to_day, set_at)
            values (:id, :person, :personName, :substitute, :substituteName, :from, :to, :now)
            """)
                .param("id", added.id())
                .param("person", person)
                .param("personName", added.personName())
                .param("substitute", substitute)
                .param("substituteName", added.substituteName())
                .param("from", from)
                .param("to", to)
                .param("now", time.now().atOffset(ZoneOffset.UTC))
                .update();
        notices.tell(Notice.to(
                        substitute,
                        OrganisationNotices.STANDS_IN,
                        Phrase.of("organisation.notice.standsIn", away.name(), from.toString(), to.toString()),
                        "substitutes")
                .about(origin(added.id())));
        changed("organisation.substituteSet", added);
        return added;
    }

    private Person find(String id) {
        return currentPerson
                .find()
                .filter(person -> person.id().equals(id))
                .or(() -> people.find(id))
                .orElseThrow(() -> invalid("organisation.error.noSuchPerson", "substitute"));
    }

    private static InvalidException invalid(String code, String path, Object... arguments) {
        return new InvalidException(Problems.of(Problem.error(code, path, arguments)));
    }

    @Override
    @Transactional
    public void remove(UUID id) {
        Substitution removed = jdbc.sql("select * from platform.substitution where id = ?")
                .param(id)
                .query(StoredSubstitutes::read)
                .optional()
                .orElseThrow(() -> new NotFoundException("substitution " + id));
        requireFor(removed.person());
        jdbc.sql("delete from platform.substitution where id = ?").param(id).update();
        notices.takeBack(origin(id));
        changed("organisation.substituteRemoved", removed);
    }

    private static String origin(UUID id) {
        return "substitution/" + id;
    }

    private void changed(String action, Substitution substitution) {
        events.publishEvent(new SubstitutionDeed(action, substitution));
        kept = null;
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                kept = null;
            }
        });
        nodes.tell(TOPIC, substitution.person());
    }

    private void requireFor(String person) {
        Person acts = currentPerson.get();
        if (!acts.id().equals(person) && !acts.has(Role.ADMINISTRATOR)) {
            throw new NotAllowedException("organisation.error.notYours");
        }
    }

    private static Substitution read(ResultSet row, int number) throws SQLException {
        return new Substitution(
                row.getObject("id", UUID.class),
                row.getString("person"),
                row.getString("person_name"),
                row.getString("substitute"),
                row.getString("substitute_name"),
                row.getObject("from_day", LocalDate.class),
                row.getObject("to_day", LocalDate.class));
    }
}
