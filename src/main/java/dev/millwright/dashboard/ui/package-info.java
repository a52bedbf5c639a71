/** Dashboards as people look at them, and their designer. */
@NullMarked
package dev.millwright.dashboard.ui;

import org.jspecify.annotations.NullMarked;
