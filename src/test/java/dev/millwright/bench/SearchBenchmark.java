package dev.millwright.bench;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;

import dev.millwright.app.Action;
import dev.millwright.form.FormDefinition;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.internal.Gate;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Measures how long it takes to find a linked record among 100 000 by three letters from the middle of its title, and records among a
 * million by two Chinese characters, rights and titles included. Run by hand.
 */
public final class SearchBenchmark {

    private static final FormRef STORE = ref("bench_search", "store");
    private static final int ROUNDS = 21;

    private SearchBenchmark() {}

    public static void main(String[] arguments) throws SQLException {
        FormDefinition machine = form("machine", field("title", "text"));
        FormDefinition store = form("store", field("title", "text"), field("remark", "long-text"));
        try (Gate gate = new Gate()) {
            gate.listen(false);
            gate.publish("bench_search", EnumSet.allOf(Action.class), machine, store);
            fill(
                    gate,
                    "machine",
                    "title",
                    "'PJC-' || lpad((n * 7919 % 100000)::text, 6, '0') || '-' || substr(md5(n::text), 1, 6)",
                    100_000);
            fill(
                    gate,
                    "store",
                    "title, remark",
                    "'S' || lpad(n::text, 8, '0'), 'Checked at ' || (array['华东', '华南', '华北', '西南'])[1 + n % 4] || '第' || n % 977 || '仓库'"
                            + " || case when n % 30000 = 7 then '遗失' else '' end",
                    1_000_000);
            for (String part : List.of("7a3", "042", "zzz")) {
                time(
                        "linked record, “" + part + "”",
                        () -> gate.query().find(machine.id(), part, 0, 50).size());
            }
            for (String part : List.of("遗失", "华东", "仓库", "火星")) {
                time(
                        "among a million, “" + part + "”",
                        () -> gate.query()
                                .list(new ListRequest(STORE, Condition.ALL, part, List.of(), Set.of(), 50, null, false))
                                .items()
                                .size());
            }
        }
    }

    private static void fill(Gate gate, String form, String columns, String values, int rows) throws SQLException {
        try (Connection connection = gate.dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("set statement_timeout = 0");
            statement.execute("""
                    insert into app_bench_search.%1$s (id, version, created_at, created_by, created_by_name, updated_at, updated_by,
                        updated_by_name, %2$s)
                    select uuidv7(make_interval(secs => n - %4$d)), 1, now(), 'p', 'P', now(), 'p', 'P', %3$s
                    from generate_series(1, %4$d) n
                    """.formatted(form, columns, values, rows));
            statement.execute("vacuum analyze app_bench_search." + form);
        }
    }

    private interface Search {
        int run();
    }

    private static void time(String what, Search search) {
        double[] times = new double[ROUNDS];
        int found = 0;
        for (int i = -3; i < ROUNDS; i++) {
            long start = System.nanoTime();
            found = search.run();
            if (i >= 0) {
                times[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(times);
        System.out.printf(
                "%-32s %3d found, median %.1f ms, maximum %.1f ms%n",
                what, found, times[ROUNDS / 2], times[ROUNDS - 1]);
    }
}
