package dev.millwright.field.type;

/** The configuration of a type that has nothing to set. */
record NoSettings() {}
