/** Work that goes on in the background, in the name of the person who asked for it, with progress, cancelling and a result. */
@ApplicationModule(allowedDependencies = {"shared", "identity"})
@NullMarked
package dev.millwright.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
