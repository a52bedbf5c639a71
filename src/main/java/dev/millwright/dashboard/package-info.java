/**
 * Dashboards: what is asked of records ({@link dev.millwright.dashboard.Dataset}), the figures that answer it, and the charts that
 * show them. Reads only through the gate to records, and so under the rights of whoever looks.
 */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "record",
            "record :: spi",
            "workspace",
            "workspace :: ui",
            "form",
            "form :: spi",
            "field",
            "app",
            "app :: design",
            "app :: spi",
            "expression",
            "extension",
            "identity",
            "ui",
            "ui :: spi"
        })
@NullMarked
package dev.millwright.dashboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
