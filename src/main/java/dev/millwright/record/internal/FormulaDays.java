package dev.millwright.record.internal;

import dev.millwright.app.App;
import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApps;
import dev.millwright.shared.BusinessTime;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Works formulas of {@code TODAY()} and of working days out again when a day has begun in the business zone, or began while nothing ran, and
 * when work is done on other days than before.
 */
@Component
class FormulaDays {

    private static final Logger LOG = LoggerFactory.getLogger(FormulaDays.class);

    /** Whoever took longer was stopped on the way. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final JdbcClient jdbc;
    private final PublishedApps apps;
    private final BusinessTime time;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("formula-days").daemon().factory());

    FormulaDays(JdbcClient jdbc, PublishedApps apps, BusinessTime time) {
        this.jdbc = jdbc;
        this.apps = apps;
        this.time = time;
    }

    /** What is to be done for an app whose day is over. */
    @FunctionalInterface
    interface DayWork {
        void recompute(PublishedApp app);
    }

    /** The app has such formulas; those that it did not have before are worked out for today. In the running transaction. */
    void know(App app) {
        jdbc.sql("""
                INSERT INTO platform.formula_day (app, key, day) VALUES (:app, :key, :day)
                ON CONFLICT (app) DO UPDATE SET key = excluded.key""")
                .param("app", app.id())
                .param("key", app.key())
                .param("day", today())
                .update();
    }

    private record Due(UUID app, String key) {}

    /** Does what is due, app by app; another node does not do the same meanwhile. */
    void catchUp(DayWork work) {
        LocalDate today = today();
        List<Due> due = jdbc.sql("SELECT app, key FROM platform.formula_day WHERE day < :day ORDER BY app")
                .param("day", today)
                .query((row, _) -> new Due(row.getObject("app", UUID.class), row.getString("key")))
                .list();
        for (Due one : due) {
            if (claimed(one, today)) {
                apps.designed(one.key())
                        .filter(app -> app.app().id().equals(one.app()))
                        .ifPresentOrElse(work::recompute, () -> forget(one));
                // Not where it became due again meanwhile.
                jdbc.sql("""
                        UPDATE platform.formula_day SET day = :day, until = NULL
                        WHERE app = :app AND day < :day AND until IS NOT NULL""").param("day", today).param("app", one.app()).update();
            }
        }
    }

    /** As if a day had begun for each app; what is being worked out just now is due again. */
    void beginAgain() {
        jdbc.sql("UPDATE platform.formula_day SET day = least(day, :day), until = NULL")
                .param("day", today().minusDays(1))
                .update();
    }

    private boolean claimed(Due due, LocalDate today) {
        return jdbc.sql("""
                        UPDATE platform.formula_day SET until = now() + make_interval(secs => :seconds)
                        WHERE app = :app AND day < :day AND (until IS NULL OR until < now())""")
                        .param("seconds", LONGEST.toSeconds())
                        .param("app", due.app())
                        .param("day", today)
                        .update()
                == 1;
    }

    private void forget(Due due) {
        jdbc.sql("DELETE FROM platform.formula_day WHERE app = :app")
                .param("app", due.app())
                .update();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(time.now(), time.zone());
    }

    /** Looks every minute from now on. */
    void everyMinute(DayWork work) {
        clock.scheduleWithFixedDelay(() -> tryTo(work), 5, 60, TimeUnit.SECONDS);
    }

    private void tryTo(DayWork work) {
        try {
            catchUp(work);
        } catch (RuntimeException e) {
            LOG.warn("Formulas of today are not worked out now: {}", e.getMessage());
        }
    }

    @PreDestroy
    void end() {
        clock.shutdownNow();
    }
}
