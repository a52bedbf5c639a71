/** The bell, and the page on which each person chooses what to hear. */
@NullMarked
package dev.millwright.notice.ui;

import org.jspecify.annotations.NullMarked;
