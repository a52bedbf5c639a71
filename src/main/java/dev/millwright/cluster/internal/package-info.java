/** How news travels: PostgreSQL's NOTIFY. */
@NullMarked
package dev.millwright.cluster.internal;

import org.jspecify.annotations.NullMarked;
