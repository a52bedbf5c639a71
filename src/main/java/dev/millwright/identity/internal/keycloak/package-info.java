/** Owns all that is particular to Keycloak: where it is, whether it is there, and the people it knows. */
@NullMarked
package dev.millwright.identity.internal.keycloak;

import org.jspecify.annotations.NullMarked;
