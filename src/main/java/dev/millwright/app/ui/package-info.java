/** The screens of the catalogue: home, start page, design overview, settings, sharing and rights of an app. */
@NullMarked
package dev.millwright.app.ui;

import org.jspecify.annotations.NullMarked;
