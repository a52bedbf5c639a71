package dev.millwright.bench;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;

import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowFigures;
import dev.millwright.flow.internal.Mill;
import dev.millwright.testing.TestPeople;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What managers see of a flow with a million finished steps, half of them in the time that the page shows at first, against a plain count
 * of the same rows in the same run. The argument is the number of steps.
 */
public final class FiguresBenchmark {

    private static final int ROUNDS = 20;
    private static final Duration SHOWN_AT_FIRST = Duration.ofDays(30);

    private final Mill mill = Mill.asInstalled(form("request", field("name", "text"), field("sum", "decimal")));
    private final JdbcTemplate database = mill.database();

    private FiguresBenchmark() {}

    public static void main(String[] arguments) {
        int steps = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        FiguresBenchmark bench = new FiguresBenchmark();
        try (bench.mill) {
            bench.measure(steps);
        }
    }

    private void measure(int steps) {
        FlowDefinition flow = mill.publish(mill.submitted(
                mill.approve("First", Mill.by(TestPeople.MIA)), mill.approve("Second", Mill.by(TestPeople.DANA))));
        fill(steps);
        FlowFigures figures = mill.context.getBean(FlowFigures.class);
        Instant since = Instant.now().minus(SHOWN_AT_FIRST);
        Instant ever = Instant.EPOCH;
        String app = database.queryForObject("select max(app::text) from platform.flow_step", String.class);
        Runnable recently =
                () -> count("flow_step where app = '" + app + "' and closed_at >= now() - interval '30 days'");
        Runnable all = () -> count("flow_step where app = '" + app + "' and closed_at is not null");
        say("Flows, 30 days", recently, () -> figures.flows(Mill.APP, since));
        say("Steps, 30 days", recently, () -> figures.steps(Mill.APP, flow.id(), since));
        say("Flows, ever", all, () -> figures.flows(Mill.APP, ever));
        say("Steps, ever", all, () -> figures.steps(Mill.APP, flow.id(), ever));
        say("People", all, () -> figures.people(Mill.APP, flow.id(), 10));
        mill.gate.listen(true);
        mill.gate
                .explain(() -> Mill.as(TestPeople.DANA, () -> figures.steps(Mill.APP, flow.id(), since)))
                .forEach(System.out::println);
    }

    private void count(String rows) {
        database.queryForObject("select count(*) from platform." + rows, Long.class);
    }

    private static void say(String what, Runnable plain, Runnable product) {
        double[] theirs = new double[ROUNDS];
        double[] ours = new double[ROUNDS];
        for (int round = -3; round < ROUNDS; round++) {
            long start = System.nanoTime();
            plain.run();
            long between = System.nanoTime();
            Mill.as(TestPeople.DANA, () -> {
                product.run();
                return true;
            });
            long end = System.nanoTime();
            if (round >= 0) {
                theirs[round] = (between - start) / 1e6;
                ours[round] = (end - between) / 1e6;
            }
        }
        Arrays.sort(theirs);
        Arrays.sort(ours);
        System.out.printf(
                Locale.ROOT,
                "%s: plain count %.0f ms, figures %.0f ms, ratio %.1f%n",
                what,
                theirs[ROUNDS / 2],
                ours[ROUNDS / 2],
                ours[ROUNDS / 2] / theirs[ROUNDS / 2]);
    }

    /** Every run has both steps; the last minute's are open. */
    private void fill(int steps) {
        UUID example =
                mill.submit(TestPeople.SAM, "name", "Example", "sum", "250").id();
        database.update(
                "create table platform.bench_run as select g as number, gen_random_uuid() as run from generate_series(1, ?) g",
                steps / 2);
        database.update("""
            insert into platform.flow_instance
            select (x).* from (
                select jsonb_populate_record(i, jsonb_build_object('id', b.run, 'record', gen_random_uuid(), 'submitted', false,
                    'title', 'Drill ' || b.number, 'state', 'ended', 'outcome', case when b.number % 7 = 0 then 'rejected' else 'accepted' end,
                    'started_at', now() - (b.number * 10 + 300) * interval '1 second',
                    'ended_at', now() - b.number * 10 * interval '1 second')) as x
                from platform.bench_run b, platform.flow_instance i where i.id = ?) all_of_them\
            """, example);
        database.update("""
            insert into platform.flow_step
            select (x).* from (
                select jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'instance', b.run, 'node', n.node,
                    'label', n.label, 'opened_at', now() - (b.number * 10 + 300) * interval '1 second',
                    'first_act_at', now() - (b.number * 10 + b.number % 200) * interval '1 second',
                    'closed_at', now() - b.number * 10 * interval '1 second')) as x
                from platform.bench_run b, platform.flow_step s,
                    (values ('First', (select node from platform.flow_step where instance = ? limit 1)), ('Second', gen_random_uuid()))
                        n (label, node)
                where s.instance = ?) all_of_them\
            """, example, example);
        database.update("drop table platform.bench_run");
        database.execute("vacuum analyze");
    }
}
