/** How apps, drafts, releases and packages are kept, and how each node learns what changed. */
@NullMarked
package dev.millwright.app.internal;

import org.jspecify.annotations.NullMarked;
