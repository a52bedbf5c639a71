/** Working time: shifts, weekends, public holidays and special working days, kept by administrators; and how it is counted. */
@ApplicationModule(
        displayName = "Working calendars",
        allowedDependencies = {"shared", "expression", "identity", "cluster", "ui", "ui :: spi"})
@NullMarked
package dev.millwright.calendar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
