/** The node of flows that prints. */
@NullMarked
package dev.millwright.print.node;

import org.jspecify.annotations.NullMarked;
