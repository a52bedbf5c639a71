package dev.millwright.schema;

import java.util.List;

/**
 * One step of a plan, in words and in statements.
 *
 * @param rows the rows it concerns
 * @param statements the very SQL that will run
 */
public record SchemaStep(
        SchemaChange change, Phase phase, Risk risk, LockTaken lock, RowCount rows, List<String> statements) {

    public SchemaStep {
        statements = List.copyOf(statements);
    }

    /** Stable, and the key of its text in the message bundles. */
    public String code() {
        return change.code();
    }

    /** What the text names, see {@link SchemaChange#arguments()}. */
    public List<Object> arguments() {
        return change.arguments();
    }
}
