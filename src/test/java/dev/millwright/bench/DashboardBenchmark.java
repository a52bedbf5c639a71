package dev.millwright.bench;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;

import dev.millwright.app.Action;
import dev.millwright.identity.Person;
import dev.millwright.record.AggregateBatch;
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
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Measures the eight questions of a board over a million records: each alone, beside the plain SQL that somebody would write for it; and
 * together, as the board's page asks them, beside those eight statements, four at a time. Run by hand; the arguments are the number of rows
 * (1000000) and, to see how PostgreSQL answers, the word {@code explain}.
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
            List<Tile> board = board();
            for (Tile tile : board) {
                double asked = median(() -> ask(gate, tile.question()));
                double plain = median(() -> gate.dsl.fetch(tile.sql()));
                System.out.printf(
                        "%-46s %6.0f ms   plain SQL %6.0f ms   ratio %.2f%n", tile.name(), asked, plain, asked / plain);
            }
            double together = median(() -> atOnce(threads, batches(gate, board), AggregateBatch::answers));
            double plain = median(() -> atOnce(threads, board, tile -> gate.dsl.fetch(tile.sql())));
            System.out.printf(
                    "%-46s %6.0f ms   plain SQL %6.0f ms   ratio %.2f%n",
                    "the whole board", together, plain, together / plain);
            if (List.of(arguments).contains("explain")) {
                gate.listen(true);
                for (Tile tile : board) {
                    System.out.println(tile.name());
                    gate.explain(() -> ask(gate, tile.question())).forEach(line -> System.out.println("    " + line));
                }
                System.out.println("the whole board");
                gate.explain(() -> batches(gate, board).forEach(AggregateBatch::answers))
                        .forEach(line -> System.out.println("    " + line));
            }
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
            // Boards do not search, and the index of a million texts takes longer to fill than all the rest.
            for (String index : gate.dsl
                    .resultQuery(
                            "select indexname from pg_indexes where schemaname = 'app_bench_board' and indexdef like '%gin%'")
                    .fetch(0, String.class)) {
                statement.execute("drop index app_bench_board." + index);
            }
            statement.execute("""
                    insert into app_bench_board.item (id, version, created_at, created_by, created_by_name, updated_at, updated_by,
                        updated_by_name, serial_no, status, line, price, made, shipped_at)
                    select gen_random_uuid(), 1, now(), 'p', 'P', now(), 'p', 'P', 'serial ' || n, 's' || n % 7, 'l' || n % 3, n % 1000 / 10.0,
                        date '2025-01-01' + n % 700, timestamptz '2025-01-01' + n * interval '60 seconds'
                    from generate_series(1, :rows) n
                    """.replace(":rows", Integer.toString(rows)));
            statement.execute("vacuum analyze app_bench_board.item");
        }
    }

    /** A question and how somebody would write it who knows the table. */
    private record Tile(AggregateRequest question, String sql) {

        String name() {
            return question.groups().stream().map(Group::key).toList() + " "
                    + question.measures().stream().map(Measure::key).toList();
        }
    }

    /** What the board of the template asks, and a little more. */
    private static List<Tile> board() {
        Condition year = new Condition.Compare(
                "made", Condition.Operator.BETWEEN, List.of(LocalDate.of(2025, 12, 1), LocalDate.of(2026, 11, 30)));
        Condition repair = new Condition.Compare("status", Condition.Operator.IN, List.of("s1"));
        Measure share = new Measure(Function.COUNT, null, repair);
        String inYear = "and made between '2025-12-01' and '2026-11-30'";
        String inRepair = "count(*) filter (where status = 's1')";
        return List.of(
                tile(Condition.ALL, List.of(), "count(*)", "", Measure.COUNT),
                tile(year, List.of(), "count(*)", inYear, Measure.COUNT),
                tile(Condition.ALL, List.of(), "count(*), " + inRepair, "", Measure.COUNT, share),
                tile(
                        repair,
                        List.of(),
                        "count(*), sum(price)",
                        "and status = 's1'",
                        Measure.COUNT,
                        new Measure(Function.SUM, "price")),
                tile(Condition.ALL, List.of(Group.by("status")), "status, count(*)", "group by 1", Measure.COUNT),
                tile(
                        year,
                        List.of(new Group("made", Bucket.MONTH), Group.by("status")),
                        "date_trunc('month', made), status, count(*)",
                        inYear + " group by 1, 2",
                        Measure.COUNT),
                tile(
                        Condition.ALL,
                        List.of(Group.by("line")),
                        "line, count(*), " + inRepair,
                        "group by 1",
                        Measure.COUNT,
                        share),
                tile(
                        Condition.ALL,
                        List.of(new Group("shipped_at", Bucket.MONTH)),
                        "date_trunc('month', shipped_at at time zone 'Asia/Shanghai'), count(*)",
                        "group by 1",
                        Measure.COUNT));
    }

    private static Tile tile(Condition filter, List<Group> groups, String columns, String rest, Measure... measures) {
        return new Tile(
                new AggregateRequest(
                        ITEM, filter, "", groups, List.of(measures), List.of(), AggregateRequest.MOST_GROUPS),
                "select " + columns + " from app_bench_board.item where deleted_at is null " + rest);
    }

    private static void ask(Gate gate, AggregateRequest question) {
        Person dana = TestPeople.DANA;
        Gate.run(dana, () -> gate.query().aggregate(question));
    }

    private static List<AggregateBatch> batches(Gate gate, List<Tile> board) {
        return Gate.as(
                TestPeople.DANA,
                () -> gate.query()
                        .batches(board.stream()
                                .map(tile -> gate.query().prepare(tile.question()))
                                .toList()));
    }

    private static <T> void atOnce(ExecutorService threads, List<T> questions, Consumer<T> ask)
            throws InterruptedException, ExecutionException {
        CompletionService<Boolean> answers = new ExecutorCompletionService<>(threads);
        questions.forEach(question -> answers.submit(() -> ask.accept(question), true));
        for (int i = 0; i < questions.size(); i++) {
            answers.take().get();
        }
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
