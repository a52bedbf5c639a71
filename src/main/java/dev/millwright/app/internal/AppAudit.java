package dev.millwright.app.internal;

import dev.millwright.shared.AuditableEvent;
import java.util.Map;

/** What somebody did to an app. */
record AppAudit(String action, String subject, Map<String, Object> details) implements AuditableEvent {}
