package dev.millwright.flow.spi;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What starts a run of a flow. */
public sealed interface Subscription {

    /** The record is handed in from its entry page and stays in approval until the end; a form has at most one such flow. */
    record Submitted() implements Subscription {}

    /** A record was created. */
    record Created(String condition) implements Subscription {}

    /**
     * A record was changed.
     *
     * @param fields keys; one of them has to change; none for any
     * @param from value as text that the one field had before; null for any
     * @param to value as text that the one field has now; null for any
     */
    record Changed(
            Set<String> fields,
            @Nullable String from,
            @Nullable String to,
            String condition) implements Subscription {
        public Changed {
            fields = Set.copyOf(fields);
        }
    }

    /** A record was moved to the recycle bin. */
    record Deleted(String condition) implements Subscription {}

    /**
     * A person presses a button.
     *
     * @param onRecord whether on a record's page and for ticked records, or on the page of the app
     * @param condition when it is offered
     */
    record Button(String label, boolean onRecord, String condition) implements Subscription {}

    /**
     * Time comes.
     *
     * @param at times of the day, in order
     */
    record Schedule(Days on, List<LocalTime> at) implements Subscription {
        public Schedule {
            at = List.copyOf(at);
        }
    }

    /** Days on which a schedule runs. */
    sealed interface Days {

        /**
         * Days of the week.
         *
         * @param working only those on which work is done by the calendar
         */
        record OfWeek(Set<DayOfWeek> days, boolean working) implements Days {
            public OfWeek {
                days = Set.copyOf(days);
            }
        }

        /**
         * One day of each month.
         *
         * @param number from 1, or from -1 backwards from the end; the last there is when a month has fewer
         * @param working whether only days on which work is done by the calendar are counted
         */
        record OfMonth(int number, boolean working) implements Days {}
    }

    /**
     * So many days before or after the date in a field of a record.
     *
     * @param days negative for before
     */
    record DateField(String field, int days, LocalTime at, String condition) implements Subscription {}

    /** Another flow calls it. */
    record Called() implements Subscription {}

    /** A program starts it. */
    record Api() implements Subscription {}
}
