package dev.millwright.identity.internal.keycloak;

import org.jspecify.annotations.Nullable;

/** Keycloak does not answer, not in time, or not as Keycloak should. */
public final class KeycloakAwayException extends RuntimeException {

    public KeycloakAwayException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
