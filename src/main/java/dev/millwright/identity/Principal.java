package dev.millwright.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.Locale;
import java.util.Objects;

/**
 * What a right is given to: a person, a role or a department. Its text, also in JSON, is {@code person:<subject>},
 * {@code role:staff} or {@code department:/Warehouse}.
 */
public record Principal(Kind kind, String id) implements Serializable {

    /** What the id of a principal names. */
    public enum Kind {
        PERSON,
        ROLE,
        DEPARTMENT
    }

    public Principal {
        Objects.requireNonNull(kind);
        if (id.isBlank()) {
            throw new IllegalArgumentException("A principal needs an id");
        }
    }

    public static Principal person(String subject) {
        return new Principal(Kind.PERSON, subject);
    }

    public static Principal role(String name) {
        return new Principal(Kind.ROLE, name);
    }

    public static Principal role(Role role) {
        return role(role.key());
    }

    public static Principal department(String path) {
        return new Principal(Kind.DEPARTMENT, path);
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException when the text names no principal
     */
    @JsonCreator
    public static Principal parse(String text) {
        int colon = text.indexOf(':');
        if (colon > 0) {
            for (Kind kind : Kind.values()) {
                if (prefix(kind).contentEquals(text.subSequence(0, colon))) {
                    return new Principal(kind, text.substring(colon + 1));
                }
            }
        }
        throw new IllegalArgumentException("Not a principal: " + text);
    }

    @Override
    @JsonValue
    public String toString() {
        return prefix(kind) + ':' + id;
    }

    private static String prefix(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
