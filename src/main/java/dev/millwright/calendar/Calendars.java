package dev.millwright.calendar;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The working calendars of the installation. Everybody may read them, administrators change them. */
public interface Calendars {

    /** The standard one first, the others by name. */
    List<WorkingCalendar> all();

    WorkingCalendar standard();

    /**
     * One calendar.
     *
     * @throws dev.millwright.shared.NotFoundException when there is no such calendar
     */
    WorkingCalendar get(UUID id);

    /** Counts in the calendar's time, in the business zone; in the standard one's for none or one that is gone. */
    WorkTime workTime(@Nullable UUID calendar);

    /** Makes one more, which begins as a copy of the standard one. */
    WorkingCalendar add(String label);

    /**
     * Keeps what was changed.
     *
     * @return with its new version
     * @throws dev.millwright.shared.ConflictException when somebody else changed it meanwhile
     * @throws dev.millwright.shared.InvalidException when something is wrong with it
     */
    WorkingCalendar save(WorkingCalendar changed);

    /** From now on it counts wherever no other is named. */
    void makeStandard(UUID id);

    /** Removes one that is not the standard one; what named it counts in the standard one's time from now on. */
    void remove(UUID id);
}
