package dev.millwright.bench;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;

import dev.millwright.app.Action;
import dev.millwright.app.FieldGrant;
import dev.millwright.app.Limit;
import dev.millwright.app.Rights;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import dev.millwright.record.AggregateRequest;
import dev.millwright.record.AggregateRequest.Function;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.record.AggregateRequest.Measure;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.ListRequest.Sort;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.record.internal.Gate;
import dev.millwright.testing.TestPeople;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures what limits of rights cost: the same questions of a person with ten lines of the matrix, without limits, with conditions on the
 * records, and with fields that differ from line to line besides, turn about in one run. Run by hand: the argument is the number of rows
 * (1000000).
 */
public final class RightsBenchmark {

    private static final FormRef DRIVE = ref("bench", "drive");
    private static final int LINES = 10;
    private static final int ROUNDS = 15;

    private static final Person MEMBER = new Person(
            "member",
            "Member",
            null,
            IntStream.range(0, LINES).mapToObj(i -> "role-" + i).collect(Collectors.toSet()),
            List.of());

    private final Gate gate = new Gate();

    private RightsBenchmark() {}

    public static void main(String[] arguments) throws SQLException {
        RightsBenchmark bench = new RightsBenchmark();
        try (Gate gate = bench.gate) {
            gate.publish(
                    "bench",
                    rights(Kind.NONE),
                    form(
                            "drive",
                            field("serial_number", "text", "{}", "required unique"),
                            field("model", "text"),
                            field("capacity", "integer"),
                            field("first_seen", "date"),
                            field("keeper", "person")));
            gate.listen(false);
            bench.fill(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000);
            bench.compare();
        }
    }

    /** What the ten lines are kept to. */
    private enum Kind {
        NONE,
        ROWS,
        ROWS_AND_FIELDS
    }

    /** Together the lines reach all rows, so that what differs is what the conditions themselves cost. */
    private static Rights rights(Kind kind) {
        Map<Principal, Map<String, Set<Action>>> matrix = new HashMap<>();
        Map<Principal, Map<String, Limit>> limits = new HashMap<>();
        for (int i = 0; i < LINES; i++) {
            Principal role = Principal.role("role-" + i);
            matrix.put(role, Map.of("drive", EnumSet.allOf(Action.class)));
            String models = IntStream.range(i * 4, i * 4 + 4)
                    .mapToObj("\"model %d\""::formatted)
                    .collect(Collectors.joining(", ", "model in (", ") or keeper = ME()"));
            Limit limit = kind == Kind.NONE ? Limit.NONE : Limit.NONE.with(Action.SEE, models);
            if (kind == Kind.ROWS_AND_FIELDS) {
                limit = limit.with(Map.of(
                        "serial_number", FieldGrant.EDITABLE,
                        "capacity", i % 2 == 0 ? FieldGrant.EDITABLE : FieldGrant.HIDDEN,
                        "first_seen", FieldGrant.READ_ONLY,
                        "model", FieldGrant.EDITABLE));
            }
            limits.put(role, Map.of("drive", limit));
        }
        return new Rights(
                List.of(Principal.person(TestPeople.DANA.id())),
                List.of(),
                List.copyOf(matrix.keySet()),
                matrix,
                limits);
    }

    private void fill(int rows) throws SQLException {
        try (Connection connection = gate.dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("""
                    insert into app_bench.drive (id, version, created_at, created_by, created_by_name, updated_at, updated_by,
                            updated_by_name, serial_number, model, capacity, first_seen)
                    select uuidv7(make_interval(secs => i - %1$d)), 1, now(), 'p', 'P', now(), 'p', 'P',
                           'serial ' || i, 'model ' || i %% 40, i %% 1000, date '2020-01-01' + i %% 900
                    from generate_series(1, %1$d) i
                    """.formatted(rows));
            statement.execute("vacuum analyze app_bench.drive");
        }
    }

    private interface Work {
        Object run();
    }

    private void compare() {
        Map<String, Work> questions = new HashMap<>();
        ListRequest newest = ListRequest.of(DRIVE, 50);
        questions.put("page of 50, newest", () -> gate.query().list(newest));
        questions.put(
                "page of 50 by serial number",
                () -> gate.query()
                        .list(new ListRequest(
                                DRIVE,
                                Condition.ALL,
                                "",
                                List.of(new Sort("serial_number", false)),
                                Set.of(),
                                50,
                                null,
                                false)));
        questions.put("count as lists show it", () -> gate.query().count(newest));
        questions.put("exact count", () -> gate.query().exactCount(newest));
        questions.put(
                "count by model",
                () -> gate.query()
                        .aggregate(new AggregateRequest(
                                DRIVE,
                                Condition.ALL,
                                "",
                                List.of(new Group("model", null)),
                                List.of(Measure.COUNT),
                                List.of(),
                                1_000)));
        questions.put(
                "sum of capacity",
                () -> gate.query()
                        .aggregate(new AggregateRequest(
                                DRIVE,
                                Condition.ALL,
                                "",
                                List.of(),
                                List.of(new Measure(Function.SUM, "capacity")),
                                List.of(),
                                1)));
        RecordData record = gate.records().create(DRIVE, values("serial_number", "one", "model", "model 3"), Via.API);
        questions.put("one record", () -> gate.query().get(DRIVE, record.id()));
        questions.put(
                "change of one record",
                () -> gate.records().update(DRIVE, record.id(), null, values("capacity", System.nanoTime()), Via.API));
        questions.forEach((name, work) -> {
            double[][] micros = new double[Kind.values().length][ROUNDS];
            for (int round = -2; round < ROUNDS; round++) {
                for (Kind kind : Kind.values()) {
                    gate.share("bench", rights(kind));
                    double took = Gate.as(MEMBER, () -> timed(work));
                    if (round >= 0) {
                        micros[kind.ordinal()][round] = took;
                    }
                }
            }
            double none = median(micros[0]);
            System.out.printf(
                    "%-28s %10.0f µs   rows %5.2f   rows and fields %5.2f%n",
                    name, none, median(micros[1]) / none, median(micros[2]) / none);
        });
    }

    /** For a tenth of a second at least, once at least. */
    private static double timed(Work work) {
        long start = System.nanoTime();
        int calls = 0;
        do {
            work.run();
            calls++;
        } while (System.nanoTime() - start < 100_000_000);
        return (System.nanoTime() - start) / 1_000.0 / calls;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
