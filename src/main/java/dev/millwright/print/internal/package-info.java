/** Templates become reports of JasperReports here, records become their data, and what was printed is kept. */
@NullMarked
package dev.millwright.print.internal;

import org.jspecify.annotations.NullMarked;
