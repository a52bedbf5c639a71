/**
 * The one gate to records: all writes go through {@link dev.millwright.record.Records}, all reads through
 * {@link dev.millwright.record.RecordQuery}; rights are enforced here and nowhere else. Also history, the generated views, the HTTP
 * API and import.
 */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "cluster",
            "form",
            "form :: ui",
            "field",
            "app",
            "app :: spi",
            "expression",
            "extension",
            "identity",
            "jobs",
            "schema",
            "sheet",
            "ui",
            "ui :: spi"
        })
@NullMarked
package dev.millwright.record;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
