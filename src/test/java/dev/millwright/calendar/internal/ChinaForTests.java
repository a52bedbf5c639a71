package dev.millwright.calendar.internal;

import dev.millwright.calendar.SpecialDay;
import java.time.LocalDate;
import java.util.Map;

/** The days that come along, for tests of other packages. */
public final class ChinaForTests {

    private ChinaForTests() {}

    public static Map<LocalDate, SpecialDay> days() {
        return StoredCalendars.china();
    }
}
