/** How files are looked at, kept in PostgreSQL and taken away when nobody needs them. */
@NullMarked
package dev.millwright.files.internal;

import org.jspecify.annotations.NullMarked;
