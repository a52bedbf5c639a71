/** The audit log in the table {@code platform.audit_entry}. */
@NullMarked
package dev.millwright.audit.internal;

import org.jspecify.annotations.NullMarked;
