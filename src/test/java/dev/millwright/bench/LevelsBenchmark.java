package dev.millwright.bench;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;

import dev.millwright.app.Action;
import dev.millwright.field.RecordRef;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormDefinition.PartOf;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.record.Levels;
import dev.millwright.record.Levels.Reached;
import dev.millwright.record.Levels.Way;
import dev.millwright.record.ListRequest;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.Ids;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** Where a part is used over all levels, what it is made of, and the first rows that link to it, among a million links. */
final class LevelsBenchmark {

    private static final int ROUNDS = 20;
    private static final FormRef PART = new FormRef("bench_levels", "part");
    private static final FormRef LINE = new FormRef("bench_levels", "part_line");

    private LevelsBenchmark() {}

    public static void main(String[] arguments) throws SQLException {
        int parts = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200_000;
        try (Gate gate = new Gate()) {
            gate.listen(false);
            UUID partId = Ids.next();
            UUID lineId = Ids.next();
            FieldDefinition name = field("name", "text");
            FieldDefinition owner = field("whole", "link", "{\"form\": \"" + partId + "\"}", "required");
            FieldDefinition position = field("position", "integer");
            FormDefinition lines = form(
                            lineId,
                            "part_line",
                            null,
                            null,
                            List.of(),
                            field("component", "link", "{\"form\": \"" + partId + "\"}", ""),
                            owner,
                            position)
                    .withPartOf(new PartOf(partId, owner.id(), position.id()));
            FormDefinition part = form(
                    partId,
                    "part",
                    name.id(),
                    null,
                    List.of(),
                    name,
                    field("components", "subform", "{\"form\": \"" + lineId + "\"}", ""));
            gate.publish("bench_levels", EnumSet.allOf(Action.class), part, lines);
            try (Connection connection = gate.dataSource.getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("""
                        insert into app_bench_levels.part (id, version, created_at, created_by, created_by_name, updated_at, updated_by,
                            updated_by_name, name)
                        select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 1, now(), 'p', 'P', now(), 'p', 'P', 'part ' || n
                        from generate_series(1, :parts) n
                        """.replace(":parts", Integer.toString(parts)));
                // Each part has five others, of which the numbers are about half of its own: some seventeen levels.
                statement.execute("""
                        insert into app_bench_levels.part_line (id, version, created_at, created_by, created_by_name, updated_at, updated_by,
                            updated_by_name, whole, component, position)
                        select gen_random_uuid(), 1, now(), 'p', 'P', now(), 'p', 'P',
                            ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
                            ('00000000-0000-7000-8000-' || lpad(to_hex(greatest(1, n / 2 - i * 7)), 12, '0'))::uuid, i
                        from generate_series(2, :parts) n, generate_series(1, 5) i
                        """.replace(":parts", Integer.toString(parts)));
                statement.execute("vacuum analyze app_bench_levels.part");
                statement.execute("vacuum analyze app_bench_levels.part_line");
            }
            Levels levels = gate.context.getBean(Levels.class);
            Way way = levels.ways(PART).getFirst();
            say("where used, near the top", levels, way, number(parts / 3), true);
            say("where used, in the middle", levels, way, number(parts / 50), true);
            say("where used, at the bottom", levels, way, number(40), true);
            say("made of, at the top", levels, way, number(parts), false);
            ListRequest first = new ListRequest(
                    LINE,
                    new Condition.Compare(
                            "component", Condition.Operator.EQ, List.of(RecordRef.to(number(parts / 50)))),
                    "",
                    List.of(),
                    Set.of("whole", "component"),
                    10,
                    null,
                    false);
            gate.query().list(first);
            long from = System.nanoTime();
            for (int i = 0; i < ROUNDS; i++) {
                gate.query().list(first);
            }
            System.out.printf(Locale.ROOT, "first ten rows that link here: %.2f ms%n", millis(from) / ROUNDS);
            gate.listen(true);
            gate.explain(() -> gate.query().list(first)).forEach(System.out::println);
        }
    }

    private static UUID number(int number) {
        return UUID.fromString("00000000-0000-7000-8000-" + String.format(Locale.ROOT, "%012x", number));
    }

    private static void say(String what, Levels levels, Way way, UUID part, boolean up) {
        Reached reached = levels.reached(PART, part, way, up);
        long from = System.nanoTime();
        for (int i = 0; i < ROUNDS; i++) {
            levels.reached(PART, part, way, up);
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %d records, %d levels%s, %.1f ms%n",
                what,
                reached.steps().size(),
                reached.steps().isEmpty() ? 0 : reached.steps().getLast().level(),
                reached.more() ? ", and more" : "",
                millis(from) / ROUNDS);
    }

    private static double millis(long from) {
        return (System.nanoTime() - from) / 1e6;
    }
}
