package dev.millwright.bench;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;

import dev.millwright.app.Action;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.record.Condition;
import dev.millwright.record.Condition.Compare;
import dev.millwright.record.Condition.Operator;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RelativeDays;
import dev.millwright.record.RelativeDays.Span;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.Ids;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Filters on days from today and on fields of linked records, beside plain SQL on the same tables. Its argument is the number of records, a
 * million by default; there is a linked record for each thousand of them, and one in a hundred of these is of the region that is asked for.
 */
public final class FilterBenchmark {

    private static final int ROUNDS = 10;
    private static final FormRef TASK = new FormRef("bench_filter", "task");
    private static final String COLUMNS =
            "(id, version, created_at, created_by, created_by_name, updated_at, updated_by, updated_by_name, ";

    private FilterBenchmark() {}

    public static void main(String[] arguments) throws SQLException {
        int tasks = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        try (Gate gate = new Gate()) {
            gate.listen(false);
            FieldDefinition name = field("name", "text");
            FormDefinition customer =
                    form(Ids.next(), "customer", name.id(), null, List.of(), name, field("region", "text"));
            gate.publish(
                    "bench_filter",
                    EnumSet.allOf(Action.class),
                    customer,
                    form(
                            "task",
                            field("title", "text"),
                            field("due", "date"),
                            field("customer", "link", "{\"form\": \"" + customer.id() + "\"}", "")));
            try (Connection connection = gate.dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("insert into app_bench_filter.customer " + COLUMNS
                        + """
                        name, region)
                        select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 1, now(), 'p', 'P', now(), 'p', 'P',
                            'customer ' || n, case when n % 100 = 7 then 'East' else 'Region ' || n % 50 end
                        from generate_series(1, :customers) n
                        """.replace(":customers", Integer.toString(tasks / 1_000)));
                statement.execute("insert into app_bench_filter.task " + COLUMNS
                        + """
                        title, due, customer)
                        select ('00000000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid, 1, now(), 'p', 'P', now(), 'p', 'P',
                            'task ' || n, current_date + (n * 7919::bigint % 1000 - 500)::int,
                            ('00000000-0000-7000-8000-' || lpad(to_hex(1 + (n * 104729::bigint) % :customers), 12, '0'))::uuid
                        from generate_series(1, :tasks) n
                        """.replace(":tasks", Integer.toString(tasks))
                                .replace(":customers", Integer.toString(tasks / 1_000)));
                statement.execute("create index on app_bench_filter.task (due)");
                statement.execute("vacuum analyze app_bench_filter.customer");
                statement.execute("vacuum analyze app_bench_filter.task");
            }
            JdbcTemplate plain = new JdbcTemplate(gate.dataSource);
            Condition east = new Condition.Linked("customer", new Compare("region", Operator.EQ, List.of("East")));
            String joined = "from app_bench_filter.task t join app_bench_filter.customer c on c.id = t.customer"
                    + " where t.deleted_at is null and c.region = 'East'";
            page(gate, plain, "page of those whose customer is of the East", east, "select t.*, c.name " + joined);
            count(gate, plain, "how many of the East", east, "select count(*) " + joined);
            Condition week = new Condition.Within("due", RelativeDays.of(Span.THIS_WEEK));
            String due = "from app_bench_filter.task t left join app_bench_filter.customer c on c.id = t.customer"
                    + " where t.deleted_at is null and t.due >= date_trunc('week', current_date)::date"
                    + " and t.due < date_trunc('week', current_date)::date + 7";
            page(gate, plain, "page of those due this week", week, "select t.*, c.name " + due);
            count(gate, plain, "how many due this week", week, "select count(*) " + due);
            Condition both = new Condition.And(List.of(
                    week, new Condition.Or(List.of(east, new Compare("title", Operator.EQ, List.of("task 5"))))));
            String grouped = due + " and (c.region = 'East' or t.title = 'task 5')";
            page(gate, plain, "page of due this week and (East or a title)", both, "select t.*, c.name " + grouped);
        }
    }

    private static void page(Gate gate, JdbcTemplate plain, String what, Condition condition, String sql) {
        say(
                gate,
                what,
                () -> gate.query().list(ListRequest.of(TASK, 50).and(condition)),
                () -> plain.queryForList(sql + " order by t.id desc limit 51"));
    }

    private static void count(Gate gate, JdbcTemplate plain, String what, Condition condition, String sql) {
        say(
                gate,
                what,
                () -> gate.query().exactCount(ListRequest.of(TASK, 50).and(condition)),
                () -> plain.queryForObject(sql, Long.class));
    }

    private static void say(Gate gate, String what, Runnable product, Runnable plain) {
        double ours = millis(product);
        double bare = millis(plain);
        System.out.printf(Locale.ROOT, "%s: %.2f ms, plain SQL %.2f ms, ratio %.2f%n", what, ours, bare, ours / bare);
        gate.listen(true);
        gate.explain(product).forEach(System.out::println);
        gate.listen(false);
    }

    private static double millis(Runnable work) {
        work.run();
        work.run();
        long from = System.nanoTime();
        for (int i = 0; i < ROUNDS; i++) {
            work.run();
        }
        return (System.nanoTime() - from) / 1e6 / ROUNDS;
    }
}
