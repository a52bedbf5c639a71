/** What a chart type implements: one class, found by the scan. */
@NamedInterface("spi")
@NullMarked
package dev.millwright.dashboard.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
