package dev.millwright.shared;

/** How much a problem weighs: an error stops the work, a warning does not. */
public enum Severity {
    ERROR,
    WARNING
}
