package dev.millwright.schema.internal;

import dev.millwright.schema.FillStep;
import dev.millwright.schema.Phase;
import dev.millwright.schema.RecastStep;
import dev.millwright.schema.RowCount;
import dev.millwright.schema.SchemaBusyException;
import dev.millwright.schema.SchemaChange;
import dev.millwright.schema.SchemaConflict;
import dev.millwright.schema.SchemaConflictException;
import dev.millwright.schema.SchemaPlan;
import dev.millwright.schema.SchemaStep;
import dev.millwright.schema.Schemas;
import dev.millwright.schema.TableName;
import dev.millwright.schema.TableSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Plans against the live catalogue and applies by DDL. */
@Service
class PostgresSchemas implements Schemas {

    /** Sorting or rewriting a large table takes longer than a statement of everyday work may. */
    private static final String STATEMENT_LIMIT = "10min";

    /** After so long a waiting lock makes autovacuum give way; by default that is longer than we wait at all. */
    private static final String AUTOVACUUM_YIELDS_AFTER = "100ms";

    /** Sorts a few million values without files; writers wait for it. */
    private static final String SORT_MEMORY = "256MB";

    private final JdbcTemplate jdbc;
    private final Catalogue catalogue;
    private final PostgresInspection inspection;
    private final FollowUp followUp;

    PostgresSchemas(JdbcTemplate jdbc, PostgresInspection inspection) {
        this.jdbc = jdbc;
        this.catalogue = new Catalogue(jdbc);
        this.inspection = inspection;
        this.followUp = new FollowUp(jdbc);
    }

    @Override
    @Transactional
    public SchemaPlan plan(List<TableSpec> wanted, List<FillStep> fills, List<RecastStep> recasts) {
        LiveDatabase live = catalogue.read(wanted);
        SchemaDiff.Difference difference = SchemaDiff.between(live, wanted, fills, recasts);
        List<SchemaConflict> conflicts = new ArrayList<>(difference.conflicts());
        conflicts.addAll(DataChecks.conflicts(inspection, live, wanted, difference.changes()));
        return new SchemaPlan(
                steps(difference.changes()),
                conflicts,
                Fingerprint.of(live, wanted, fills, difference.changes(), conflicts));
    }

    private List<SchemaStep> steps(List<SchemaChange> changes) {
        Map<TableName, RowCount> rows = new HashMap<>();
        List<SchemaStep> steps = new ArrayList<>();
        for (SchemaChange change : changes) {
            TableName table = change.table();
            RowCount concerned = table == null || change instanceof SchemaChange.CreateTable
                    ? RowCount.NONE
                    : rows.computeIfAbsent(table, inspection::rows);
            if (change instanceof SchemaChange.FillColumn fill) {
                concerned = toFill(fill, concerned);
                if (concerned.equals(RowCount.NONE)) {
                    continue;
                }
            }
            steps.add(Appraisal.step(change, concerned, rests(change, changes)));
        }
        return steps;
    }

    /** Whether the columns of an index are there and hold already what they will hold. */
    private static boolean rests(SchemaChange change, List<SchemaChange> all) {
        return change instanceof SchemaChange.AddIndex add
                && all.stream()
                        .noneMatch(other -> add.table().equals(other.table())
                                && switch (other) {
                                    case SchemaChange.AddColumn it ->
                                        add.index()
                                                .columns()
                                                .contains(it.column().name());
                                    case SchemaChange.ConvertColumn it ->
                                        add.index().columns().contains(it.column());
                                    case SchemaChange.RecastColumns it ->
                                        it.step().to().stream()
                                                .anyMatch(column ->
                                                        add.index().columns().contains(column.name()));
                                    case SchemaChange.FillColumn it ->
                                        add.index()
                                                .columns()
                                                .contains(it.column().name());
                                    default -> false;
                                });
    }

    private RowCount toFill(SchemaChange.FillColumn fill, RowCount all) {
        try {
            return new RowCount(inspection.nulls(fill.table(), fill.column().name()), true);
        } catch (SchemaBusyException e) {
            return new RowCount(all.rows(), false);
        }
    }

    @Override
    @Transactional(propagation = Propagation.NEVER)
    public void prepare(SchemaPlan plan) {
        if (!plan.isApplicable()) {
            throw new SchemaConflictException();
        }
        try {
            plan.steps(Phase.BEFORE).forEach(followUp::run);
        } catch (DataAccessException e) {
            abandon(plan);
            throw SqlState.isInTheData(e) ? new SchemaConflictException(e) : e;
        }
    }

    @Override
    @Transactional(propagation = Propagation.NEVER)
    public void abandon(SchemaPlan plan) {
        plan.steps(Phase.BEFORE).forEach(followUp::takeBack);
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void apply(SchemaPlan plan) {
        if (!plan.isApplicable()) {
            throw new SchemaConflictException();
        }
        List<SchemaStep> steps = new ArrayList<>(plan.steps(Phase.IN_TRANSACTION));
        plan.steps(Phase.BEFORE).stream().filter(followUp::isOpen).forEach(steps::add);
        if (steps.isEmpty()) {
            return;
        }
        try {
            LocalSettings.during(jdbc, settings(), () -> {
                TableLocks.take(jdbc, steps);
                steps.forEach(step -> run(step.change()));
            });
        } catch (DataAccessException e) {
            if (SqlState.isBusy(e)) {
                throw new SchemaBusyException(e);
            }
            if (SqlState.isInTheData(e)) {
                throw new SchemaConflictException(e);
            }
            throw e;
        }
    }

    private void run(SchemaChange change) {
        if (change instanceof SchemaChange.RecastColumns recast) {
            new Recasting(jdbc, recast).run();
        } else {
            Ddl.statements(change, Phase.IN_TRANSACTION).forEach(jdbc::execute);
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("lock_timeout", TableLocks.LIMIT.toMillis() + "ms");
        settings.put("statement_timeout", STATEMENT_LIMIT);
        settings.put("maintenance_work_mem", SORT_MEMORY);
        if (Boolean.TRUE.equals(
                jdbc.queryForObject("SELECT has_parameter_privilege('deadlock_timeout', 'SET')", Boolean.class))) {
            settings.put("deadlock_timeout", AUTOVACUUM_YIELDS_AFTER);
        }
        return settings;
    }

    @Override
    @Transactional(propagation = Propagation.NEVER)
    public void finish(SchemaPlan plan) {
        plan.steps(Phase.AFTER_COMMIT).forEach(followUp::run);
    }
}
