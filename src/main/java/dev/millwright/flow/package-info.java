/**
 * Flows: what starts them, the nodes they are drawn of, the engine that runs them, the work of people and the figures of processes.
 * Reads and writes records only through the gate, as the app or as the person of a step.
 */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "record",
            "record :: spi",
            "workspace",
            "workspace :: spi",
            "workspace :: ui",
            "form",
            "form :: spi",
            "form :: ui",
            "field",
            "files",
            "app",
            "app :: design",
            "app :: spi",
            "calendar",
            "cluster",
            "expression",
            "extension",
            "identity",
            "jobs",
            "notice",
            "notice :: spi",
            "organisation",
            "schema",
            "ui",
            "ui :: spi"
        })
@NullMarked
package dev.millwright.flow;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
