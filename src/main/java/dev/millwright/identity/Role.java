package dev.millwright.identity;

import java.util.Locale;

/** A realm role that Millwright itself knows; an organisation may have any number of further ones. */
public enum Role {
    ADMINISTRATOR,
    DESIGNER,
    STAFF,
    MANAGER;

    /** The name of the realm role in Keycloak. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
