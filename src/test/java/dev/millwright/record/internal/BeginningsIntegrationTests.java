package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.app.Action;
import dev.millwright.expression.Expressions;
import dev.millwright.field.RecordRef;
import dev.millwright.form.AppFormulas;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormDefinition.PartOf;
import dev.millwright.form.FormShape;
import dev.millwright.form.WorkedOut;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordChange.Create;
import dev.millwright.record.RecordChange.Update;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Problem;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What fields begin with by an expression, and what is copied when a link leads elsewhere. */
class BeginningsIntegrationTests {

    private static final FormRef CUSTOMER = ref("trade", "customer");
    private static final FormRef ORDER = ref("trade", "purchase");
    private static final UUID CUSTOMER_ID = Ids.next();
    private static final UUID ORDER_ID = Ids.next();
    private static final UUID ITEM_ID = Ids.next();
    private static final FieldDefinition NAME = field("name", "text");
    private static final FormDefinition CUSTOMERS = form(
            CUSTOMER_ID,
            "customer",
            NAME.id(),
            null,
            List.of(),
            NAME,
            field("terms", "integer"),
            field("rate", "decimal"));
    private static final FieldDefinition OWNER =
            field("purchase", "link", "{\"form\": \"" + ORDER_ID + "\"}", "required");
    private static final FieldDefinition POSITION = field("position", "integer");
    private static final FormDefinition ITEMS = form(
                    ITEM_ID,
                    "item",
                    null,
                    null,
                    List.of(),
                    field("supplier", "link", "{\"form\": \"" + CUSTOMER_ID + "\"}", ""),
                    field("quantity", "decimal").withDefaultFormula("1"),
                    field("price", "decimal").withDefaultFormula("supplier.rate"),
                    field("amount", "decimal").withFormula("quantity * price"),
                    OWNER,
                    POSITION)
            .withPartOf(new PartOf(ORDER_ID, OWNER.id(), POSITION.id()));
    private static final FormDefinition ORDERS = form(
            ORDER_ID,
            "purchase",
            null,
            null,
            List.of(),
            field("customer", "link", "{\"form\": \"" + CUSTOMER_ID + "\"}", ""),
            field("terms", "integer").withDefaultFormula("customer.terms"),
            field("called", "text").withDefaultFormula("customer"),
            field("placed", "date").withDefaultFormula("TODAY()"),
            field("due", "date").withDefaultFormula("placed + COALESCE(terms, 0)"),
            field("owner", "person").withDefaultFormula("ME()"),
            field("total", "decimal").withFormula("SUM(item.amount)"),
            field("lines", "subform", "{\"form\": \"" + ITEM_ID + "\"}", ""));

    private static Gate gate;
    private static RecordRef acme;
    private static RecordRef bolt;

    @BeforeAll
    static void start() {
        gate = new Gate();
        gate.publish("trade", EnumSet.allOf(Action.class), CUSTOMERS, ORDERS, ITEMS);
        acme = customer("Acme", 14L, "2.5");
        bolt = customer("Bolt", 30L, "4");
    }

    @AfterAll
    static void stop() {
        gate.close();
    }

    private static RecordRef customer(String name, Long terms, String rate) {
        return RecordRef.to(gate.records()
                .create(CUSTOMER, values("name", name, "terms", terms, "rate", new BigDecimal(rate)), Via.API)
                .id());
    }

    @Test
    void aRecordBeginsWithWhatNobodyNamed() {
        RecordData made = gate.records().create(ORDER, values("customer", acme), Via.API);
        LocalDate placed = (LocalDate) made.values().get("placed");
        assertThat(placed).isNotNull();
        assertThat(made.values())
                .containsEntry("terms", 14L)
                .containsEntry("called", "Acme")
                .containsEntry("due", placed.plusDays(14))
                .containsKey("owner");
    }

    @Test
    void whatSomebodyNamedIsKeptAlsoWhereItIsEmpty() {
        RecordData made =
                gate.records().create(ORDER, values("customer", acme, "terms", 7L, "called", null), Via.IMPORT);
        assertThat(made.values()).containsEntry("terms", 7L).doesNotContainKey("called");
    }

    @Test
    void whatWasCopiedStaysUntilTheLinkLeadsElsewhere() {
        RecordRef third = customer("Third", 10L, "1");
        RecordData made = gate.records().create(ORDER, values("customer", third), Via.API);
        gate.records()
                .update(CUSTOMER, java.util.Objects.requireNonNull(third.id()), null, values("terms", 99L), Via.API);
        assertThat(gate.query().get(ORDER, made.id()).values()).containsEntry("terms", 10L);
        gate.records().update(ORDER, made.id(), null, values("terms", 11L), Via.API);
        RecordData other = gate.records().update(ORDER, made.id(), null, values("customer", bolt), Via.API);
        assertThat(other.values()).containsEntry("terms", 30L).containsEntry("called", "Bolt");
        assertThat(other.values().get("placed")).isEqualTo(made.values().get("placed"));
        RecordData own = gate.records().update(ORDER, made.id(), null, values("customer", acme, "terms", 5L), Via.API);
        assertThat(own.values()).containsEntry("terms", 5L).containsEntry("called", "Acme");
        RecordData none = gate.records().update(ORDER, made.id(), null, values("customer", null), Via.API);
        assertThat(none.values()).doesNotContainKeys("terms", "called");
    }

    @Test
    void linesBeginSoToo() {
        List<dev.millwright.record.RecordChange> lines = List.of(
                new Create(values("supplier", acme)), new Create(values("supplier", bolt, "quantity", BigDecimal.TEN)));
        WorkedOut worked = gate.records().workedOut(ORDER, null, values("customer", acme), Map.of("lines", lines));
        assertThat(worked.values())
                .containsEntry("total", new BigDecimal("42.50"))
                .containsEntry("terms", 14L);
        RecordData made =
                gate.records().write(ORDER, new Create(values("customer", acme), Map.of("lines", lines)), Via.SCREEN);
        assertThat(made.values()).containsEntry("total", new BigDecimal("42.50"));
        List<RecordData> kept =
                gate.query().lines(ORDER, "lines", List.of(made)).getOrDefault(made.id(), List.of());
        assertThat(kept.getFirst().values())
                .containsEntry("price", new BigDecimal("2.50"))
                .containsEntry("quantity", new BigDecimal("1.00"));
        RecordData after = gate.records()
                .write(
                        ORDER,
                        new Update(
                                made.id(),
                                null,
                                values(),
                                Map.of(
                                        "lines",
                                        List.of(new Update(kept.getFirst().id(), null, values("supplier", bolt))))),
                        Via.SCREEN);
        assertThat(after.values()).containsEntry("total", new BigDecimal("44.00"));
    }

    @Test
    void aPageLearnsWhatALinkBringsAlong() {
        RecordData made = gate.records().create(ORDER, values("customer", acme, "terms", 3L), Via.API);
        assertThat(gate.records()
                        .workedOut(ORDER, made.id(), values("customer", bolt))
                        .values())
                .containsEntry("terms", 30L);
        assertThat(gate.records()
                        .workedOut(ORDER, made.id(), values("customer", acme))
                        .values())
                .containsEntry("terms", 3L);
    }

    @Test
    void whatCannotBeBegunWithIsToldOnPublishing() {
        assertThat(problems(field("x", "integer").withDefaultFormula("customer.name")))
                .containsExactly("form.problem.beginType");
        assertThat(problems(field("x", "decimal").withDefaultFormula("SUM(item.amount)")))
                .containsExactly("form.problem.beginOfRows");
        assertThat(problems(field("x", "decimal").withDefaultFormula("total")))
                .containsExactly("form.problem.beginOfMade");
        assertThat(problems(field("x", "integer").withDefaultFormula("customer.nothing")))
                .containsExactly("expression.error.unknownName");
        assertThat(problems(
                        field("x", "integer").withDefaultFormula("y + 1"),
                        field("y", "integer").withDefaultFormula("x + 1")))
                .contains("form.problem.beginCycle");
    }

    private static List<String> problems(FieldDefinition... more) {
        FieldDefinition[] all = java.util.stream.Stream.concat(ORDERS.fields(), java.util.Arrays.stream(more))
                .toArray(FieldDefinition[]::new);
        FormDefinition changed = form(ORDER_ID, "purchase", null, null, List.of(), all);
        FieldResolver resolver = gate.context.getBean(FieldResolver.class);
        return new AppFormulas(
                        List.of(
                                FormShape.of(changed, resolver),
                                FormShape.of(CUSTOMERS, resolver),
                                FormShape.of(ITEMS, resolver)),
                        gate.context.getBean(Expressions.class))
                .problems(ORDER_ID).stream().map(Problem::code).toList();
    }
}
