/**
 * Owns who is signed in, the people, departments and roles of the organisation, and personal preferences; what it knows
 * about people comes from Keycloak.
 */
@ApplicationModule(
        displayName = "Identity",
        allowedDependencies = {"shared"})
@NullMarked
package dev.millwright.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
