package dev.millwright.flow;

import dev.millwright.calendar.WorkTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How long the people of a step have, and what happens meanwhile and afterwards.
 *
 * @param span from the moment the step is reached; null when {@code field} says when it is due
 * @param field key of a date or date-time field of the record; empty for none
 * @param reminders as often as they say, until somebody answers
 * @param escalations each happens once
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
         * The moment so many times the span earlier.
         *
         * @param work asked for working time only
         * @throws dev.millwright.calendar.NoWorkingTimeException when the calendar does not reach that far
         */
        public Instant before(Instant end, int times, Supplier<WorkTime> work, ZoneId zone) {
            long whole = (long) amount * times;
            if (working) {
                return switch (unit) {
                    case MINUTES -> work.get().minus(end, Duration.ofMinutes(whole));
                    case HOURS -> work.get().minus(end, Duration.ofHours(whole));
                    case DAYS -> work.get().minusDays(end, (int) Math.min(whole, Integer.MAX_VALUE));
                };
            }
            return switch (unit) {
                case MINUTES -> end.minus(Duration.ofMinutes(whole));
                case HOURS -> end.minus(Duration.ofHours(whole));
                case DAYS -> end.atZone(zone).minusDays(whole).toInstant();
            };
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

    /** What a moment is counted from. */
    public enum Counted {
        /** From the moment the step is reached. */
        AFTER_START,
        /** Backwards, from when the step is due. */
        BEFORE_DUE,
        AFTER_DUE;

        /**
         * A moment of a step; null when it is counted from the due date and there is none.
         *
         * @param times how often the span is counted
         * @param work asked for working time only
         * @throws dev.millwright.calendar.NoWorkingTimeException when the calendar does not reach that far
         */
        public @Nullable Instant moment(
                Span span, int times, Instant start, @Nullable Instant due, Supplier<WorkTime> work, ZoneId zone) {
            return switch (this) {
                case AFTER_START -> span.after(start, times, work, zone);
                case BEFORE_DUE -> due == null ? null : span.before(due, times, work, zone);
                case AFTER_DUE -> due == null ? null : span.after(due, times, work, zone);
            };
        }
    }

    /**
     * Tells the people of the step that they are awaited.
     *
     * @param after how long after what it is counted from, or before it
     * @param counted from what
     * @param times how often, each the same time after the one before; the last of those before the due date comes so long before it
     */
    public record Reminder(Span after, Counted counted, int times) {
        public Reminder {
            Objects.requireNonNull(after);
            counted = counted == null ? Counted.AFTER_START : counted;
            times = Math.clamp(times, 1, 100);
        }

        /** When the reminder of that number comes, from 1 in the order of their times; null without a due date to count from. */
        public @Nullable Instant moment(
                int number, Instant start, @Nullable Instant due, Supplier<WorkTime> work, ZoneId zone) {
            int spans = counted == Counted.BEFORE_DUE ? times - number + 1 : number;
            return counted.moment(after, spans, start, due, work, zone);
        }
    }

    /**
     * What happens when nobody answered.
     *
     * @param after how long after what it is counted from, or before it
     * @param counted from what
     * @param people for {@link Act#REASSIGN} and {@link Act#TELL}; empty for none
     */
    public record Escalation(Span after, Counted counted, Act act, List<PeopleSource> people) {
        public Escalation {
            Objects.requireNonNull(after);
            counted = counted == null ? Counted.AFTER_START : counted;
            Objects.requireNonNull(act);
            people = people == null ? List.of() : List.copyOf(people);
        }

        /** When it happens; null without a due date to count from. */
        public @Nullable Instant moment(Instant start, @Nullable Instant due, Supplier<WorkTime> work, ZoneId zone) {
            return counted.moment(after, 1, start, due, work, zone);
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
        RETURN;

        /** Whether it answers instead of the people who were asked. */
        public boolean isAnswer() {
            return switch (this) {
                case TELL, TO_HEAD, REASSIGN -> false;
                case APPROVE, REJECT, RETURN -> true;
            };
        }
    }

    /** Whether something is counted from the due date. */
    public boolean countsFromDue() {
        return Stream.concat(
                        reminders.stream().map(Reminder::counted),
                        escalations.stream().map(Escalation::counted))
                .anyMatch(counted -> counted != Counted.AFTER_START);
    }
}
