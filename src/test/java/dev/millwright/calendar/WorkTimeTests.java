package dev.millwright.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millwright.shared.Label;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkTimeTests {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Label WHY = Label.of("Why", "原因");

    private static final WorkingCalendar OFFICE = calendar(Map.of(
            DayOfWeek.MONDAY, shifts("9:00-12:00, 13:00-18:00"),
            DayOfWeek.TUESDAY, shifts("9:00-12:00, 13:00-18:00"),
            DayOfWeek.WEDNESDAY, shifts("9:00-12:00, 13:00-18:00"),
            DayOfWeek.THURSDAY, shifts("9:00-12:00, 13:00-18:00"),
            DayOfWeek.FRIDAY, shifts("9:00-12:00, 13:00-18:00")));

    private static WorkingCalendar calendar(Map<DayOfWeek, List<Shift>> week) {
        return new WorkingCalendar(UUID.randomUUID(), "Test", false, week, new TreeMap<>(), 1);
    }

    private static List<Shift> shifts(String text) {
        return Shift.read(text).orElseThrow();
    }

    private static WorkTime in(WorkingCalendar calendar, ZoneId zone) {
        return new WorkTime(calendar, zone);
    }

    private static Instant at(ZoneId zone, String local) {
        return LocalDateTime.parse(local).atZone(zone).toInstant();
    }

    private static String local(Instant moment, ZoneId zone) {
        return LocalDateTime.ofInstant(moment, zone).toString();
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    @Test
    void remindsOnMondayAtFiveOfWhatWasSubmittedOnFridayAtFive() {
        Instant friday = at(SHANGHAI, "2026-11-27T17:00");
        assertThat(local(in(OFFICE, SHANGHAI).plusDays(friday, 1), SHANGHAI)).isEqualTo("2026-11-30T17:00");
    }

    @Test
    void aPublicHolidayMovesTheReminder() {
        WorkingCalendar closed = OFFICE.withDay(day("2026-11-30"), Optional.of(SpecialDay.holiday(WHY)));
        Instant friday = at(SHANGHAI, "2026-11-27T17:00");
        assertThat(local(in(closed, SHANGHAI).plusDays(friday, 1), SHANGHAI)).isEqualTo("2026-12-01T17:00");
    }

    @Test
    void aWeekendDayThatIsWorkedCounts() {
        WorkingCalendar open = OFFICE.withDay(day("2026-11-28"), Optional.of(SpecialDay.working(WHY)));
        Instant friday = at(SHANGHAI, "2026-11-27T17:00");
        assertThat(local(in(open, SHANGHAI).plusDays(friday, 1), SHANGHAI)).isEqualTo("2026-11-28T17:00");
        assertThat(local(in(open, SHANGHAI).plusDays(friday, 2), SHANGHAI)).isEqualTo("2026-11-30T17:00");
    }

    @ParameterizedTest
    @CsvSource({
        // in the evening, at the weekend and at lunch the clock starts when work begins again
        "2026-11-27T20:00, 0, 2026-11-30T09:00",
        "2026-11-27T20:00, 1, 2026-12-01T09:00",
        "2026-11-28T12:00, 1, 2026-12-01T09:00",
        "2026-11-27T12:30, 1, 2026-11-30T13:00",
        "2026-11-27T18:00, 1, 2026-12-01T09:00",
        "2026-11-27T17:59, 3, 2026-12-02T17:59",
        "2026-11-30T00:30, 0, 2026-11-30T09:00"
    })
    void countsWorkingDays(String from, int days, String to) {
        assertThat(local(in(OFFICE, SHANGHAI).plusDays(at(SHANGHAI, from), days), SHANGHAI))
                .isEqualTo(to);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T17:00, PT1H, 2026-11-27T18:00",
        "2026-11-27T17:00, PT2H, 2026-11-30T10:00",
        "2026-11-27T11:30, PT1H, 2026-11-27T13:30",
        "2026-11-27T11:30, PT30M, 2026-11-27T12:00",
        "2026-11-28T10:00, PT0S, 2026-11-30T09:00",
        "2026-11-27T09:00, PT8H, 2026-11-27T18:00",
        "2026-11-27T09:00, PT40H, 2026-12-03T18:00"
    })
    void countsWorkingHours(String from, Duration amount, String to) {
        assertThat(local(in(OFFICE, SHANGHAI).plus(at(SHANGHAI, from), amount), SHANGHAI))
                .isEqualTo(to);
    }

    @ParameterizedTest
    @CsvSource({
        // what ends at night or at the weekend is counted from when work was last done
        "2026-11-30T17:00, 1, 2026-11-27T17:00",
        "2026-11-30T17:00, 0, 2026-11-30T17:00",
        "2026-11-28T12:00, 0, 2026-11-27T18:00",
        "2026-11-28T12:00, 1, 2026-11-26T18:00",
        "2026-12-01T00:00, 1, 2026-11-27T18:00",
        "2026-11-30T09:00, 1, 2026-11-26T18:00",
        "2026-11-30T12:30, 1, 2026-11-27T12:00",
        "2026-12-02T17:59, 3, 2026-11-27T17:59"
    })
    void countsWorkingDaysBack(String from, int days, String to) {
        assertThat(local(in(OFFICE, SHANGHAI).minusDays(at(SHANGHAI, from), days), SHANGHAI))
                .isEqualTo(to);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-30T10:00, PT1H, 2026-11-30T09:00",
        "2026-11-30T10:00, PT2H, 2026-11-27T17:00",
        "2026-11-30T13:30, PT1H, 2026-11-30T11:30",
        "2026-11-29T10:00, PT0S, 2026-11-27T18:00",
        "2026-11-29T10:00, PT8H, 2026-11-27T09:00",
        "2026-12-03T18:00, PT40H, 2026-11-27T09:00"
    })
    void countsWorkingHoursBack(String from, Duration amount, String to) {
        assertThat(local(in(OFFICE, SHANGHAI).minus(at(SHANGHAI, from), amount), SHANGHAI))
                .isEqualTo(to);
    }

    @Test
    void countsBackOverHolidaysShortDaysAndNights() {
        WorkingCalendar days = OFFICE.withDay(day("2026-11-30"), Optional.of(SpecialDay.holiday(WHY)))
                .withDay(
                        day("2026-11-27"),
                        Optional.of(new SpecialDay(SpecialDay.Kind.WORKING, WHY, false, shifts("10:00-12:00"))));
        Instant tuesday = at(SHANGHAI, "2026-12-01T17:00");
        assertThat(local(in(days, SHANGHAI).minusDays(tuesday, 1), SHANGHAI)).isEqualTo("2026-11-27T12:00");
        assertThat(local(in(days, SHANGHAI).minusDays(at(SHANGHAI, "2026-12-01T09:30"), 1), SHANGHAI))
                .isEqualTo("2026-11-27T10:00");
        WorkingCalendar nights =
                calendar(Map.of(DayOfWeek.MONDAY, shifts("22:00-06:00"), DayOfWeek.TUESDAY, shifts("05:00-14:00")));
        WorkTime time = in(nights, SHANGHAI);
        assertThat(local(time.minus(at(SHANGHAI, "2026-12-01T14:00"), Duration.ofHours(9)), SHANGHAI))
                .isEqualTo("2026-12-01T05:00");
        assertThat(local(time.minusDays(at(SHANGHAI, "2026-12-01T02:00"), 1), SHANGHAI))
                .isEqualTo("2026-11-24T14:00");
    }

    @Test
    void endsAWorkingDayWithAShorterOne() {
        WorkingCalendar half = OFFICE.withDay(
                day("2026-11-30"),
                Optional.of(new SpecialDay(SpecialDay.Kind.WORKING, WHY, false, shifts("10:00-12:00"))));
        WorkTime time = in(half, SHANGHAI);
        assertThat(local(time.plusDays(at(SHANGHAI, "2026-11-27T17:00"), 1), SHANGHAI))
                .isEqualTo("2026-11-30T12:00");
        assertThat(local(time.plusDays(at(SHANGHAI, "2026-11-27T09:00"), 1), SHANGHAI))
                .isEqualTo("2026-11-30T10:00");
    }

    @Test
    void aNightShiftBelongsToTheDayItBeginsOn() {
        WorkingCalendar nights = calendar(Map.of(
                DayOfWeek.MONDAY, shifts("22:00-06:00"),
                DayOfWeek.TUESDAY, shifts("22:00-06:00"),
                DayOfWeek.FRIDAY, shifts("22:00-06:00")));
        WorkTime time = in(nights, SHANGHAI);
        Instant early = at(SHANGHAI, "2026-11-28T02:00");
        assertThat(time.works(early)).isTrue();
        assertThat(time.works(at(SHANGHAI, "2026-11-28T06:00"))).isFalse();
        assertThat(local(time.plusDays(early, 1), SHANGHAI)).isEqualTo("2026-12-01T02:00");
        assertThat(local(time.plus(early, Duration.ofHours(5)), SHANGHAI)).isEqualTo("2026-11-30T23:00");
    }

    @Test
    void countsNothingTwiceWhereANightReachesIntoTheMorning() {
        WorkingCalendar both =
                calendar(Map.of(DayOfWeek.MONDAY, shifts("22:00-06:00"), DayOfWeek.TUESDAY, shifts("05:00-14:00")));
        assertThat(in(both, SHANGHAI).between(at(SHANGHAI, "2026-11-30T20:00"), at(SHANGHAI, "2026-12-01T20:00")))
                .isEqualTo(Duration.ofHours(16));
    }

    @Test
    void aNightIsAsLongAsItWasWhenClocksAreChanged() {
        WorkingCalendar always = calendar(Map.of(
                DayOfWeek.SATURDAY, shifts("22:00-06:00"),
                DayOfWeek.SUNDAY, shifts("22:00-06:00")));
        WorkTime time = in(always, BERLIN);
        assertThat(time.between(at(BERLIN, "2026-03-28T20:00"), at(BERLIN, "2026-03-29T12:00")))
                .isEqualTo(Duration.ofHours(7));
        assertThat(time.between(at(BERLIN, "2026-10-24T20:00"), at(BERLIN, "2026-10-25T12:00")))
                .isEqualTo(Duration.ofHours(9));
        assertThat(local(time.plusDays(at(BERLIN, "2026-03-28T23:00"), 1), BERLIN))
                .isEqualTo("2026-03-29T23:00");
    }

    @Test
    void aShiftWithinTheHourThatIsLeftOutTakesNoTime() {
        WorkingCalendar early = calendar(Map.of(DayOfWeek.SUNDAY, shifts("02:15-02:45, 08:00-09:00")));
        WorkTime time = in(early, BERLIN);
        assertThat(time.between(at(BERLIN, "2026-03-29T00:00"), at(BERLIN, "2026-03-29T12:00")))
                .isEqualTo(Duration.ofHours(1));
        assertThat(local(time.next(at(BERLIN, "2026-03-29T00:00")), BERLIN)).isEqualTo("2026-03-29T08:00");
    }

    @Test
    void endsWhereThereIsNoWork() {
        WorkingCalendar never = calendar(Map.of());
        Instant now = at(SHANGHAI, "2026-11-27T17:00");
        assertThat(never.problems().hasErrors()).isTrue();
        assertThatExceptionOfType(NoWorkingTimeException.class)
                .isThrownBy(() -> in(never, SHANGHAI).next(now));
        assertThatExceptionOfType(NoWorkingTimeException.class)
                .isThrownBy(() -> in(never, SHANGHAI).plusDays(now, 1));
        assertThatExceptionOfType(NoWorkingTimeException.class)
                .isThrownBy(() -> in(OFFICE, SHANGHAI).plusDays(now, Integer.MAX_VALUE));
        assertThatExceptionOfType(NoWorkingTimeException.class)
                .isThrownBy(() -> in(OFFICE, SHANGHAI).plus(now, Duration.ofDays(1_000_000)));
        assertThatExceptionOfType(NoWorkingTimeException.class)
                .isThrownBy(() -> in(never, SHANGHAI).minusDays(now, 1));
        assertThatExceptionOfType(NoWorkingTimeException.class)
                .isThrownBy(() -> in(OFFICE, SHANGHAI).minusDays(now, Integer.MAX_VALUE));
        assertThatExceptionOfType(NoWorkingTimeException.class)
                .isThrownBy(() -> in(OFFICE, SHANGHAI).minus(now, Duration.ofDays(1_000_000)));
        assertThat(in(never, SHANGHAI).between(now, now.plusSeconds(99))).isZero();
    }

    @Test
    void countsNothingNegative() {
        Instant now = at(SHANGHAI, "2026-11-27T17:00");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> in(OFFICE, SHANGHAI).plus(now, Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> in(OFFICE, SHANGHAI).plusDays(now, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> in(OFFICE, SHANGHAI).minus(now, Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> in(OFFICE, SHANGHAI).minusDays(now, -1));
    }

    @Test
    void aDayThatAZoneLeftOutHasNoWork() {
        ZoneId apia = ZoneId.of("Pacific/Apia");
        assertThat(in(OFFICE, apia).between(at(apia, "2011-12-29T00:00"), at(apia, "2012-01-01T00:00")))
                .isEqualTo(Duration.ofHours(8));
    }

    // What holds for any calendar, any zone and any moments.

    private record Case(long seed, WorkingCalendar calendar, ZoneId zone, Random random) {

        static Case any(List<String> zones) {
            long seed = System.nanoTime();
            Random random = new Random(seed);
            Map<DayOfWeek, List<Shift>> week = new EnumMap<>(DayOfWeek.class);
            for (DayOfWeek day : DayOfWeek.values()) {
                if (random.nextInt(7) < 5) {
                    week.put(day, shifts(random));
                }
            }
            week.putIfAbsent(DayOfWeek.MONDAY, shifts("9:00-17:00"));
            WorkingCalendar calendar = WorkTimeTests.calendar(week);
            for (int i = 0; i < 40; i++) {
                LocalDate day = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(730));
                SpecialDay special = random.nextBoolean()
                        ? SpecialDay.holiday(WHY)
                        : new SpecialDay(SpecialDay.Kind.WORKING, WHY, false, shifts(random));
                calendar = calendar.withDay(day, Optional.of(special));
            }
            ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
            return new Case(seed, calendar, zone, random);
        }

        private static List<Shift> shifts(String text) {
            return WorkTimeTests.shifts(text);
        }

        private static List<Shift> shifts(Random random) {
            List<LocalTime> ends = new ArrayList<>();
            for (int i = 2 * (1 + random.nextInt(3)); i > 0; i--) {
                ends.add(LocalTime.of(random.nextInt(24), 5 * random.nextInt(12)));
            }
            List<LocalTime> sorted =
                    ends.stream().distinct().sorted(Comparator.naturalOrder()).toList();
            List<Shift> shifts = new ArrayList<>();
            for (int i = 0; i + 1 < sorted.size(); i += 2) {
                shifts.add(new Shift(sorted.get(i), sorted.get(i + 1)));
            }
            if (shifts.isEmpty() || random.nextInt(4) == 0) {
                shifts = new ArrayList<>(List.of(new Shift(LocalTime.of(21, 0), LocalTime.of(random.nextInt(8), 0))));
            }
            return shifts;
        }

        Instant moment() {
            return Instant.parse("2026-02-01T00:00:00Z").plusSeconds(random.nextInt(500 * 24 * 3600));
        }

        WorkTime time() {
            return new WorkTime(calendar, zone);
        }

        String what() {
            return "seed " + seed + " " + zone;
        }
    }

    private static final List<String> ZONES = List.of(
            "Asia/Shanghai",
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "America/St_Johns",
            "Africa/Casablanca",
            "Pacific/Chatham");

    @RepeatedTest(60)
    void whatIsAddedIsWhatLiesBetween() {
        Case any = Case.any(ZONES);
        for (int i = 0; i < 30; i++) {
            Instant from = any.moment();
            Duration amount = Duration.ofSeconds(any.random().nextInt(400_000));
            Instant to = any.time().plus(from, amount);
            assertThat(to).as(any.what()).isAfterOrEqualTo(from);
            assertThat(any.time().between(from, to)).as(any.what()).isEqualTo(amount);
            assertThat(any.time().between(to, from)).as(any.what()).isEqualTo(amount.negated());
        }
    }

    @RepeatedTest(60)
    void whatIsTakenAwayIsWhatLiesBetween() {
        Case any = Case.any(ZONES);
        for (int i = 0; i < 30; i++) {
            Instant to = any.moment();
            Duration amount = Duration.ofSeconds(any.random().nextInt(400_000));
            Instant from = any.time().minus(to, amount);
            assertThat(from).as(any.what()).isBeforeOrEqualTo(to);
            assertThat(any.time().between(from, to)).as(any.what()).isEqualTo(amount);
            int days = any.random().nextInt(15);
            Instant earlier = any.time().minusDays(to, days);
            assertThat(earlier).as(any.what()).isBeforeOrEqualTo(to);
            assertThat(any.time().works(earlier) || any.time().works(earlier.minusNanos(1)))
                    .as(any.what())
                    .isTrue();
            Instant later = to.plusSeconds(any.random().nextInt(200_000));
            assertThat(any.time().minusDays(later, days)).as(any.what()).isAfterOrEqualTo(earlier);
        }
    }

    @RepeatedTest(60)
    void partsAddUp() {
        Case any = Case.any(ZONES);
        for (int i = 0; i < 30; i++) {
            Instant a = any.moment();
            Instant b = any.moment();
            Instant c = any.moment();
            assertThat(any.time().between(a, b).plus(any.time().between(b, c)))
                    .as(any.what())
                    .isEqualTo(any.time().between(a, c));
            Duration one = Duration.ofMinutes(1 + any.random().nextInt(3_000));
            Duration two = Duration.ofMinutes(1 + any.random().nextInt(3_000));
            assertThat(any.time().plus(any.time().plus(a, one), two))
                    .as(any.what())
                    .isEqualTo(any.time().plus(a, one.plus(two)));
        }
    }

    @RepeatedTest(60)
    void laterStartsLeadToLaterEndsAndAllAreWithinWork() {
        Case any = Case.any(ZONES);
        for (int i = 0; i < 30; i++) {
            Instant early = any.moment();
            Instant late = early.plusSeconds(any.random().nextInt(200_000));
            int days = any.random().nextInt(15);
            Instant first = any.time().plusDays(early, days);
            assertThat(first).as(any.what()).isAfterOrEqualTo(early);
            assertThat(any.time().plusDays(late, days)).as(any.what()).isAfterOrEqualTo(first);
            assertThat(any.time().works(first) || any.time().works(first.minusNanos(1)))
                    .as(any.what())
                    .isTrue();
            Instant next = any.time().next(early);
            assertThat(any.time().works(next)).as(any.what()).isTrue();
            assertThat(any.time().between(early, next)).as(any.what()).isZero();
        }
    }

    /** Minute by minute, by what the clock on the wall shows; in zones whose clocks are never changed. */
    @RepeatedTest(20)
    void agreesWithCountingMinutes() {
        Case any = Case.any(List.of("Asia/Shanghai", "Asia/Kathmandu", "UTC"));
        Instant from = any.moment().truncatedTo(ChronoUnit.MINUTES);
        long minutes = 0;
        for (int i = 0; i < 12 * 24 * 60; i++) {
            Instant moment = from.plusSeconds(60L * i);
            boolean works = onTheWall(any.calendar(), LocalDateTime.ofInstant(moment, any.zone()));
            if (i % 7 == 0) {
                assertThat(any.time().works(moment))
                        .as(any.what() + " " + moment)
                        .isEqualTo(works);
            }
            minutes += works ? 1 : 0;
        }
        assertThat(any.time().between(from, from.plusSeconds(12L * 24 * 3600)))
                .as(any.what())
                .isEqualTo(Duration.ofMinutes(minutes));
    }

    private static boolean onTheWall(WorkingCalendar calendar, LocalDateTime wall) {
        LocalTime time = wall.toLocalTime();
        for (Shift shift : calendar.shifts(wall.toLocalDate())) {
            if (!time.isBefore(shift.from()) && (shift.isOvernight() || time.isBefore(shift.to()))) {
                return true;
            }
        }
        return calendar.shifts(wall.toLocalDate().minusDays(1)).stream()
                .anyMatch(shift -> shift.isOvernight() && time.isBefore(shift.to()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9:00-12:00,13:00-18:00",
                "13:00–18:00；09:00～12:00",
                "９：００－１２：００，13：00-18:00",
                "0:00-24:00",
                "22:00-6:00"
            })
    void readsShiftsAsPeopleWriteThem(String text) {
        assertThat(Shift.read(text)).hasValueSatisfying(read -> {
            assertThat(read).isNotEmpty().isSortedAccordingTo(Comparator.comparing(Shift::from));
            assertThat(Shift.read(Shift.write(read))).hasValue(read);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"9-12", "09:00-10:00, 09:30-11:00", "22:00-06:00, 23:00-23:30", "25:00-26:00", "a-b", "9:00"})
    void refusesWhatIsNoShift(String text) {
        assertThat(Shift.read(text)).isEmpty();
    }
}
