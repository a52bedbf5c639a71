package dev.millwright.flow;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Which department is meant when people are looked for in one, worked out when the step is reached. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "by")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DepartmentSource.Named.class, name = "path"),
    @JsonSubTypes.Type(value = DepartmentSource.InField.class, name = "field"),
    @JsonSubTypes.Type(value = DepartmentSource.OfPeople.class, name = "people")
})
public sealed interface DepartmentSource {

    /** This one. */
    record Named(String path) implements DepartmentSource {
        public Named {
            path = path == null ? "" : path;
        }
    }

    /**
     * The one named in a field of the record, or of a record that it links to; all where it names several.
     *
     * @param path keys joined by a dot, such as {@code machine.department}
     */
    record InField(String path) implements DepartmentSource {
        public InField {
            path = path == null ? "" : path;
        }
    }

    /** Those that people belong to. */
    record OfPeople(PeopleSource people) implements DepartmentSource {
        public OfPeople {
            people = people == null ? new PeopleSource.Starter() : people;
        }
    }
}
