package dev.millwright.schema.internal;

import dev.millwright.schema.ForeignKeySpec;
import dev.millwright.schema.SchemaChange;
import dev.millwright.schema.SchemaStep;
import dev.millwright.schema.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Takes the locks that steps need before the first of them runs: at once the strongest of each table and always in the same
 * order, so that nothing deadlocks by growing, and all within one time limit, because writers queue up behind the first.
 */
final class TableLocks {

    /** How long writers may have to stand behind an attempt. */
    static final Duration LIMIT = Duration.ofMillis(300);

    private static final long SHORTEST_MILLIS = 20;

    private enum Mode {
        SHARE("SHARE"),
        SHARE_ROW_EXCLUSIVE("SHARE ROW EXCLUSIVE"),
        ACCESS_EXCLUSIVE("ACCESS EXCLUSIVE");

        private final String sql;

        Mode(String sql) {
            this.sql = sql;
        }
    }

    private final SortedMap<TableName, Mode> modes = new TreeMap<>();

    private TableLocks() {}

    static void take(JdbcTemplate jdbc, List<SchemaStep> steps) {
        TableLocks locks = new TableLocks();
        steps.forEach(step -> locks.add(step.change()));
        Set<TableName> created = steps.stream()
                .map(SchemaStep::change)
                .filter(SchemaChange.CreateTable.class::isInstance)
                .map(change -> ((SchemaChange.CreateTable) change).table())
                .collect(Collectors.toSet());
        locks.modes.keySet().removeAll(created);
        long start = System.nanoTime();
        locks.modes.forEach((table, mode) -> {
            long left = LIMIT.minusNanos(System.nanoTime() - start).toMillis();
            LocalSettings.set(jdbc, "lock_timeout", Math.max(left, SHORTEST_MILLIS) + "ms");
            jdbc.execute("LOCK TABLE " + Sql.name(table) + " IN " + mode.sql + " MODE");
        });
        LocalSettings.set(jdbc, "lock_timeout", LIMIT.toMillis() + "ms");
    }

    private void add(SchemaChange change) {
        switch (change) {
            case SchemaChange.AddColumn add -> {
                need(add.table(), Mode.ACCESS_EXCLUSIVE);
                ForeignKeySpec foreignKey = add.foreignKey();
                if (foreignKey != null) {
                    need(foreignKey.target(), Mode.SHARE_ROW_EXCLUSIVE);
                }
            }
            case SchemaChange.RetireColumn retire -> {
                if (!Appraisal.isMarkOnly(retire)) {
                    need(retire.table(), Mode.ACCESS_EXCLUSIVE);
                }
            }
            case SchemaChange.ConvertColumn convert -> need(convert.table(), Mode.ACCESS_EXCLUSIVE);
            case SchemaChange.RecastColumns recast -> need(recast.table(), Mode.ACCESS_EXCLUSIVE);
            case SchemaChange.DropIndex drop -> need(drop.table(), Mode.ACCESS_EXCLUSIVE);
            case SchemaChange.DropForeignKey drop -> need(drop.table(), Mode.ACCESS_EXCLUSIVE);
            case SchemaChange.AddIndex add ->
                need(add.table(), add.replacesBroken() ? Mode.ACCESS_EXCLUSIVE : Mode.SHARE);
            case SchemaChange.AddForeignKey add -> {
                need(add.table(), Mode.SHARE_ROW_EXCLUSIVE);
                need(add.foreignKey().target(), Mode.SHARE_ROW_EXCLUSIVE);
            }
            case SchemaChange.CreateSchema _,
                    SchemaChange.CreateTable _,
                    SchemaChange.BringBackColumn _,
                    SchemaChange.FillColumn _,
                    SchemaChange.CheckForeignKey _ -> {}
        }
    }

    private void need(TableName table, Mode mode) {
        modes.merge(table, mode, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }
}
