package dev.millwright.schema.internal;

import dev.millwright.schema.LockTaken;
import dev.millwright.schema.Phase;
import dev.millwright.schema.Risk;
import dev.millwright.schema.RowCount;
import dev.millwright.schema.SchemaChange;
import dev.millwright.schema.SchemaStep;

/** What a change costs on so many rows; the limits come from measurements, see the decision record. */
final class Appraisal {

    /** Whatever must look at every row does so within some hundredths of a second. */
    static final long SMALL = 20_000;

    /** Rewriting or sorting takes some seconds at most. */
    static final long MIDDLING = 200_000;

    /** A scan that sorts nothing stays below half a second. */
    static final long SCANNED_QUICKLY = 3_000_000;

    private Appraisal() {}

    /**
     * The step of a change.
     *
     * @param rests whether the columns concerned stay as they are, so that work on them may run ahead
     */
    static SchemaStep step(SchemaChange change, RowCount rows, boolean rests) {
        boolean small = rows.rows() <= SMALL;
        return switch (change) {
            case SchemaChange.CreateSchema _, SchemaChange.CreateTable _, SchemaChange.BringBackColumn _ ->
                inTransaction(change, Risk.NONE, LockTaken.NONE, rows);
            case SchemaChange.AddColumn _, SchemaChange.DropIndex _, SchemaChange.DropForeignKey _ ->
                inTransaction(change, Risk.NONE, LockTaken.BRIEF, rows);
            case SchemaChange.AddForeignKey add ->
                add.foreignKey().several() && !small
                        ? inTransaction(change, byRows(rows), LockTaken.BLOCKS_WRITING, rows)
                        : inTransaction(change, Risk.NONE, LockTaken.BRIEF, rows);
            case SchemaChange.RetireColumn retire ->
                inTransaction(change, Risk.NONE, isMarkOnly(retire) ? LockTaken.NONE : LockTaken.BRIEF, rows);
            case SchemaChange.ConvertColumn convert ->
                Conversion.between(convert.from(), convert.to())
                                .map(Conversion::rewrites)
                                .orElse(true)
                        ? inTransaction(change, byRows(rows), small ? LockTaken.BRIEF : LockTaken.BLOCKS_ALL, rows)
                        : inTransaction(change, Risk.NONE, LockTaken.BRIEF, rows);
            case SchemaChange.RecastColumns _ ->
                inTransaction(change, byRows(rows), small ? LockTaken.BRIEF : LockTaken.BLOCKS_ALL, rows);
            case SchemaChange.FillColumn _ ->
                inTransaction(change, byRows(rows), small ? LockTaken.BRIEF : LockTaken.BLOCKS_WRITING, rows);
            case SchemaChange.AddIndex add -> addIndex(add, rows, small, rests);
            case SchemaChange.CheckForeignKey _ -> beside(change, Phase.AFTER_COMMIT, rows);
        };
    }

    private static SchemaStep addIndex(SchemaChange.AddIndex add, RowCount rows, boolean small, boolean rests) {
        if (!add.index().unique()) {
            return small ? inTransaction(add, Risk.NONE, LockTaken.BRIEF, rows) : beside(add, Phase.AFTER_COMMIT, rows);
        }
        if (add.overNewColumn() && rows.rows() <= SCANNED_QUICKLY) {
            return inTransaction(add, small ? Risk.NONE : Risk.LOW, LockTaken.BRIEF, rows);
        }
        if (!small && rests) {
            return beside(add, Phase.BEFORE, rows);
        }
        return inTransaction(add, byRows(rows), small ? LockTaken.BRIEF : LockTaken.BLOCKS_WRITING, rows);
    }

    static boolean isMarkOnly(SchemaChange.RetireColumn retire) {
        return !retire.required()
                && retire.indexes().isEmpty()
                && retire.foreignKeys().isEmpty();
    }

    private static Risk byRows(RowCount rows) {
        if (rows.rows() <= SMALL) {
            return Risk.LOW;
        }
        return rows.rows() <= MIDDLING ? Risk.MEDIUM : Risk.HIGH;
    }

    private static SchemaStep inTransaction(SchemaChange change, Risk risk, LockTaken lock, RowCount rows) {
        return new SchemaStep(
                change, Phase.IN_TRANSACTION, risk, lock, rows, Ddl.statements(change, Phase.IN_TRANSACTION));
    }

    private static SchemaStep beside(SchemaChange change, Phase phase, RowCount rows) {
        return new SchemaStep(change, phase, Risk.NONE, LockTaken.NONE, rows, Ddl.statements(change, phase));
    }
}
