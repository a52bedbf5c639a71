package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.val;

import dev.millwright.app.Action;
import dev.millwright.record.AggregateRequest;
import dev.millwright.record.AggregateRequest.Bucket;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.record.AggregateRequest.Measure;
import dev.millwright.record.Condition;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

class TimeBucketsIntegrationTests {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    private static Gate gate;

    @BeforeAll
    static void start() {
        gate = new Gate();
    }

    @AfterAll
    static void stop() {
        gate.close();
    }

    /** Zones without summer time, with it, with days that begin at one o'clock, half an hour off, and with a day left out. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Asia/Shanghai",
                "Europe/Berlin",
                "America/New_York",
                "America/Sao_Paulo",
                "Australia/Lord_Howe",
                "Pacific/Apia",
                "UTC"
            })
    void putsEveryMomentIntoTheStretchItsDayIsIn(String zoneId) {
        ZoneId zone = ZoneId.of(zoneId);
        for (Bucket bucket : Bucket.values()) {
            TimeBuckets stretches = new TimeBuckets(bucket, zone, TODAY);
            Map<Instant, LocalDate> expected = new LinkedHashMap<>();
            List<Field<?>> asked = new ArrayList<>();
            for (Instant moment : moments(bucket, zone)) {
                expected.put(moment, bucket.first(LocalDate.ofInstant(moment, zone)));
            }
            expected.keySet()
                    .forEach(moment ->
                            asked.add(stretches.ofMoment(val(OffsetDateTime.ofInstant(moment, ZoneOffset.UTC)))));
            assertThat(gate.dsl.select(asked).fetchSingle().intoList())
                    .as("%s in %s", bucket, zone)
                    .isEqualTo(List.copyOf(expected.values()));
        }
    }

    /** Where stretches begin, just before and just after; the clocks' changes; and what lies beyond all known stretches. */
    private static List<Instant> moments(Bucket bucket, ZoneId zone) {
        List<Instant> moments = new ArrayList<>(List.of(
                Instant.parse("1931-05-06T07:08:09Z"),
                Instant.parse("2011-12-30T12:00:00Z"),
                Instant.parse("2018-11-04T03:30:00Z"),
                Instant.parse("2199-12-31T23:59:59.999999Z")));
        for (LocalDate first : List.of(
                bucket.first(TODAY),
                bucket.next(bucket.first(TODAY)),
                bucket.first(LocalDate.of(2026, 3, 29)),
                bucket.first(LocalDate.of(2026, 10, 25)),
                bucket.first(LocalDate.of(2025, 12, 31)))) {
            Instant beginning = first.atStartOfDay(zone).toInstant();
            moments.addAll(List.of(
                    beginning.minus(Duration.ofNanos(1_000)), beginning, beginning.plus(Duration.ofMinutes(61))));
        }
        return moments;
    }

    @Test
    void knowsNoStretchOfNoMoment() {
        TimeBuckets stretches = new TimeBuckets(Bucket.MONTH, ZoneId.of("Asia/Shanghai"), TODAY);
        assertThat(gate.dsl
                        .select(stretches.ofMoment(DSL.field("cast(null as timestamptz)")))
                        .fetchSingle()
                        .value1())
                .isNull();
    }

    @Test
    void groupsByMonthWithTheHelpOfWorkers() {
        gate.publish("stretch", EnumSet.allOf(Action.class), form("visit", field("came_at", "date-time")));
        JdbcTemplate jdbc = gate.context.getBean(JdbcTemplate.class);
        jdbc.execute("""
                insert into app_stretch.visit (id, version, created_at, created_by, created_by_name, updated_at, updated_by,
                    updated_by_name, came_at)
                select gen_random_uuid(), 1, now(), 'p', 'P', now(), 'p', 'P', now() - n * interval '1 hour'
                from generate_series(1, 5000) n
                """);
        jdbc.execute("analyze app_stretch.visit");
        String plan = gate.transaction().execute(status -> {
            jdbc.execute("set local parallel_setup_cost = 0");
            jdbc.execute("set local parallel_tuple_cost = 0");
            jdbc.execute("set local min_parallel_table_scan_size = 0");
            return String.join(
                    "\n",
                    gate.explain(() -> gate.query()
                            .aggregate(new AggregateRequest(
                                    ref("stretch", "visit"),
                                    Condition.ALL,
                                    "",
                                    List.of(new Group("came_at", Bucket.MONTH)),
                                    List.of(Measure.COUNT),
                                    List.of(),
                                    100))));
        });
        assertThat(plan).contains("Gather", "Partial");
    }
}
