/** The two servers as operating-system processes: unpacking, starting, taking over, watching and stopping them. */
@NullMarked
package dev.millwright.trial.internal;

import org.jspecify.annotations.NullMarked;
