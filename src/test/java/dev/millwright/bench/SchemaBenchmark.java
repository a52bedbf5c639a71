package dev.millwright.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.millwright.schema.ColumnSpec;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.FillStep;
import dev.millwright.schema.ForeignKeySpec;
import dev.millwright.schema.IndexSpec;
import dev.millwright.schema.SchemaPlan;
import dev.millwright.schema.SchemaRetry;
import dev.millwright.schema.SchemaTest;
import dev.millwright.schema.Schemas;
import dev.millwright.schema.Scope;
import dev.millwright.schema.TableName;
import dev.millwright.schema.TableSpec;
import dev.millwright.shared.Ids;
import dev.millwright.testing.FreshDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How long a change of a field takes on a table with a million rows, and what 50 writes a second notice of it. A write's wait
 * counts from the moment it was due, so that writes that queue up behind another are not forgotten.
 */
public final class SchemaBenchmark {

    private static final int ROWS = Integer.getInteger("rows", 1_000_000);
    private static final int WRITES_A_SECOND = Integer.getInteger("writes", 50);
    private static final TableName TABLE = new TableName("app_bench", "drive");

    private final Schemas schemas;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicInteger inserts = new AtomicInteger();
    private final AtomicLong longestNanos = new AtomicLong();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    private SchemaBenchmark(ConfigurableApplicationContext context) {
        this.schemas = context.getBean(Schemas.class);
        this.jdbc = context.getBean(JdbcTemplate.class);
        this.transaction = context.getBean(TransactionTemplate.class);
        context.getBean(HikariDataSource.class).setMaximumPoolSize(40);
    }

    public static void main(String[] args) throws InterruptedException {
        SpringApplication application = new SpringApplication(SchemaTest.Module.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.addInitializers(new FreshDatabase());
        try (ConfigurableApplicationContext context = application.run()) {
            new SchemaBenchmark(context).run();
        }
        // The embedded server and its threads are of the test JVM; nothing else is left to do.
        System.exit(0);
    }

    private void run() throws InterruptedException {
        List<ColumnSpec> plain = List.of(
                new ColumnSpec("serial_no", ColumnType.TEXT),
                new ColumnSpec("model", ColumnType.TEXT),
                new ColumnSpec("capacity", ColumnType.BIGINT),
                new ColumnSpec("seen_on", ColumnType.DATE));
        IndexSpec serialUnique = IndexSpec.unique(Scope.ALL, "serial_no");
        TableSpec target = new TableSpec(TABLE.schema(), "batch", List.of(), List.of(), List.of(), List.of());
        TableSpec base = spec(plain, List.of(serialUnique), List.of());
        publish("create", List.of(target, base), List.of());
        load();

        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        var writers = Executors.newFixedThreadPool(30);
        long[] due = {System.nanoTime()};
        clock.scheduleAtFixedRate(
                () -> {
                    long dueAt = due[0];
                    due[0] += 1_000_000_000L / WRITES_A_SECOND;
                    writers.execute(() -> write(dueAt));
                },
                0,
                1_000_000_000L / WRITES_A_SECOND,
                TimeUnit.NANOSECONDS);
        Thread.sleep(3_000);
        report("no change for 3 s", 0);

        List<TableSpec> tables = List.of(target, base);
        timed("nothing to do (a rename)", tables, List.of());
        timed("add a field", with(target, plain, "note", ColumnType.TEXT, serialUnique), List.of());
        timed(
                "add a field, old rows get a value",
                with(target, columns(plain, "note", ColumnType.TEXT), "state", ColumnType.TEXT, serialUnique),
                List.of(new FillStep(TABLE, "state", "new")));
        List<ColumnSpec> more = columns(columns(plain, "note", ColumnType.TEXT), "state", ColumnType.TEXT);
        timed(
                "add a unique field",
                with(target, more, "code", ColumnType.TEXT, serialUnique, IndexSpec.unique(Scope.LIVE, "code")),
                List.of());
        timed(
                "add a link with its index",
                List.of(
                        target,
                        spec(
                                columns(columns(more, "code", ColumnType.TEXT), "batch", ColumnType.UUID),
                                List.of(
                                        serialUnique,
                                        IndexSpec.unique(Scope.LIVE, "code"),
                                        IndexSpec.ordered(Scope.LIVE, "batch", "id")),
                                List.of(new ForeignKeySpec("batch", TABLE.schema(), "batch")))),
                List.of());
        timed("retire the link, the unique field and two more", tables, List.of());
        timed(
                "retire the unique serial number",
                List.of(target, spec(plain.subList(1, 4), List.of(), List.of())),
                List.of());
        timed(
                "bring the serial number back, not unique",
                List.of(target, spec(plain, List.of(), List.of())),
                List.of());
        timed("make it unique again (sorts all rows)", tables, List.of());
        timed(
                "speed up sorting by model",
                List.of(
                        target,
                        spec(plain, List.of(serialUnique, IndexSpec.ordered(Scope.LIVE, "model", "id")), List.of())),
                List.of());

        clock.shutdownNow();
        writers.shutdown();
        writers.awaitTermination(1, TimeUnit.MINUTES);
        long rows = Objects.requireNonNull(jdbc.queryForObject("SELECT count(*) FROM app_bench.drive", Long.class));
        long serials = Objects.requireNonNull(
                jdbc.queryForObject("SELECT count(*) FROM app_bench.drive WHERE serial_no LIKE 'S-%'", Long.class));
        System.out.printf(
                "writes %d, failed %d; rows %d, expected %d; serial numbers of the load %d of %d%n",
                writes.get(), failures.size(), rows, ROWS + inserts.get(), serials, ROWS);
        failures.stream().limit(3).forEach(Throwable::printStackTrace);
    }

    private void timed(String what, List<TableSpec> wanted, List<FillStep> fills) throws InterruptedException {
        longestNanos.set(0);
        long start = System.nanoTime();
        publish(what, wanted, fills);
        long took = System.nanoTime() - start;
        Thread.sleep(1_500);
        report(what, took);
    }

    private void report(String what, long tookNanos) {
        System.out.printf(
                "%-50s %6d ms, longest write %5d ms, failed %d%n",
                what, tookNanos / 1_000_000, longestNanos.getAndSet(0) / 1_000_000, failures.size());
    }

    private void publish(String what, List<TableSpec> wanted, List<FillStep> fills) {
        AtomicInteger attempts = new AtomicInteger();
        long start = System.nanoTime();
        schemas.prepare(schemas.plan(wanted, fills));
        long prepared = System.nanoTime();
        long[] nanos = new long[3];
        SchemaPlan plan = SchemaRetry.retrying(() -> Objects.requireNonNull(transaction.execute(_ -> {
            attempts.incrementAndGet();
            nanos[0] = System.nanoTime();
            SchemaPlan now = schemas.plan(wanted, fills);
            nanos[1] = System.nanoTime();
            schemas.apply(now);
            nanos[2] = System.nanoTime();
            return now;
        })));
        long committed = System.nanoTime();
        schemas.finish(plan);
        System.out.printf(
                "  %s: ahead %d ms; %d attempts; plan %d ms, apply %d ms, commit %d ms, afterwards %d ms; risk %s, conflicts %s%n",
                what,
                (prepared - start) / 1_000_000,
                attempts.get(),
                (nanos[1] - nanos[0]) / 1_000_000,
                (nanos[2] - nanos[1]) / 1_000_000,
                (committed - nanos[2]) / 1_000_000,
                (System.nanoTime() - committed) / 1_000_000,
                plan.risk(),
                plan.conflicts());
    }

    private void write(long dueAt) {
        int number = writes.incrementAndGet();
        UUID id = Ids.next();
        try {
            if (number % 2 == 0) {
                jdbc.update(
                        "INSERT INTO app_bench.drive (id, version, created_at, created_by, created_by_name, updated_at,"
                                + " updated_by, updated_by_name, model) VALUES (?, 1, now(), 'u', 'U', now(), 'u', 'U', ?)",
                        id,
                        "written");
                inserts.incrementAndGet();
            } else {
                jdbc.update(
                        "UPDATE app_bench.drive SET version = version + 1, updated_at = now(), capacity = ? WHERE id ="
                                + " (SELECT id FROM app_bench.drive WHERE id > ? AND deleted_at IS NULL ORDER BY id LIMIT 1)",
                        (long) number,
                        UUID.randomUUID());
            }
        } catch (RuntimeException e) {
            failures.add(e);
        }
        longestNanos.accumulateAndGet(System.nanoTime() - dueAt, Math::max);
    }

    private void load() {
        long start = System.nanoTime();
        for (int from = 0; from < ROWS; from += 100_000) {
            jdbc.update(
                    "INSERT INTO app_bench.drive (id, version, created_at, created_by, created_by_name, updated_at,"
                            + " updated_by, updated_by_name, serial_no, model, capacity, seen_on)"
                            + " SELECT gen_random_uuid(), 1, now(), 'user-' || n % 50, 'User ' || n % 50, now(), 'user',"
                            + " 'User', 'S-' || n, 'MODEL-' || n % 37, n * 1000, DATE '2013-04-10' + n % 3000"
                            + " FROM generate_series(?, ?) n",
                    from + 1, Math.min(from + 100_000, ROWS));
        }
        System.out.printf("loaded %d rows in %d ms%n", ROWS, (System.nanoTime() - start) / 1_000_000);
    }

    private static List<TableSpec> with(
            TableSpec target, List<ColumnSpec> columns, String name, ColumnType type, IndexSpec... indexes) {
        return List.of(target, spec(columns(columns, name, type), List.of(indexes), List.of()));
    }

    private static List<ColumnSpec> columns(List<ColumnSpec> columns, String name, ColumnType type) {
        List<ColumnSpec> all = new ArrayList<>(columns);
        all.add(new ColumnSpec(name, type));
        return all;
    }

    private static TableSpec spec(List<ColumnSpec> columns, List<IndexSpec> indexes, List<ForeignKeySpec> foreignKeys) {
        return new TableSpec(TABLE.schema(), TABLE.name(), columns, List.of(), indexes, foreignKeys);
    }
}
