package dev.millwright.flow;

import dev.millwright.calendar.WorkTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How long the people of a step have, and what happens meanwhile and afterwards.
 *
 * @param span from the moment the step is reached; null when {@code field} says when it is due
 * @param field key of a date or date-time field of the record; empty for none
 * @param reminders in the order of their times
 * @param escalations in the order of their times; each happens once
 */
public record Deadline(@Nullable Span span, String field, List<Reminder> reminders, List<Escalation> escalations) {

    public Deadline {
        field = field == null ? "" : field;
        reminders = reminders == null ? List.of() : List.copyOf(reminders);
        escalations = escalations == null ? List.of() : List.copyOf(escalations);
    }

    /** An amount of time, in working time by the flow's calendar or as the clock runs. */
    public record Span(int amount, Unit unit, boolean working) {
        public Span {
            Objects.requireNonNull(unit);
            amount = Math.clamp(amount, 0, 100_000);
        }

        /**
         * The moment so many times the span later.
         *
         * @param work asked for working time only
         * @throws dev.millwright.calendar.NoWorkingTimeException when the calendar does not reach that far
         */
        public Instant after(Instant from, int times, Supplier<WorkTime> work, ZoneId zone) {
            long whole = (long) amount * times;
            if (working) {
                return switch (unit) {
                    case MINUTES -> work.get().plus(from, Duration.ofMinutes(whole));
                    case HOURS -> work.get().plus(from, Duration.ofHours(whole));
                    case DAYS -> work.get().plusDays(from, (int) Math.min(whole, Integer.MAX_VALUE));
                };
            }
            return switch (unit) {
                case MINUTES -> from.plus(Duration.ofMinutes(whole));
                case HOURS -> from.plus(Duration.ofHours(whole));
                case DAYS -> from.atZone(zone).plusDays(whole).toInstant();
            };
        }
    }

    /** Units of time; a working day is as long as that day's shifts. */
    public enum Unit {
        MINUTES,
        HOURS,
        DAYS
    }

    /**
     * Tells the people of the step that they are awaited.
     *
     * @param after from the moment the step is reached
     * @param times how often, each after the same time again
     */
    public record Reminder(Span after, int times) {
        public Reminder {
            Objects.requireNonNull(after);
            times = Math.clamp(times, 1, 100);
        }
    }

    /**
     * What happens when nobody answered.
     *
     * @param after from the moment the step is reached
     * @param people for {@link Act#REASSIGN} and {@link Act#TELL}; empty for none
     */
    public record Escalation(Span after, Act act, List<PeopleSource> people) {
        public Escalation {
            Objects.requireNonNull(after);
            Objects.requireNonNull(act);
            people = people == null ? List.of() : List.copyOf(people);
        }
    }

    /** What an escalation does. */
    public enum Act {
        /** Tells people, the step stays where it is. */
        TELL,
        /** Gives the step to the head of who has it. */
        TO_HEAD,
        /** Gives the step to other people. */
        REASSIGN,
        APPROVE,
        REJECT,
        /** Sends it back to the starter. */
        RETURN
    }
}
