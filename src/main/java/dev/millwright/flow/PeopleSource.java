package dev.millwright.flow;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millwright.field.PersonRef;
import java.util.List;

/** Where the people of a step come from, worked out when the step is reached. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "from")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PeopleSource.Named.class, name = "people"),
    @JsonSubTypes.Type(value = PeopleSource.InRole.class, name = "role"),
    @JsonSubTypes.Type(value = PeopleSource.InDepartment.class, name = "department"),
    @JsonSubTypes.Type(value = PeopleSource.HeadOf.class, name = "head"),
    @JsonSubTypes.Type(value = PeopleSource.Starter.class, name = "starter"),
    @JsonSubTypes.Type(value = PeopleSource.StarterHead.class, name = "starter-head"),
    @JsonSubTypes.Type(value = PeopleSource.InField.class, name = "field"),
    @JsonSubTypes.Type(value = PeopleSource.ChosenByStarter.class, name = "chosen-by-starter"),
    @JsonSubTypes.Type(value = PeopleSource.ChosenBefore.class, name = "chosen-before")
})
public sealed interface PeopleSource {

    /** These people, in this order. */
    record Named(List<PersonRef> people) implements PeopleSource {
        public Named {
            people = people == null ? List.of() : List.copyOf(people);
        }
    }

    /** All who have the role. */
    record InRole(String role) implements PeopleSource {
        public InRole {
            role = role == null ? "" : role;
        }
    }

    /** All members of the department and those below it. */
    record InDepartment(String path) implements PeopleSource {
        public InDepartment {
            path = path == null ? "" : path;
        }
    }

    /** The head of a department. */
    record HeadOf(String path) implements PeopleSource {
        public HeadOf {
            path = path == null ? "" : path;
        }
    }

    /** Who started the flow. */
    record Starter() implements PeopleSource {}

    /**
     * The head of the starter's department.
     *
     * @param levels how far up: 1 for the department's own head, 2 for the head of the one above, and so on
     */
    record StarterHead(int levels) implements PeopleSource {
        public StarterHead {
            levels = Math.clamp(levels, 1, 20);
        }
    }

    /**
     * The person named in a field of the record, or of a record that it links to.
     *
     * @param path keys joined by a dot, such as {@code customer.sales_person}
     */
    record InField(String path) implements PeopleSource {
        public InField {
            path = path == null ? "" : path;
        }
    }

    /** Chosen by the starter when the flow starts. */
    record ChosenByStarter() implements PeopleSource {}

    /** Chosen by who handles the step before. */
    record ChosenBefore() implements PeopleSource {}
}
