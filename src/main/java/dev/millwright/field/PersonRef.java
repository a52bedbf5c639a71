package dev.millwright.field;

import org.jspecify.annotations.Nullable;

/**
 * A person as a value.
 *
 * @param id Keycloak subject; null when only a name is known yet and the gate has to find the person
 * @param name as it was when the value was set; empty when nobody said it
 */
public record PersonRef(@Nullable String id, String name) {

    public PersonRef {
        // Not in definitions that programs wrote.
        name = name == null ? "" : name;
    }
}
