/** Tests of sign-in and people. */
@NullMarked
package dev.millwright.identity;

import org.jspecify.annotations.NullMarked;
