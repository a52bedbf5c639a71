/** Who stands in for whom, and the pages on which people name their substitutes and administrators the heads of departments. */
@ApplicationModule(
        displayName = "Organisation",
        allowedDependencies = {"shared", "identity", "cluster", "notice", "notice :: spi", "ui", "ui :: spi"})
@NullMarked
package dev.millwright.organisation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
