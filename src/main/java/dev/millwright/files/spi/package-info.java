/** Where the bytes of files lie, and who needs files that lie at no place. */
@NamedInterface("spi")
@NullMarked
package dev.millwright.files.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
