package dev.millwright.app.internal;

import dev.millwright.app.Access;
import dev.millwright.app.PublishedApp;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import org.springframework.stereotype.Component;

/** Asks what the person who acts may do in an app. */
@Component
class Gatekeeper {

    private final SnapshotCache apps;
    private final CurrentPerson currentPerson;

    Gatekeeper(SnapshotCache apps, CurrentPerson currentPerson) {
        this.apps = apps;
        this.currentPerson = currentPerson;
    }

    Person person() {
        return currentPerson.get();
    }

    /**
     * @throws NotFoundException when the app is not there for the person
     */
    Access access(String key) {
        PublishedApp app = apps.find(key).orElseThrow(() -> new NotFoundException(key));
        Access access = new Access(app.app(), app.rights(), person());
        if (!access.sees()) {
            throw new NotFoundException(key);
        }
        return access;
    }

    /**
     * @throws NotAllowedException when the person sees the app but may not design it
     */
    Access designer(String key) {
        Access access = access(key);
        if (!access.designs()) {
            throw new NotAllowedException(
                    "app.error.designersOnly", access.app().label());
        }
        return access;
    }

    /**
     * @throws NotAllowedException when the person sees the app but does not manage it
     */
    Access manager(String key) {
        Access access = access(key);
        if (!access.manages()) {
            throw new NotAllowedException("app.error.ownersOnly", access.app().label());
        }
        return access;
    }
}
