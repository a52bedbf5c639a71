/** What a module implements to bring triggers and nodes into flows. */
@NamedInterface("spi")
@NullMarked
package dev.millwright.flow.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
