package dev.millwright.identity;

import dev.millwright.shared.DomainException;

/** Keycloak did not take a change to the organisation. */
public final class OrganisationRefusedException extends DomainException {

    public OrganisationRefusedException(String code, Object... arguments) {
        super(code, arguments);
    }
}
