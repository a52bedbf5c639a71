@NullMarked
package dev.millwright.form;

import org.jspecify.annotations.NullMarked;
