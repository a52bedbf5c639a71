/** What tests of every module share: fresh databases, whole contexts, and the trial servers for browser tests. */
@NullMarked
package dev.millwright.testing;

import org.jspecify.annotations.NullMarked;
