package dev.millwright.identity;

import java.util.List;
import java.util.Optional;

/**
 * The people, departments and roles of the organisation, as Keycloak knows them. Answers may be a minute old, and older
 * while Keycloak is away; a call waits for Keycloak two seconds at most and gives what is known then, possibly nothing.
 */
public interface People {

    /** People whose name, user name or e-mail address contains the text, in any letter case, by name; all for an empty text. */
    List<Person> search(String text, int limit);

    /** People whose name, user name or e-mail address is the text, in any letter case. */
    List<Person> called(String text);

    /** A person by Keycloak subject, also a service account or one who may no longer sign in. */
    Optional<Person> find(String id);

    /** As {@link #find}, unless the person may no longer sign in: whom something may be asked of. */
    Optional<Person> findActive(String id);

    /**
     * Whether a person is known to be allowed to sign in no more, or to be gone altogether. Says what is known by now and waits for
     * nothing.
     */
    default boolean hasLeft(String id) {
        return find(id).isPresent() && findActive(id).isEmpty();
    }

    /** All departments, each directly before those below it. */
    List<Department> departments();

    /** The names of all realm roles that say something about people, by name. */
    List<String> roles();
}
