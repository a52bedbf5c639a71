package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millwright.app.Action;
import dev.millwright.field.RecordRef;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormDefinition.PartOf;
import dev.millwright.form.FormRule;
import dev.millwright.form.RuleAction;
import dev.millwright.form.WorkedOut;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordChange.Create;
import dev.millwright.record.RecordChange.Delete;
import dev.millwright.record.RecordChange.Update;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is shown of a record and its lines before they are saved is what is kept when they are. */
class LiveLinesIntegrationTests {

    private static final FormRef PRODUCT = ref("shop", "product");
    private static final FormRef ORDER = ref("shop", "purchase");
    private static final UUID PRODUCT_ID = Ids.next();
    private static final UUID ORDER_ID = Ids.next();
    private static final UUID ITEM_ID = Ids.next();

    private static final FieldDefinition NAME = field("name", "text");
    private static final FormDefinition PRODUCTS = form(
            PRODUCT_ID,
            "product",
            NAME.id(),
            null,
            List.of(),
            NAME,
            field("price", "decimal"),
            field("sold", "decimal").withFormula("SUM(item.quantity)"));

    private static final FieldDefinition OWNER =
            field("purchase", "link", "{\"form\": \"" + ORDER_ID + "\"}", "required");
    private static final FieldDefinition POSITION = field("position", "integer");
    private static final FieldDefinition QUANTITY = field("quantity", "decimal");
    private static final FieldDefinition REASON = field("reason", "text");
    private static final FieldDefinition REBATE = field("rebate", "decimal");
    private static final FormDefinition ITEMS = form(
                    ITEM_ID,
                    "item",
                    null,
                    null,
                    List.of(),
                    field("product", "link", "{\"form\": \"" + PRODUCT_ID + "\"}", ""),
                    QUANTITY,
                    REBATE,
                    REASON,
                    field("price", "decimal").withFormula("product.price"),
                    field("called", "text").withFormula("product"),
                    field("amount", "decimal")
                            .withFormula(
                                    "quantity * price * (1 - COALESCE(rebate, 0)) * (1 - COALESCE(purchase.discount, 0))"),
                    field("share", "decimal").withFormula("amount / purchase.total"),
                    field("popular", "decimal").withFormula("product.sold + 1"),
                    field("more", "decimal").withFormula("popular * 2"),
                    OWNER,
                    POSITION)
            .withPartOf(new PartOf(ORDER_ID, OWNER.id(), POSITION.id()))
            .withRules(List.of(
                    rule("Rebates need a reason", "rebate > 0", new RuleAction.Require(List.of(REASON.id()))),
                    rule(
                            "No rebate on cheap orders",
                            "purchase.kind = \"cheap\"",
                            new RuleAction.Hide(List.of(REBATE.id())),
                            new RuleAction.Fill(REBATE.id(), "0")),
                    rule(
                            "Not so many",
                            "quantity > 1000",
                            new RuleAction.Refuse(QUANTITY.id(), "Too many of one product.")),
                    rule("Locked once given", "reason = \"fixed\"", new RuleAction.Lock(List.of(QUANTITY.id())))));

    private static final FieldDefinition NOTE = field("note", "text");
    private static final FormDefinition ORDERS = form(
                    ORDER_ID,
                    "purchase",
                    null,
                    null,
                    List.of(),
                    field("kind", "text"),
                    NOTE,
                    field("discount", "decimal"),
                    field("freight", "decimal"),
                    field("total", "decimal").withFormula("SUM(item.amount)"),
                    field("due", "decimal").withFormula("total + COALESCE(freight, 0)"),
                    field("large", "decimal").withFormula("SUMIF(item.amount, item.quantity >= 10)"),
                    field("lines_count", "integer").withFormula("COUNT(item)"),
                    field("least", "decimal").withFormula("MIN(item.price)"),
                    field("most", "decimal").withFormula("MAX(item.price)"),
                    field("mean", "decimal").withFormula("AVERAGE(item.amount)"),
                    field("first", "text").withFormula("FIRST(item.called)"),
                    field("last", "text").withFormula("LAST(item.reason)"),
                    field("joined", "text").withFormula("JOINTEXT(item.called)"),
                    field("popular", "decimal").withFormula("MAX(item.popular)"),
                    field("lines", "subform", "{\"form\": \"" + ITEM_ID + "\"}", ""))
            .withRules(List.of(rule("Much", "total > 5000", new RuleAction.Fill(NOTE.id(), "\"much\""))));

    private static final WorkedOut.Lines NO_LINES = new WorkedOut.Lines(List.of(), Map.of());

    private static Gate gate;
    private static final List<UUID> PRODUCTS_MADE = new ArrayList<>();

    private static FormRule rule(String name, String when, RuleAction... then) {
        return new FormRule(Ids.next(), name, true, when, List.of(then));
    }

    @BeforeAll
    static void start() {
        gate = new Gate();
        gate.publish("shop", EnumSet.allOf(Action.class), PRODUCTS, ORDERS, ITEMS);
        for (int i = 0; i < 5; i++) {
            PRODUCTS_MADE.add(gate.records()
                    .create(
                            PRODUCT,
                            i == 4
                                    ? values("name", "p4")
                                    : values("name", "p" + i, "price", BigDecimal.valueOf(i * 377L + 5, 2)),
                            Via.API)
                    .id());
        }
    }

    @AfterAll
    static void stop() {
        gate.close();
    }

    private static Map<String, @Nullable Object> line(@Nullable Integer product, @Nullable String quantity) {
        Map<String, @Nullable Object> line = new HashMap<>();
        if (product != null) {
            line.put("product", RecordRef.to(PRODUCTS_MADE.get(product)));
        }
        if (quantity != null) {
            line.put("quantity", new BigDecimal(quantity));
        }
        return line;
    }

    private static WorkedOut look(
            @Nullable UUID record, Map<String, @Nullable Object> values, List<RecordChange> lines) {
        return gate.records().workedOut(ORDER, record, values, Map.of("lines", lines));
    }

    private static List<RecordData> linesOf(UUID record) {
        return gate.query()
                .lines(ORDER, "lines", List.of(gate.query().get(ORDER, record)))
                .getOrDefault(record, List.of());
    }

    @Test
    void formulasOfLinesAndTotalsOfTheirRecordShowBeforeAnythingIsSaved() {
        WorkedOut worked = look(
                null,
                values("discount", new BigDecimal("0.1"), "freight", new BigDecimal("4")),
                List.of(new Create(line(1, "10")), new Create(line(2, "2")), new Create(line(null, "3"))));
        WorkedOut.Lines lines = worked.lines().getOrDefault("lines", NO_LINES);
        assertThat(lines).isNotNull();
        assertThat(lines.changed().getFirst().values())
                .containsEntry("price", new BigDecimal("3.82"))
                .containsEntry("amount", new BigDecimal("34.38"));
        assertThat(lines.changed().get(2).values()).containsEntry("amount", null);
        assertThat(worked.values())
                .containsEntry("total", new BigDecimal("48.04"))
                .containsEntry("due", new BigDecimal("52.04"))
                .containsEntry("large", new BigDecimal("34.38"))
                .containsEntry("lines_count", 3L)
                .containsEntry("joined", "p1, p2");
    }

    @Test
    void whatFollowsInOtherRecordsOnSavingIsNotGuessed() {
        WorkedOut worked = look(null, values(), List.of(new Create(line(1, "10"))));
        assertThat(worked.unknown()).containsExactly("popular");
        assertThat(worked.lines()
                        .getOrDefault("lines", NO_LINES)
                        .changed()
                        .getFirst()
                        .unknown())
                .containsExactlyInAnyOrder("popular", "more");
        assertThat(worked.values()).containsEntry("popular", null);
    }

    @Test
    void whatIsShownIsWhatIsKept() {
        Random random = new Random(20_261_130L);
        for (int round = 0; round < 40; round++) {
            Map<String, @Nullable Object> order = order(random);
            List<RecordChange> lines = new ArrayList<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                lines.add(new Create(randomLine(random)));
            }
            WorkedOut shown = look(null, order, lines);
            RecordData kept = gate.records().write(ORDER, new Create(order, Map.of("lines", lines)), Via.SCREEN);
            compare(shown, kept.id(), "made in round " + round + " of " + order + " with " + lines);
            for (int change = 0; change < 3; change++) {
                Map<String, @Nullable Object> other = random.nextBoolean() ? order(random) : values();
                List<RecordChange> edits = new ArrayList<>();
                for (RecordData line : linesOf(kept.id())) {
                    switch (random.nextInt(4)) {
                        case 0 -> edits.add(new Delete(line.id(), line.version()));
                        case 1 -> edits.add(new Update(line.id(), line.version(), randomLine(random)));
                        default -> {}
                    }
                }
                for (int i = random.nextInt(3); i > 0; i--) {
                    edits.add(new Create(randomLine(random)));
                }
                WorkedOut then = look(kept.id(), other, edits);
                gate.records().write(ORDER, new Update(kept.id(), null, other, Map.of("lines", edits)), Via.SCREEN);
                compare(then, kept.id(), "changed in round " + round + " to " + other + " with " + edits);
            }
        }
    }

    private static Map<String, @Nullable Object> order(Random random) {
        Map<String, @Nullable Object> order = new HashMap<>();
        order.put("kind", random.nextInt(4) == 0 ? "cheap" : random.nextBoolean() ? "dear" : null);
        order.put("discount", random.nextBoolean() ? BigDecimal.valueOf(random.nextInt(90), 2) : null);
        order.put("freight", random.nextBoolean() ? BigDecimal.valueOf(random.nextInt(9000), 2) : null);
        return order;
    }

    private static Map<String, @Nullable Object> randomLine(Random random) {
        Map<String, @Nullable Object> line = line(
                random.nextInt(6) == 0 ? null : random.nextInt(5),
                random.nextInt(6) == 0
                        ? null
                        : BigDecimal.valueOf(random.nextInt(99_999) - 1000, 2).toString());
        if (random.nextInt(3) == 0) {
            line.put("rebate", BigDecimal.valueOf(random.nextInt(50), 2));
            line.put("reason", "because");
        }
        return line;
    }

    private static void compare(WorkedOut shown, UUID record, String how) {
        RecordData kept = gate.query().get(ORDER, record);
        same(shown, kept, how);
        Map<UUID, RecordData> lines = new HashMap<>();
        List<RecordData> fresh = new ArrayList<>();
        List<RecordData> all = linesOf(record);
        all.forEach(line -> lines.put(line.id(), line));
        WorkedOut.Lines of = shown.lines().getOrDefault("lines", NO_LINES);
        of.kept().forEach((id, line) -> same(line, Objects.requireNonNull(lines.remove(id)), how));
        all.stream()
                .filter(line -> lines.containsKey(line.id()))
                .sorted(Comparator.comparing(
                        line -> ((Number) Objects.requireNonNull(line.values().get("position"))).longValue()))
                .forEach(fresh::add);
        List<WorkedOut> told =
                of.changed().stream().filter(line -> line != WorkedOut.NOTHING).toList();
        assertThat(told).as(how).hasSameSizeAs(fresh);
        for (int i = 0; i < told.size(); i++) {
            same(told.get(i), fresh.get(i), how);
        }
    }

    private static void same(WorkedOut shown, RecordData kept, String how) {
        shown.values().forEach((key, value) -> {
            if (!shown.unknown().contains(key)
                    && !Set.of("purchase", "position", "product").contains(key)) {
                assertThat(kept.values().get(key)).as(key + " " + how).isEqualTo(value);
            }
        });
    }

    @Test
    void rulesOfLinesAreToldWhileTheyAreEnteredAndHoldOnSaving() {
        Map<String, @Nullable Object> rebated = line(1, "2000");
        rebated.put("rebate", new BigDecimal("0.1"));
        List<RecordChange> lines = List.of(new Create(line(1, "1")), new Create(line(2, "2")), new Create(rebated));
        WorkedOut third = look(null, values(), lines)
                .lines()
                .getOrDefault("lines", NO_LINES)
                .changed()
                .get(2);
        assertThat(third.rules().requires("reason", false)).isTrue();
        assertThat(third.rules().refusals())
                .extracting(message -> message.field())
                .containsExactly("quantity");
        InvalidException refused = catchThrowableOfType(
                InvalidException.class,
                () -> gate.records().write(ORDER, new Create(values(), Map.of("lines", lines)), Via.API));
        assertThat(refused.problems().stream().map(Problem::path))
                .containsExactlyInAnyOrder("lines.2.reason", "lines.2.quantity");
    }

    @Test
    void rulesOfLinesSeeTheRecordAsItIsToBe() {
        Map<String, @Nullable Object> rebated = line(1, "2");
        rebated.put("rebate", new BigDecimal("0.1"));
        List<RecordChange> lines = List.of(new Create(rebated));
        WorkedOut line = look(null, values("kind", "cheap"), lines)
                .lines()
                .getOrDefault("lines", NO_LINES)
                .changed()
                .getFirst();
        assertThat(line.rules().hides("rebate")).isTrue();
        assertThat(line.values()).containsEntry("rebate", new BigDecimal("0.00"));
        RecordData saved =
                gate.records().write(ORDER, new Create(values("kind", "cheap"), Map.of("lines", lines)), Via.API);
        assertThat(linesOf(saved.id()).getFirst().values()).containsEntry("rebate", new BigDecimal("0.00"));
    }

    @Test
    void aRuleLocksAFieldOfALineThatIsKept() {
        Map<String, @Nullable Object> fixed = line(1, "2");
        fixed.put("reason", "fixed");
        RecordData saved =
                gate.records().write(ORDER, new Create(values(), Map.of("lines", List.of(new Create(fixed)))), Via.API);
        UUID line = linesOf(saved.id()).getFirst().id();
        List<RecordChange> edits = List.of(new Update(line, null, values("quantity", BigDecimal.TEN)));
        assertThat(look(saved.id(), values(), edits)
                        .lines()
                        .getOrDefault("lines", NO_LINES)
                        .changed()
                        .getFirst()
                        .rules()
                        .held())
                .containsKey("quantity");
        InvalidException refused = catchThrowableOfType(
                InvalidException.class,
                () -> gate.records()
                        .write(ORDER, new Update(saved.id(), null, values(), Map.of("lines", edits)), Via.API));
        assertThat(refused.problems().stream().map(Problem::path)).containsExactly("lines.0.quantity");
    }

    @Test
    void twoHundredLinesAreWorkedOutAtOnceByAFewStatements() {
        List<RecordChange> lines = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            lines.add(new Create(line(i % 5, String.valueOf(i))));
        }
        look(null, values(), lines);
        gate.statements.clear();
        long start = System.nanoTime();
        look(null, values(), lines);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
        assertThat(gate.statements.size()).isLessThan(12);
    }
}
