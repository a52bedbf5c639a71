/** How tables of any length become files for spreadsheets, CSV and Excel, in which no text acts as a formula. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.millwright.sheet;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
