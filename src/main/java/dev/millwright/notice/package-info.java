/**
 * Owns telling people: what was told to whom, what each wants to hear and by which channel, the bell on every page and the mail.
 * It knows no feature: those who tell declare their kinds, and channels are found, through {@code notice.spi}.
 */
@ApplicationModule(
        displayName = "Notices",
        allowedDependencies = {"shared", "identity", "cluster", "ui", "ui :: spi"})
@NullMarked
package dev.millwright.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
