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

    static SchemaStep step(SchemaChange change, RowCount rows) {
        boolean small = rows.rows() <= SMALL;
        return switch (change) {
            case SchemaChange.CreateSchema _, SchemaChange.CreateTable _, SchemaChange.BringBackColumn _ ->
                inTransaction(change, Risk.NONE, LockTaken.NONE, rows);
            case SchemaChange.AddColumn _,
                    SchemaChange.DropIndex _,
                    SchemaChange.AddForeignKey _,
                    SchemaChange.DropForeignKey _ -> inTransaction(change, Risk.NONE, LockTaken.BRIEF, rows);
            case SchemaChange.RetireColumn retire ->
                inTransaction(change, Risk.NONE, isMarkOnly(retire) ? LockTaken.NONE : LockTaken.BRIEF, rows);
            case SchemaChange.ConvertColumn convert ->
                Conversion.between(convert.from(), convert.to())
                                .map(Conversion::rewrites)
                                .orElse(true)
                        ? inTransaction(change, byRows(rows), small ? LockTaken.BRIEF : LockTaken.BLOCKS_ALL, rows)
                        : inTransaction(change, Risk.NONE, LockTaken.BRIEF, rows);
            case SchemaChange.FillColumn _ ->
                inTransaction(change, byRows(rows), small ? LockTaken.BRIEF : LockTaken.BLOCKS_WRITING, rows);
            case SchemaChange.AddIndex add -> addIndex(add, rows, small);
            case SchemaChange.CheckForeignKey _ -> afterCommit(change, rows);
        };
    }

    private static SchemaStep addIndex(SchemaChange.AddIndex add, RowCount rows, boolean small) {
        if (!add.index().unique()) {
            return small ? inTransaction(add, Risk.NONE, LockTaken.BRIEF, rows) : afterCommit(add, rows);
        }
        if (add.overNewColumn() && rows.rows() <= SCANNED_QUICKLY) {
            return inTransaction(add, small ? Risk.NONE : Risk.LOW, LockTaken.BRIEF, rows);
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

    private static SchemaStep afterCommit(SchemaChange change, RowCount rows) {
        return new SchemaStep(
                change,
                Phase.AFTER_COMMIT,
                Risk.NONE,
                LockTaken.NONE,
                rows,
                Ddl.statements(change, Phase.AFTER_COMMIT));
    }
}
