/** The screens that every published form gets: list, entry, record page, recycle bin. */
@NullMarked
package dev.millwright.record.ui;

import org.jspecify.annotations.NullMarked;
