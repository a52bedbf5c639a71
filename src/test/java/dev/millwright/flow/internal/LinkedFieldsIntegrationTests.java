package dev.millwright.flow.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.app.Action;
import dev.millwright.app.spi.DefinitionKind.Reference;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.Ids;
import dev.millwright.testing.TestPeople;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Flows ask and copy what the records have that their own record links to. */
class LinkedFieldsIntegrationTests {

    private static final UUID ORDER_ID = Ids.next();
    private static final UUID CUSTOMER_ID = Ids.next();
    private static final FormRef ORDER = Gate.ref(Mill.APP, "request");
    private static final FormRef CUSTOMER = Gate.ref(Mill.APP, "customer");
    private static final FieldDefinition NAME = field("name", "text");
    private static final FormDefinition CUSTOMERS = form(
            CUSTOMER_ID,
            "customer",
            NAME.id(),
            null,
            List.of(),
            NAME,
            field("level", "choice", "{\"options\": [{\"key\": \"top\", \"label\": \"Top\"}]}", ""),
            field("credit", "decimal"),
            field("seller", "person"));
    private static final FormDefinition ORDERS = form(
            ORDER_ID,
            "request",
            null,
            null,
            List.of(),
            field("customer", "link", "{\"form\": \"" + CUSTOMER_ID + "\"}", ""),
            field("way", "text"),
            field("contact", "text"),
            field("seller", "person"),
            field("level", "text"),
            field("third", "decimal"));

    private static Mill mill;
    private static FlowDefinition flow;

    @BeforeAll
    static void start() {
        mill = new Mill(ORDERS);
        mill.gate.publish(Mill.APP, Set.of(Action.SEE, Action.CREATE, Action.CHANGE), ORDERS, CUSTOMERS);
        flow = mill.publish(mill.submitted(
                mill.branches(
                        "condition",
                        Mill.branch("customer.level = \"top\" and customer.credit > 100", set("way", "\"quick\"")),
                        Mill.branch("", set("way", "\"slow\""))),
                mill.node(
                        "set-fields",
                        "Copy",
                        Map.of(
                                "values",
                                Map.of(
                                        "contact", "customer.name",
                                        "seller", "customer.seller",
                                        "level", "customer.level",
                                        "third", "customer.credit / 3")))));
    }

    @AfterAll
    static void stop() {
        mill.close();
    }

    private static NodeDefinition set(String field, String formula) {
        return mill.node("set-fields", "Set " + field, Map.of("values", Map.of(field, formula)));
    }

    private static UUID customer(@Nullable Object... values) {
        return mill.gate.records().create(CUSTOMER, values(values), Via.SCREEN).id();
    }

    private static RecordData handedIn(@Nullable UUID customer) {
        UUID order = Mill.as(
                TestPeople.SAM,
                () -> mill.gate
                        .records()
                        .create(
                                ORDER,
                                customer == null ? values() : values("customer", new RecordRef(customer, null, null)),
                                Via.SCREEN)
                        .id());
        FlowInstance run = Mill.as(TestPeople.SAM, () -> mill.runs().submit(ORDER, order, null, Map.of()));
        assertThat(run.state()).isEqualTo(FlowInstance.State.ENDED);
        return mill.gate.query().get(ORDER, order);
    }

    @Test
    void goesTheWayAndCopiesWhatTheLinkedRecordHas() {
        PersonRef mia = PeopleFinder.ref(TestPeople.MIA);
        UUID top = customer("name", "Northwind", "level", "top", "credit", new BigDecimal("250"), "seller", mia);
        assertThat(handedIn(top).values())
                .containsEntry("way", "quick")
                .containsEntry("contact", "Northwind")
                .containsEntry("seller", mia)
                .containsEntry("level", "top")
                .containsEntry("third", new BigDecimal("83.33"));
    }

    @Test
    void isNothingWhereTheLinkLeadsNowhere() {
        assertThat(handedIn(null).values())
                .containsEntry("way", "slow")
                .doesNotContainKeys("contact", "seller", "level", "third");
        assertThat(handedIn(customer("name", "New")).values())
                .containsEntry("way", "slow")
                .containsEntry("contact", "New")
                .doesNotContainKeys("seller", "level", "third");
    }

    @Test
    void dependsOnTheFormsWhoseFieldsItNames() {
        FlowKind kind = mill.context.getBean(FlowKind.class);
        Reference customers = new Reference(FormDefinition.KIND, CUSTOMER_ID);
        assertThat(kind.dependsOn(flow, customers, mill.release())).isTrue();
        assertThat(kind.dependsOn(mill.submitted(set("way", "contact")), customers, mill.release()))
                .isFalse();
    }
}
