package dev.millwright.schema;

import java.util.List;

/** Makes real tables match wanted ones, online, with a plan in between. */
public interface Schemas {

    /** Plans without filling existing rows. */
    default SchemaPlan plan(List<TableSpec> wanted) {
        return plan(wanted, List.of(), List.of());
    }

    /** Plans without changing the type of values. */
    default SchemaPlan plan(List<TableSpec> wanted, List<FillStep> fills) {
        return plan(wanted, fills, List.of());
    }

    /**
     * Compares the wanted tables with the live ones. Tables that are not named stay as they are; columns that are not named are
     * retired, never dropped.
     *
     * @param fills what existing rows get, at most one a column
     * @param recasts columns whose values become values of another type, at most one a column
     */
    SchemaPlan plan(List<TableSpec> wanted, List<FillStep> fills, List<RecastStep> recasts);

    /**
     * Runs the steps of {@link Phase#BEFORE}, outside any transaction, while people work: makes values unique that are to be so,
     * which may take minutes. A plan made afterwards has the same fingerprint without these steps. Optional, for {@link #apply}
     * does what is left of it while writers wait.
     *
     * @throws SchemaConflictException if the data has duplicates by now; nothing stays behind
     */
    void prepare(SchemaPlan plan);

    /** Takes back what {@link #prepare} did, when the plan will not be applied after all. */
    void abandon(SchemaPlan plan);

    /**
     * Runs the steps of {@link Phase#IN_TRANSACTION} in the caller's transaction, which should then end soon, because it holds
     * locks on the tables. Whatever the caller did is rolled back together with it.
     *
     * @throws SchemaBusyException if a table stayed in use; the transaction is lost and worth another try as a whole, see
     *     {@link SchemaRetry}
     * @throws SchemaConflictException if the plan has conflicts, or the data gained one since
     */
    void apply(SchemaPlan plan);

    /**
     * Runs the steps of {@link Phase#AFTER_COMMIT}, outside any transaction, while people work. It may take minutes, may be
     * repeated, and leaves alone what another node is building. What it does not reach is in the next plan again.
     */
    void finish(SchemaPlan plan);
}
