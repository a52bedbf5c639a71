package dev.millwright.bench;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;

import dev.millwright.app.Action;
import dev.millwright.record.Condition;
import dev.millwright.record.Condition.Compare;
import dev.millwright.record.Condition.Operator;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.ListRequest.Sort;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordPage;
import dev.millwright.record.Via;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.Ids;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures the gate against plain SQL on a table with a million rows, and prints the plans of the statements that lists make. Run by
 * hand: arguments are the number of rows (1000000) and, to measure an import, a CSV file with the columns of drives.csv.
 */
public final class RecordBenchmark {

    private static final FormRef DRIVE = ref("bench", "drive");
    private static final int WARM_UP = 1_500;
    private static final int CALLS = 3_000;

    private final Gate gate = new Gate();
    private final AtomicInteger numbers = new AtomicInteger();

    private RecordBenchmark() {}

    public static void main(String[] arguments) throws SQLException, IOException {
        RecordBenchmark bench = new RecordBenchmark();
        try (Gate gate = bench.gate) {
            bench.publish();
            gate.listen(false);
            if (arguments.length > 1) {
                bench.importing(Path.of(arguments[1]));
            }
            bench.fill(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000);
            bench.compare();
            gate.listen(true);
            bench.lists();
            System.out.println(
                    "Connections left: " + gate.dataSource.getHikariPoolMXBean().getActiveConnections());
        }
    }

    private void publish() {
        gate.publish(
                "bench",
                EnumSet.allOf(Action.class),
                form(
                        "drive",
                        field("serial_number", "text", "{}", "required unique"),
                        field("model", "text"),
                        field("capacity", "integer"),
                        field("first_seen", "date"),
                        field("last_seen", "date"),
                        field("failed_on", "date")));
    }

    private void importing(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        long start = System.nanoTime();
        List<RecordChange> batch = new ArrayList<>();
        gate.transaction().executeWithoutResult(status -> {
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = line.split(",", -1);
                batch.add(new RecordChange.Create(values(
                        "serial_number",
                        cells[0],
                        "model",
                        cells[1],
                        "capacity",
                        Long.valueOf(cells[2]),
                        "first_seen",
                        LocalDate.parse(cells[3]),
                        "last_seen",
                        LocalDate.parse(cells[4]),
                        "failed_on",
                        cells[5].isEmpty() ? null : LocalDate.parse(cells[5]))));
                if (batch.size() == 5_000) {
                    gate.records().batch(DRIVE, List.copyOf(batch), Via.IMPORT);
                    batch.clear();
                }
            }
            if (!batch.isEmpty()) {
                gate.records().batch(DRIVE, batch, Via.IMPORT);
            }
        });
        System.out.printf(
                "import of %d rows with unique check and history: %d ms%n",
                lines.size() - 1, (System.nanoTime() - start) / 1_000_000);
    }

    private void fill(int rows) throws SQLException {
        try (Connection connection = gate.dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("""
                    insert into app_bench.drive (id, version, created_at, created_by, created_by_name, updated_at, updated_by,
                            updated_by_name, serial_number, model, capacity, first_seen)
                    select uuidv7(make_interval(secs => i - %1$d)), 1, now(), 'p', 'P', now(), 'p', 'P',
                           'serial ' || i, 'model ' || i %% 97, i %% 1000, date '2020-01-01' + i %% 900
                    from generate_series(1, %1$d) i
                    """.formatted(rows));
            statement.execute("vacuum analyze app_bench.drive");
        }
    }

    private void compare() throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (Connection connection = gate.dataSource.getConnection();
                var statement = connection.createStatement();
                var result =
                        statement.executeQuery("select id from app_bench.drive tablesample system (1) limit 5000")) {
            while (result.next()) {
                ids.add(result.getObject(1, UUID.class));
            }
        }
        try (Connection connection = gate.dataSource.getConnection()) {
            PreparedStatement insert = connection.prepareStatement("""
                    insert into app_bench.drive (id, version, created_at, created_by, created_by_name, updated_at, updated_by,
                            updated_by_name, serial_number, model, capacity, first_seen)
                    values (?, 1, now(), 'p', 'P', now(), 'p', 'P', ?, 'model', 5, date '2026-01-01')
                    """);
            Pace plainCreate = perSecond(() -> {
                insert.setObject(1, Ids.next());
                insert.setString(2, "plain " + numbers.incrementAndGet());
                insert.executeUpdate();
            });
            Pace create = perSecond(() -> gate.records()
                    .create(
                            DRIVE,
                            values(
                                    "serial_number",
                                    "gate " + numbers.incrementAndGet(),
                                    "model",
                                    "model",
                                    "capacity",
                                    5L,
                                    "first_seen",
                                    LocalDate.of(2026, 1, 1)),
                            Via.API));
            print("create", create, plainCreate);
            PreparedStatement select = connection.prepareStatement("select * from app_bench.drive where id = ?");
            Pace plainGet = perSecond(() -> {
                select.setObject(1, any(ids));
                try (var result = select.executeQuery()) {
                    result.next();
                    for (int i = 1; i <= 17; i++) {
                        result.getObject(i);
                    }
                }
            });
            print("get", perSecond(() -> gate.query().get(DRIVE, any(ids))), plainGet);
            PreparedStatement update = connection.prepareStatement(
                    "update app_bench.drive set capacity = ?, version = version + 1, updated_at = now() where id = ?");
            Pace plainUpdate = perSecond(() -> {
                update.setLong(1, numbers.incrementAndGet());
                update.setObject(2, any(ids));
                update.executeUpdate();
            });
            print(
                    "update",
                    perSecond(() -> gate.records()
                            .update(
                                    DRIVE,
                                    any(ids),
                                    null,
                                    values("capacity", (long) numbers.incrementAndGet()),
                                    Via.API)),
                    plainUpdate);
            PreparedStatement list = connection.prepareStatement(
                    "select * from app_bench.drive where deleted_at is null order by id desc limit 50");
            Pace plainList = perSecond(() -> {
                try (var result = list.executeQuery()) {
                    while (result.next()) {
                        for (int i = 1; i <= 17; i++) {
                            result.getObject(i);
                        }
                    }
                }
            });
            print("list of 50", perSecond(() -> gate.query().list(ListRequest.of(DRIVE, 50))), plainList);
        }
    }

    private void lists() throws SQLException {
        Map<String, ListRequest> shapes = new java.util.LinkedHashMap<>();
        shapes.put("newest first", ListRequest.of(DRIVE, 50));
        shapes.put("by unique text", sorted(new Sort("serial_number", false)));
        shapes.put("by unique text, descending", sorted(new Sort("serial_number", true)));
        shapes.put("by a number without an index", sorted(new Sort("capacity", true)));
        shapes.put("one value", filtered(new Compare("serial_number", Operator.EQ, List.of("serial 4711"))));
        shapes.put("part of a text", filtered(new Compare("model", Operator.CONTAINS, List.of("96"))));
        shapes.put("recycle bin", new ListRequest(DRIVE, Condition.ALL, "", List.of(), Set.of(), 50, null, true));
        shapes.put(
                "search", new ListRequest(DRIVE, Condition.ALL, "serial 99999", List.of(), Set.of(), 50, null, false));
        for (Map.Entry<String, ListRequest> shape : shapes.entrySet()) {
            shape(shape.getKey(), shape.getValue());
        }
        deep();
    }

    private void deep() throws SQLException {
        ListRequest request = ListRequest.of(DRIVE, 1000);
        RecordPage page = gate.query().list(request);
        for (int i = 0; i < 200 && page.next() != null; i++) {
            page = gate.query().list(request.after(page.next()));
        }
        shape("newest first, 200 000 rows down", ListRequest.of(DRIVE, 50).after(page.next()));
        ListRequest byText = sorted(new Sort("serial_number", true)).limit(1000);
        page = gate.query().list(byText);
        for (int i = 0; i < 100 && page.next() != null; i++) {
            page = gate.query().list(byText.after(page.next()));
        }
        shape("by unique text, descending, 100 000 rows down", byText.limit(50).after(page.next()));
    }

    private void shape(String name, ListRequest request) throws SQLException {
        gate.query().list(request);
        gate.statements.clear();
        long start = System.nanoTime();
        int found = gate.query().list(request).items().size();
        double millis = (System.nanoTime() - start) / 1e6;
        System.out.printf("%n== %s: %d rows, %.1f ms, %d statements%n", name, found, millis, gate.statements.size());
        for (String plan : gate.explain(() -> gate.query().list(request))) {
            System.out.println(plan);
        }
    }

    private static ListRequest sorted(Sort sort) {
        return new ListRequest(DRIVE, Condition.ALL, "", List.of(sort), Set.of(), 50, null, false);
    }

    private static ListRequest filtered(Condition condition) {
        return new ListRequest(DRIVE, condition, "", List.of(), Set.of(), 50, null, false);
    }

    private static UUID any(List<UUID> ids) {
        return ids.get(ThreadLocalRandom.current().nextInt(ids.size()));
    }

    private static void print(String what, Pace gate, Pace plain) {
        System.out.printf(
                "%-12s gate %6.0f/s (%4.0f µs of CPU)   plain SQL %6.0f/s (%4.0f µs)   ratio %.2f%n",
                what,
                gate.perSecond(),
                gate.micros(),
                plain.perSecond(),
                plain.micros(),
                gate.perSecond() / plain.perSecond());
    }

    private static Pace perSecond(Call call) throws SQLException {
        for (int i = 0; i < WARM_UP; i++) {
            call.run();
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
        return new Pace(
                CALLS * 1e9 / (System.nanoTime() - start), (threads.getCurrentThreadCpuTime() - cpu) / 1e3 / CALLS);
    }

    /** Calls a second, and what one costs the application's own CPU, which another load of the machine does not change. */
    private record Pace(double perSecond, double micros) {}

    private interface Call {
        void run() throws SQLException;
    }
}
