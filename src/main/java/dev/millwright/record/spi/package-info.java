/** How a feature adds itself to the pages of records. */
@NamedInterface("spi")
@NullMarked
package dev.millwright.record.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
