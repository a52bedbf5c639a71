package dev.millwright.bench;

import dev.millwright.shared.Ids;
import dev.millwright.testing.RunningTrial;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Measures the HTTP API of the packaged application with wrk and, beside it, the same on bare SQL with pgbench: one server, fsync on, 16
 * connections each. Run by hand after {@code ./millwright test e2e} or {@code mvnw package} built the application; needs the programs wrk
 * and pgbench. Arguments: rows (1000000), seconds a measure (10), and names of measures, all if none is given.
 */
public final class HttpBenchmark implements AutoCloseable {

    private static final String FORM = "/api/v1/apps/bench/forms/serial/records";
    private static final int PRODUCTS = 200;
    private static final int CONNECTIONS = 16;

    private static final Map<String, String> TYPES = Map.of(
            "serial_no", "text",
            "status", "choice",
            "product", "link",
            "produced_at", "date",
            "work_order", "text",
            "price", "decimal",
            "warranty_months", "integer",
            "remark", "long-text");

    private static final List<String> FIELDS = List.of(
            "serial_no", "status", "product", "produced_at", "work_order", "price", "warranty_months", "remark");

    private static final String NEW_ROW = """
            id, version, created_at, created_by, created_by_name, updated_at, updated_by, updated_by_name,
            serial_no, status, product, produced_at, work_order, price, warranty_months, remark""";

    private final RunningTrial trial = RunningTrial.startToMeasure();
    private final Path folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int seconds;
    private String token = "";

    private HttpBenchmark(int seconds) throws IOException {
        this.seconds = seconds;
        this.folder = Files.createTempDirectory(Path.of("target"), "bench");
    }

    public static void main(String[] arguments) throws Exception {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
        List<String> wanted = arguments.length > 2 ? Arrays.asList(arguments).subList(2, arguments.length) : List.of();
        try (HttpBenchmark bench = new HttpBenchmark(seconds)) {
            bench.publish();
            bench.fill(rows);
            for (Map.Entry<String, Measure> measure : bench.measures(rows).entrySet()) {
                if (wanted.isEmpty() || wanted.contains(measure.getKey())) {
                    bench.measure(measure.getKey(), measure.getValue());
                }
            }
            System.out.printf("memory of the application: %d MB%n", bench.memory());
        }
    }

    /** What is asked over HTTP, as the body of wrk's function {@code request}, and the same in SQL for pgbench. */
    private record Measure(String lua, String sql) {}

    private void publish() throws IOException, InterruptedException {
        signIn();
        ObjectNode product = form("product", "Products");
        field(product, "model", "text").put("unique", true);
        field(product, "name", "text");
        product.put("titleField", product.at("/sections/0/rows/0/fields/0/id").asString());
        ObjectNode serial = form("serial", "Serials");
        for (String key : FIELDS) {
            field(serial, key, TYPES.get(key)).put("unique", key.equals("serial_no"));
        }
        serial.put("titleField", serial.at("/sections/0/rows/0/fields/0/id").asString());
        config(serial, 2).put("form", product.path("id").asString());
        ArrayNode options = config(serial, 1).putArray("options");
        for (String key : List.of("pending", "in_stock", "in_transit", "sold", "repairing", "scrapped", "ended")) {
            options.addObject()
                    .put("key", key)
                    .put("label", key)
                    .put("colour", "blue")
                    .put("retired", false);
        }
        config(serial, 1).put("display", "drop-down");
        config(serial, 5).put("scale", 2);
        send("POST", "/api/v1/apps", "{\"key\": \"bench\", \"label\": \"Bench\"}");
        send("PUT", "/api/v1/apps/bench/drafts/form/product", product.toString());
        send("PUT", "/api/v1/apps/bench/drafts/form/serial", serial.toString());
        JsonNode plan = send("POST", "/api/v1/apps/bench/releases:plan", "{}");
        send(
                "POST",
                "/api/v1/apps/bench/releases",
                "{\"fingerprint\": \"" + plan.path("fingerprint").asString() + "\"}");
        for (int i = 0; i < PRODUCTS; i++) {
            send(
                    "POST",
                    "/api/v1/apps/bench/forms/product/records",
                    "{\"model\": \"M-%03d\", \"name\": \"Machine %d\"}".formatted(i, i));
        }
    }

    private static ObjectNode form(String key, String label) {
        ObjectNode form = JsonMapper.shared().createObjectNode();
        form.put("id", Ids.next().toString())
                .put("key", key)
                .put("label", label)
                .put("icon", "vaadin:cube");
        form.putArray("sections")
                .addObject()
                .put("id", Ids.next().toString())
                .put("title", "")
                .putArray("rows");
        form.putArray("retired");
        return form;
    }

    private static ObjectNode field(ObjectNode form, String key, @Nullable String type) {
        ObjectNode field = ((ArrayNode) form.at("/sections/0/rows"))
                .addObject()
                .putArray("fields")
                .addObject();
        field.put("id", Ids.next().toString()).put("key", key).put("label", key).put("type", type);
        field.putObject("config");
        return field.put("required", false).put("unique", false).put("help", "").put("placeholder", "");
    }

    private static ObjectNode config(ObjectNode form, int field) {
        return (ObjectNode) form.at("/sections/0/rows/" + field + "/fields/0/config");
    }

    private void fill(int rows) throws SQLException {
        long start = System.nanoTime();
        try (Connection connection = trial.database().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("set statement_timeout = 0");
            statement.execute("""
                    insert into app_bench.serial (%2$s)
                    select uuidv7(make_interval(secs => i - %1$d)), 1, now(), 'p', 'P', now(), 'p', 'P',
                        'S' || lpad(i::text, 8, '0'),
                        (array['pending', 'in_stock', 'in_transit', 'sold', 'repairing', 'scrapped', 'ended'])[1 + i %% 7],
                        (array(select id from app_bench.product))[1 + i %% 200],
                        date '2020-01-01' + i %% 2000, 'WO-' || i / 100, i %% 10000 / 100.0, i %% 36,
                        'Checked at the ' || (array['华东', '华南', '华北', '西南'])[1 + i %% 4] || '第' || i %% 977 || '仓库 by '
                            || substr(md5(i::text), 1, 8)
                    from generate_series(1, %1$d) i
                    """.formatted(rows, NEW_ROW));
            statement.execute("vacuum analyze app_bench.serial");
            statement.execute("checkpoint");
        } catch (SQLException e) {
            if (!"42501".equals(e.getSQLState())) {
                throw e;
            }
        }
        System.out.printf("%d rows filled in %d ms%n", rows, (System.nanoTime() - start) / 1_000_000);
    }

    private Map<String, Measure> measures(int rows) throws SQLException, IOException, InterruptedException {
        List<String> ids = column("select id from app_bench.serial tablesample system (5) limit 20000");
        String product = column("select id from app_bench.product limit 1").getFirst();
        Files.write(folder.resolve("ids.lua"), List.of("ids = {'" + String.join("','", ids) + "'}"));
        try (Connection connection = trial.database().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create schema if not exists bench");
            statement.execute("create table if not exists bench.ids (n int primary key, id uuid)");
            statement.execute("insert into bench.ids select row_number() over (), id::uuid from unnest('{"
                    + String.join(",", ids) + "}'::text[]) id");
            statement.execute("analyze bench.ids");
        }
        String any = "\\set n random(1, " + ids.size() + ")\n";
        Map<String, Measure> measures = new LinkedHashMap<>();
        measures.put(
                "get",
                new Measure(
                        "return wrk.format('GET', '" + FORM + "/' .. ids[math.random(#ids)])",
                        any + "select * from app_bench.serial where id = (select id from bench.ids where n = :n);"));
        measures.put("create", new Measure("""
                        counter = counter + 1
                        return wrk.format('POST', '%s', nil, '{"serial_no":"N' .. id .. '-' .. counter .. '","status":"in_stock",'
                            .. '"product":"%s","produced_at":"2026-03-01","work_order":"WO-7","price":12.5,"warranty_months":12,'
                            .. '"remark":"made by the bench"}')
                        """.formatted(FORM, product), """
                        insert into app_bench.serial (%s) values (uuidv7(), 1, now(), 'p', 'P', now(), 'p', 'P',
                            'B' || uuidv7(), 'in_stock', '%s', '2026-03-01', 'WO-7', 12.5, 12, 'made by the bench');
                        """.formatted(
                        NEW_ROW.replace('\n', ' '), product)));
        measures.put("patch", new Measure("""
                        counter = counter + 1
                        return wrk.format('PATCH', '%s/' .. ids[math.random(#ids)], nil,
                            '{"price":' .. counter %% 10000 .. '.' .. math.random(10, 99) .. '}')
                        """.formatted(FORM), any + """
                        \\set price random(1, 10000)
                        update app_bench.serial set price = :price, version = version + 1, updated_at = now()
                        where id = (select id from bench.ids where n = :n);
                        """));
        measures.put("list", list("sort=-serial_no", "and serial_no is not null order by serial_no desc"));
        measures.put(
                "filtered",
                list(
                        "sort=-serial_no&filter=" + encoded("status = 'sold' and price >= 50"),
                        "and serial_no is not null and status = 'sold' and price >= 50 order by serial_no desc"));
        measures.put(
                "search",
                new Measure(
                        "return wrk.format('GET', '" + FORM + "?limit=50&filter="
                                + encoded("contains(serial_no, '?')")
                                        .replace("%3F", "' .. string.format('%06d', math.random(999999)) .. '")
                                + "')",
                        """
                        \\set n random(100000, 999999)
                        select * from app_bench.serial where deleted_at is null and serial_no like '%' || :n || '%'
                        order by id desc limit 50;
                        """));
        measures.put(
                "grouped",
                new Measure(
                        "return wrk.format('GET', '" + FORM + ":aggregate?groupBy=status&measures=count')",
                        "select status, count(*) from app_bench.serial where deleted_at is null group by status;"));
        measures.put("newest", list("", "order by id desc"));
        measures.put("deep", list("cursor=" + cursorAt(rows / 2), "order by id desc"));
        return measures;
    }

    private Measure list(String parameters, String order) {
        return new Measure(
                "return wrk.format('GET', '" + FORM + "?limit=50&" + parameters + "')",
                "select * from app_bench.serial where deleted_at is null " + order + " limit 50;");
    }

    private static String encoded(String filter) {
        return URLEncoder.encode(filter, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String cursorAt(int row) throws IOException, InterruptedException {
        String cursor = "";
        for (int i = 0; i < row / 1_000; i++) {
            cursor = URLEncoder.encode(
                    send("GET", FORM + "?fields=status&limit=1000&cursor=" + cursor, null)
                            .path("next")
                            .asString(""),
                    StandardCharsets.UTF_8);
        }
        return cursor;
    }

    private List<String> column(String sql) throws SQLException {
        try (Connection connection = trial.database().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private void measure(String name, Measure measure) throws IOException, InterruptedException, SQLException {
        signIn();
        Path lua = folder.resolve(name + ".lua");
        Files.writeString(
                lua, """
                dofile('%s')
                local threads = 0
                counter = 0
                function setup(thread) threads = threads + 1 thread:set('id', threads .. '%d') end
                function init(args) math.randomseed(os.time() + id) end
                wrk.headers['Authorization'] = 'Bearer %s'
                wrk.headers['Content-Type'] = 'application/json'
                function request()
                %s
                end
                """.formatted(folder.resolve("ids.lua"), System.nanoTime() % 100_000, token, measure.lua()));
        wrk(lua, seconds);
        long asked = transactions();
        Duration before = cpu();
        // wrk makes its numbers anew in every run, and the ones of the warm-up are taken.
        Files.writeString(lua, Files.readString(lua).replace("counter = 0", "counter = 10000000"));
        String report = wrk(lua, seconds);
        Duration used = cpu().minus(before);
        asked = transactions() - asked;
        double rate = number(report, "Requests/sec: +([0-9.]+)");
        double requests = number(report, "([0-9]+) requests in");
        Path sql = folder.resolve(name + ".sql");
        Files.writeString(sql, measure.sql());
        double bare = number(pgbench(sql), "tps = ([0-9.]+)");
        Matcher failed = Pattern.compile("Non-2xx or 3xx responses: (\\d+)").matcher(report);
        System.out.printf(
                "%-8s %6.0f/s over HTTP (p50 %s, p99 %s, %3.0f µs of the application's CPU, %.2f transactions)   %6.0f/s bare SQL   ratio %.2f%s%n",
                name,
                rate,
                text(report, "50% +(\\S+)"),
                text(report, "99% +(\\S+)"),
                used.toNanos() / 1e3 / requests,
                asked / requests,
                bare,
                rate / bare,
                failed.find() ? "   FAILED: " + failed.group(1) : "");
    }

    private String wrk(Path script, int duration) throws IOException, InterruptedException {
        return run(List.of(
                "wrk",
                "-t2",
                "-c" + CONNECTIONS,
                "-d" + duration + "s",
                "--latency",
                "-s",
                script.toString(),
                trial.address()));
    }

    private String pgbench(Path script) throws IOException, InterruptedException {
        return run(List.of(
                "pgbench",
                "-n",
                "-M",
                "prepared",
                "-c" + CONNECTIONS,
                "-j2",
                "-T" + seconds,
                "-f",
                script.toString(),
                ((PGSimpleDataSource) trial.database())
                        .getURL()
                        .replaceFirst("^jdbc:", "")
                        .replaceFirst("\\?.*", "")));
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        PGSimpleDataSource database = (PGSimpleDataSource) trial.database();
        builder.environment().put("PGUSER", String.valueOf(database.getUser()));
        builder.environment().put("PGPASSWORD", String.valueOf(database.getPassword()));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command.getFirst() + ": " + output);
        }
        return output;
    }

    /** How many the database has seen; reading statements are one each. */
    private long transactions() throws SQLException, InterruptedException {
        // PostgreSQL tells of them a moment later.
        Thread.sleep(1_500);
        return Long.parseLong(
                column("select xact_commit + xact_rollback from pg_stat_database where datname = current_database()")
                        .getFirst());
    }

    private Duration cpu() {
        return trial.application().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private long memory() throws IOException {
        String status = Files.readString(
                Path.of("/proc", Long.toString(trial.application().pid()), "status"));
        return (long) number(status, "VmRSS:\\s+(\\d+)") / 1024;
    }

    private static double number(String text, String pattern) {
        return Double.parseDouble(text(text, pattern));
    }

    private static String text(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("No " + pattern + " in " + text);
        }
        return matcher.group(1);
    }

    private void signIn() {
        token = trial.token("dana");
    }

    private JsonNode send(String method, String path, @Nullable String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(trial.address() + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(path + ": " + response.statusCode() + " " + response.body());
        }
        return JsonMapper.shared().readTree(response.body());
    }

    @Override
    public void close() {
        http.close();
        trial.close();
    }
}
