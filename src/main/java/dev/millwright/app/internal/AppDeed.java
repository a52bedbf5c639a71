package dev.millwright.app.internal;

import dev.millwright.app.App;
import dev.millwright.shared.AuditableEvent;
import dev.millwright.shared.Phrase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What somebody did to an app or a part of it. */
record AppDeed(
        Kind kind,
        String action,
        Optional<AppName> app,
        Optional<String> object,
        String subject,
        List<Object> arguments,
        List<Phrase> details,
        Duration oneEntryFor)
        implements AuditableEvent {

    /** A designer's drafts save themselves all the time. */
    private static final Duration WORK = Duration.ofMinutes(10);

    static AppDeed toApp(String action, App app, Object... arguments) {
        return toApp(Kind.DESIGN, action, app, List.of(), arguments);
    }

    static AppDeed toApp(Kind kind, String action, App app, List<Phrase> details, Object... arguments) {
        return new AppDeed(
                kind,
                action,
                Optional.of(name(app)),
                Optional.empty(),
                app.label(),
                List.of(arguments),
                details,
                Duration.ZERO);
    }

    static AppDeed toDraft(String action, App app, Kinds kinds, String kind, String key, String label) {
        return new AppDeed(
                Kind.DESIGN,
                action,
                Optional.of(name(app)),
                Optional.of(kind + "/" + key),
                label,
                List.of(kinds.find(kind).<Object>map(known -> known.label()).orElse(kind)),
                List.of(),
                action.equals("app.draftSaved") ? WORK : Duration.ZERO);
    }

    private static AppName name(App app) {
        return new AppName(app.key(), app.label());
    }
}
