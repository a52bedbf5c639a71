package dev.millwright.bench;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;

import dev.millwright.app.Action;
import dev.millwright.record.AggregateRequest;
import dev.millwright.record.AggregateRequest.Bucket;
import dev.millwright.record.AggregateRequest.Function;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.record.AggregateRequest.Measure;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.record.internal.Gate;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/**
 * Measures figures over a million records against the same question in plain SQL, in turns, so that the load of the machine counts for both.
 * Run by hand; the argument is the number of rows (1000000).
 */
public final class AggregateBenchmark {

    private static final FormRef ITEM = ref("bench_agg", "item");
    private static final int ROUNDS = 15;

    private AggregateBenchmark() {}

    public static void main(String[] arguments) throws SQLException {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        try (Gate gate = new Gate()) {
            gate.listen(false);
            String options = "{\"options\": [{\"key\": \"s0\", \"label\": \"0\", \"colour\": \"blue\"}]}";
            gate.publish(
                    "bench_agg",
                    EnumSet.allOf(Action.class),
                    form(
                            "item",
                            field("serial_no", "text"),
                            field("status", "choice", options, ""),
                            field("price", "decimal"),
                            field("produced_at", "date-time")));
            try (Connection connection = gate.dataSource.getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("""
                        insert into app_bench_agg.item (id, version, created_at, created_by, created_by_name, updated_at, updated_by,
                            updated_by_name, serial_no, status, price, produced_at)
                        select gen_random_uuid(), 1, now(), 'p', 'P', now(), 'p', 'P', 'serial ' || n, 's' || n % 6, n % 1000 / 10.0,
                            timestamptz '2025-01-01' + n * interval '30 seconds'
                        from generate_series(1, :rows) n
                        """.replace(":rows", Integer.toString(rows)));
                statement.execute("vacuum analyze app_bench_agg.item");
            }
            ratio(
                    gate,
                    "count by status",
                    request(Condition.ALL, List.of(Group.by("status")), List.of(Measure.COUNT)),
                    "select status, count(*) from app_bench_agg.item where deleted_at is null group by status order by status");
            ratio(
                    gate,
                    "count and sum by month and status",
                    request(
                            Condition.ALL,
                            List.of(new Group("produced_at", Bucket.MONTH), Group.by("status")),
                            List.of(Measure.COUNT, new Measure(Function.SUM, "price"))),
                    """
                    select date_trunc('month', produced_at at time zone 'Asia/Shanghai') as m, status, count(*), sum(price)
                    from app_bench_agg.item where deleted_at is null group by 1, 2 order by 1, 2
                    """);
            ratio(
                    gate,
                    "average by status where price > 50",
                    request(
                            new Condition.Matches("price > 50 AND CONTAINS(serial_no, \"9\")"),
                            List.of(Group.by("status")),
                            List.of(new Measure(Function.AVG, "price"))),
                    """
                    select status, avg(price) from app_bench_agg.item
                    where deleted_at is null and price > 50 and serial_no ilike '%9%' group by status order by status
                    """);
        }
    }

    private static AggregateRequest request(Condition filter, List<Group> groups, List<Measure> measures) {
        return new AggregateRequest(ITEM, filter, "", groups, measures, List.of(), 1_000);
    }

    private static void ratio(Gate gate, String what, AggregateRequest request, String sql) throws SQLException {
        double[] ours = new double[ROUNDS];
        double[] plain = new double[ROUNDS];
        try (Connection connection = gate.dataSource.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = -2; i < ROUNDS; i++) {
                long start = System.nanoTime();
                gate.query().aggregate(request);
                long middle = System.nanoTime();
                try (var result = statement.executeQuery()) {
                    while (result.next()) {
                        result.getObject(1);
                    }
                }
                long end = System.nanoTime();
                if (i >= 0) {
                    ours[i] = (middle - start) / 1e6;
                    plain[i] = (end - middle) / 1e6;
                }
            }
        }
        Arrays.sort(ours);
        Arrays.sort(plain);
        System.out.printf(
                "%-36s gate %6.0f ms   plain SQL %6.0f ms   ratio %.2f%n",
                what, ours[ROUNDS / 2], plain[ROUNDS / 2], ours[ROUNDS / 2] / plain[ROUNDS / 2]);
    }
}
