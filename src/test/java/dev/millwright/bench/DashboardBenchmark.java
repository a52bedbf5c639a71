package dev.millwright.bench;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;

import dev.millwright.app.Action;
import dev.millwright.identity.Person;
import dev.millwright.record.AggregateRequest;
import dev.millwright.record.AggregateRequest.Bucket;
import dev.millwright.record.AggregateRequest.Function;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.record.AggregateRequest.Measure;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.record.internal.Gate;
import dev.millwright.testing.TestPeople;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures the eight questions of a board over a million records, asked as its page asks them: side by side, four at a time. Run by hand;
 * the argument is the number of rows (1000000).
 */
public final class DashboardBenchmark {

    private static final FormRef ITEM = ref("bench_board", "item");
    private static final int ROUNDS = 9;
    private static final int AT_ONCE = 4;

    private DashboardBenchmark() {}

    public static void main(String[] arguments) throws SQLException, InterruptedException, ExecutionException {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        try (Gate gate = new Gate();
                ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            gate.listen(false);
            fill(gate, rows);
            List<AggregateRequest> board = board();
            for (AggregateRequest question : board) {
                System.out.printf(
                        "%-46s %6.0f ms%n",
                        question.groups().stream().map(Group::key).toList() + " "
                                + question.measures().stream().map(Measure::key).toList(),
                        median(() -> ask(gate, question)));
            }
            System.out.printf(
                    "%-46s %6.0f ms%n",
                    "the whole board", median(() -> {
                        List<Future<?>> answers = new ArrayList<>();
                        board.forEach(question -> answers.add(threads.submit(() -> ask(gate, question))));
                        for (Future<?> answer : answers) {
                            answer.get();
                        }
                    }));
            gate.explain(() -> board.forEach(question -> ask(gate, question))).forEach(System.out::println);
        }
    }

    private static void fill(Gate gate, int rows) throws SQLException {
        String options = "{\"options\": [{\"key\": \"s0\", \"label\": \"0\", \"colour\": \"blue\"}]}";
        gate.publish(
                "bench_board",
                EnumSet.allOf(Action.class),
                form(
                        "item",
                        field("serial_no", "text"),
                        field("status", "choice", options, ""),
                        field("line", "choice", options, ""),
                        field("price", "decimal"),
                        field("made", "date"),
                        field("shipped_at", "date-time")));
        try (Connection connection = gate.dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("""
                    insert into app_bench_board.item (id, version, created_at, created_by, created_by_name, updated_at, updated_by,
                        updated_by_name, serial_no, status, line, price, made, shipped_at)
                    select gen_random_uuid(), 1, now(), 'p', 'P', now(), 'p', 'P', 'serial ' || n, 's' || n % 7, 'l' || n % 3, n % 1000 / 10.0,
                        date '2025-01-01' + n %% 700, timestamptz '2025-01-01' + n * interval '60 seconds'
                    from generate_series(1, :rows) n
                    """.replace("%%", "%").replace(":rows", Integer.toString(rows)));
            statement.execute("vacuum analyze app_bench_board.item");
        }
    }

    /** What the board of the template asks, and a little more. */
    private static List<AggregateRequest> board() {
        Condition year = new Condition.Compare(
                "made", Condition.Operator.BETWEEN, List.of(LocalDate.of(2025, 12, 1), LocalDate.of(2026, 11, 30)));
        Condition repair = new Condition.Compare("status", Condition.Operator.IN, List.of("s1"));
        Measure share = new Measure(Function.COUNT, null, repair);
        return List.of(
                ask(Condition.ALL, List.of(), Measure.COUNT),
                ask(year, List.of(), Measure.COUNT),
                ask(Condition.ALL, List.of(), Measure.COUNT, share),
                ask(repair, List.of(), Measure.COUNT, new Measure(Function.SUM, "price")),
                ask(Condition.ALL, List.of(Group.by("status")), Measure.COUNT),
                ask(year, List.of(new Group("made", Bucket.MONTH), Group.by("status")), Measure.COUNT),
                ask(Condition.ALL, List.of(Group.by("line")), Measure.COUNT, share),
                ask(Condition.ALL, List.of(new Group("shipped_at", Bucket.MONTH)), Measure.COUNT));
    }

    private static AggregateRequest ask(Condition filter, List<Group> groups, Measure... measures) {
        return new AggregateRequest(
                ITEM, filter, "", groups, List.of(measures), List.of(), AggregateRequest.MOST_GROUPS);
    }

    private static void ask(Gate gate, AggregateRequest question) {
        Person dana = TestPeople.DANA;
        Gate.run(dana, () -> gate.query().aggregate(question));
    }

    private interface Work {
        void run() throws InterruptedException, ExecutionException;
    }

    private static double median(Work work) throws InterruptedException, ExecutionException {
        double[] took = new double[ROUNDS];
        for (int i = -2; i < ROUNDS; i++) {
            long start = System.nanoTime();
            work.run();
            if (i >= 0) {
                took[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(took);
        return took[ROUNDS / 2];
    }
}
