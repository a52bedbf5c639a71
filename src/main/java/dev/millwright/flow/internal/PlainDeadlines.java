package dev.millwright.flow.internal;

import dev.millwright.flow.Deadline;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Times as the clock runs. */
@Component
class PlainDeadlines implements Deadlines {

    @Override
    public @Nullable Instant dueAt(Run run, @Nullable Deadline says, Instant now) {
        Deadline.Span span = says == null ? null : says.span();
        return span == null || span.working() ? null : now.plus(length(span));
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
