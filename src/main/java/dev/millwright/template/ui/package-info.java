/** The page on which an app begins with a template. */
@NullMarked
package dev.millwright.template.ui;

import org.jspecify.annotations.NullMarked;
