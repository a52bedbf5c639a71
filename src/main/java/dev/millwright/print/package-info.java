/**
 * Documents made of records: templates as part of an app, their designer, filling them by JasperReports, and the log of what was
 * printed. Data is read through the gate to records only.
 */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "record",
            "record :: spi",
            "workspace :: spi",
            "form",
            "form :: spi",
            "field",
            "files",
            "app",
            "app :: design",
            "app :: spi",
            "expression",
            "extension",
            "flow",
            "flow :: spi",
            "identity",
            "jobs",
            "ui",
            "ui :: spi"
        })
@NullMarked
package dev.millwright.print;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
