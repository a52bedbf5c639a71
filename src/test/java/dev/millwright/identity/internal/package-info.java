/** Tests of how sign-in works. */
@NullMarked
package dev.millwright.identity.internal;

import org.jspecify.annotations.NullMarked;
