/** Forms as designed and as published: the definition, its editor and designer, and the tables that come of it. */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "app",
            "app :: design",
            "app :: spi",
            "field",
            "expression",
            "extension",
            "identity",
            "schema",
            "ui",
            "ui :: spi"
        })
@NullMarked
package dev.millwright.form;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
