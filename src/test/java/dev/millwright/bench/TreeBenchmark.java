package dev.millwright.bench;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;

import dev.millwright.app.Action;
import dev.millwright.app.Limit;
import dev.millwright.app.Rights;
import dev.millwright.field.RecordRef;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.record.Condition;
import dev.millwright.record.Condition.Compare;
import dev.millwright.record.Condition.Operator;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.Ids;
import dev.millwright.testing.TestPeople;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** What a tree of a million records asks: its roots, what is below one, how many are below each of a page, and which are astray. */
final class TreeBenchmark {

    private static final int ROUNDS = 20;
    private static final FormRef PART = new FormRef("bench_tree", "part");

    private TreeBenchmark() {}

    public static void main(String[] arguments) throws SQLException {
        int parts = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        try (Gate gate = new Gate()) {
            gate.listen(false);
            UUID id = Ids.next();
            FieldDefinition name = field("name", "text");
            FormDefinition part = form(
                    id,
                    "part",
                    name.id(),
                    null,
                    List.of(),
                    name,
                    field("within", "link", "{\"form\": \"" + id + "\"}", ""),
                    field("secret", "yes-no"));
            gate.publish("bench_tree", EnumSet.allOf(Action.class), part);
            try (Connection connection = gate.dataSource.getConnection();
                    var statement = connection.createStatement()) {
                // A thousand roots; a quarter of all is right below the first, the others ten below each. Some are in
                // the bin.
                statement.execute("""
                        insert into app_bench_tree.part (id, version, created_at, created_by, created_by_name, updated_at, updated_by,
                            updated_by_name, name, within, secret, deleted_at)
                        select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 1, now(), 'p', 'P', now(), 'p', 'P', 'part ' || n,
                            case when n > 1000 then
                                ('00000000-0000-7000-8000-' || lpad(to_hex(case when n % 4 = 0 then 1 else n / 10 end), 12, '0'))::uuid end,
                            case when n % 1000 = 7 then true end,
                            case when n % 10000 = 9 then now() end
                        from generate_series(1, :parts) n
                        """.replace(":parts", Integer.toString(parts)));
                statement.execute("vacuum analyze app_bench_tree.part");
            }
            System.out.println("== all records");
            ask(gate);
            Principal staff = Principal.role(Role.STAFF);
            gate.share(
                    "bench_tree",
                    new Rights(
                            List.of(Principal.person(TestPeople.DANA.id())),
                            List.of(),
                            List.of(staff),
                            Map.of(staff, Map.of("part", EnumSet.of(Action.SEE))),
                            Map.of(staff, Map.of("part", Limit.NONE.with(Action.SEE, "ISEMPTY(secret)")))));
            System.out.println("== all but one in a thousand");
            Gate.run(TestPeople.SAM, () -> ask(gate));
        }
    }

    private static void ask(Gate gate) {
        ListRequest all = ListRequest.of(PART, 50);
        ListRequest roots = all.and(new Compare("within", Operator.EMPTY, List.of()));
        List<UUID> page =
                gate.query().list(roots).items().stream().map(RecordData::id).toList();
        say(gate, "how many roots there are", () -> gate.query().count(roots));
        say(gate, "first page of roots", () -> gate.query().list(roots.limit(1_000)));
        say(gate, "a small page of them", () -> gate.query().list(roots));
        say(gate, "how many are below each of them", () -> gate.query().linking(all, "within", page, 1_000));
        ListRequest hub = all.and(new Compare("within", Operator.EQ, List.of(RecordRef.to(number(1)))));
        say(gate, "first page below the one with very many", () -> gate.query().list(hub));
        say(gate, "how many are below it", () -> gate.query().linking(all, "within", List.of(number(1)), 1_000));
        List<Object> some = page.stream().<Object>map(RecordRef::to).toList();
        say(
                gate,
                "what is below all that are open on a page",
                () -> gate.query()
                        .list(all.and(new Compare("within", Operator.IN, some)).limit(1_000)));
        say(gate, "first page of those astray", () -> gate.query().list(all.and(new Condition.Astray("within"))));
    }

    private static UUID number(int number) {
        return UUID.fromString("00000000-0000-7000-8000-" + String.format(Locale.ROOT, "%012x", number));
    }

    private static void say(Gate gate, String what, Runnable question) {
        question.run();
        long from = System.nanoTime();
        for (int i = 0; i < ROUNDS; i++) {
            question.run();
        }
        System.out.printf(Locale.ROOT, "%s: %.2f ms%n", what, (System.nanoTime() - from) / 1e6 / ROUNDS);
        gate.listen(true);
        gate.explain(question).forEach(System.out::println);
        gate.listen(false);
    }
}
