/**
 * Apps that ship with the product: packages of text files with the words of both languages and records to try them on. No code knows
 * any of them; one more is one more folder.
 */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "app",
            "app :: spi",
            "field",
            "files",
            "form",
            "identity",
            "record",
            "ui",
            "ui :: spi"
        })
@NullMarked
package dev.millwright.template;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
