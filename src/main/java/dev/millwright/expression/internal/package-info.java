/** Reading a text into a tree of words, and checking the tree against a scope. */
@NullMarked
package dev.millwright.expression.internal;

import org.jspecify.annotations.NullMarked;
