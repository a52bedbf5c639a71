package dev.millwright.bench;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;

import dev.millwright.exchange.Imports;
import dev.millwright.exchange.Imports.Mode;
import dev.millwright.exchange.Imports.Plan;
import dev.millwright.exchange.Imports.Source;
import dev.millwright.field.FormatContext;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.FlowTask;
import dev.millwright.flow.TaskAction;
import dev.millwright.flow.TaskBox;
import dev.millwright.flow.Tasks;
import dev.millwright.flow.Tasks.TaskFilter;
import dev.millwright.flow.internal.Mill;
import dev.millwright.identity.Person;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordChange;
import dev.millwright.record.Via;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Problems;
import dev.millwright.testing.TestPeople;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flowable.common.engine.impl.history.HistoryLevel;
import org.flowable.engine.ProcessEngine;
import org.flowable.spring.SpringProcessEngineConfiguration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Measures a flow of two approvals with a branch between them against Flowable alone, at its history level <i>audit</i>, in the same
 * database and pool; and the inbox of a person with 10 000 tasks among 1 000 000 against plain SQL. Run by hand: arguments are the runs
 * of a round (400), the tasks in the inbox of all (1000000) and the records that start a flow each (10000); 0 leaves the part out.
 */
public final class FlowBenchmark {

    private static final int ROUNDS = 9;
    private static final int PAGE = 50;

    private static final Plan PLAN = new Plan(
            0,
            1,
            Map.of(0, "name", 1, "sum", 2, "remark"),
            Map.of(),
            Mode.ADD,
            null,
            false,
            new FormatContext(Locale.ENGLISH, ZoneId.of("Asia/Shanghai")));

    private static final String BARE = """
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:flowable="http://flowable.org/bpmn"
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="bench">
          <process id="bare" isExecutable="true">
            <startEvent id="start"/>
            <sequenceFlow id="a" sourceRef="start" targetRef="first"/>
            <userTask id="first" flowable:assignee="mia"/>
            <sequenceFlow id="b" sourceRef="first" targetRef="split"/>
            <exclusiveGateway id="split" default="d"/>
            <sequenceFlow id="c" sourceRef="split" targetRef="second">
              <conditionExpression xsi:type="tFormalExpression">${sum > 100}</conditionExpression>
            </sequenceFlow>
            <sequenceFlow id="d" sourceRef="split" targetRef="join"/>
            <userTask id="second" flowable:assignee="dana"/>
            <sequenceFlow id="e" sourceRef="second" targetRef="join"/>
            <exclusiveGateway id="join"/>
            <sequenceFlow id="f" sourceRef="join" targetRef="end"/>
            <endEvent id="end"/>
          </process>
        </definitions>
        """;

    private final Mill mill =
            Mill.asInstalled(form("request", field("name", "text"), field("sum", "decimal"), field("remark", "text")));
    private final FormRef request = Gate.ref(Mill.APP, "request");
    private final JdbcTemplate database = mill.database();

    private FlowBenchmark() {}

    public static void main(String[] arguments) throws SQLException {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 400;
        int tasks = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
        int events = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10_000;
        FlowBenchmark bench = new FlowBenchmark();
        try (bench.mill) {
            if (runs > 0) {
                bench.publishApprovals();
                bench.approvals(runs);
            }
            // Before the inbox, whose tasks nobody answers: it waits until no run is under way.
            if (events > 0) {
                bench.events(events);
            }
            if (tasks > 0) {
                bench.publishApprovals();
                bench.inbox(tasks);
            }
        }
    }

    // --- Two approvals and a branch ---

    private void approvals(int runs) {
        ProcessEngine bare = bare();
        Consumer<UUID> theirs = record -> theirs(bare);
        Consumer<UUID> ours = this::ours;
        mill.gate.listen(true);
        System.out.printf(
                Locale.ROOT, "Statements of a run: Flowable alone %s, Millwright %s%n", count(theirs), count(ours));
        mill.gate.listen(false);
        for (int threads : new int[] {1, 8}) {
            run(runs / 2, threads, theirs);
            run(runs / 2, threads, ours);
            List<Double> one = new ArrayList<>();
            List<Double> other = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                one.add(run(runs, threads, theirs));
                other.add(run(runs, threads, ours));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%d thread(s): Flowable alone %.0f runs/s, Millwright %.0f runs/s, ratio %.2f (medians of %d rounds of %d)%n",
                    threads,
                    median(one),
                    median(other),
                    median(other) / median(one),
                    ROUNDS,
                    runs);
        }
        Long left = database.queryForObject(
                "select count(*) from platform.flow_instance where state <> 'ended'", Long.class);
        if (left == null || left != 0) {
            throw new IllegalStateException(left + " runs have not ended");
        }
        bare.close();
    }

    private void publishApprovals() {
        mill.publish(mill.submitted(
                mill.approve("First", Mill.by(TestPeople.MIA)),
                mill.branches(
                        "condition",
                        Mill.branch("sum > 100", mill.approve("Second", Mill.by(TestPeople.DANA))),
                        Mill.branch(""))));
    }

    private ProcessEngine bare() {
        DataSource pool = mill.gate.context.getBean(DataSource.class);
        database.execute("create schema bare");
        // The tables are made on a connection of their own: the engine makes them wherever the search path leads.
        try (ProcessEngineOnPath made = ProcessEngineOnPath.of(mill.gate.dataSource)) {
            made.engine().close();
        }
        SpringProcessEngineConfiguration engine = configuration(pool);
        engine.setTransactionManager(mill.gate.context.getBean(PlatformTransactionManager.class));
        engine.setDatabaseTablePrefix("bare.");
        engine.setTablePrefixIsSchema(true);
        engine.setDatabaseSchemaUpdate("false");
        ProcessEngine built = engine.buildProcessEngine();
        built.getRepositoryService()
                .createDeployment()
                .addBytes("bare.bpmn20.xml", BARE.getBytes(StandardCharsets.UTF_8))
                .deploy();
        return built;
    }

    private static SpringProcessEngineConfiguration configuration(DataSource pool) {
        SpringProcessEngineConfiguration engine = new SpringProcessEngineConfiguration();
        engine.setEngineName("bare");
        engine.setDataSource(pool);
        engine.setDatabaseType("postgres");
        engine.setDisableIdmEngine(true);
        engine.setDisableEventRegistry(true);
        engine.setHistoryLevel(HistoryLevel.AUDIT);
        engine.setAsyncExecutorActivate(false);
        return engine;
    }

    /** An engine that has made its tables in the schema "bare". */
    private record ProcessEngineOnPath(ProcessEngine engine, com.zaxxer.hikari.HikariDataSource pool)
            implements AutoCloseable {

        static ProcessEngineOnPath of(com.zaxxer.hikari.HikariDataSource like) {
            com.zaxxer.hikari.HikariConfig config = new com.zaxxer.hikari.HikariConfig();
            config.setDataSource(like.getDataSource());
            config.setConnectionInitSql("set search_path = bare");
            config.setMaximumPoolSize(2);
            com.zaxxer.hikari.HikariDataSource pool = new com.zaxxer.hikari.HikariDataSource(config);
            SpringProcessEngineConfiguration engine = configuration(pool);
            engine.setTransactionManager(new org.springframework.jdbc.support.JdbcTransactionManager(pool));
            // Otherwise it takes the tables of Millwright's engine for its own.
            engine.setDatabaseSchema("bare");
            engine.setDatabaseSchemaUpdate("true");
            return new ProcessEngineOnPath(engine.buildProcessEngine(), pool);
        }

        @Override
        public void close() {
            pool.close();
        }
    }

    private void theirs(ProcessEngine bare) {
        String run = bare.getRuntimeService()
                .startProcessInstanceByKey("bare", Map.of("sum", new BigDecimal("250")))
                .getId();
        for (int step = 0; step < 2; step++) {
            String task = database.queryForObject(
                    "select id_ from bare.act_ru_task where proc_inst_id_ = ?", String.class, run);
            bare.getTaskService().complete(task);
        }
    }

    private void ours(UUID record) {
        UUID run = Mill.as(TestPeople.SAM, () -> mill.runs().submit(request, record, null, Map.of()))
                .id();
        for (Person person : List.of(TestPeople.MIA, TestPeople.DANA)) {
            UUID task = Objects.requireNonNull(database.queryForObject(
                    "select id from platform.work_item where instance = ? and state = 'open'", UUID.class, run));
            Map<UUID, Problems> refused = Mill.as(
                    person, () -> mill.tasks().actAll(List.of(task), new TaskAction.Approve("", Map.of(), List.of())));
            if (!refused.isEmpty()) {
                throw new IllegalStateException(refused.toString());
            }
        }
    }

    /** Statements of one run, without the two by which the benchmark learns the tasks. */
    private int count(Consumer<UUID> work) {
        UUID record = records(2).getFirst();
        work.accept(records(1).getFirst());
        mill.gate.statements.clear();
        work.accept(record);
        print(mill.gate.statements);
        return mill.gate.statements.size() - 2;
    }

    /** With -Dstatements=true. */
    private static void print(List<String> statements) {
        if (Boolean.getBoolean("statements")) {
            statements.forEach(sql -> System.out.println("    " + sql.replaceAll("\\s+", " ")));
        }
    }

    /** Runs a second. */
    private double run(int runs, int threads, Consumer<UUID> work) {
        ConcurrentLinkedQueue<UUID> records = new ConcurrentLinkedQueue<>(records(runs));
        AtomicInteger done = new AtomicInteger();
        long start = System.nanoTime();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            CompletableFuture<?>[] all = IntStream.range(0, threads)
                    .mapToObj(thread -> CompletableFuture.runAsync(
                            () -> {
                                for (UUID record = records.poll(); record != null; record = records.poll()) {
                                    work.accept(record);
                                    done.incrementAndGet();
                                }
                            },
                            pool))
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(all).join();
        }
        return done.get() * 1e9 / (System.nanoTime() - start);
    }

    private List<UUID> records(int number) {
        return Mill.as(
                TestPeople.SAM,
                () -> mill.gate
                        .records()
                        .batch(
                                request,
                                IntStream.range(0, number)
                                        .<RecordChange>mapToObj(i -> new RecordChange.Create(Gate.values(
                                                "name",
                                                "Drill " + i,
                                                "sum",
                                                new BigDecimal("250"),
                                                "remark",
                                                "For line 3")))
                                        .toList(),
                                Via.IMPORT));
    }

    private static double median(List<Double> measured) {
        double[] sorted =
                measured.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    // --- Records that start flows ---

    /** Imports records from a file, without and with a flow of three nodes that each of them starts. */
    private void events(int number) {
        mill.startBackgroundWork();
        importFile(number);
        double plain = median(Stream.generate(() -> seconds(() -> importFile(number)))
                .limit(ROUNDS)
                .toList());
        mill.publish(new FlowDefinition(
                Ids.next(),
                "counting",
                "Counting",
                mill.form.id(),
                mill.triggered("record-created", Map.of()),
                IntStream.range(0, 3)
                        .mapToObj(i -> mill.node("set-fields", "Step", Map.of("values", Map.of("sum", "sum + 1"))))
                        .toList(),
                FlowSettings.DEFAULT));
        records(100);
        awaitRuns();
        System.out.printf("Statements of a started run of three steps: %d%n", countStarted());
        List<Double> starting = new ArrayList<>();
        List<Double> done = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            done.add(seconds(() -> {
                starting.add(seconds(() -> importFile(number)));
                awaitRuns();
            }));
        }
        System.out.printf(
                Locale.ROOT,
                "Import of %d records: %.2f s, with a flow that each starts %.2f s (ratio %.2f), all runs done after %.1f s%n",
                number,
                plain,
                median(starting),
                median(starting) / plain,
                median(done));
    }

    /** What one of twenty runs costs, less the batch that starts them and the benchmark's looks whether they are done. */
    private int countStarted() {
        mill.gate.listen(true);
        int runs = 20;
        records(runs);
        mill.gate.statements.clear();
        awaitRuns();
        List<String> sent = mill.gate.statements.stream()
                .filter(sql -> !sql.stripLeading().startsWith("select exists"))
                .toList();
        mill.gate.listen(false);
        print(sent);
        return sent.size() / runs;
    }

    private void importFile(int number) {
        try {
            Path file = Files.createTempFile("requests", ".csv");
            try {
                Files.writeString(
                        file,
                        IntStream.range(0, number)
                                .mapToObj(i -> "Drill %d,250,For line 3".formatted(i))
                                .collect(Collectors.joining("\n", "name,sum,remark\n", "\n")));
                Mill.as(
                        TestPeople.SAM,
                        () -> mill.gate
                                .context
                                .getBean(Imports.class)
                                .run(request, new Source(file, "requests.csv"), PLAN, part -> {}));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private void awaitRuns() {
        Boolean busy = true;
        while (!Boolean.FALSE.equals(busy)) {
            busy = database.queryForObject("""
                    select exists (select from platform.flow_due)
                        or exists (select from platform.flow_instance where state <> 'ended')\
                    """, Boolean.class);
            LockSupport.parkNanos(20_000_000);
        }
    }

    // --- Inbox ---

    private void inbox(int tasks) throws SQLException {
        fill(tasks);
        List<String> boxes = new ArrayList<>();
        Tasks inbox = mill.tasks();
        for (TaskFilter filter : List.of(TaskFilter.ALL, new TaskFilter("", "", "", false, TaskFilter.Sort.DUE))) {
            String column = filter.sort() == TaskFilter.Sort.DUE ? "due_at, w.id" : "arrived_at desc, w.id desc";
            double[] plain = new double[200];
            double[] product = new double[200];
            for (int call = -50; call < plain.length; call++) {
                long start = System.nanoTime();
                plain(column);
                long between = System.nanoTime();
                List<FlowTask> page = Mill.as(TestPeople.MIA, () -> inbox.page(TaskBox.TODO, filter, null, PAGE))
                        .tasks();
                long end = System.nanoTime();
                if (page.size() != PAGE) {
                    throw new IllegalStateException(page.size() + " tasks on the page");
                }
                if (call >= 0) {
                    plain[call] = (between - start) / 1e6;
                    product[call] = (end - between) / 1e6;
                }
            }
            Arrays.sort(plain);
            Arrays.sort(product);
            boxes.add(String.format(
                    Locale.ROOT,
                    "Inbox by %s: plain SQL %.2f ms, page %.2f ms, ratio %.2f",
                    filter.sort(),
                    plain[100],
                    product[100],
                    product[100] / plain[100]));
        }
        boxes.forEach(System.out::println);
        mill.gate.listen(true);
        Stream.of(
                        mill.gate.explain(() ->
                                Mill.as(TestPeople.MIA, () -> inbox.page(TaskBox.TODO, TaskFilter.ALL, null, PAGE))),
                        mill.gate.explain(() -> Mill.as(TestPeople.MIA, inbox::counts)))
                .flatMap(List::stream)
                .forEach(System.out::println);
    }

    /** What a page shows, asked in the shortest way: the tasks, and of the records what their cards show. */
    private void plain(String order) throws SQLException {
        try (Connection connection = mill.gate.dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        select w.id, w.instance, i.app_key, i.label, w.node, s.label, s.kind, i.form_key, i.record, i.title, i.starter,
                            i.starter_name, w.person, w.person_name, w.state, s.round, w.note, w.arrived_at, w.due_at, w.read_at
                        from platform.work_item w join platform.flow_instance i on i.id = w.instance
                            left join platform.flow_step s on s.id = w.step
                        where w.person = ? and w.state = 'open' order by w.%s limit ?\
                        """.formatted(order));
                PreparedStatement records = connection.prepareStatement(
                        "select id, name, sum, remark from app_mill.request where id = any (?)")) {
            statement.setString(1, TestPeople.MIA.id());
            statement.setInt(2, PAGE + 1);
            List<UUID> ids = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getObject("record", UUID.class));
                    for (int column = 1; column <= 20; column++) {
                        rows.getObject(column);
                    }
                }
            }
            records.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            try (ResultSet rows = records.executeQuery()) {
                while (rows.next()) {
                    rows.getString("name");
                    rows.getBigDecimal("sum");
                    rows.getString("remark");
                }
            }
        }
    }

    /** Every hundredth task is mia's. */
    private void fill(int tasks) {
        UUID example =
                mill.submit(TestPeople.SAM, "name", "Example", "sum", "250").id();
        List<UUID> records = records(5_000);
        database.update(
                "create table platform.bench_record as select row_number() over () as number, id from app_mill.request");
        database.update("create unique index on platform.bench_record (number)");
        database.update(
                "create table platform.bench_run as select g as number, gen_random_uuid() as run, gen_random_uuid() as step from generate_series(1, ?) g",
                tasks);
        database.update("""
            insert into platform.flow_instance
            select (x).* from (
                select jsonb_populate_record(i, jsonb_build_object('id', b.run, 'record', r.id, 'submitted', false,
                    'title', 'Drill ' || b.number)) as x
                from platform.bench_run b join platform.bench_record r on r.number = b.number %% %d + 1,
                    platform.flow_instance i where i.id = ?) all_of_them\
            """.formatted(records.size()), example);
        database.update("""
            insert into platform.flow_step
            select (x).* from (
                select jsonb_populate_record(s, jsonb_build_object('id', b.step, 'instance', b.run)) as x
                from platform.bench_run b, platform.flow_step s where s.instance = ?) all_of_them\
            """, example);
        database.update("""
            insert into platform.work_item
            select (x).* from (
                select jsonb_populate_record(w, jsonb_build_object('id', gen_random_uuid(), 'instance', b.run, 'step', b.step,
                    'person', case when b.number % 100 = 0 then w.person else 'person' || b.number % 100 end,
                    'arrived_at', now() - b.number * interval '1 second', 'due_at', now() + (b.number % 9000) * interval '1 minute')) as x
                from platform.bench_run b, platform.work_item w where w.instance = ?) all_of_them\
            """, example);
        database.update("drop table platform.bench_run, platform.bench_record");
        database.execute("vacuum analyze");
    }
}
