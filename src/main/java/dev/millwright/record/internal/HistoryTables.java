package dev.millwright.record.internal;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.val;

import dev.millwright.shared.BusinessTime;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.DSLContext;
import org.jooq.Name;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The tables that keep the history of an app's records: one an app, partitioned by month. The first write of a month, on each node, makes
 * sure of the months to come, so no job has to.
 */
@Component
class HistoryTables {

    static final String NAME = "_history";

    /** Kept apart from the months, so that no write ever fails for want of a partition. */
    private static final String REST = "_history_rest";

    private static final int MONTHS_AHEAD = 3;

    private final DSLContext dsl;
    private final TransactionTemplate apart;
    private final BusinessTime time;
    private final Map<String, YearMonth> checked = new ConcurrentHashMap<>();

    HistoryTables(DSLContext dsl, PlatformTransactionManager transactions, BusinessTime time) {
        this.dsl = dsl;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.time = time;
    }

    /** Makes what is missing of an app's table, in a transaction of its own. */
    void require(String schema) {
        YearMonth now = month();
        if (!now.equals(checked.get(schema))) {
            apart.executeWithoutResult(status -> create(schema, now));
            checked.put(schema, now);
        }
    }

    /** What was known may be wrong: an app was deleted. */
    void forget(String schema) {
        checked.remove(schema);
    }

    private YearMonth month() {
        return YearMonth.from(LocalDate.ofInstant(time.now(), ZoneOffset.UTC));
    }

    private void create(String schema, YearMonth now) {
        dsl.query("select pg_advisory_xact_lock(hashtextextended({0}, 0))", val("millwright.history." + schema))
                .execute();
        if (!exists(schema, NAME)) {
            dsl.execute("""
                create table {0} (
                    record uuid not null,
                    form uuid not null,
                    at timestamptz not null,
                    version bigint not null,
                    event text not null,
                    via text not null,
                    by text not null,
                    by_name text not null,
                    changes jsonb not null,
                    cause jsonb
                ) partition by range (at)
                """, name(schema, NAME));
            dsl.execute("create index {0} on {1} (record, at desc)", name("_history_record"), name(schema, NAME));
            dsl.execute("create table {0} partition of {1} default", name(schema, REST), name(schema, NAME));
        } else if (!isOfThisRelease(schema)) {
            dsl.execute("alter table {0} add column cause jsonb", name(schema, NAME));
        }
        for (int ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
            partition(schema, now.plusMonths(ahead));
        }
    }

    /** Rows of the month that came before its partition did move into it. */
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
            """, name(schema, REST), table, inline(from), inline(to));
        dsl.execute(
                "alter table {0} attach partition {1} for values from ({2}) to ({3})",
                name(schema, NAME), table, inline(from), inline(to));
    }

    /** Tables of apps that were published by an older release of the product lack what it did not keep. */
    private boolean isOfThisRelease(String schema) {
        return dsl.fetchExists(org.jooq
                .impl
                .DSL
                .selectOne()
                .from("information_schema.columns")
                .where("table_schema = ? and table_name = ? and column_name = 'cause'", schema, NAME));
    }

    private boolean exists(String schema, String table) {
        return dsl.fetchExists(org.jooq
                .impl
                .DSL
                .selectOne()
                .from("pg_class c join pg_namespace n on n.oid = c.relnamespace")
                .where("n.nspname = ? and c.relname = ?", schema, table));
    }
}
