/** How a feature declares what it tells people, and how a channel carries it to them. */
@NamedInterface("spi")
@NullMarked
package dev.millwright.notice.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
