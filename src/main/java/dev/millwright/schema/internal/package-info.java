/** The only place that reads the catalogue of PostgreSQL and writes the text of DDL statements; every name is checked and quoted here. */
@NullMarked
package dev.millwright.schema.internal;

import org.jspecify.annotations.NullMarked;
