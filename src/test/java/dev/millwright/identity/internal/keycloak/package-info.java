/** Tests of the adapter to Keycloak. */
@NullMarked
package dev.millwright.identity.internal.keycloak;

import org.jspecify.annotations.NullMarked;
