package dev.millwright.field;

import dev.millwright.shared.Label;

/** A default that is worked out when a record is created. */
public record DynamicDefault(String word, Label label) {}
