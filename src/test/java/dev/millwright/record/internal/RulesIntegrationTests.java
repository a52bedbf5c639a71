package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.millwright.app.Action;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormRule;
import dev.millwright.form.RuleAction;
import dev.millwright.form.RuleOutcome;
import dev.millwright.form.WorkedOut;
import dev.millwright.record.Attempt;
import dev.millwright.record.FormRef;
import dev.millwright.record.Lacking;
import dev.millwright.record.RecordChange;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A machine that is sold, and a store whose last piece many want. */
class RulesIntegrationTests {

    private static final Set<Action> ALL = EnumSet.allOf(Action.class);

    private static final FormRef MACHINE = ref("works", "machine");
    private static final FormRef BUYER = ref("works", "buyer");
    private static final FormRef STOCK = ref("works", "stock");
    private static final FormRef MOVE = ref("works", "move");

    private static final String STATUSES = """
            {"options": [{"key": "open", "label": "Open", "colour": "grey"}, {"key": "sold", "label": "Sold", "colour": "green"},
            {"key": "lost", "label": "Lost", "colour": "red"}], "display": "drop-down"}""";

    private static final FieldDefinition STATUS = field("status", "choice", STATUSES, "");
    private static final FieldDefinition PRICE = field("price", "decimal");
    private static final FieldDefinition CUSTOMER = field("customer", "text");
    private static final FieldDefinition NOTE = field("note", "text", "{}", "required");
    private static final FieldDefinition SOLD_BY = field("sold_by", "person");
    private static final FieldDefinition FINAL = field("final_price", "decimal");

    private static Gate gate;

    private FormDefinition machine;
    private FormDefinition buyer;

    @BeforeAll
    static void open() {
        gate = new Gate();
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    @BeforeEach
    void clean() {
        gate.itIs(null);
        gate.apps.byKey.remove("works");
        gate.dsl.execute("drop schema if exists app_works cascade");
        buyer = form("buyer", field("name", "text"), field("blocked", "yes-no"));
        machine = form(
                "machine",
                STATUS,
                PRICE,
                CUSTOMER,
                NOTE,
                SOLD_BY,
                FINAL,
                field("gross", "decimal").withFormula("final_price * 2"),
                field("buyer", "link", "{\"form\": \"" + buyer.id() + "\"}", ""));
    }

    private void publish(FormRule... rules) {
        gate.publish("works", ALL, buyer, machine.withRules(List.of(rules)));
    }

    private static FormRule rule(String name, String when, RuleAction... then) {
        return new FormRule(Ids.next(), name, true, when, List.of(then));
    }

    private static UUID create(FormRef form, @Nullable Object... pairs) {
        return gate.records().create(form, values(pairs), Via.API).id();
    }

    private static void update(FormRef form, UUID id, @Nullable Object... pairs) {
        gate.records().update(form, id, null, values(pairs), Via.API);
    }

    private static Map<String, Object> read(FormRef form, UUID id) {
        return gate.query().get(form, id).values();
    }

    private static List<Problem> problems(Throwable refused) {
        return ((InvalidException) refused).problems().items();
    }

    private static void assertRefused(AbstractThrowableAssert<?, ?> thrown, String code, String path) {
        thrown.asInstanceOf(type(InvalidException.class))
                .satisfies(refused -> assertThat(refused.problems())
                        .singleElement()
                        .satisfies(problem -> {
                            assertThat(problem.code()).isEqualTo(code);
                            assertThat(problem.path()).isEqualTo(path);
                        }));
    }

    private static FormRule sold() {
        return rule(
                "Sold",
                "status = \"sold\"",
                new RuleAction.Require(List.of(CUSTOMER.id())),
                new RuleAction.Lock(List.of(PRICE.id())));
    }

    @Test
    void requiresWhatARuleRequiresWhetherOrNotItIsNamed() {
        publish(sold());
        assertRefused(
                assertThatThrownBy(() -> create(MACHINE, "note", "n", "status", "sold")), Lacking.REQUIRED, "customer");
        UUID id = create(MACHINE, "note", "n", "status", "open");
        assertRefused(assertThatThrownBy(() -> update(MACHINE, id, "status", "sold")), Lacking.REQUIRED, "customer");
        update(MACHINE, id, "status", "sold", "customer", "Wang");
        assertRefused(assertThatThrownBy(() -> update(MACHINE, id, "customer", null)), Lacking.REQUIRED, "customer");
        assertThat(read(MACHINE, id)).containsEntry("status", "sold");
    }

    @Test
    void locksWhatIsKeptSoAndNamesTheRule() {
        publish(sold());
        UUID id = create(MACHINE, "note", "n", "price", BigDecimal.ONE);
        update(MACHINE, id, "status", "sold", "customer", "Wang", "price", BigDecimal.TEN);
        assertThatThrownBy(() -> update(MACHINE, id, "price", BigDecimal.TWO))
                .asInstanceOf(type(InvalidException.class))
                .satisfies(refused -> assertThat(refused.problems().items().getFirst())
                        .isEqualTo(Problem.error("record.error.lockedByRule", "price", "The price", "Sold")));
        update(MACHINE, id, "customer", "Li");
        update(MACHINE, id, "status", "open", "price", BigDecimal.TWO);
        assertThat(read(MACHINE, id)).containsEntry("price", BigDecimal.TWO);
    }

    @Test
    void asksNobodyForAHiddenFieldAndKeepsWhatItHolds() {
        publish(rule("No note", "status = \"lost\"", new RuleAction.Hide(List.of(NOTE.id()))));
        create(MACHINE, "status", "lost");
        assertRefused(assertThatThrownBy(() -> create(MACHINE, "status", "open")), Lacking.REQUIRED, "note");
        UUID id = create(MACHINE, "status", "open", "note", "kept");
        update(MACHINE, id, "status", "lost");
        assertThat(read(MACHINE, id)).containsEntry("note", "kept");
    }

    @Test
    void setsAFieldWhenTheConditionBecomesTrueAndWorksFormulasOutAgain() {
        publish(rule(
                "Final",
                "status = \"sold\"",
                new RuleAction.Fill(FINAL.id(), "price * 0.5"),
                new RuleAction.Fill(SOLD_BY.id(), "ME()"),
                new RuleAction.Clear(List.of(CUSTOMER.id()))));
        UUID id = create(MACHINE, "note", "n", "status", "open", "price", BigDecimal.TEN, "customer", "Wang");
        assertThat(read(MACHINE, id)).doesNotContainKeys("final_price", "gross", "sold_by");
        update(MACHINE, id, "status", "sold");
        assertThat(read(MACHINE, id))
                .containsEntry("final_price", new BigDecimal("5.00"))
                .containsEntry("gross", new BigDecimal("10.00"))
                .doesNotContainKey("customer")
                .extractingByKey("sold_by")
                .isInstanceOf(PersonRef.class);
        update(MACHINE, id, "final_price", BigDecimal.ONE);
        assertThat(read(MACHINE, id)).containsEntry("final_price", BigDecimal.ONE);
        update(MACHINE, id, "price", new BigDecimal("20"));
        assertThat(read(MACHINE, id)).containsEntry("final_price", new BigDecimal("10.00"));
    }

    @Test
    void laterRulesSeeWhatEarlierOnesSetAndWinWhereTheyDiffer() {
        publish(
                rule("First", "status = \"sold\"", new RuleAction.Fill(CUSTOMER.id(), "\"first\"")),
                rule("Second", "customer = \"first\"", new RuleAction.Fill(FINAL.id(), "7")),
                rule("Third", "status = \"sold\"", new RuleAction.Fill(CUSTOMER.id(), "\"third\"")));
        UUID id = create(MACHINE, "note", "n", "status", "sold");
        assertThat(read(MACHINE, id))
                .containsEntry("customer", "third")
                .containsEntry("final_price", new BigDecimal("7.00"));
        WorkedOut worked = gate.records().workedOut(MACHINE, null, values("note", "n", "status", "sold"));
        assertThat(worked.values()).containsEntry("customer", "third");
        assertThat(worked.rules().overruled())
                .containsExactly(new RuleOutcome.Overruled("customer", RuleOutcome.Matter.VALUE, "Third", "First"));
    }

    @Test
    void refusesOptionsThatARuleDoesNotOffer() {
        publish(rule("Cheap", "price < 5", new RuleAction.Offer(STATUS.id(), List.of("open", "lost"))));
        assertRefused(
                assertThatThrownBy(() -> create(MACHINE, "note", "n", "price", BigDecimal.ONE, "status", "sold")),
                "record.error.notOffered",
                "status");
        create(MACHINE, "note", "n", "price", BigDecimal.TEN, "status", "sold");
        create(MACHINE, "note", "n", "price", BigDecimal.ONE, "status", "lost");
    }

    @Test
    void refusesWithItsOwnMessageAtItsFieldAndLetsAWarningPass() {
        publish(
                rule("Loss", "final_price < price", new RuleAction.Refuse(FINAL.id(), "Do not sell below the price.")),
                rule("Careful", "price > 100", new RuleAction.Warn(PRICE.id(), "That is a lot.")));
        assertThatThrownBy(() -> create(MACHINE, "note", "n", "price", BigDecimal.TEN, "final_price", BigDecimal.ONE))
                .asInstanceOf(type(InvalidException.class))
                .satisfies(refused -> assertThat(refused.problems())
                        .containsExactly(Problem.error(
                                "record.error.refusedByRule", "final_price", "Do not sell below the price.", "Loss")));
        UUID id = create(MACHINE, "note", "n", "price", new BigDecimal("1000"));
        assertThat(gate.records().workedOut(MACHINE, id, values()).rules().warnings())
                .containsExactly(new RuleOutcome.Message("Careful", "price", "That is a lot."));
        assertThat(gate.records()
                        .attempt(
                                MACHINE,
                                List.of(
                                        new RecordChange.Create(values("note", "good")),
                                        new RecordChange.Create(values(
                                                "note",
                                                "bad",
                                                "price",
                                                BigDecimal.TEN,
                                                "final_price",
                                                BigDecimal.ONE))),
                                Via.IMPORT,
                                Instant.now(),
                                true)
                        .problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.change()).isEqualTo(1);
                    assertThat(problem.problem().arguments()).contains("Do not sell below the price.");
                });
    }

    @Test
    void looksAtTheRecordThatALinkLeadsTo() {
        publish(rule(
                "Blocked",
                "status = \"sold\" and buyer.blocked = true",
                new RuleAction.Refuse(null, "This buyer is blocked.")));
        UUID good = create(BUYER, "name", "Good", "blocked", false);
        UUID bad = create(BUYER, "name", "Bad", "blocked", true);
        create(MACHINE, "note", "n", "status", "sold", "buyer", new RecordRef(good, null, null));
        UUID id = create(MACHINE, "note", "n", "status", "open", "buyer", new RecordRef(bad, null, null));
        assertRefused(
                assertThatThrownBy(() -> update(MACHINE, id, "status", "sold")), "record.error.refusedByRule", "");
    }

    @Test
    void asksNoRuleThatIsSwitchedOff() {
        publish(sold().withEnabled(false));
        create(MACHINE, "note", "n", "status", "sold");
    }

    private void publishStore(RuleAction.@Nullable Refuse ofMove, RuleAction.@Nullable Refuse ofStock) {
        FormDefinition stock = form("stock", field("name", "text"));
        FormDefinition move = form(
                "move", field("stock", "link", "{\"form\": \"" + stock.id() + "\"}", ""), field("pieces", "integer"));
        FormDefinition counted = stock.withSections(form(
                        "stock",
                        stock.fields().findFirst().orElseThrow(),
                        field("available", "integer").withFormula("SUMIF(move.pieces, true)"))
                .sections());
        gate.publish(
                "works",
                ALL,
                counted.withRules(ofStock == null ? List.of() : List.of(rule("Never below", "available < 0", ofStock))),
                move.withRules(ofMove == null ? List.of() : List.of(rule("Enough", "stock.available < 0", ofMove))));
    }

    private static RecordRef link(UUID id) {
        return new RecordRef(id, null, null);
    }

    @Test
    void letsOneOfSixteenTakeTheLastPieceAndTellsTheOthers() throws Exception {
        publishStore(new RuleAction.Refuse(null, "Not enough in stock."), null);
        UUID stock = create(STOCK, "name", "Bolt");
        create(MOVE, "stock", link(stock), "pieces", 1L);
        List<Callable<String>> takers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            takers.add(() -> {
                try {
                    create(MOVE, "stock", link(stock), "pieces", -1L);
                    return "taken";
                } catch (InvalidException refused) {
                    return String.valueOf(
                            problems(refused).getFirst().arguments().getFirst());
                }
            });
        }
        List<String> told = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(16)) {
            for (Future<String> one : pool.invokeAll(takers)) {
                told.add(one.get());
            }
        }
        assertThat(told).filteredOn("taken"::equals).hasSize(1);
        assertThat(told).filteredOn("Not enough in stock."::equals).hasSize(15);
        assertThat(read(STOCK, stock)).containsEntry("available", 0L);
    }

    @Test
    void keepsTheRulesOfARecordThatAnotherChanges() {
        publishStore(null, new RuleAction.Refuse(null, "The store would be overdrawn."));
        UUID stock = create(STOCK, "name", "Bolt");
        UUID in = create(MOVE, "stock", link(stock), "pieces", 3L);
        UUID out = create(MOVE, "stock", link(stock), "pieces", -2L);
        assertRefused(
                assertThatThrownBy(() -> create(MOVE, "stock", link(stock), "pieces", -2L)),
                "record.error.refusedByRule",
                "");
        assertRefused(
                assertThatThrownBy(() -> gate.records().delete(MOVE, in, null, Via.API)),
                "record.error.refusedByRule",
                "");
        gate.records().delete(MOVE, out, null, Via.API);
        gate.records().delete(MOVE, in, null, Via.API);
        assertRefused(
                assertThatThrownBy(() -> gate.records().restore(MOVE, out, Via.API)), "record.error.refusedByRule", "");
    }

    @Test
    void tellsAnImportWhatOnlyShowsOnceItIsWritten() {
        publishStore(new RuleAction.Refuse(null, "Not enough in stock."), null);
        UUID stock = create(STOCK, "name", "Bolt");
        Attempt attempt = gate.records()
                .attempt(
                        MOVE,
                        List.of(new RecordChange.Create(values("stock", link(stock), "pieces", -1L))),
                        Via.IMPORT,
                        Instant.now(),
                        true);
        assertThat(attempt.kept()).isFalse();
        assertThat(attempt.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.problem().arguments()).contains("Not enough in stock."));
    }

    @Test
    void hidesWhatARuleShowsUntilItDoes() {
        publish(rule("Buyer", "status = \"sold\"", new RuleAction.Show(List.of(CUSTOMER.id()))));
        assertThat(gate.records().workedOut(MACHINE, null, values()).rules().hides("customer"))
                .isTrue();
        assertThat(gate.records()
                        .workedOut(MACHINE, null, values("status", "sold"))
                        .rules()
                        .hides("customer"))
                .isFalse();
    }
}
