/**
 * Records in and out as files: import, export, and an app made of a file. All of it goes through the gate to records as people do.
 */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "record",
            "record :: spi",
            "record :: web",
            "workspace",
            "workspace :: spi",
            "workspace :: ui",
            "form",
            "field",
            "files",
            "app",
            "app :: spi",
            "extension",
            "identity",
            "jobs",
            "schema",
            "sheet",
            "ui",
            "ui :: spi"
        })
@NullMarked
package dev.millwright.exchange;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
