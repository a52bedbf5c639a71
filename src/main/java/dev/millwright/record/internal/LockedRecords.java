package dev.millwright.record.internal;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;

import dev.millwright.field.FormatContext;
import dev.millwright.field.RecordRef;
import dev.millwright.field.RecordRefs;
import dev.millwright.record.RecordData;
import dev.millwright.record.internal.QueryPlan.TitleSource;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.record.internal.StatementCache.Bound;
import dev.millwright.record.internal.StatementCache.Shape;
import dev.millwright.record.internal.StatementCache.Written;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.BusinessTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Records as they are right before a change, which nobody else can make meanwhile. */
@Component
class LockedRecords {

    private final DSLContext dsl;
    private final StatementCache statements;
    private final FormAccess access;
    private final BusinessTime time;
    private final ManyTitles manyTitles;

    LockedRecords(
            DSLContext dsl, StatementCache statements, FormAccess access, BusinessTime time, ManyTitles manyTitles) {
        this.manyTitles = manyTitles;
        this.dsl = dsl;
        this.statements = statements;
        this.access = access;
        this.time = time;
    }

    /**
     * Reads records, living or not, as they are now and keeps others from changing them; titles of links are complete. Others may link to
     * them meanwhile.
     */
    Map<UUID, RecordData> read(RecordTable table, Collection<UUID> ids) {
        return read(table, ids, Lock.CHANGE);
    }

    /** The same where some go: who links to one of them is waited for, or waits and finds it gone. */
    Map<UUID, RecordData> readToDelete(RecordTable table, Collection<UUID> ids) {
        return read(table, ids, Lock.DELETE);
    }

    /** A record as it is, for who only wants to know what would become of it. */
    Optional<RecordData> look(RecordTable table, UUID id) {
        return Optional.ofNullable(read(table, List.of(id), Lock.NONE).get(id));
    }

    /** The same for many. */
    Map<UUID, RecordData> look(RecordTable table, Collection<UUID> ids) {
        return read(table, ids, Lock.NONE);
    }

    /** The same with the values of some fields only. */
    Map<UUID, RecordData> look(RecordTable table, Collection<UUID> ids, Set<String> fields) {
        return read(table, ids, Lock.NONE, fields);
    }

    private Map<UUID, RecordData> read(RecordTable table, Collection<UUID> ids, Lock lock) {
        return read(table, ids, lock, null);
    }

    private Map<UUID, RecordData> read(RecordTable table, Collection<UUID> ids, Lock lock, @Nullable Set<String> only) {
        Map<String, TitleSource> titles = new HashMap<>();
        Map<String, RecordTable> targets = new HashMap<>();
        for (StoredField field : table.fields()) {
            field.field().target().flatMap(access::any).ifPresent(target -> {
                titles.put(field.key(), QueryPlanner.titleSource(Visible.all(target)));
                targets.put(field.key(), target);
            });
        }
        Shape<Projection> shape = statements.shape(new LockKey(table, targets, lock, only), () -> {
            List<String> fields = table.fields().stream()
                    .map(StoredField::key)
                    .filter(key -> only == null || only.contains(key))
                    .toList();
            Projection projection = new Projection(table, fields, titles, Projection.Titles.LOOKED_UP, format());
            var rows = dsl.select(projection.columns())
                    .from(TableSql.tableOf(table.name()).as("r"))
                    .where(condition(
                            "{0} = any({1})",
                            TableSql.column(SystemColumns.ID, ColumnType.UUID), val(ids.toArray(UUID[]::new))))
                    // The same order for everybody, so that two batches never wait for each other.
                    .orderBy(TableSql.column(SystemColumns.ID, ColumnType.UUID));
            return new Written<>(
                    switch (lock) {
                        case NONE -> rows;
                        case CHANGE -> rows.forNoKeyUpdate().of(table(name("r")));
                        case DELETE -> rows.forUpdate().of(table(name("r")));
                    },
                    false,
                    projection);
        });
        Map<String, Bound> bound = Map.of("1", new Bound(ColumnType.UUID, true, ids.toArray()));
        Map<UUID, RecordData> records = new HashMap<>();
        manyTitles
                .complete(
                        table,
                        List.copyOf(statements.query(shape, bound, shape.reader()::read)),
                        form -> access.any(form).map(Visible::all))
                .forEach(record -> records.put(record.id(), record));
        return records;
    }

    private FormatContext format() {
        return new FormatContext(Locale.ENGLISH, time.zone());
    }

    /** What makes two looks at records before a change the same statement. */
    private record LockKey(
            RecordTable table,
            Map<String, RecordTable> targets,
            Lock lock,
            @Nullable Set<String> only) {}

    /** How records are held: only {@link #DELETE} is in the way of {@code FOR KEY SHARE}, by which links hold what they lead to. */
    private enum Lock {
        NONE,
        CHANGE,
        DELETE
    }

    private RecordRef shown(StoredField field, RecordRef link, UUID record) {
        return new RecordRef(
                record,
                null,
                field.field()
                        .target()
                        .flatMap(form -> access.title(form, record, link.title()))
                        .orElse(null));
    }

    private RecordRefs shown(StoredField field, RecordRefs links) {
        return links.titled(field.field()
                .targetOfMany()
                .flatMap(access::visible)
                .map(target -> manyTitles.of(target, links.ids()))
                .orElse(Map.of()));
    }

    /** The record without the fields and the titles of links that the person may not see, and with masks. */
    RecordData visible(Permit permit, RecordData record) {
        RecordTable table = permit.readable();
        Map<String, Object> visible = new HashMap<>(record.values());
        visible.keySet().removeIf(permit.fields()::hides);
        visible.replaceAll((key, value) -> {
            StoredField field = permit.fields().masks(key) ? permit.table().field(key) : null;
            return field == null ? value : field.field().mask(value);
        });
        for (StoredField field : table.fields()) {
            if (field.field().isMasked()) {
                continue;
            }
            if (record.values().get(field.key()) instanceof RecordRef link && link.id() != null) {
                visible.put(field.key(), shown(field, link, link.id()));
            } else if (record.values().get(field.key()) instanceof RecordRefs links) {
                visible.put(field.key(), shown(field, links));
            }
        }
        return new RecordData(
                record.id(),
                record.version(),
                record.createdAt(),
                record.createdBy(),
                record.updatedAt(),
                record.updatedBy(),
                record.deletedAt(),
                record.deletedBy(),
                table == permit.table() ? record.title() : Projection.title(table, record.id(), visible, format()),
                visible);
    }
}
