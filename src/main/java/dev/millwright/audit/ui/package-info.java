/** The audit log on a screen. */
@NullMarked
package dev.millwright.audit.ui;

import org.jspecify.annotations.NullMarked;
