package dev.millwright.identity;

import java.util.List;

/**
 * Who belongs where in the organisation and who leads it, as Keycloak knows it. Answers are as fresh as those of {@link People}. Where
 * an organisation has more than some thousand people, those that are listed come without their roles and departments.
 */
public interface Organisation {

    /** No list is longer than this. */
    int MOST_MEMBERS = 10_000;

    /**
     * To be asked before a decision that an empty answer would make wrong: right after a start nothing may be known yet, while Keycloak is
     * slow or away. Waits for it longer than a screen does.
     *
     * @throws dev.millwright.shared.BusyException when still nothing is known
     */
    void require();

    /** All who may sign in and have the realm role, by name. */
    List<Person> withRole(String role);

    /** All who may sign in and belong to the department or one below it, by name. */
    List<Person> inDepartment(Department department);

    /** The heads of the department itself, in the order in which they were named; empty when it has none. */
    List<Person> heads(Department department);

    /**
     * The heads above somebody. Level 1 are those of each of their departments, level 2 those of the departments above these, and so
     * on; from a department that they lead themselves it begins one higher. Never the person itself; empty where nobody is named.
     *
     * @param departments those that the person belongs to, full paths
     * @param level from 1
     */
    List<Person> headsAbove(String person, List<String> departments, int level);

    /**
     * Names the heads of a department in Keycloak, in place of the former ones.
     *
     * @param people ids of people; empty for none
     * @throws dev.millwright.shared.NotAllowedException unless an administrator asks
     * @throws OrganisationRefusedException when Keycloak does not answer or does not let the product do it
     */
    void setHeads(Department department, List<String> people);
}
