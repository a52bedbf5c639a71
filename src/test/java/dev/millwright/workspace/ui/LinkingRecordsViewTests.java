package dev.millwright.workspace.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.app.Action;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.RecordRef;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormDefinition.PartOf;
import dev.millwright.form.RowDefinition;
import dev.millwright.form.SectionDefinition;
import dev.millwright.form.ui.LinesGrid;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The orders on the page of their customer, and an order that begins as another is. */
class LinkingRecordsViewTests extends PublishedFormViewTest {

    @Autowired
    private Publishing publishing;

    @Autowired
    private DefinitionCodec codec;

    private FormRef customer = new FormRef("", "");
    private FormRef order = new FormRef("", "");
    private @Nullable RecordData kept;

    @BeforeEach
    void publishOrders() {
        FieldDefinition name = field("name", "Name", "text", "{}", false);
        FormDefinition customers = form(Ids.next(), "customer", "Customer", name);
        UUID orderId = Ids.next();
        UUID lineId = Ids.next();
        FieldDefinition owner = field("sale", "Order", "link", "{\"form\": \"" + orderId + "\"}", false)
                .withRequired(true);
        FieldDefinition position = field("position", "Position", "integer", "{}", false);
        FormDefinition lines = form(
                        lineId,
                        "sale_line",
                        "Order · Items",
                        field("item", "Item", "text", "{}", false),
                        field("serial", "Serial", "text", "{}", true),
                        owner,
                        position)
                .withPartOf(new PartOf(orderId, owner.id(), position.id()));
        FormDefinition orders = form(
                orderId,
                "sale",
                "Order",
                field("number", "Number", "text", "{}", true),
                field("note", "Note", "text", "{}", false),
                field("customer", "Customer", "link", "{\"form\": \"" + customers.id() + "\"}", false),
                field("items", "Items", "subform", "{\"form\": \"" + lineId + "\"}", false));
        for (FormDefinition one : List.of(customers, lines, orders)) {
            drafts.save(form.app(), FormDefinition.KIND, codec.write(one), 0);
        }
        publishing.publish(
                form.app(),
                ReleaseRequest.all(),
                publishing.plan(form.app(), ReleaseRequest.all()).fingerprint());
        customer = new FormRef(form.app(), "customer");
        order = new FormRef(form.app(), "sale");
        kept = records.create(customer, values("name", "Berlin & Co"), Via.SCREEN);
    }

    private RecordData berlin() {
        return Objects.requireNonNull(kept);
    }

    private static FormDefinition form(UUID id, String key, String label, FieldDefinition... fields) {
        return new FormDefinition(
                id,
                key,
                label,
                "vaadin:form",
                null,
                null,
                List.of(new SectionDefinition(
                        Ids.next(),
                        "",
                        Stream.of(fields)
                                .map(field -> new RowDefinition(List.of(field)))
                                .toList())),
                List.of());
    }

    private static FieldDefinition field(String key, String label, String type, String config, boolean unique) {
        return new FieldDefinition(
                Ids.next(),
                key,
                label,
                type,
                (ObjectNode) JsonMapper.shared().readTree(config),
                false,
                unique,
                "",
                "",
                null);
    }

    private static Map<String, @Nullable Object> values(Object... pairs) {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i].toString(), pairs[i + 1]);
        }
        return values;
    }

    private RecordData order(String number) {
        return records.write(
                order,
                new RecordChange.Create(
                        values("number", number, "note", "urgent", "customer", RecordRef.to(berlin().id())),
                        Map.of(
                                "items",
                                List.of(
                                        new RecordChange.Create(values("item", "bolt", "serial", number + "-1")),
                                        new RecordChange.Create(values("item", "nut", "serial", number + "-2"))))),
                Via.SCREEN);
    }

    private List<String> shown() {
        Grid<?> grid = $(Grid.class).first();
        return grid.getGenericDataView()
                .getItems()
                .map(row -> ((RecordData) row).title())
                .toList();
    }

    @Test
    void theOrdersOfACustomerStandOnItsPageAPageAtATime() {
        RecordData other = records.create(customer, values("name", "Other"), Via.SCREEN);
        records.create(order, values("number", "X", "customer", RecordRef.to(other.id())), Via.SCREEN);
        for (int i = 0; i < 25; i++) {
            order("O-" + i);
        }
        open(RecordsNavigation.record(customer, berlin().id()));
        assertThat(shown()).hasSize(10).startsWith("O-24").doesNotContain("X");
        click("Show more");
        assertThat(shown()).hasSize(25).endsWith("O-0");
        assertThat($(Span.class).all()).extracting(Span::getText).contains("25 records");
        assertThat($(Anchor.class).all())
                .filteredOn(link -> link.getText().equals("Show in the list"))
                .singleElement()
                .satisfies(link -> RecordsNavigation.go(link.getHref()));
        assertThat(page()).contains("Berlin & Co");
    }

    @Test
    void aNewOrderOfACustomerComesBackToTheCustomer() {
        open(RecordsNavigation.record(customer, berlin().id()));
        assertThat(page()).contains("None yet");
        click("New: Order");
        test($(TextField.class).withCaption("Number").single()).setValue("N-1");
        click("Save");
        assertThat(shown()).containsExactly("N-1");
        assertThat(query.list(ListRequest.of(order, 1))
                        .items()
                        .getFirst()
                        .values()
                        .get("customer"))
                .isInstanceOfSatisfying(
                        RecordRef.class, link -> assertThat(link.id()).isEqualTo(berlin().id()));
    }

    @Test
    void whoMayNotAddIsNotOfferedTo() {
        order("O-1");
        allow(EnumSet.of(Action.SEE));
        dev.millwright.testing.TestPeople.as(dev.millwright.testing.TestPeople.SAM);
        open(RecordsNavigation.record(customer, berlin().id()));
        assertThat(shown()).containsExactly("O-1");
        assertThat($(Button.class).all()).extracting(Button::getText).doesNotContain("New: Order", "Copy");
    }

    @Test
    void aCopyHasTheLinesButNotWhatOnlyOneRecordCanHave() {
        RecordData first = order("O-1");
        open(RecordsNavigation.record(order, first.id()));
        click("Copy");
        assertThat(page()).contains("A copy of “O-1”", "Number", "Items · Serial");
        assertThat($(LinesGrid.class).first().model().lines())
                .extracting(line -> line.value("item"), line -> line.value("serial"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("bolt", null),
                        org.assertj.core.groups.Tuple.tuple("nut", null));
        test($(TextField.class).withCaption("Number").single()).setValue("O-2");
        click("Save");
        RecordData copy = query.list(ListRequest.of(order, 1)).items().getFirst();
        assertThat(copy.values()).containsEntry("number", "O-2").containsEntry("note", "urgent");
        assertThat(query.lines(order, "items", List.of(copy)).get(copy.id()))
                .extracting(line -> line.values().get("item"))
                .containsExactly("bolt", "nut");
        assertThat(query.lines(order, "items", List.of(first)).get(first.id())).hasSize(2);
    }
}
