/** The types of triggers and nodes that come along, each in one file. */
@NullMarked
package dev.millwright.flow.type;

import org.jspecify.annotations.NullMarked;
