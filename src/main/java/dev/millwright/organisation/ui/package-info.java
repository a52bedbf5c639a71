/** The pages about substitutes and about heads of departments. */
@NullMarked
package dev.millwright.organisation.ui;

import org.jspecify.annotations.NullMarked;
