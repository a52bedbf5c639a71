/** Substitutions in PostgreSQL. */
@NullMarked
package dev.millwright.organisation.internal;

import org.jspecify.annotations.NullMarked;
