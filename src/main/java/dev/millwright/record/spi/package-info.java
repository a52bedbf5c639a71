/** How a feature adds itself to the pages of records, and to the description of the HTTP API. */
@NamedInterface("spi")
@NullMarked
package dev.millwright.record.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
