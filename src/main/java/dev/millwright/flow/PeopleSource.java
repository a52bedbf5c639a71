package dev.millwright.flow;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millwright.field.PersonRef;
import java.util.List;
import java.util.stream.Stream;

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
    @JsonSubTypes.Type(value = PeopleSource.ChosenBefore.class, name = "chosen-before"),
    @JsonSubTypes.Type(value = PeopleSource.HandlerBefore.class, name = "handler-before"),
    @JsonSubTypes.Type(value = PeopleSource.HeadIn.class, name = "head-in"),
    @JsonSubTypes.Type(value = PeopleSource.MembersIn.class, name = "members-in"),
    @JsonSubTypes.Type(value = PeopleSource.RoleIn.class, name = "role-in")
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

    /** Who answered the step before; the starter where there is none before. */
    record HandlerBefore() implements PeopleSource {}

    /**
     * The head of a department, or of one above it.
     *
     * @param levels 1 for the department's own head, 2 for the head of the one above, and so on; of the departments of people never
     *     themselves, whoever leads one begins one higher
     */
    record HeadIn(DepartmentSource of, int levels) implements PeopleSource {
        public HeadIn {
            of = of == null ? new DepartmentSource.Named("") : of;
            levels = Math.clamp(levels, 1, 20);
        }
    }

    /** All members of the department and those below it. */
    record MembersIn(DepartmentSource of) implements PeopleSource {
        public MembersIn {
            of = of == null ? new DepartmentSource.Named("") : of;
        }
    }

    /** Those members of the department and those below it who have the role. */
    record RoleIn(String role, DepartmentSource of) implements PeopleSource {
        public RoleIn {
            role = role == null ? "" : role;
            of = of == null ? new DepartmentSource.Named("") : of;
        }
    }

    /** Paths of the fields that it takes people or departments from. */
    default Stream<String> fields() {
        return switch (this) {
            case InField(String path) -> Stream.of(path);
            case HeadIn(DepartmentSource of, int _) -> fields(of);
            case MembersIn(DepartmentSource of) -> fields(of);
            case RoleIn(String _, DepartmentSource of) -> fields(of);
            case Named _,
                    InRole _,
                    InDepartment _,
                    HeadOf _,
                    Starter _,
                    StarterHead _,
                    ChosenByStarter _,
                    ChosenBefore _,
                    HandlerBefore _ -> Stream.empty();
        };
    }

    private static Stream<String> fields(DepartmentSource of) {
        return switch (of) {
            case DepartmentSource.InField(String path) -> Stream.of(path);
            case DepartmentSource.OfPeople(PeopleSource people) -> people.fields();
            case DepartmentSource.Named _ -> Stream.empty();
        };
    }

    /** The same people said in the plainest way: what there is a source of its own for is kept as that. */
    default PeopleSource plainest() {
        if (this instanceof HeadIn(DepartmentSource.OfPeople(Starter _), int levels)) {
            return new StarterHead(levels);
        }
        if (this instanceof HeadIn(DepartmentSource.Named(String path), int levels) && levels == 1) {
            return new HeadOf(path);
        }
        return this instanceof MembersIn(DepartmentSource.Named(String path)) ? new InDepartment(path) : this;
    }
}
