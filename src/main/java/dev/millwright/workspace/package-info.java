/**
 * What people work in: the lists and pages that every published form gets, its recycle bin, saved views and search. What features add to
 * them comes through {@code workspace.spi}; records are read and written through the gate.
 */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "record",
            "record :: spi",
            "form",
            "form :: spi",
            "form :: ui",
            "field",
            "files",
            "files :: spi",
            "app",
            "app :: spi",
            "expression",
            "extension",
            "identity",
            "schema",
            "ui",
            "ui :: spi"
        })
@NullMarked
package dev.millwright.workspace;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
