/** Views as part of an app, and what the platform remembers of people at work. */
@NullMarked
package dev.millwright.workspace.internal;

import org.jspecify.annotations.NullMarked;
