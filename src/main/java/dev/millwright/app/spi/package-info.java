/** What a module implements to bring a kind of definition into apps: forms, dashboards, print templates. */
@NamedInterface("spi")
@NullMarked
package dev.millwright.app.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
