/** Apps: the catalogue, members and rights, drafts, releases, publishing, packages; and the SPI for what an app is made of. */
@ApplicationModule(
        allowedDependencies = {"shared", "cluster", "extension", "identity", "jobs", "schema", "ui", "ui :: spi"})
@NullMarked
package dev.millwright.app;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
