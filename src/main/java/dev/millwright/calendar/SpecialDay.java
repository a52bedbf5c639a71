package dev.millwright.calendar;

import dev.millwright.shared.Label;
import java.util.List;
import java.util.Locale;

/**
 * A day that differs from what its weekday says.
 *
 * @param name why, such as the name of the holiday
 * @param provisional whether it is not settled yet, as before a government has announced it
 * @param shifts of a working day; empty when they are those of the first working day of the week
 */
public record SpecialDay(Kind kind, Label name, boolean provisional, List<Shift> shifts) {

    /** What sort of day it is. */
    public enum Kind {
        /** Nobody works. */
        HOLIDAY,
        /** Work on what would be a day off, such as a weekend day worked for a holiday that was moved. */
        WORKING;

        /** Its name in tables, files and message keys. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public SpecialDay {
        shifts = kind == Kind.HOLIDAY || shifts == null ? List.of() : List.copyOf(shifts);
    }

    public static SpecialDay holiday(Label name) {
        return new SpecialDay(Kind.HOLIDAY, name, false, List.of());
    }

    public static SpecialDay working(Label name) {
        return new SpecialDay(Kind.WORKING, name, false, List.of());
    }
}
