package dev.millwright.flow.internal;

import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the organisation says of its people. */
interface Directory {

    /** Refuses when nothing is known of the organisation yet, since nobody found would then decide wrongly. */
    void require();

    /** The person itself, all who have the role, or all in the department and below; by name. */
    List<Person> members(Principal principal);

    /** In the order in which they were named. */
    List<Person> heads(String department);

    /**
     * The heads that stand so many levels above somebody: of their own departments, of those above where they are a head themselves, and
     * so on.
     *
     * @param departments of the person
     * @param levels from 1
     */
    List<Person> headsAbove(String person, List<String> departments, int levels);

    /** Who stands in for somebody at the moment. */
    Optional<Person> substitute(String person, Instant at);
}
