/** The print designer, and printing from the pages of records. */
@NullMarked
package dev.millwright.print.ui;

import org.jspecify.annotations.NullMarked;
