package dev.millwright.print.internal;

import static dev.millwright.print.internal.Press.band;
import static dev.millwright.print.internal.Press.element;
import static dev.millwright.print.internal.Press.template;
import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.app.Action;
import dev.millwright.app.FieldGrant;
import dev.millwright.app.Limit;
import dev.millwright.app.PublishedApps;
import dev.millwright.app.Rights;
import dev.millwright.field.RecordRef;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormDefinition.PartOf;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.print.Band;
import dev.millwright.print.PrintPage;
import dev.millwright.print.PrintTemplate;
import dev.millwright.print.Prints.Print;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordChange.Create;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.Ids;
import dev.millwright.testing.TestPeople;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lines of records become tables with sums on paper. */
class PrintedLinesIntegrationTests {

    private static final FormRef ORDER = ref("sales", "order");
    private static final String TABLE = """
            {"source": "order_line/order", "numbered": true, "count": true, "columns": [
              {"field": "item", "width": 2, "sum": false},
              {"field": "product.unit", "width": 1, "sum": false},
              {"field": "price", "width": 1, "align": "right", "format": "two_decimals", "figure": "average"},
              {"field": "amount", "width": 1, "align": "right", "format": "two_decimals", "sum": true}]}""";

    private final Press press = new Press();
    private final UUID orderId = Ids.next();
    private final UUID lineId = Ids.next();
    private final FormDefinition product = form("product", field("name", "text"), field("unit", "text"));
    private final FieldDefinition owner = field("order", "link", "{\"form\": \"" + orderId + "\"}", "required");
    private final FieldDefinition position = field("position", "integer");
    private final FormDefinition lines = form(
                    lineId,
                    "order_line",
                    null,
                    null,
                    List.of(),
                    field("item", "text"),
                    field("product", "link", "{\"form\": \"" + product.id() + "\"}", ""),
                    field("quantity", "decimal"),
                    field("price", "decimal"),
                    field("amount", "decimal").withFormula("quantity * price"),
                    owner,
                    position)
            .withPartOf(new PartOf(orderId, owner.id(), position.id()));
    private final FormDefinition orders = form(
            orderId,
            "order",
            null,
            null,
            List.of(),
            field("number", "text"),
            field("items", "subform", "{\"form\": \"" + lineId + "\"}", ""));

    @BeforeEach
    void publish() {
        press.gate.publish("sales", EnumSet.allOf(Action.class), orders, lines, product);
        press.publish(
                "sales",
                template(
                        "confirmation",
                        orders,
                        PrintPage.A4,
                        band(Band.TITLE, 12, element("text", 0, 0, 100, 8, "{\"label\": \"Order {number}\"}")),
                        band(
                                Band.DETAIL,
                                40,
                                element("table", 0, 0, 180, 20, TABLE),
                                element("text", 0, 24, 60, 6, "{\"label\": \"Signed:\"}"))));
    }

    @AfterEach
    void close() {
        press.close();
    }

    private RecordData order(String number, Object[]... lines) {
        List<dev.millwright.record.RecordChange> wanted = new ArrayList<>();
        for (Object[] line : lines) {
            wanted.add(new Create(values(line)));
        }
        return press.gate
                .records()
                .write(ORDER, new Create(values("number", number), Map.of("items", wanted)), Via.SCREEN);
    }

    private static Object[] line(String item, UUID product, String quantity, String price) {
        return new Object[] {
            "item",
            item,
            "product",
            RecordRef.to(product),
            "quantity",
            new BigDecimal(quantity),
            "price",
            new BigDecimal(price)
        };
    }

    @Test
    void printsTheLinesInTheirOrderWithTheirFormulasAndSums() {
        UUID bolt = press.create("sales", "product", "name", "Bolt", "unit", "box of 12");
        RecordData first = order("A-1", line("second", bolt, "2", "10.50"), line("alpha", bolt, "3", "1.00"));
        RecordData other = order("A-2", line("only", bolt, "1", "7.25"));
        RecordData none = order("A-3");
        Print print = press.prints()
                .these(ORDER, List.of(first.id(), other.id(), none.id()), "confirmation", Press.ENGLISH, Press.UNSEEN);
        try (Paper paper = new Paper(press.file(print))) {
            paper.show("lines");
            assertThat(paper.pages()).isEqualTo(3);
            assertThat(paper.text(1))
                    .contains("Order A-1", "box of 12", "21.00", "3.00", "Total: 2", "Average 5.75", "24.00", "Signed:")
                    .containsSubsequence("second", "alpha", "Total");
            assertThat(paper.text(2)).contains("Order A-2", "7.25", "Total: 1").doesNotContain("second");
            assertThat(paper.text(3)).contains("Order A-3").doesNotContain("second", "only", "Average");
        }
    }

    @Test
    void readsTheLinesOfManyRecordsTogether() {
        UUID bolt = press.create("sales", "product", "name", "Bolt", "unit", "box");
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            ids.add(order("B-" + i, line("i" + i, bolt, "1", "2.00")).id());
        }
        press.gate.listen(true);
        press.gate.statements.clear();
        Print print = press.prints().these(ORDER, ids, "confirmation", Press.ENGLISH, Press.UNSEEN);
        int asked = press.gate.statements.size();
        assertThat(print.pages()).isEqualTo(30);
        assertThat(asked).as("statements for 30 orders").isLessThan(25);
    }

    @Test
    void printsALongTableOverItsPages() {
        UUID bolt = press.create("sales", "product", "name", "Bolt", "unit", "box");
        Object[][] many = new Object[300][];
        for (int i = 0; i < many.length; i++) {
            many[i] = line("item " + i, bolt, "1", "1.00");
        }
        RecordData order = order("L-1", many);
        try (Paper paper = new Paper(press.prints()
                .one(ORDER, order.id(), "confirmation", Press.CHINESE)
                .file())) {
            assertThat(paper.pages()).isGreaterThan(5);
            assertThat(paper.text(2)).contains("The item");
            assertThat(paper.text(paper.pages())).contains("合计：300", "300.00");
        }
    }

    @Test
    void leavesOutLinesThatTheReaderMayNotSee() {
        UUID bolt = press.create("sales", "product", "name", "Bolt", "unit", "box");
        RecordData order = order("A-1", line("secret", bolt, "2", "10.50"));
        limit(Limit.NONE);
        try (Paper paper = new Paper(Gate.as(
                        TestPeople.SAM, () -> press.prints().one(ORDER, order.id(), "confirmation", Press.ENGLISH))
                .file())) {
            assertThat(paper.text(1)).contains("Order A-1", "secret");
        }
        limit(Limit.NONE.with(Map.of("number", FieldGrant.EDITABLE)));
        try (Paper paper = new Paper(Gate.as(
                        TestPeople.SAM, () -> press.prints().one(ORDER, order.id(), "confirmation", Press.ENGLISH))
                .file())) {
            assertThat(paper.text(1)).contains("Order A-1").doesNotContain("secret");
        }
    }

    private void limit(Limit limit) {
        Principal staff = Principal.role(Role.STAFF);
        press.gate.share(
                "sales",
                new Rights(
                        List.of(Principal.person(TestPeople.DANA.id())),
                        List.of(),
                        List.of(staff),
                        Map.of(staff, Map.of("order", EnumSet.of(Action.SEE, Action.PRINT))),
                        Map.of(staff, Map.of("order", limit))));
    }

    @Test
    void beginsATemplateOfAFormWithATableOfItsLines() {
        PrintTemplate begun =
                press.context.getBean(FirstLayout.class).of(template("first", orders, PrintPage.A4), names());
        press.publish("sales", begun);
        UUID bolt = press.create("sales", "product", "name", "Bolt", "unit", "box");
        RecordData order = order("F-1", line("nut", bolt, "2", "10.50"), line("washer", bolt, "1", "1.00"));
        try (Paper paper = new Paper(
                press.prints().one(ORDER, order.id(), "first", Press.ENGLISH).file())) {
            paper.show("first");
            assertThat(paper.pages()).isEqualTo(1);
            assertThat(paper.text(1)).contains("nut", "washer", "22");
        }
    }

    private FormNames names() {
        Templates templates = press.context.getBean(Templates.class);
        return templates.names(
                orders,
                templates.published(press.gate
                        .context
                        .getBean(PublishedApps.class)
                        .find("sales")
                        .orElseThrow()),
                Locale.ENGLISH);
    }
}
