/** How a feature adds itself to the lists and pages of records. */
@NamedInterface("spi")
@NullMarked
package dev.millwright.workspace.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
