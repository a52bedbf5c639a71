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
    /** Several records, in an order. */
    REFERENCES,
    FILE,
    STRUCTURE;

    /** Whether a value is one thing by which records are put in an order; of several there is no first. */
    public boolean isOrdered() {
        return this != REFERENCES;
    }
}
