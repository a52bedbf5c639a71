package dev.millwright.bench;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;

import dev.millwright.app.Action;
import dev.millwright.exchange.Imports;
import dev.millwright.exchange.Imports.Mode;
import dev.millwright.exchange.Imports.Plan;
import dev.millwright.exchange.Imports.Report;
import dev.millwright.exchange.Imports.Source;
import dev.millwright.field.FormatContext;
import dev.millwright.record.FormRef;
import dev.millwright.record.internal.Gate;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;

/**
 * Measures the import of a million rows with a unique check, history and search indexes, against the plain insert of what came of it into
 * tables like those, indexes included, in one statement each. Run by hand; the argument is the number of rows (1000000).
 */
public final class ImportBenchmark {

    private static final FormRef SERIAL = ref("bench_import", "serial");

    private ImportBenchmark() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        Path file = Files.createTempFile("serials", ".csv");
        try (Gate gate = new Gate("dev.millwright.exchange.internal");
                Connection connection = gate.dataSource.getConnection();
                var statement = connection.createStatement()) {
            gate.publish(
                    "bench_import",
                    EnumSet.allOf(Action.class),
                    form(
                            "serial",
                            field("serial_no", "text", "{}", "required unique"),
                            field("work_order", "text"),
                            field("produced_at", "date"),
                            field("price", "decimal"),
                            field("warranty_months", "integer"),
                            field("remark", "long-text")));
            write(file, rows);
            Imports imports = gate.context.getBean(Imports.class);
            Plan plan = new Plan(
                    0,
                    1,
                    Map.of(
                            0,
                            "serial_no",
                            1,
                            "work_order",
                            2,
                            "produced_at",
                            3,
                            "price",
                            4,
                            "warranty_months",
                            5,
                            "remark"),
                    Map.of(),
                    Mode.ADD,
                    null,
                    false,
                    new FormatContext(Locale.ENGLISH, ZoneId.of("Asia/Shanghai")));
            long start = System.nanoTime();
            Report report = imports.run(SERIAL, new Source(file, "serials.csv"), plan, part -> {});
            double ours = (System.nanoTime() - start) / 1e9;
            System.out.printf("%d rows imported in %.1f s%n", report.added(), ours);
            statement.execute("set statement_timeout = 0");
            double plain = 0;
            for (String table : new String[] {"serial", "_history"}) {
                statement.execute("create table app_bench_import.copy_of%1$s (like app_bench_import.%1$s including all)"
                        .formatted(table));
                start = System.nanoTime();
                statement.execute("insert into app_bench_import.copy_of%1$s select * from app_bench_import.%1$s"
                        .formatted(table));
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.printf("plain insert into %s: %.1f s%n", table, seconds);
                plain += seconds;
            }
            System.out.printf("ratio %.2f%n", ours / plain);
        } finally {
            Files.delete(file);
        }
    }

    private static void write(Path file, int rows) throws IOException {
        try (var out = new PrintWriter(Files.newBufferedWriter(file))) {
            out.println("serial_no,work_order,produced_at,price,warranty_months,remark");
            LocalDate first = LocalDate.of(2020, 1, 1);
            String[] regions = {"华东", "华南", "华北", "西南"};
            for (int i = 0; i < rows; i++) {
                out.println("S%08d,WO-%d,%s,%d.%02d,%d,%s第%d仓库 checked"
                        .formatted(
                                i,
                                i / 100,
                                first.plusDays(i % 2000),
                                i % 10_000,
                                i % 100,
                                i % 36,
                                regions[i % regions.length],
                                i % 977));
            }
        }
    }
}
