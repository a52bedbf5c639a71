/** Runs jobs and remembers them in the platform's tables. */
@NullMarked
package dev.millwright.jobs.internal;

import org.jspecify.annotations.NullMarked;
