@NullMarked
package dev.millwright.ui;

import org.jspecify.annotations.NullMarked;
