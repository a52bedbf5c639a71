@NullMarked
package dev.millwright.app.ui;

import org.jspecify.annotations.NullMarked;
