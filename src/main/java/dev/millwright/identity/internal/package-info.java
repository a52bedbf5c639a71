/** Owns how sign-in works: sessions and tokens, and the adapter to Keycloak. */
@NullMarked
package dev.millwright.identity.internal;

import org.jspecify.annotations.NullMarked;
