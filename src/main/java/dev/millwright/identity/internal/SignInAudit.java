package dev.millwright.identity.internal;

import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.identity.PersonSignedIn;
import dev.millwright.identity.PersonSignedOut;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.stereotype.Component;

/** Tells who signed in and out, in the name of that person. */
@Component
class SignInAudit {

    private final CurrentPerson currentPerson;
    private final ApplicationEventPublisher events;

    SignInAudit(CurrentPerson currentPerson, ApplicationEventPublisher events) {
        this.currentPerson = currentPerson;
        this.events = events;
    }

    @EventListener
    void on(InteractiveAuthenticationSuccessEvent event) {
        SecurityCurrentPerson.of(event.getAuthentication())
                .ifPresent(person -> currentPerson.run(person, () -> events.publishEvent(new PersonSignedIn(person))));
    }

    @EventListener
    void on(LogoutSuccessEvent event) {
        SecurityCurrentPerson.of(event.getAuthentication()).ifPresent(this::signedOut);
    }

    void signedOut(Person person) {
        currentPerson.run(person, () -> events.publishEvent(new PersonSignedOut(person)));
    }
}
