package dev.millwright.shared;

/** The small closed set of kinds that consumers of values tell apart; they never ask for a field type. */
public enum ValueKind {
    TEXT,
    NUMBER,
    BOOLEAN,
    DATE,
    TIME,
    DATE_TIME,
    CHOICE,
    REFERENCE,
    FILE,
    STRUCTURE
}
