package dev.millwright.field;

import dev.millwright.shared.BusinessTime;

/** What a default may depend on. */
public record DefaultContext(BusinessTime time, PersonRef person) {}
