package dev.millwright.bench;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;

import dev.millwright.app.Action;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormDefinition.PartOf;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordChange;
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
import java.util.UUID;

/**
 * Measures what an order with twenty lines costs to save, turn about with the two bare statements that insert the same rows through JDBC in
 * one transaction. Run by hand: the argument is the number of lines in the table (1000000).
 */
public final class LinesBenchmark {

    private static final FormRef PLAIN = ref("bench", "sale");
    private static final FormRef WORKED = ref("bench", "bill");
    private static final int LINES = 20;
    private static final int ROUNDS = 7;
    private static final int WRITES = 150;

    private final Gate gate = new Gate();

    private LinesBenchmark() {}

    public static void main(String[] arguments) throws SQLException {
        int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        LinesBenchmark bench = new LinesBenchmark();
        try (Gate gate = bench.gate) {
            gate.listen(false);
            List<FormDefinition> forms = new ArrayList<>(orders("sale", false));
            forms.addAll(orders("bill", true));
            gate.publish("bench", EnumSet.allOf(Action.class), forms.toArray(FormDefinition[]::new));
            bench.fill(rows);
            Map<String, TurnAbout.Work> works = new LinkedHashMap<>();
            works.put("two bare statements", bench::insert);
            works.put("order with 20 lines", () -> bench.save(PLAIN));
            works.put("the same, amounts and total worked out", () -> bench.save(WORKED));
            TurnAbout.print(works, ROUNDS, WRITES);
        }
    }

    private static List<FormDefinition> orders(String key, boolean worked) {
        UUID id = Ids.next();
        UUID lines = Ids.next();
        FieldDefinition owner = field("owner", "link", "{\"form\": \"" + id + "\"}", "required");
        FieldDefinition position = field("position", "integer");
        FieldDefinition amount = field("amount", "decimal");
        FieldDefinition total = field("total", "decimal");
        return List.of(
                form(
                        id,
                        key,
                        null,
                        null,
                        List.of(),
                        field("name", "text"),
                        field("ordered", "date"),
                        worked ? total.withFormula("SUM(" + key + "_line.amount)") : total,
                        field("lines", "subform", "{\"form\": \"" + lines + "\"}", "")),
                form(
                                lines,
                                key + "_line",
                                null,
                                null,
                                List.of(),
                                field("product", "text"),
                                field("quantity", "integer"),
                                field("price", "decimal"),
                                worked ? amount.withFormula("quantity * price") : amount,
                                owner,
                                position)
                        .withPartOf(new PartOf(id, owner.id(), position.id())));
    }

    private void fill(int rows) throws SQLException {
        try (Connection connection = gate.dataSource.getConnection();
                var statement = connection.createStatement()) {
            for (String key : List.of("sale", "bill")) {
                statement.execute("""
                        insert into app_bench.%1$s (id, version, created_at, created_by, created_by_name, updated_at, updated_by,
                                updated_by_name, name)
                        select uuidv7(make_interval(secs => i - %2$d)), 1, now(), 'p', 'P', now(), 'p', 'P', 'order ' || i
                        from generate_series(1, %2$d / %3$d) i""".formatted(key, rows, LINES));
                statement.execute("""
                        insert into app_bench.%1$s_line (id, version, created_at, created_by, created_by_name, updated_at, updated_by,
                                updated_by_name, product, quantity, price, amount, owner, position)
                        select uuidv7(), 1, now(), 'p', 'P', now(), 'p', 'P', 'part ' || n, n, 2.5, n * 2.5, id, n
                        from app_bench.%1$s, generate_series(1, %2$d) n""".formatted(key, LINES));
            }
            statement.execute("vacuum analyze");
        }
    }

    private void save(FormRef form) {
        List<RecordChange> lines = new ArrayList<>();
        for (long n = 1; n <= LINES; n++) {
            lines.add(new RecordChange.Create(
                    form.equals(PLAIN)
                            ? values("product", "part " + n, "quantity", n, "price", price(), "amount", amount(n))
                            : values("product", "part " + n, "quantity", n, "price", price())));
        }
        gate.records()
                .write(form, new RecordChange.Create(values("name", "An order"), Map.of("lines", lines)), Via.API);
    }

    private static BigDecimal price() {
        return new BigDecimal("2.5");
    }

    private static BigDecimal amount(long quantity) {
        return price().multiply(BigDecimal.valueOf(quantity));
    }

    private void insert() throws SQLException {
        String kept = "id, version, created_at, created_by, created_by_name, updated_at, updated_by, updated_by_name";
        String keeping = "?, 1, now(), 'p', 'P', now(), 'p', 'P'";
        UUID order = Ids.next();
        try (Connection connection = gate.dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement head = connection.prepareStatement(
                            "insert into app_bench.sale (" + kept + ", name) values (" + keeping + ", ?)");
                    PreparedStatement lines = connection.prepareStatement("insert into app_bench.sale_line (" + kept
                            + ", product, quantity, price, amount, owner, position) values "
                            + String.join(
                                    ", ",
                                    java.util.Collections.nCopies(LINES, "(" + keeping + ", ?, ?, ?, ?, ?, ?)")))) {
                head.setObject(1, order);
                head.setString(2, "An order");
                head.executeUpdate();
                int at = 0;
                for (long n = 1; n <= LINES; n++) {
                    lines.setObject(++at, Ids.next());
                    lines.setString(++at, "part " + n);
                    lines.setLong(++at, n);
                    lines.setBigDecimal(++at, price());
                    lines.setBigDecimal(++at, amount(n));
                    lines.setObject(++at, order);
                    lines.setLong(++at, n);
                }
                lines.executeUpdate();
            }
            connection.commit();
        }
    }
}
