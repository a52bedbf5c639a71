/**
 * Owns the shell around every screen, the one error handler, the property panel and the few pieces all screens share.
 * It knows no feature: features add themselves through {@code ui.spi}.
 */
@ApplicationModule(
        displayName = "User interface",
        allowedDependencies = {"shared", "extension", "identity"})
@NullMarked
package dev.millwright.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
