package dev.millwright.flow.internal;

import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApps;
import dev.millwright.calendar.Calendars;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.internal.DueStore.Origin;
import dev.millwright.flow.spi.Subscription;
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
import dev.millwright.record.spi.Authority;
import dev.millwright.record.spi.Cause;
import dev.millwright.shared.BusinessTime;
import java.sql.Date;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
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

    private static final int PORTION = 1_000;

    /** No calendar has fewer working days. */
    private static final int MOST_DAYS = 400;

    private final PublishedApps apps;
    private final FlowDesign design;
    private final DueStore dues;
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
            RecordQuery query,
            Authorities authorities,
            ObjectProvider<Calendars> calendars,
            BusinessTime time,
            JdbcTemplate database,
            PlatformTransactionManager transactions) {
        this.apps = apps;
        this.design = design;
        this.dues = dues;
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
            case Subscription.Schedule(Set<DayOfWeek> days, boolean working, LocalTime at) ->
                next(at, after, day -> days.contains(day.getDayOfWeek()) && (!working || works(day, flow)));
            case Subscription.DateField date -> next(date.at(), after, day -> true);
            case Subscription.Submitted _,
                    Subscription.Created _,
                    Subscription.Changed _,
                    Subscription.Deleted _,
                    Subscription.Button _,
                    Subscription.Called _,
                    Subscription.Api _ -> Optional.empty();
        };
    }

    private Optional<Instant> next(LocalTime at, Instant after, Predicate<LocalDate> on) {
        LocalDate first = LocalDate.ofInstant(after, time.zone());
        for (int i = 0; i < MOST_DAYS; i++) {
            Instant moment =
                    ZonedDateTime.of(first.plusDays(i), at, time.zone()).toInstant();
            if (moment.isAfter(after) && on.test(first.plusDays(i))) {
                return Optional.of(moment);
            }
        }
        return Optional.empty();
    }

    private boolean works(LocalDate day, FlowDefinition flow) {
        Calendars all = calendars.getIfAvailable();
        if (all == null) {
            return day.getDayOfWeek().getValue() < DayOfWeek.SATURDAY.getValue();
        }
        UUID own = flow.settings().calendar();
        return !all.all().stream()
                .filter(calendar -> calendar.id().equals(own))
                .findFirst()
                .orElseGet(all::standard)
                .shifts(day)
                .isEmpty();
    }

    /** Begins what is due by now; whether something was. */
    boolean tick() {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Optional<Scheduled> due = database
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
            due.ifPresent(this::begin);
            return due.isPresent();
        }));
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
        if (subscription instanceof Subscription.DateField date) {
            form(scheduled.app(), flow.form()).ifPresent(form -> {
                List<UUID> records = new ArrayList<>();
                for (LocalDate day = scheduled.lastDay().plusDays(1);
                        !day.isAfter(time.today());
                        day = day.plusDays(1)) {
                    records.addAll(with(form, flow, date, day.minusDays(date.days())));
                }
                if (!records.isEmpty()) {
                    dues.begin(scheduled.app(), flow.id(), form, records, origin);
                }
            });
        } else {
            dues.begin(scheduled.app(), flow.id(), origin);
        }
        database.update(
                "UPDATE platform.flow_schedule SET next_at = ?, last_day = ? WHERE flow = ?",
                RunStore.at(next),
                Date.valueOf(time.today()),
                flow.id());
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
    private List<UUID> with(FormRef form, FlowDefinition flow, Subscription.DateField date, LocalDate day) {
        List<Condition> all = new ArrayList<>();
        all.add(new Compare(date.field(), Operator.EQ, List.of(day)));
        if (!date.condition().isBlank()) {
            all.add(new Condition.Matches(date.condition()));
        }
        Authority app = new Authority.App(form.app(), new Cause(FlowDefinition.KIND, flow.id(), flow.label(), null));
        return authorities.as(app, () -> {
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
