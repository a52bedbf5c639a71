/** The screens that every published form gets: list, entry, record page, recycle bin. */
@NamedInterface("ui")
@NullMarked
package dev.millwright.workspace.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
