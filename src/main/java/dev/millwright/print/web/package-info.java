/** Printing over HTTP. */
@NullMarked
package dev.millwright.print.web;

import org.jspecify.annotations.NullMarked;
