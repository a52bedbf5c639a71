package dev.millwright.bench;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;

import dev.millwright.app.Action;
import dev.millwright.identity.CurrentLanguage;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.ListRequest.Sort;
import dev.millwright.record.RecordPage;
import dev.millwright.record.internal.Gate;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures the first and the second page of a million records that are sorted by options as their designer put them, by a path of options, and
 * by names in pinyin, beside plain SQL that sorts by the same columns as they are kept. Run by hand.
 */
public final class SortingBenchmark {

    private static final FormRef JOB = ref("bench_sorting", "job");
    private static final int ROWS = 1_000_000;
    private static final int PAGE = 50;
    private static final int ROUNDS = 15;

    private SortingBenchmark() {}

    public static void main(String[] arguments) throws SQLException {
        try (Gate gate = new Gate()) {
            gate.listen(false);
            gate.publish(
                    "bench_sorting",
                    EnumSet.allOf(Action.class),
                    form(
                            "job",
                            field("name", "text"),
                            field("amount", "decimal"),
                            field("status", "choice", options(6), ""),
                            field("fault", "choice", options(200), "")));
            fill(gate);
            gate.listen(true);
            for (String plan : gate.explain(() -> page(gate, "status", Optional.empty()))) {
                System.out.println(plan);
            }
            gate.listen(false);
            compare(gate, "number, for comparison", "amount", Locale.ENGLISH);
            compare(gate, "6 options", "status", Locale.ENGLISH);
            compare(gate, "200 options", "fault", Locale.ENGLISH);
            compare(gate, "name", "name", Locale.ENGLISH);
            compare(gate, "name, pinyin", "name", Locale.SIMPLIFIED_CHINESE);
        }
    }

    private static String options(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> "{\"key\": \"o" + (n * 7 + 3) % count + "\", \"label\": \"Option " + n + "\"}")
                .collect(Collectors.joining(", ", "{\"options\": [", "]}"));
    }

    private static void fill(Gate gate) throws SQLException {
        try (Connection connection = gate.dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("set statement_timeout = 0");
            statement.execute("""
                    insert into app_bench_sorting.job (id, version, created_at, created_by, created_by_name, updated_at, updated_by,
                        updated_by_name, name, amount, status, fault)
                    select uuidv7(make_interval(secs => n - %1$d)), 1, now(), 'p', 'P', now(), 'p', 'P',
                        (array['张', '李', '王', '陈', '赵', '孙', '安', '周'])[1 + n %% 8]
                            || (array['伟', '芳', '娜', '敏', '静', '强'])[1 + n %% 6] || n %% 1000,
                        n %% 977, 'o' || n %% 7, 'o' || n::bigint * 7919 %% 201
                    from generate_series(1, %1$d) n
                    """.formatted(ROWS));
            statement.execute("vacuum analyze app_bench_sorting.job");
        }
    }

    private static RecordPage page(Gate gate, String field, Optional<RecordPage> before) {
        return gate.query()
                .list(new ListRequest(
                        JOB,
                        Condition.ALL,
                        "",
                        List.of(new Sort(field, false)),
                        Set.of(),
                        PAGE,
                        before.map(RecordPage::next).orElse(null),
                        false));
    }

    private static void compare(Gate gate, String what, String field, Locale language) throws SQLException {
        CurrentLanguage.run(Optional.of(language), () -> {
            RecordPage first = page(gate, field, Optional.empty());
            double plain = median(() -> plain(gate, field));
            double one = median(() -> page(gate, field, Optional.empty()));
            double two = median(() -> page(gate, field, Optional.of(first)));
            System.out.printf(
                    Locale.ROOT,
                    "%-24s plain SQL %.1f ms, first page %.1f ms (%.2f times), second page %.1f ms (%.2f times)%n",
                    what,
                    plain,
                    one,
                    one / plain,
                    two,
                    two / plain);
        });
    }

    private static void plain(Gate gate, String field) {
        try (Connection connection = gate.dataSource.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select * from app_bench_sorting.job where deleted_at is null and "
                        + field + " is not null order by " + field + ", id limit " + (PAGE + 1))) {
            while (rows.next()) {
                rows.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double median(Runnable work) {
        double[] times = new double[ROUNDS];
        for (int i = -3; i < ROUNDS; i++) {
            long start = System.nanoTime();
            work.run();
            if (i >= 0) {
                times[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(times);
        return times[ROUNDS / 2];
    }
}
