/** Working calendars in PostgreSQL. */
@NullMarked
package dev.millwright.calendar.internal;

import org.jspecify.annotations.NullMarked;
