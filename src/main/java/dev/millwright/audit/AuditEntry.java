package dev.millwright.audit;

import dev.millwright.identity.Origin;
import dev.millwright.shared.AuditableEvent.AppName;
import dev.millwright.shared.AuditableEvent.Kind;
import dev.millwright.shared.Phrase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit log.
 *
 * @param action stable name of what was done
 * @param by who did it, with the name as it was; null when nobody known did
 * @param object the part of the app it was done to, such as {@code form/serial}
 * @param arguments as of {@link Phrase#arguments()}
 */
public record AuditEntry(
        UUID id,
        Instant at,
        Kind kind,
        String action,
        @Nullable Actor by,
        @Nullable AppName app,
        @Nullable String object,
        String subject,
        List<Object> arguments,
        List<Phrase> details,
        Origin origin) {

    /** Somebody with the name as it was. */
    public record Actor(String id, String name) {}

    public AuditEntry {
        arguments = List.copyOf(arguments);
        details = List.copyOf(details);
    }

    /** What was done, to be said in the reader's language. */
    public Phrase sentence() {
        List<Object> all = new ArrayList<>();
        all.add(subject);
        all.addAll(arguments);
        return new Phrase(action.replaceFirst("\\.", ".audit."), all);
    }
}
