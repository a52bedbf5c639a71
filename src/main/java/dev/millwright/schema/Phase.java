package dev.millwright.schema;

/** When a step runs. */
public enum Phase {
    /** Ahead of the transaction, beside people's work and without stopping it. */
    BEFORE,
    /** Together with all others, in the caller's transaction. */
    IN_TRANSACTION,
    /** Once the transaction is through, beside people's work and without stopping it. */
    AFTER_COMMIT
}
