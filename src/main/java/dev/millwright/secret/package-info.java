/** What is kept only in a form that nobody can read who has the database alone: sealed with keys that the installation is given. */
@ApplicationModule(allowedDependencies = "shared")
@NullMarked
package dev.millwright.secret;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
