package dev.millwright.identity.internal;

import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.identity.PersonSignedIn;
import dev.millwright.identity.PersonSignedOut;
import dev.millwright.shared.AuditableEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.stereotype.Component;

/** Tells who signed in and out, in the name of that person, and that somebody did not get in. */
@Component
class SignInAudit {

    private static final Logger LOG = LoggerFactory.getLogger(SignInAudit.class);

    private final CurrentPerson currentPerson;
    private final ApplicationEventPublisher events;

    SignInAudit(CurrentPerson currentPerson, ApplicationEventPublisher events) {
        this.currentPerson = currentPerson;
        this.events = events;
    }

    @EventListener
    void on(InteractiveAuthenticationSuccessEvent event) {
        SecurityCurrentPerson.of(event.getAuthentication())
                .ifPresent(person -> currentPerson.run(person, () -> tell(new PersonSignedIn(person))));
    }

    @EventListener
    void on(LogoutSuccessEvent event) {
        SecurityCurrentPerson.of(event.getAuthentication()).ifPresent(person -> signedOut(person, false));
    }

    void signedOut(Person person, boolean elsewhere) {
        currentPerson.run(person, () -> tell(new PersonSignedOut(person, elsewhere)));
    }

    void refused(SignInRefused refusal) {
        tell(refusal);
    }

    /** Who is in or out by now stays so; what cannot be told to the database stands in the log of the server. */
    private void tell(AuditableEvent event) {
        try {
            events.publishEvent(event);
        } catch (RuntimeException e) {
            LOG.error("Not in the audit log: {} {}", event.action(), event.subject(), e);
        }
    }
}
