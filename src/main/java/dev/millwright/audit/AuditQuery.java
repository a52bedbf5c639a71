package dev.millwright.audit;

import dev.millwright.shared.AuditableEvent.Kind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are wanted; what is null is not asked for.
 *
 * @param from the first moment
 * @param to the first moment that is too late
 * @param person id of who did it
 * @param app key of the app
 * @param action stable name of what was done
 */
public record AuditQuery(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String person,
        @Nullable String app,
        @Nullable Kind kind,
        @Nullable String action) {

    public static final AuditQuery ALL = new AuditQuery(null, null, null, null, null, null);

    /** Only what was there before the moment. */
    public AuditQuery until(Instant moment) {
        return new AuditQuery(from, to == null || to.isAfter(moment) ? moment : to, person, app, kind, action);
    }
}
