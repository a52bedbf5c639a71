/**
 * Owns the physical side of definitions: given the specs of tables it plans how real PostgreSQL tables come to match them,
 * online, shows the plan, applies it in the caller's transaction and answers what is in the tables. Knows nothing of forms
 * or fields.
 */
@ApplicationModule(allowedDependencies = "shared")
@NullMarked
package dev.millwright.schema;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
