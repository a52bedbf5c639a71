@NullMarked
package dev.millwright.record.ui;

import org.jspecify.annotations.NullMarked;
