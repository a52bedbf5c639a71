/** What a kind of print element implements. */
@NamedInterface("spi")
@NullMarked
package dev.millwright.print.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
