package dev.millwright.record.internal;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.val;

import dev.millwright.field.RecordRef;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds links of a form to itself that would lead back to where they begin, such as a part that is a part of itself. */
@Component
class Rings {

    /** A chain with more levels is none that people can follow. */
    static final int DEEPEST = 1_000;

    private static final Field<UUID> ID = TableSql.cast(TableSql.column(SystemColumns.ID, ColumnType.UUID));

    private final DSLContext dsl;

    Rings(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** What is wrong with links: the way from a record back to itself, or no end where there are too many levels. */
    record Closed(Map<Draft, List<UUID>> rings, List<Draft> tooDeep) {}

    /**
     * Follows the links that become others.
     *
     * @param together all records that are written with them, whose links count as they will be
     */
    Closed closed(RecordTable table, StoredField link, Collection<Draft> changed, Collection<Draft> together) {
        List<Draft> open = new ArrayList<>();
        for (Draft draft : changed) {
            // A record that is made now is known to nobody who could link to it.
            if (!draft.isNew() && next(draft, link) != null) {
                open.add(draft);
            }
        }
        if (open.isEmpty()) {
            return new Closed(Map.of(), List.of());
        }
        lock(table);
        Map<UUID, Draft> written = new HashMap<>();
        together.forEach(draft -> written.put(draft.id(), draft));
        Ways ways = new Ways(following(table, link, open, written));
        Map<Draft, List<UUID>> rings = new LinkedHashMap<>();
        List<Draft> tooDeep = new ArrayList<>();
        for (Draft draft : open) {
            if (ways.length(draft.id()) > DEEPEST) {
                tooDeep.add(draft);
            } else if (ways.isRound(draft.id())) {
                rings.put(draft, ways.ring(draft.id()));
            }
        }
        return new Closed(rings, tooDeep);
    }

    /** Where each record leads that any of the ways comes by; ways that meet are read once. */
    private Map<UUID, UUID> following(RecordTable table, StoredField link, List<Draft> open, Map<UUID, Draft> written) {
        Map<UUID, UUID> following = new HashMap<>();
        Set<UUID> seen = new HashSet<>();
        Set<UUID> ends = new HashSet<>();
        open.forEach(draft -> ends.add(draft.id()));
        for (int depth = 0; depth <= DEEPEST && !ends.isEmpty(); depth++) {
            seen.addAll(ends);
            Map<UUID, UUID> further = read(table, link, ends, written);
            following.putAll(further);
            ends.clear();
            ends.addAll(further.values());
            ends.removeAll(seen);
        }
        return following;
    }

    private static @Nullable UUID next(Draft draft, StoredField link) {
        return draft.value(link) instanceof RecordRef ref ? ref.id() : null;
    }

    /** Two people might close a ring together, each with a link that is harmless by itself. */
    private void lock(RecordTable table) {
        dsl.select(field(
                        "pg_advisory_xact_lock({0})",
                        Object.class, val(table.form().id().getLeastSignificantBits())))
                .fetch();
    }

    private Map<UUID, UUID> read(RecordTable table, StoredField link, Set<UUID> records, Map<UUID, Draft> written) {
        Map<UUID, UUID> known = new HashMap<>();
        List<UUID> wanted = new ArrayList<>();
        for (UUID record : records) {
            Draft own = written.get(record);
            UUID following = own == null ? null : next(own, link);
            if (own == null) {
                wanted.add(record);
            } else if (following != null) {
                known.put(record, following);
            }
        }
        if (!wanted.isEmpty()) {
            Field<UUID> to = TableSql.cast(
                    TableSql.column(link.first().name(), link.first().type()));
            dsl.select(ID, to)
                    .from(TableSql.tableOf(table.name()).as("r"))
                    .where(condition("{0} = any({1})", ID, val(wanted.toArray(UUID[]::new))))
                    .and(to.isNotNull())
                    .forEach(row -> known.put(row.value1(), row.value2()));
        }
        return known;
    }
}
