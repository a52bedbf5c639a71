package dev.millwright.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import dev.millwright.identity.NotSignedInException;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.Outage;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The one handler of whatever was thrown while a person did something: refusals are told in their own words, bugs go to
 * the log under an id that the screen shows too.
 */
@Component
class Incidents implements VaadinServiceInitListener {

    private static final Logger LOG = LoggerFactory.getLogger(Incidents.class);

    /** Without letters and digits that look alike, for reading out on the phone. */
    private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource().addSessionInitListener(init -> init.getSession().setErrorHandler(Incidents::handle));
    }

    private static void handle(ErrorEvent event) {
        UI ui = UI.getCurrent();
        Optional<DomainException> refusal = refusal(event.getThrowable());
        if (refusal.isPresent()) {
            if (ui != null) {
                if (refusal.get() instanceof NotSignedInException) {
                    ui.getPage().reload();
                } else {
                    Notices.error(refusal.get());
                }
            }
            return;
        }
        Outage outage = Outage.behind(event.getThrowable());
        if (outage != null) {
            warn(outage, event.getThrowable());
            if (ui != null) {
                Notices.error(t(key(outage)));
            }
            return;
        }
        String id = log(event.getThrowable());
        if (ui != null) {
            Notices.incident(id);
        }
    }

    /** One line, because the log would else be full of them while the database is away. */
    static void warn(Outage outage, Throwable failure) {
        LOG.warn("Somebody has to wait, {}: {}", outage, failure.getMessage());
    }

    /** What people are told of an outage. */
    static String key(Outage outage) {
        return switch (outage) {
            case AWAY -> "ui.outage.away";
            case BUSY -> "ui.outage.busy";
        };
    }

    /** Writes the bug to the log and gives the id under which it stands there. */
    static String log(Throwable bug) {
        String id = newId();
        LOG.error("Incident {}", id, bug);
        return id;
    }

    /** The refusal that was thrown, also when something wrapped it. */
    static Optional<DomainException> refusal(@Nullable Throwable thrown) {
        int depth = 0;
        for (Throwable cause = thrown; cause != null && depth < 10; cause = cause.getCause(), depth++) {
            if (cause instanceof DomainException refusal) {
                return Optional.of(refusal);
            }
        }
        return Optional.empty();
    }

    private static String newId() {
        StringBuilder id = new StringBuilder(8);
        for (int i = 0; i < 8; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
