package dev.millwright.flow.internal;

import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApps;
import dev.millwright.calendar.Calendars;
import dev.millwright.calendar.WorkingCalendar;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.internal.DueStore.Origin;
import dev.millwright.flow.spi.Subscription;
import dev.millwright.flow.spi.Subscription.Days;
import dev.millwright.identity.Person;
import dev.millwright.record.Condition;
import dev.millwright.record.Condition.Compare;
import dev.millwright.record.Condition.Operator;
import dev.millwright.record.Cursor;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordPage;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.spi.Authorities;
import dev.millwright.shared.BusinessTime;
import java.sql.Date;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Flows that begin by time: what is due is written together with when it is due next, so that each time begins once, also when servers
 * are killed or several run. Times that passed while no server ran begin one run; dates of records that passed meanwhile begin theirs.
 */
@Component
class Schedules {

    private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

    private static final int PORTION = 1_000;

    /** After a time that could not even be written down. */
    private static final Duration PAUSE = Duration.ofHours(1);

    /** No calendar has fewer working days. */
    private static final int MOST_DAYS = 400;

    private final PublishedApps apps;
    private final FlowDesign design;
    private final DueStore dues;
    private final TriggerConditions conditions;
    private final FlowNotices notices;
    private final RecordQuery query;
    private final Authorities authorities;
    private final ObjectProvider<Calendars> calendars;
    private final BusinessTime time;
    private final JdbcTemplate database;
    private final TransactionTemplate transaction;

    Schedules(
            PublishedApps apps,
            FlowDesign design,
            DueStore dues,
            TriggerConditions conditions,
            FlowNotices notices,
            RecordQuery query,
            Authorities authorities,
            ObjectProvider<Calendars> calendars,
            BusinessTime time,
            JdbcTemplate database,
            PlatformTransactionManager transactions) {
        this.apps = apps;
        this.design = design;
        this.dues = dues;
        this.conditions = conditions;
        this.notices = notices;
        this.query = query;
        this.authorities = authorities;
        this.calendars = calendars;
        this.time = time;
        this.database = database;
        this.transaction = new TransactionTemplate(transactions);
    }

    private record Scheduled(UUID flow, String app, LocalDate lastDay) {}

    /** Says when the flow begins, from its release on; in the transaction of the release. */
    void published(String app, FlowDefinition flow) {
        Instant next = design.subscription(flow)
                .flatMap(subscription -> next(subscription, flow, time.now()))
                .orElse(null);
        if (next == null) {
            removed(flow.id());
            return;
        }
        database.update(
                """
                INSERT INTO platform.flow_schedule (flow, app_key, next_at, last_day) VALUES (?, ?, ?, ?)
                ON CONFLICT (flow) DO UPDATE SET app_key = excluded.app_key, next_at = excluded.next_at\
                """,
                flow.id(),
                app,
                RunStore.at(next),
                // What became due today before the release is begun today, too.
                Date.valueOf(time.today().minusDays(1)));
    }

    void removed(UUID flow) {
        database.update("DELETE FROM platform.flow_schedule WHERE flow = ?", flow);
    }

    /** The next time after the moment; nothing for what does not begin by time. */
    Optional<Instant> next(Subscription subscription, FlowDefinition flow, Instant after) {
        return switch (subscription) {
            case Subscription.Schedule(Days on, List<LocalTime> at) -> next(at, after, days(on, flow));
            case Subscription.DateField date -> next(List.of(date.at()), after, day -> true);
            case Subscription.Submitted _,
                    Subscription.Created _,
                    Subscription.Changed _,
                    Subscription.Deleted _,
                    Subscription.Button _,
                    Subscription.Called _,
                    Subscription.Api _ -> Optional.empty();
        };
    }

    private Optional<Instant> next(List<LocalTime> at, Instant after, Predicate<LocalDate> on) {
        LocalDate first = LocalDate.ofInstant(after, time.zone());
        for (int i = 0; i < MOST_DAYS; i++) {
            LocalDate day = first.plusDays(i);
            Optional<Instant> moment = at.stream()
                    .map(one -> ZonedDateTime.of(day, one, time.zone()).toInstant())
                    .filter(one -> one.isAfter(after))
                    .min(Comparator.naturalOrder());
            if (moment.isPresent() && on.test(day)) {
                return moment;
            }
        }
        return Optional.empty();
    }

    private Predicate<LocalDate> days(Days on, FlowDefinition flow) {
        return switch (on) {
            case Days.OfWeek(Set<DayOfWeek> days, boolean working) ->
                working
                        ? works(flow).and(day -> days.contains(day.getDayOfWeek()))
                        : day -> days.contains(day.getDayOfWeek());
            case Days.OfMonth(int number, boolean working) -> ofMonth(number, working ? works(flow) : day -> true);
        };
    }

    /** The day of that number among those of its month that count. */
    private static Predicate<LocalDate> ofMonth(int number, Predicate<LocalDate> counts) {
        return day -> {
            List<LocalDate> all = day.withDayOfMonth(1)
                    .datesUntil(day.withDayOfMonth(1).plusMonths(1))
                    .filter(counts)
                    .toList();
            if (all.isEmpty()) {
                return false;
            }
            int index = number > 0 ? Math.min(number, all.size()) - 1 : Math.max(0, all.size() + number);
            return all.get(index).equals(day);
        };
    }

    /** By the flow's calendar, which is read once. */
    private Predicate<LocalDate> works(FlowDefinition flow) {
        Calendars all = calendars.getIfAvailable();
        if (all == null) {
            return day -> day.getDayOfWeek().getValue() < DayOfWeek.SATURDAY.getValue();
        }
        UUID own = flow.settings().calendar();
        WorkingCalendar calendar = all.all().stream()
                .filter(one -> one.id().equals(own))
                .findFirst()
                .orElseGet(all::standard);
        return day -> !calendar.shifts(day).isEmpty();
    }

    /** Begins what is due by now; whether something was. */
    boolean tick() {
        AtomicReference<@Nullable Scheduled> tried = new AtomicReference<>();
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> {
                Optional<Scheduled> due = next();
                due.ifPresent(scheduled -> {
                    tried.set(scheduled);
                    begin(scheduled);
                });
                return due.isPresent();
            }));
        } catch (RuntimeException e) {
            Scheduled scheduled = tried.get();
            if (scheduled == null) {
                throw e;
            }
            // The others must not wait for it.
            LOG.error("Flow {} does not begin by time, it is looked at again in {}", scheduled.flow(), PAUSE, e);
            database.update(
                    "UPDATE platform.flow_schedule SET next_at = ? WHERE flow = ?",
                    RunStore.at(time.now().plus(PAUSE)),
                    scheduled.flow());
            return true;
        }
    }

    private Optional<Scheduled> next() {
        return database
                .query(
                        """
                        SELECT flow, app_key, last_day FROM platform.flow_schedule WHERE next_at <= ?
                        ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED\
                        """,
                        (row, number) -> new Scheduled(
                                RunStore.uuid(row, "flow"),
                                row.getString("app_key"),
                                row.getDate("last_day").toLocalDate()),
                        RunStore.at(time.now()))
                .stream()
                .findFirst();
    }

    private void begin(Scheduled scheduled) {
        FlowDefinition flow = apps.designed(scheduled.app()).stream()
                .flatMap(app -> app.all(FlowDefinition.KIND, FlowDefinition.class).stream())
                .filter(one -> one.id().equals(scheduled.flow()))
                .findFirst()
                .orElse(null);
        Subscription subscription =
                flow == null ? null : design.subscription(flow).orElse(null);
        Instant next = flow == null || subscription == null
                ? null
                : next(subscription, flow, time.now()).orElse(null);
        if (flow == null || subscription == null || next == null) {
            removed(scheduled.flow());
            return;
        }
        Origin origin = new Origin(Person.SYSTEM, flow.label(), null, null);
        if (subscription instanceof Subscription.DateField) {
            // For which records is asked where a question that fails is kept and tried again.
            dues.lookForDates(scheduled.app(), flow.id(), origin).ifPresent(notices::settled);
        } else {
            dues.begin(scheduled.app(), flow.id(), origin);
        }
        database.update("UPDATE platform.flow_schedule SET next_at = ? WHERE flow = ?", RunStore.at(next), flow.id());
    }

    /** Makes the flow begin for the records whose date has come since they were looked for the last time. */
    void look(String app, FlowDefinition flow) {
        LocalDate last = lastDay(flow.id()).orElse(null);
        Subscription subscription = design.subscription(flow).orElse(null);
        FormRef form = form(app, flow.form()).orElse(null);
        if (last != null && form != null && subscription instanceof Subscription.DateField date) {
            Origin origin = new Origin(Person.SYSTEM, flow.label(), null, null);
            for (LocalDate day = last.plusDays(1); !day.isAfter(time.today()); day = day.plusDays(1)) {
                begin(form, flow, date, day.minusDays(date.days()), origin);
            }
        }
        passOver(flow.id());
    }

    private void begin(FormRef form, FlowDefinition flow, Subscription.DateField date, LocalDate day, Origin origin) {
        List<UUID> records = conditions
                .tried(flow, () -> with(form, flow, date.field(), date.condition(), day))
                .orElse(null);
        if (records == null) {
            List<UUID> all = with(form, flow, date.field(), "", day);
            dues.ask(form.app(), flow.id(), form, all, origin);
        } else if (!records.isEmpty()) {
            dues.begin(form.app(), flow.id(), form, records, origin);
        }
    }

    private Optional<LocalDate> lastDay(UUID flow) {
        return database
                .query(
                        "SELECT last_day FROM platform.flow_schedule WHERE flow = ?",
                        (row, number) -> row.getDate("last_day").toLocalDate(),
                        flow)
                .stream()
                .findFirst();
    }

    /** Nothing begins any more for dates that have come by now. */
    void passOver(UUID flow) {
        database.update(
                "UPDATE platform.flow_schedule SET last_day = ? WHERE flow = ?", Date.valueOf(time.today()), flow);
    }

    private Optional<FormRef> form(String app, @Nullable UUID form) {
        return apps.designed(app).stream()
                .map(PublishedApp::definitions)
                .flatMap(kinds -> kinds.values().stream().flatMap(List::stream))
                .filter(definition -> definition.id().equals(form))
                .map(definition -> new FormRef(app, definition.key()))
                .findFirst();
    }

    /** The records with that day in the field. */
    private List<UUID> with(FormRef form, FlowDefinition flow, String field, String condition, LocalDate day) {
        List<Condition> all = new ArrayList<>();
        all.add(new Compare(field, Operator.EQ, List.of(day)));
        if (!condition.isBlank()) {
            all.add(new Condition.Matches(condition));
        }
        return authorities.as(TriggerConditions.asApp(form, flow, null), () -> {
            List<UUID> found = new ArrayList<>();
            ListRequest request =
                    new ListRequest(form, new Condition.And(all), "", List.of(), Set.of("id"), PORTION, null, false);
            for (Cursor next = null; ; ) {
                RecordPage page = query.list(request.after(next));
                page.items().stream().map(RecordData::id).forEach(found::add);
                next = page.next();
                if (next == null) {
                    return found;
                }
            }
        });
    }
}
