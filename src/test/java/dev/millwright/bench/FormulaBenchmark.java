package dev.millwright.bench;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;

import dev.millwright.app.Action;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormRule;
import dev.millwright.form.RuleAction;
import dev.millwright.record.FormRef;
import dev.millwright.record.Via;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.Ids;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures what formulas cost where records are written, turn about with the bare INSERT of the same row through JDBC, and how long it takes
 * to change what many stored values are worked out from. Run by hand: the arguments are the number of records in the table (1000000) and how
 * many of these use the price that is changed (100000).
 */
public final class FormulaBenchmark {

    private static final Set<Action> ALL = EnumSet.allOf(Action.class);
    private static final FormRef WITH = ref("bench", "worked");
    private static final FormRef WITHOUT = ref("bench", "plain");
    private static final FormRef RULED = ref("bench", "ruled");
    private static final FormRef PRODUCT = ref("bench", "product");
    private static final int ENTERED = 20;
    private static final int FORMULAS = 10;
    private static final int RULES = 5;
    private static final int ROUNDS = 7;
    private static final int WRITES = 400;

    private final Gate gate = new Gate();

    private FormulaBenchmark() {}

    public static void main(String[] arguments) throws SQLException {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int using = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
        FormulaBenchmark bench = new FormulaBenchmark();
        try (Gate gate = bench.gate) {
            gate.listen(false);
            bench.publish();
            bench.fill(rows, using);
            bench.writes();
            bench.priceChange(using);
        }
    }

    private void publish() {
        List<FieldDefinition> entered = new ArrayList<>();
        for (int i = 0; i < ENTERED; i++) {
            entered.add(field("n" + i, i % 2 == 0 ? "decimal" : "text"));
        }
        List<FieldDefinition> worked = new ArrayList<>();
        for (int i = 0; i < FORMULAS; i++) {
            String before = i == 0 ? "0" : "f" + (i - 1);
            worked.add(field("f" + i, "decimal")
                    .withFormula("ROUND((n%d + n%d) * 1.13, 2) + %s".formatted(2 * i, (2 * i + 2) % ENTERED, before)));
        }
        FormDefinition product = form("product", field("name", "text"), field("price", "decimal"));
        FormDefinition use = form(
                "use",
                field("product", "link", "{\"form\": \"" + product.id() + "\"}", ""),
                field("quantity", "integer"),
                field("amount", "decimal").withFormula("quantity * product.price"));
        gate.publish(
                "bench",
                ALL,
                form("worked", Stream.concat(entered.stream(), worked.stream()).toArray(FieldDefinition[]::new)),
                form(
                        "plain",
                        Stream.concat(entered.stream(), worked.stream().map(field -> field(field.key(), "decimal")))
                                .toArray(FieldDefinition[]::new)),
                form("ruled", Stream.concat(entered.stream(), worked.stream()).toArray(FieldDefinition[]::new))
                        .withRules(rules(entered)),
                product,
                use);
    }

    private static List<FormRule> rules(List<FieldDefinition> entered) {
        List<FormRule> rules = new ArrayList<>();
        for (int i = 0; i < RULES; i++) {
            UUID field = entered.get(2 * i + 1).id();
            RuleAction then =
                    i % 2 == 0 ? new RuleAction.Require(List.of(field)) : new RuleAction.Refuse(field, "Not so.");
            rules.add(new FormRule(
                    Ids.next(),
                    "Rule " + i,
                    true,
                    i % 2 == 0 ? "n%d > 0".formatted(2 * i) : "f%d < n%d".formatted(i, 2 * i),
                    List.of(then)));
        }
        return rules;
    }

    private void fill(int rows, int using) throws SQLException {
        UUID product = gate.records()
                .create(PRODUCT, values("name", "Screw", "price", new BigDecimal("2.5")), Via.API)
                .id();
        try (Connection connection = gate.dataSource.getConnection();
                var statement = connection.createStatement()) {
            for (String table : List.of("worked", "plain", "ruled")) {
                statement.execute("""
                        insert into app_bench.%1$s (id, version, created_at, created_by, created_by_name, updated_at, updated_by,
                                updated_by_name, n0, n1, n2, f0)
                        select uuidv7(make_interval(secs => i - %2$d)), 1, now(), 'p', 'P', now(), 'p', 'P', i, 'text ' || i, i %% 100, i
                        from generate_series(1, %2$d) i""".formatted(table, rows));
            }
            statement.execute("""
                    insert into app_bench.use (id, version, created_at, created_by, created_by_name, updated_at, updated_by,
                            updated_by_name, product, quantity, amount)
                    select uuidv7(make_interval(secs => i - %1$d)), 1, now(), 'p', 'P', now(), 'p', 'P',
                           case when i <= %2$d then '%3$s'::uuid end, i %% 100, i %% 100 * 2.5
                    from generate_series(1, %1$d) i""".formatted(rows, using, product));
            statement.execute("vacuum analyze");
        }
    }

    private static Map<String, @Nullable Object> row() {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < ENTERED; i++) {
            row.put("n" + i, i % 2 == 0 ? (Object) BigDecimal.valueOf(100L + i, 2) : "text " + i);
        }
        return row;
    }

    private void writes() throws SQLException {
        Map<String, @Nullable Object> all = row();
        for (int i = 0; i < FORMULAS; i++) {
            all.put("f" + i, BigDecimal.valueOf(100L + i, 2));
        }
        Map<String, TurnAbout.Work> works = new LinkedHashMap<>();
        works.put("bare INSERT", () -> insert(all));
        works.put("create, 30 entered fields", () -> gate.records().create(WITHOUT, all, Via.API));
        works.put(
                "create, 20 entered fields and 10 formulas",
                () -> gate.records().create(WITH, row(), Via.API));
        works.put(
                "create, 20 entered fields, 10 formulas, 5 rules",
                () -> gate.records().create(RULED, row(), Via.API));
        TurnAbout.print(works, ROUNDS, WRITES);
    }

    private void insert(Map<String, @Nullable Object> values) throws SQLException {
        String columns = String.join(", ", values.keySet());
        try (Connection connection = gate.dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "insert into app_bench.plain (id, version, created_at, created_by, created_by_name, updated_at,"
                                + " updated_by, updated_by_name, " + columns
                                + ") values (?, 1, now(), 'p', 'P', now(), 'p', 'P'"
                                + ", ?".repeat(values.size()) + ")")) {
            int at = 0;
            statement.setObject(++at, Ids.next());
            for (Object value : values.values()) {
                statement.setObject(++at, value);
            }
            statement.executeUpdate();
        }
    }

    private void priceChange(int using) {
        UUID product = gate.query()
                .list(dev.millwright.record.ListRequest.of(PRODUCT, 1))
                .items()
                .getFirst()
                .id();
        for (int i = 0; i < 3; i++) {
            BigDecimal price = BigDecimal.valueOf(300L + i, 2);
            long start = System.nanoTime();
            gate.records().update(PRODUCT, product, null, values("price", price), Via.API);
            System.out.printf(
                    "changing a price that %,d stored formulas use: %.2f s%n",
                    using, (System.nanoTime() - start) / 1e9);
        }
    }
}
