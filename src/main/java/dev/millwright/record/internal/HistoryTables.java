package dev.millwright.record.internal;

import static org.jooq.impl.DSL.name;

import dev.millwright.shared.BusinessTime;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.DSLContext;
import org.jooq.Name;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The tables that keep the history of an app's records: one an app, partitioned by month. */
@Component
class HistoryTables {

    static final String NAME = "_history";

    /** Kept apart from the months, so that no write ever fails for want of a partition. */
    private static final String REST = "_history_rest";

    private static final int MONTHS_AHEAD = 3;

    private final DSLContext dsl;
    private final TransactionTemplate apart;
    private final BusinessTime time;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    HistoryTables(DSLContext dsl, PlatformTransactionManager transactions, BusinessTime time) {
        this.dsl = dsl;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.time = time;
    }

    /** Makes the table of an app, in a transaction of its own, unless it is there. */
    void require(String schema) {
        if (!known.contains(schema)) {
            apart.executeWithoutResult(status -> create(schema));
            known.add(schema);
        }
    }

    /** What was known may be wrong: an app was deleted. */
    void forget(String schema) {
        known.remove(schema);
    }

    /** Makes the table of an app and the partitions of the months to come, in the caller's transaction. */
    void create(String schema) {
        lock(schema);
        dsl.execute("""
                create table if not exists {0} (
                    record uuid not null,
                    form uuid not null,
                    at timestamptz not null,
                    version bigint not null,
                    event text not null,
                    via text not null,
                    by text not null,
                    by_name text not null,
                    changes jsonb not null
                ) partition by range (at)
                """, name(schema, NAME));
        dsl.execute(
                "create index if not exists {0} on {1} (record, at desc)", name("_history_record"), name(schema, NAME));
        dsl.execute("create table if not exists {0} partition of {1} default", name(schema, REST), name(schema, NAME));
        partitions(schema);
    }

    /** Makes the partitions of this and the coming months; rows that are in nobody's month move to theirs. */
    void partitions(String schema) {
        YearMonth month = YearMonth.from(LocalDate.ofInstant(time.now(), ZoneOffset.UTC));
        for (int ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
            partition(schema, month.plusMonths(ahead));
        }
    }

    private void partition(String schema, YearMonth month) {
        String partition = "_history_%d_%02d".formatted(month.getYear(), month.getMonthValue());
        if (exists(schema, partition)) {
            return;
        }
        Name table = name(schema, partition);
        String from = month.atDay(1) + " 00:00:00+00";
        String to = month.plusMonths(1).atDay(1) + " 00:00:00+00";
        dsl.execute("create table {0} (like {1} including all)", table, name(schema, NAME));
        dsl.execute("""
                with moved as (delete from {0} where at >= {2}::timestamptz and at < {3}::timestamptz returning *)
                insert into {1} select * from moved
                """, name(schema, REST), table, org.jooq.impl.DSL.inline(from), org.jooq.impl.DSL.inline(to));
        dsl.execute(
                "alter table {0} attach partition {1} for values from ({2}) to ({3})",
                name(schema, NAME), table, org.jooq.impl.DSL.inline(from), org.jooq.impl.DSL.inline(to));
    }

    private boolean exists(String schema, String table) {
        return dsl.fetchExists(org.jooq
                .impl
                .DSL
                .selectOne()
                .from("pg_class c join pg_namespace n on n.oid = c.relnamespace")
                .where("n.nspname = ? and c.relname = ?", schema, table));
    }

    private void lock(String schema) {
        dsl.execute(
                "select pg_advisory_xact_lock(hashtextextended({0}, 0))",
                org.jooq.impl.DSL.val("millwright.history." + schema));
    }

    /** The schemas that have a history. */
    List<String> schemas() {
        return dsl.fetch(
                        "select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                                + " where c.relname = {0} and c.relkind = 'p' and n.nspname like 'app\\_%'",
                        org.jooq.impl.DSL.inline(NAME))
                .map(row -> String.valueOf(row.get(0)));
    }
}
