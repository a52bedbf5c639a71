package dev.millwright.calendar.internal;

import dev.millwright.calendar.Calendars;
import dev.millwright.calendar.SpecialDay;
import dev.millwright.calendar.WorkingCalendar;
import dev.millwright.expression.WorkDaySource;
import dev.millwright.expression.WorkDays;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The working days of the standard calendar, by which formulas count; a calendar becomes these once. */
@Component
class StandardWorkDays implements WorkDaySource {

    private final Calendars calendars;
    private volatile @Nullable Known known;

    StandardWorkDays(Calendars calendars) {
        this.calendars = calendars;
    }

    private record Known(WorkingCalendar calendar, WorkDays days) {

        @SuppressWarnings("ReferenceEquality") // a calendar is read anew when it changes
        boolean isOf(WorkingCalendar other) {
            return calendar == other;
        }
    }

    @Override
    public WorkDays workDays() {
        WorkingCalendar standard = calendars.standard();
        Known last = known;
        if (last == null || !last.isOf(standard)) {
            last = new Known(standard, of(standard));
            known = last;
        }
        return last.days();
    }

    private static WorkDays of(WorkingCalendar calendar) {
        return new WorkDays(
                calendar.week().keySet(),
                days(calendar, SpecialDay.Kind.HOLIDAY),
                days(calendar, SpecialDay.Kind.WORKING));
    }

    private static List<LocalDate> days(WorkingCalendar calendar, SpecialDay.Kind kind) {
        return calendar.days().entrySet().stream()
                .filter(day -> day.getValue().kind() == kind)
                .map(Map.Entry::getKey)
                .toList();
    }
}
