package dev.millwright.calendar.internal;

import dev.millwright.calendar.CalendarFile;
import dev.millwright.calendar.Calendars;
import dev.millwright.calendar.Shift;
import dev.millwright.calendar.SpecialDay;
import dev.millwright.calendar.WorkTime;
import dev.millwright.calendar.WorkingCalendar;
import dev.millwright.cluster.Nodes;
import dev.millwright.expression.WorkDaysChanged;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Role;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Phrase;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Calendars in {@code platform.working_calendar}, few and asked for often: all of them are kept in memory until one changes. */
@Service
class StoredCalendars implements Calendars {

    private static final String TOPIC = "calendar";
    private static final String NAME_OF_FIRST = "标准日历 Standard calendar";
    private static final UUID FIRST = UUID.fromString("00000000-0000-7000-8000-000000000560");
    private static final TypeReference<Map<DayOfWeek, List<Shift>>> WEEK = new TypeReference<>() {};
    private static final TypeReference<TreeMap<LocalDate, SpecialDay>> DAYS = new TypeReference<>() {};
    private static final Comparator<WorkingCalendar> ORDER = Comparator.comparing(
                    (WorkingCalendar calendar) -> !calendar.standard())
            .thenComparing(WorkingCalendar::label)
            .thenComparing(WorkingCalendar::id);

    private final JdbcClient jdbc;
    private final Nodes nodes;
    private final CurrentPerson currentPerson;
    private final ApplicationEventPublisher events;
    private final BusinessTime time;
    private final JsonMapper json = new JsonMapper();
    private volatile @Nullable List<WorkingCalendar> kept;

    StoredCalendars(
            JdbcClient jdbc,
            Nodes nodes,
            CurrentPerson currentPerson,
            ApplicationEventPublisher events,
            BusinessTime time) {
        this.jdbc = jdbc;
        this.nodes = nodes;
        this.currentPerson = currentPerson;
        this.events = events;
        this.time = time;
        nodes.hear(TOPIC, news -> kept = null, () -> kept = null);
    }

    @Override
    public List<WorkingCalendar> all() {
        List<WorkingCalendar> known = kept;
        if (known == null) {
            known = read();
            kept = known;
        }
        return known;
    }

    private List<WorkingCalendar> read() {
        List<WorkingCalendar> found = select();
        if (found.isEmpty()) {
            insert(comesAlong());
            found = select();
        }
        return found.stream().sorted(ORDER).toList();
    }

    /** At once, for those who ask within a transaction that only reads cannot make the first one. */
    @EventListener(ApplicationStartedEvent.class)
    void begin() {
        all();
    }

    private List<WorkingCalendar> select() {
        return jdbc.sql("select * from platform.working_calendar")
                .query(this::read)
                .list();
    }

    /** Monday to Friday from nine to six, with the holidays of China. */
    private static WorkingCalendar comesAlong() {
        Map<DayOfWeek, List<Shift>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : List.of(
                DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY)) {
            week.put(
                    day,
                    List.of(
                            new Shift(LocalTime.of(9, 0), LocalTime.of(12, 0)),
                            new Shift(LocalTime.of(13, 0), LocalTime.of(18, 0))));
        }
        return new WorkingCalendar(FIRST, "", true, week, china(), 1);
    }

    static NavigableMap<LocalDate, SpecialDay> china() {
        try (InputStream file = Calendars.class.getResourceAsStream("china.txt")) {
            if (file == null) {
                throw new IllegalStateException("The holidays of China are missing");
            }
            CalendarFile.Result read = CalendarFile.read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            if (read.problems().hasErrors()) {
                throw new IllegalStateException("The holidays of China cannot be read: " + read.problems());
            }
            return read.days();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public WorkingCalendar standard() {
        return all().stream().filter(WorkingCalendar::standard).findFirst().orElseThrow();
    }

    @Override
    public WorkingCalendar get(UUID id) {
        return all().stream()
                .filter(calendar -> calendar.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("calendar " + id));
    }

    @Override
    public WorkTime workTime(@Nullable UUID calendar) {
        WorkingCalendar counted = all().stream()
                .filter(one -> one.id().equals(calendar))
                .findFirst()
                .orElseGet(this::standard);
        return new WorkTime(counted, time.zone());
    }

    @Override
    @Transactional
    public WorkingCalendar add(String label) {
        requireAdministrator();
        String name = label.strip();
        if (name.isEmpty()) {
            throw new InvalidException(Problems.of(Problem.error("calendar.error.name", "label")));
        }
        WorkingCalendar model = standard();
        WorkingCalendar added = new WorkingCalendar(Ids.next(), name, false, model.week(), model.days(), 1);
        check(added);
        insert(added);
        changed("calendar.added", added, List.of());
        return added;
    }

    @Override
    @Transactional
    public WorkingCalendar save(WorkingCalendar wanted) {
        requireAdministrator();
        check(wanted);
        WorkingCalendar before = get(wanted.id());
        int saved = jdbc.sql("""
            update platform.working_calendar
            set label = :label, week = :week::jsonb, days = :days::jsonb, version = version + 1
            where id = :id and version = :version
            """)
                .param("label", wanted.label())
                .param("week", json.writeValueAsString(wanted.week()))
                .param("days", json.writeValueAsString(wanted.days()))
                .param("id", wanted.id())
                .param("version", wanted.version())
                .update();
        if (saved == 0) {
            kept = null;
            throw new ConflictException("calendar.error.changed");
        }
        changed("calendar.changed", wanted, differences(before, wanted));
        return new WorkingCalendar(
                wanted.id(), wanted.label(), wanted.standard(), wanted.week(), wanted.days(), wanted.version() + 1);
    }

    /** What changed, a sentence each; a whole year that was read from a file is told as a number. */
    private static List<Phrase> differences(WorkingCalendar before, WorkingCalendar after) {
        List<Phrase> details = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            String was = Shift.write(before.week().getOrDefault(day, List.of()));
            String is = Shift.write(after.week().getOrDefault(day, List.of()));
            if (!was.equals(is)) {
                details.add(Phrase.of("calendar.audit.week", Phrase.of("calendar.day." + day.getValue()), was, is));
            }
        }
        TreeMap<LocalDate, SpecialDay> all = new TreeMap<>(before.days());
        all.putAll(after.days());
        List<LocalDate> days = all.keySet().stream()
                .filter(day ->
                        !Objects.equals(before.days().get(day), after.days().get(day)))
                .toList();
        if (days.size() > 10) {
            details.add(Phrase.of(
                    "calendar.audit.days",
                    days.size(),
                    days.getFirst().toString(),
                    days.getLast().toString()));
        } else {
            for (LocalDate day : days) {
                SpecialDay special = after.days().get(day);
                details.add(
                        special == null
                                ? Phrase.of("calendar.audit.usual", day.toString())
                                : Phrase.of(
                                        "calendar.audit.day",
                                        day.toString(),
                                        Phrase.of("calendar.kind."
                                                + special.kind().key()),
                                        special.name()));
            }
        }
        return details;
    }

    @Override
    @Transactional
    public void makeStandard(UUID id) {
        requireAdministrator();
        WorkingCalendar chosen = get(id);
        jdbc.sql("update platform.working_calendar set standard = false, version = version + 1 where standard"
                        + " and id <> ?")
                .param(id)
                .update();
        jdbc.sql("update platform.working_calendar set standard = true, version = version + 1 where id = ? and"
                        + " not standard")
                .param(id)
                .update();
        changed("calendar.madeStandard", chosen, List.of());
    }

    @Override
    @Transactional
    public void remove(UUID id) {
        requireAdministrator();
        WorkingCalendar removed = get(id);
        int gone = jdbc.sql("delete from platform.working_calendar where id = ? and not standard")
                .param(id)
                .update();
        if (gone == 0) {
            throw new ConflictException("calendar.error.standard");
        }
        changed("calendar.removed", removed, List.of());
    }

    private void check(WorkingCalendar calendar) {
        Problems problems = calendar.problems();
        if (problems.hasErrors()) {
            throw new InvalidException(problems);
        }
    }

    private void insert(WorkingCalendar calendar) {
        jdbc.sql("""
            insert into platform.working_calendar (id, label, standard, week, days, version)
            values (:id, :label, :standard, :week::jsonb, :days::jsonb, :version)
            on conflict do nothing
            """)
                .param("id", calendar.id())
                .param("label", calendar.label())
                .param("standard", calendar.standard())
                .param("week", json.writeValueAsString(calendar.week()))
                .param("days", json.writeValueAsString(calendar.days()))
                .param("version", calendar.version())
                .update();
    }

    /** Forgets before and after: others may read in between what is no longer so. */
    private void changed(String action, WorkingCalendar calendar, List<Phrase> details) {
        String name = calendar.label().isEmpty() ? NAME_OF_FIRST : calendar.label();
        events.publishEvent(new CalendarDeed(action, name, List.of(), details));
        kept = null;
        events.publishEvent(new WorkDaysChanged());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                kept = null;
            }
        });
        nodes.tell(TOPIC, calendar.id().toString());
    }

    private WorkingCalendar read(ResultSet row, int number) throws SQLException {
        return new WorkingCalendar(
                row.getObject("id", UUID.class),
                row.getString("label"),
                row.getBoolean("standard"),
                json.readValue(row.getString("week"), WEEK),
                json.readValue(row.getString("days"), DAYS),
                row.getLong("version"));
    }

    private void requireAdministrator() {
        if (!currentPerson.get().has(Role.ADMINISTRATOR)) {
            throw new NotAllowedException("calendar.error.administratorsOnly");
        }
    }
}
