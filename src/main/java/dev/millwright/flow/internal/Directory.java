package dev.millwright.flow.internal;

import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the organisation says of its people. */
interface Directory {

    /** The person itself, all who have the role, or all in the department and below; by name. */
    List<Person> members(Principal principal);

    Optional<Person> head(String department);

    /**
     * The head that stands so many levels above somebody: of their own department, where they are its head of the one above, and so on.
     *
     * @param departments of the person
     * @param levels from 1
     */
    Optional<Person> headAbove(String person, List<String> departments, int levels);

    /** Who stands in for somebody at the moment. */
    Optional<Person> substitute(String person, Instant at);
}
