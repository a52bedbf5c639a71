/** How a feature writes records in the name of somebody, hears of what is written, and adds itself to the description of the HTTP API. */
@NamedInterface("spi")
@NullMarked
package dev.millwright.record.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
