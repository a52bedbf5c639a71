package dev.millwright.record.internal;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.val;

import dev.millwright.field.RecordRef;
import dev.millwright.form.AppFormulas.Input;
import dev.millwright.record.internal.FormulaPlan.Planned;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import dev.millwright.schema.TableName;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * Locks the records that formulas read from before those that read from them: first what is only read, then what is also written by what
 * follows. So two who write rows of one record that read from it, or a row and what the row reads from, meet in the same order and wait
 * instead of deadlocking. Longer rounds are tried again when they meet.
 */
final class FormulaLocks {

    private static final Field<UUID> ID = TableSql.cast(TableSql.column(SystemColumns.ID, ColumnType.UUID));

    private final DSLContext dsl;
    private final FormulaPlan plan;

    FormulaLocks(DSLContext dsl, FormulaPlan plan) {
        this.dsl = dsl;
        this.plan = plan;
    }

    /**
     * @param ids the records that are there and will be written
     * @param values what will be written of some of them, or of new ones
     */
    void ahead(RecordTable table, Collection<UUID> ids, Collection<Map<String, @Nullable Object>> values) {
        Map<String, Boolean> links = links(table.form().id());
        if (links.isEmpty()) {
            return;
        }
        Map<String, Set<UUID>> linked = linked(table, links.keySet(), ids);
        for (Map<String, @Nullable Object> one : values) {
            for (String link : links.keySet()) {
                if (one.get(link) instanceof RecordRef ref && ref.id() != null) {
                    linked.computeIfAbsent(link, ignored -> new LinkedHashSet<>())
                            .add(ref.id());
                }
            }
        }
        for (boolean written : List.of(false, true)) {
            Map<TableName, Set<UUID>> targets = new TreeMap<>(Comparator.comparing(TableName::toString));
            linked.forEach((link, found) -> {
                if (Boolean.valueOf(written).equals(links.get(link))) {
                    targets.computeIfAbsent(plan.target(table, link).name(), ignored -> new LinkedHashSet<>())
                            .addAll(found);
                }
            });
            // The records themselves are locked by who writes them.
            targets.remove(table.name());
            targets.forEach((target, found) -> lock(target, found, written));
        }
    }

    /** By link from which a formula of the form reads, whether the record that it leads to is also written when one of the form is. */
    private Map<String, Boolean> links(UUID form) {
        Map<String, Boolean> links = new TreeMap<>();
        for (Planned planned : plan.of(form)) {
            for (Input input : planned.formula().inputs()) {
                if (input instanceof Input.Linked(String link, var _)) {
                    links.put(link, false);
                }
            }
        }
        for (Planned planned : links.isEmpty() ? List.<Planned>of() : plan.all()) {
            for (Input input : planned.formula().inputs()) {
                if (input instanceof Input.OfRows(var rows, var _)
                        && rows.form().id().equals(form)) {
                    links.computeIfPresent(rows.link(), (_, _) -> true);
                }
            }
        }
        return links;
    }

    private Map<String, Set<UUID>> linked(RecordTable table, Set<String> wanted, Collection<UUID> ids) {
        Map<String, Set<UUID>> linked = new LinkedHashMap<>();
        if (ids.isEmpty()) {
            return linked;
        }
        List<String> links = List.copyOf(wanted);
        List<Field<UUID>> columns = links.stream()
                .map(link -> TableSql.<UUID>cast(TableSql.column(link, ColumnType.UUID)))
                .toList();
        dsl.select(columns)
                .from(TableSql.tableOf(table.name()).as("r"))
                .where(condition("{0} = any({1})", ID, val(ids.toArray(UUID[]::new))))
                .forEach(row -> {
                    for (int i = 0; i < links.size(); i++) {
                        UUID target = row.get(i, UUID.class);
                        if (target != null) {
                            linked.computeIfAbsent(links.get(i), ignored -> new LinkedHashSet<>())
                                    .add(target);
                        }
                    }
                });
        return linked;
    }

    private void lock(TableName table, Set<UUID> ids, boolean written) {
        var rows = dsl.select(ID)
                .from(TableSql.tableOf(table).as("r"))
                .where(condition("{0} = any({1})", ID, val(ids.toArray(UUID[]::new))))
                .orderBy(ID);
        (written ? rows.forNoKeyUpdate() : rows.forShare()).fetch();
    }
}
