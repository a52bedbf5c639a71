package dev.millwright.flow.internal;

import dev.millwright.calendar.Calendars;
import dev.millwright.calendar.WorkTime;
import dev.millwright.flow.Deadline;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** When steps are due, in working time by the flow's calendar or as the clock runs. */
@Component
class PlainDeadlines implements Deadlines {

    private final Calendars calendars;
    private final RunStore store;

    PlainDeadlines(Calendars calendars, RunStore store) {
        this.calendars = calendars;
        this.store = store;
    }

    @Override
    public @Nullable Instant dueAt(Run run, @Nullable Deadline says, Instant now) {
        Deadline.Span span = says == null ? null : says.span();
        if (span == null) {
            return null;
        }
        if (!span.working()) {
            return now.plus(length(span));
        }
        WorkTime work = calendars.workTime(
                store.version(run.version).chart().flow().settings().calendar());
        return span.unit() == Deadline.Unit.DAYS ? work.plusDays(now, span.amount()) : work.plus(now, length(span));
    }

    private static Duration length(Deadline.Span span) {
        return switch (span.unit()) {
            case MINUTES -> Duration.ofMinutes(span.amount());
            case HOURS -> Duration.ofHours(span.amount());
            case DAYS -> Duration.ofDays(span.amount());
        };
    }

    @Override
    public void opened(Turn turn, Step step, @Nullable Deadline says) {
        // No reminders as the clock runs.
    }
}
