package dev.millwright.field;

/** How a field presents itself to the one who fills it; empty texts mean none. */
public record FieldPresentation(String label, String help, String placeholder, boolean required) {}
