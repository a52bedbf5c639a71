/** How a feature adds itself to the shell: navigation, top bar, menu of the person, search, and the path that leads to a view. */
@NamedInterface("spi")
@NullMarked
package dev.millwright.ui.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
