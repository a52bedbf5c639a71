package dev.millwright.calendar;

import dev.millwright.shared.DomainException;

/** The calendar has too little working time, within what can be planned for, to count so far. */
public final class NoWorkingTimeException extends DomainException {

    public NoWorkingTimeException(int years) {
        super("calendar.error.tooFar", years);
    }
}
