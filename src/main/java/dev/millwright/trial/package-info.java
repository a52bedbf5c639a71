/**
 * The trial: an embedded PostgreSQL and a real Keycloak of our own beside the application, all in one data folder. The
 * application itself knows nothing of it; {@link dev.millwright.trial.TrialApplication} starts it in their company, and asks
 * for the sample app.
 */
@ApplicationModule(allowedDependencies = {"shared", "app", "identity", "template"})
@NullMarked
package dev.millwright.trial;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
