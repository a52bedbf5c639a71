package dev.millwright.flow.spi;

import dev.millwright.flow.Deadline.Span;

/** What a run waits for. */
public sealed interface WaitFor {

    /** An amount of time from the moment the run arrives. */
    record Time(Span span) implements WaitFor {}

    /**
     * The moment in a date or date-time field of the record; a day begins at midnight. Already past: no waiting. Empty: until it is filled.
     *
     * @param days so many days later, negative for earlier
     */
    record Field(String field, int days) implements WaitFor {}

    /** Until the expression is true of the record, however that comes about; true already: no waiting. */
    record Holds(String condition) implements WaitFor {}
}
