/** Notices and their deliveries in PostgreSQL, and the channels that ship with the product. */
@NullMarked
package dev.millwright.notice.internal;

import org.jspecify.annotations.NullMarked;
