/**
 * Owns the audit log: writes what {@link dev.millwright.shared.AuditableEvent}s tell, in the transaction that does it, shows it to
 * administrators, and removes what is too old.
 */
@ApplicationModule(allowedDependencies = {"shared", "sheet", "identity", "ui", "ui :: spi"})
@NullMarked
package dev.millwright.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
