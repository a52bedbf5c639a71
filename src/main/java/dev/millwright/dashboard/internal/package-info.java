/** How tiles become questions to the gate, and answers become figures. */
@NullMarked
package dev.millwright.dashboard.internal;

import org.jspecify.annotations.NullMarked;
