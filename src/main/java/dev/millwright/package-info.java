/** The application itself; every direct sub-package is a module with an API of its own. */
@NullMarked
package dev.millwright;

import org.jspecify.annotations.NullMarked;
