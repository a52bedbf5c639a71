/** How apps, drafts, releases and packages are kept, and how nodes tell each other what changed. */
@NullMarked
package dev.millwright.app.internal;

import org.jspecify.annotations.NullMarked;
