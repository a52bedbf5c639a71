package dev.millwright.record.internal;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.val;

import dev.millwright.record.RecordData;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

/** Which lines there are of records, asked for all records at once. */
@Component
class OwnedLines {

    private static final Field<?> ID = TableSql.column(SystemColumns.ID, ColumnType.UUID);
    private static final Field<?> DELETED_AT = TableSql.column(SystemColumns.DELETED_AT, ColumnType.TIMESTAMPTZ);

    private final DSLContext dsl;

    OwnedLines(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** The living lines of records, each with the record that it belongs to. */
    Map<UUID, UUID> living(RecordTable lines, Collection<UUID> records) {
        return living(lines, records, Integer.MAX_VALUE);
    }

    /** The same of some lines only. */
    Map<UUID, UUID> living(RecordTable lines, Collection<UUID> records, int limit) {
        StoredField link = lines.ownerLink();
        Map<UUID, UUID> found = new LinkedHashMap<>();
        if (link != null && !records.isEmpty()) {
            Field<?> owner = owner(link);
            dsl.select(ID, owner)
                    .from(TableSql.tableOf(lines.name()).as("r"))
                    .where(among(owner, records).and(DELETED_AT.isNull()))
                    .limit(limit)
                    .forEach(row -> found.put((UUID) row.value1(), (UUID) row.value2()));
        }
        return found;
    }

    /**
     * The lines that went into the bin together with their records, each with the record.
     *
     * @param old the records as they are
     */
    Map<UUID, UUID> deletedWith(RecordTable lines, Collection<UUID> records, Map<UUID, RecordData> old) {
        StoredField link = lines.ownerLink();
        Map<UUID, UUID> found = new LinkedHashMap<>();
        if (link != null && !records.isEmpty()) {
            Field<?> owner = owner(link);
            dsl.select(ID, owner, DELETED_AT)
                    .from(TableSql.tableOf(lines.name()).as("r"))
                    .where(among(owner, records).and(DELETED_AT.isNotNull()))
                    .forEach(row -> {
                        RecordData record = old.get((UUID) row.value2());
                        if (record != null && Objects.equals(record.deletedAt(), row.value3())) {
                            found.put((UUID) row.value1(), record.id());
                        }
                    });
        }
        return found;
    }

    /** Which records lines belong to, whether they live or not. */
    Map<UUID, UUID> owners(RecordTable lines, Collection<UUID> ids) {
        StoredField link = lines.ownerLink();
        Map<UUID, UUID> found = new HashMap<>();
        if (link != null && !ids.isEmpty()) {
            Field<?> owner = owner(link);
            dsl.select(ID, owner)
                    .from(TableSql.tableOf(lines.name()).as("r"))
                    .where(among(ID, ids))
                    .forEach(row -> {
                        if (row.value2() instanceof UUID record) {
                            found.put((UUID) row.value1(), record);
                        }
                    });
        }
        return found;
    }

    /** How many living lines a record has, and the place of the last. */
    record Extent(long count, long last) {

        static final Extent NONE = new Extent(0, 0);
    }

    /** Without records that have no lines. */
    Map<UUID, Extent> extents(RecordTable lines, Collection<UUID> records) {
        StoredField link = lines.ownerLink();
        StoredField position = lines.position();
        Map<UUID, Extent> found = new HashMap<>();
        if (link != null && position != null && !records.isEmpty()) {
            Field<?> owner = owner(link);
            Field<Long> place = TableSql.cast(
                    TableSql.column(position.first().name(), position.first().type()));
            dsl.select(owner, DSL.count(), DSL.max(place))
                    .from(TableSql.tableOf(lines.name()).as("r"))
                    .where(among(owner, records).and(DELETED_AT.isNull()))
                    .groupBy(owner)
                    .forEach(row -> found.put(
                            (UUID) row.value1(), new Extent(row.value2(), row.value3() == null ? 0 : row.value3())));
        }
        return found;
    }

    private static Field<?> owner(StoredField link) {
        return TableSql.column(link.first().name(), link.first().type());
    }

    private static Condition among(Field<?> field, Collection<UUID> ids) {
        return condition("{0} = any({1})", field, val(ids.toArray(UUID[]::new)));
    }
}
