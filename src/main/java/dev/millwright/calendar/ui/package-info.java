/** The page on which administrators keep working calendars. */
@NullMarked
package dev.millwright.calendar.ui;

import org.jspecify.annotations.NullMarked;
