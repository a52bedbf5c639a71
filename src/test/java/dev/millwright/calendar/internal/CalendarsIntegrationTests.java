package dev.millwright.calendar.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.calendar.Calendars;
import dev.millwright.calendar.Shift;
import dev.millwright.calendar.SpecialDay;
import dev.millwright.calendar.WorkingCalendar;
import dev.millwright.expression.WorkDaySource;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Label;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.testing.IntegrationTest;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.WithPerson;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
@WithPerson("admin")
class CalendarsIntegrationTests {

    private static final LocalDate DAY = LocalDate.of(2028, 5, 4);
    private static final SpecialDay HOLIDAY = SpecialDay.holiday(Label.of("Works outing", "团建"));

    @Autowired
    private Calendars calendars;

    @Autowired
    private WorkDaySource workDays;

    @Autowired
    private BusinessTime time;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private WorkingCalendar added() {
        return calendars.add("Line " + UUID.randomUUID());
    }

    @Test
    void comesWithOneStandardCalendarAndTheDaysOfChina() {
        WorkingCalendar standard = calendars.standard();
        assertThat(calendars.all()).filteredOn(WorkingCalendar::standard).containsExactly(standard);
        assertThat(standard.shifts(LocalDate.of(2026, 10, 1))).isEmpty();
        assertThat(standard.shifts(LocalDate.of(2026, 10, 10))).hasSize(2);
        assertThat(standard.isProvisional(2026)).isFalse();
        assertThat(standard.isProvisional(2027)).isTrue();
    }

    @Test
    void tellsFormulasWhichDaysAreWorked() {
        assertThat(workDays.workDays().later(LocalDate.of(2026, 9, 30), 1)).isEqualTo("2026-10-08");
        assertThat(workDays.workDays().between(LocalDate.of(2026, 10, 10), LocalDate.of(2026, 10, 11)))
                .as("a Saturday that is worked")
                .isEqualTo(1);
    }

    @Test
    void movesTheReminderOverNationalDay() {
        var submitted =
                LocalDateTime.parse("2026-09-30T17:00").atZone(time.zone()).toInstant();
        assertThat(LocalDateTime.ofInstant(calendars.workTime(null).plusDays(submitted, 1), time.zone()))
                .isEqualTo("2026-10-08T17:00");
    }

    @Test
    void keepsWhatIsChanged() {
        WorkingCalendar added = added();
        Map<DayOfWeek, List<Shift>> week =
                Map.of(DayOfWeek.SUNDAY, Shift.read("22:00-06:00").orElseThrow());
        WorkingCalendar saved = calendars.save(
                added.withWeek(week).withDay(DAY, Optional.of(HOLIDAY)).withLabel("Nights " + added.id()));
        assertThat(saved.version()).isEqualTo(2);
        assertThat(calendars.get(added.id())).isEqualTo(saved);
        assertThat(jdbc.sql("select count(*) from platform.audit_entry where subject = ? and action ="
                                + " 'calendar.changed'")
                        .param(saved.label())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void refusesToOverwriteWhatSomebodyElseChanged() {
        WorkingCalendar added = added();
        calendars.save(added.withDay(DAY, Optional.of(HOLIDAY)));
        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> calendars.save(added));
    }

    @Test
    void refusesCalendarsWithoutWorkAndOverlappingShifts() {
        WorkingCalendar added = added();
        assertThatExceptionOfType(InvalidException.class).isThrownBy(() -> calendars.save(added.withWeek(Map.of())));
        List<Shift> twice = List.of(
                Shift.read("09:00-12:00").orElseThrow().getFirst(),
                Shift.read("11:00-13:00").orElseThrow().getFirst());
        assertThatExceptionOfType(InvalidException.class)
                .isThrownBy(() -> calendars.save(added.withWeek(Map.of(DayOfWeek.MONDAY, twice))));
        assertThatExceptionOfType(InvalidException.class).isThrownBy(() -> calendars.add("  "));
    }

    @Test
    void hasOneStandardCalendarAtAnyTime() {
        WorkingCalendar before = calendars.standard();
        WorkingCalendar added = added();
        calendars.makeStandard(added.id());
        assertThat(calendars.standard().id()).isEqualTo(added.id());
        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> calendars.remove(added.id()));
        calendars.makeStandard(before.id());
        calendars.remove(added.id());
        assertThat(calendars.standard().id()).isEqualTo(before.id());
        assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> calendars.get(added.id()));
        assertThat(calendars.workTime(added.id())).isNotNull();
    }

    @Test
    void forgetsWhatWasUndone() {
        WorkingCalendar added = added();
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            calendars.save(added.withDay(DAY, Optional.of(HOLIDAY)));
            assertThat(calendars.get(added.id()).days()).containsKey(DAY);
            status.setRollbackOnly();
        });
        assertThat(calendars.get(added.id())).isEqualTo(added);
    }

    @Test
    void isChangedByAdministratorsOnly() {
        WorkingCalendar added = added();
        for (var person : List.of(TestPeople.DANA, TestPeople.SAM, TestPeople.MIA)) {
            TestPeople.as(person);
            assertThat(calendars.all()).isNotEmpty();
            assertThatExceptionOfType(NotAllowedException.class).isThrownBy(() -> calendars.save(added));
            assertThatExceptionOfType(NotAllowedException.class).isThrownBy(() -> calendars.add("x"));
            assertThatExceptionOfType(NotAllowedException.class).isThrownBy(() -> calendars.remove(added.id()));
            assertThatExceptionOfType(NotAllowedException.class).isThrownBy(() -> calendars.makeStandard(added.id()));
        }
    }
}
