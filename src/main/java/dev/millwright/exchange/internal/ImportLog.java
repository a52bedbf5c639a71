package dev.millwright.exchange.internal;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.millwright.exchange.Imports.BadRows;
import dev.millwright.exchange.Imports.PastImport;
import dev.millwright.identity.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectSelectStep;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The imports that were made. */
@Component
class ImportLog {

    private static final Table<Record> IMPORT = table(name("platform", "import"));
    private static final Field<UUID> ID = field(name("id"), SQLDataType.UUID);
    private static final Field<UUID> FORM = field(name("form"), SQLDataType.UUID);
    private static final Field<Instant> AT = field(name("at"), SQLDataType.INSTANT);
    private static final Field<String> BY = field(name("by"), SQLDataType.CLOB);
    private static final Field<String> BY_NAME = field(name("by_name"), SQLDataType.CLOB);
    private static final Field<String> FILE = field(name("file"), SQLDataType.CLOB);
    private static final Field<Long> ADDED = field(name("added"), SQLDataType.BIGINT);
    private static final Field<Long> CHANGED = field(name("changed"), SQLDataType.BIGINT);
    private static final Field<Long> UNCHANGED = field(name("unchanged"), SQLDataType.BIGINT);
    private static final Field<Long> BAD = field(name("bad"), SQLDataType.BIGINT);
    private static final Field<String> BAD_NAME = field(name("bad_name"), SQLDataType.CLOB);
    private static final Field<byte[]> BAD_ROWS = field(name("bad_rows"), SQLDataType.BLOB);
    private static final Field<Instant> UNDONE_AT = field(name("undone_at"), SQLDataType.INSTANT);
    private static final Field<String> UNDONE_BY = field(name("undone_by"), SQLDataType.CLOB);
    private static final Field<Long> UNDONE_ROWS = field(name("undone_rows"), SQLDataType.BIGINT);

    private final DSLContext dsl;

    ImportLog(DSLContext dsl) {
        this.dsl = dsl;
    }

    void add(UUID form, PastImport made, @Nullable BadRows bad) {
        dsl.insertInto(IMPORT)
                .columns(ID, FORM, AT, BY, BY_NAME, FILE, ADDED, CHANGED, UNCHANGED, BAD, BAD_NAME, BAD_ROWS)
                .values(
                        made.id(),
                        form,
                        made.at(),
                        made.by(),
                        made.byName(),
                        made.file(),
                        made.added(),
                        made.changed(),
                        made.unchanged(),
                        made.badRows(),
                        bad == null ? null : bad.name(),
                        bad == null ? null : bad.content())
                .execute();
    }

    List<PastImport> of(UUID form, int limit) {
        return select().from(IMPORT)
                .where(FORM.eq(form))
                .orderBy(AT.desc())
                .limit(limit)
                .fetch(ImportLog::read);
    }

    Optional<PastImport> find(UUID form, UUID id) {
        return select().from(IMPORT).where(ID.eq(id)).and(FORM.eq(form)).fetchOptional(ImportLog::read);
    }

    /** As {@link #find}, and nobody else changes it until the transaction ends. */
    Optional<PastImport> hold(UUID form, UUID id) {
        return select().from(IMPORT)
                .where(ID.eq(id))
                .and(FORM.eq(form))
                .forUpdate()
                .fetchOptional(ImportLog::read);
    }

    Optional<BadRows> badRows(UUID form, UUID id) {
        return dsl.select(BAD_NAME, BAD_ROWS)
                .from(IMPORT)
                .where(ID.eq(id))
                .and(FORM.eq(form))
                .and(BAD_NAME.isNotNull())
                .fetchOptional(row -> new BadRows(row.value1(), row.value2()));
    }

    void undone(UUID id, Instant at, Person by, long rows) {
        dsl.update(IMPORT)
                .set(UNDONE_AT, at)
                .set(UNDONE_BY, by.name())
                .set(UNDONE_ROWS, rows)
                .where(ID.eq(id))
                .execute();
    }

    private SelectSelectStep<?> select() {
        return dsl.select(ID, AT, BY, BY_NAME, FILE, ADDED, CHANGED, UNCHANGED, BAD, UNDONE_AT, UNDONE_BY, UNDONE_ROWS);
    }

    private static PastImport read(Record row) {
        return new PastImport(
                row.get(ID),
                row.get(AT),
                row.get(BY),
                row.get(BY_NAME),
                row.get(FILE),
                row.get(ADDED),
                row.get(CHANGED),
                row.get(UNCHANGED),
                row.get(BAD),
                row.get(UNDONE_AT),
                row.get(UNDONE_BY),
                row.get(UNDONE_ROWS));
    }
}
