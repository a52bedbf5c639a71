/** Records and published forms over HTTP, through the same gate as the screens; and how their calls are read. */
@NamedInterface("web")
@NullMarked
package dev.millwright.record.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
