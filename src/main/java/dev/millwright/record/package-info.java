/**
 * The one gate to records: all writes go through {@link dev.millwright.record.Records}, all reads through
 * {@link dev.millwright.record.RecordQuery}; rights are enforced here and nowhere else. Also figures, history, news of changes and the
 * HTTP API. It knows no screen.
 */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "cluster",
            "form",
            "field",
            "files",
            "app",
            "app :: spi",
            "expression",
            "extension",
            "identity",
            "schema",
            "secret"
        })
@NullMarked
package dev.millwright.record;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
