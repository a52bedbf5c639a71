package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.app.Action;
import dev.millwright.field.RecordRef;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition.PartOf;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordChange.Create;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a new record comes to by its lines is worked out before both are written, and is what the database would come to. */
class SettledFormulasIntegrationTests {

    private static final FormRef CUSTOMER = ref("shop", "customer");
    private static final FormRef SALE = ref("shop", "sale");

    private static Gate gate;
    private static RecordData customer;

    @BeforeAll
    static void start() {
        gate = new Gate();
        UUID customers = Ids.next();
        UUID sales = Ids.next();
        UUID lines = Ids.next();
        FieldDefinition owner = field("sale", "link", "{\"form\": \"" + sales + "\"}", "required");
        FieldDefinition position = field("position", "integer");
        gate.publish(
                "shop",
                EnumSet.allOf(Action.class),
                form(
                        customers,
                        "customer",
                        null,
                        null,
                        List.of(),
                        field("name", "text"),
                        field("rate", "decimal"),
                        field("turnover", "decimal").withFormula("SUM(sale.net)")),
                form(
                        sales,
                        "sale",
                        null,
                        null,
                        List.of(),
                        field("customer", "link", "{\"form\": \"" + customers + "\"}", ""),
                        field("code", "code", "{\"parts\": [{\"part\": \"number\", \"width\": 4}]}", ""),
                        field("total", "decimal").withFormula("SUM(line.amount)"),
                        field("net", "decimal").withFormula("total * customer.rate"),
                        field("items", "text").withFormula("code & \": \" & COUNT(line.amount)"),
                        field("lines", "subform", "{\"form\": \"" + lines + "\"}", "")),
                form(
                                lines,
                                "line",
                                null,
                                null,
                                List.of(),
                                field("quantity", "integer"),
                                field("price", "decimal"),
                                field("amount", "decimal").withFormula("quantity * price"),
                                field("share", "decimal").withFormula("amount / sale.total"),
                                owner,
                                position)
                        .withPartOf(new PartOf(sales, owner.id(), position.id())));
        customer = gate.records().create(CUSTOMER, values("name", "Kite", "rate", new BigDecimal("0.9")), Via.API);
    }

    @AfterAll
    static void stop() {
        gate.close();
    }

    @Test
    void aNewRecordAndItsLinesAreWrittenOnceWithWhatTheyComeTo() {
        gate.statements.clear();
        RecordData sale = gate.records().write(SALE, sale(10, 30), Via.API);
        List<String> sent = List.copyOf(gate.statements);

        assertThat(sale.values()).containsEntry("total", number("40")).containsEntry("net", number("36"));
        assertThat(gate.query().get(SALE, sale.id()).values()).isEqualTo(sale.values());
        assertThat(lines(sale))
                .extracting(line -> line.values().get("share"))
                .containsExactlyInAnyOrder(number("0.25"), number("0.75"));
        assertThat(sent)
                .as("the total needs no second write, what is made of a new code does")
                .filteredOn(statement -> statement.startsWith("update \"app_shop\".\"sale\""))
                .allSatisfy(statement -> assertThat(statement).doesNotContain("set \"total\""));
        assertThat(sent)
                .filteredOn(statement -> statement.startsWith("update \"app_shop\".\"line\""))
                .isEmpty();
    }

    @Test
    void whatIsMadeInTheLastMomentIsWorkedOutAfterIt() {
        RecordData sale = gate.records().write(SALE, sale(1, 2, 3), Via.API);
        assertThat(sale.values().get("items"))
                .isEqualTo(sale.values().get("code") + ": 3")
                .isEqualTo(gate.query().get(SALE, sale.id()).values().get("items"));
    }

    @Test
    void severalAtOnceEachComeToTheirOwn() {
        List<UUID> ids = gate.records().batch(SALE, List.of(sale(1, 2), sale(), sale(7)), Via.API);
        assertThat(ids)
                .extracting(id -> gate.query().get(SALE, id).values().get("total"))
                .containsExactly(number("3"), number("0"), number("7"));
    }

    @Test
    void othersFollowAsIfItHadBeenWrittenBitByBit() {
        RecordData other = gate.records().create(CUSTOMER, values("name", "Owl", "rate", number("0.5")), Via.API);
        RecordData sale = gate.records()
                .write(SALE, new Create(values("customer", new RecordRef(other.id(), null, "")), lines(100)), Via.API);
        assertThat(turnover(other)).isEqualTo(number("50"));
        gate.records()
                .write(
                        SALE,
                        new RecordChange.Update(
                                sale.id(),
                                null,
                                Map.of(),
                                Map.of("lines", List.of(new Create(values("quantity", 1L, "price", number("20")))))),
                        Via.API);
        assertThat(turnover(other)).isEqualTo(number("60"));
    }

    private static @Nullable Object turnover(RecordData customer) {
        return gate.query().get(CUSTOMER, customer.id()).values().get("turnover");
    }

    private static Create sale(int... amounts) {
        return new Create(values("customer", new RecordRef(customer.id(), null, "")), lines(amounts));
    }

    private static Map<String, List<RecordChange>> lines(int... amounts) {
        return Map.of(
                "lines",
                IntStream.of(amounts)
                        .<RecordChange>mapToObj(
                                amount -> new Create(values("quantity", 1L, "price", BigDecimal.valueOf(amount))))
                        .toList());
    }

    private static List<RecordData> lines(RecordData sale) {
        return gate.query().lines(SALE, "lines", List.of(sale)).getOrDefault(sale.id(), List.of());
    }

    private static BigDecimal number(String number) {
        return new BigDecimal(number).setScale(2);
    }
}
