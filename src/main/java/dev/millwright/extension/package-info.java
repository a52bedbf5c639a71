/** How a type describes itself, is found and keeps its configuration: the ground under field types, definition kinds and all later ones. */
@ApplicationModule(allowedDependencies = "shared")
@NullMarked
package dev.millwright.extension;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
