package dev.millwright.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WorkDaysTests {

    private static final LocalDate NATIONAL_DAY = LocalDate.of(2026, 10, 1);

    private static final WorkDays CHINA = new WorkDays(
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
            NATIONAL_DAY.datesUntil(NATIONAL_DAY.plusDays(7)).toList(),
            List.of(LocalDate.of(2026, 9, 20), LocalDate.of(2026, 10, 10)));

    @Test
    void leavesOutHolidaysAndCountsWorkedWeekends() {
        assertThat(CHINA.later(LocalDate.of(2026, 9, 30), 1)).isEqualTo("2026-10-08");
        assertThat(CHINA.later(LocalDate.of(2026, 9, 30), 3)).isEqualTo("2026-10-10");
        assertThat(CHINA.later(LocalDate.of(2026, 10, 8), -1)).isEqualTo("2026-09-30");
        assertThat(CHINA.between(LocalDate.of(2026, 9, 30), LocalDate.of(2026, 10, 10)))
                .isEqualTo(4);
        assertThat(CHINA.between(NATIONAL_DAY, NATIONAL_DAY.plusDays(6))).isZero();
    }

    @Test
    void countsAsOneWhoGoesDayByDay() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            LocalDate day = LocalDate.of(2026, 8, 1).plusDays(random.nextInt(120));
            int count = random.nextInt(80) - 40;
            assertThat(CHINA.later(day, count)).as(day + " + " + count).isEqualTo(walked(day, count));
        }
    }

    private static LocalDate walked(LocalDate day, int count) {
        LocalDate at = day;
        int left = Math.abs(count);
        while (left > 0) {
            at = at.plusDays(count < 0 ? -1 : 1);
            left -= CHINA.between(at, at) == 1 ? 1 : 0;
        }
        return at;
    }

    @Test
    void endsWithTheYearsThatThereAre() {
        assertThat(CHINA.later(LocalDate.of(9999, 12, 31), 1)).isNull();
        assertThat(CHINA.later(LocalDate.of(1, 1, 1), -1)).isNull();
        assertThat(CHINA.later(LocalDate.of(2026, 1, 1), Long.MIN_VALUE)).isNull();
        WorkDays sundays = new WorkDays(EnumSet.of(DayOfWeek.SUNDAY), List.of(), List.of());
        assertThat(sundays.later(LocalDate.of(1, 1, 1), 1)).isEqualTo("0001-01-07");
    }
}
