/** How the one gate reads and writes the tables of apps, and their history. */
@NullMarked
package dev.millwright.record.internal;

import org.jspecify.annotations.NullMarked;
