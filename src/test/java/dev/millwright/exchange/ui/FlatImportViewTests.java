package dev.millwright.exchange.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.upload.Upload;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.LinesDesign;
import dev.millwright.form.RowDefinition;
import dev.millwright.form.SectionDefinition;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.shared.Ids;
import dev.millwright.workspace.ui.PublishedFormViewTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The import of one sheet that has records and their lines. */
class FlatImportViewTests extends PublishedFormViewTest {

    @Autowired
    private Publishing publishing;

    @Autowired
    private DefinitionCodec codec;

    @Autowired
    private LinesDesign design;

    private FormRef order = new FormRef("", "");

    @BeforeEach
    void publishOrders() {
        FormDefinition orders = new FormDefinition(
                Ids.next(),
                "purchase",
                "Order",
                "vaadin:form",
                null,
                null,
                List.of(new SectionDefinition(
                        Ids.next(), "", List.of(new RowDefinition(List.of(field("number", "Number", "text", true)))))),
                List.of());
        FormDefinition lines = design.linesOf(orders, "Positions", Locale.ENGLISH, key -> false);
        FieldDefinition part = field("positions", "Positions", "subform", false)
                .withConfig((ObjectNode) JsonMapper.shared().readTree("{\"form\": \"" + lines.id() + "\"}"));
        SectionDefinition only = orders.sections().getFirst();
        orders = orders.withSections(List.of(new SectionDefinition(
                only.id(),
                "",
                Stream.concat(
                                only.rows().stream(),
                                Stream.of(
                                        new RowDefinition(List.of(field("customer", "Customer", "text", false))),
                                        new RowDefinition(List.of(part))))
                        .toList())));
        drafts.save(form.app(), FormDefinition.KIND, codec.write(lines), 0);
        drafts.save(form.app(), FormDefinition.KIND, codec.write(orders), 0);
        publishing.publish(
                form.app(),
                ReleaseRequest.all(),
                publishing.plan(form.app(), ReleaseRequest.all()).fingerprint());
        order = new FormRef(form.app(), "purchase");
    }

    private static FieldDefinition field(String key, String label, String type, boolean isKey) {
        return new FieldDefinition(
                Ids.next(),
                key,
                label,
                type,
                (ObjectNode) JsonMapper.shared().readTree("{}"),
                isKey,
                isKey,
                "",
                "",
                null);
    }

    private void upload(String text) {
        open(SheetNavigation.importing(order));
        test($(Upload.class).single()).upload("orders.csv", "text/csv", text.getBytes(StandardCharsets.UTF_8));
    }

    @SuppressWarnings("unchecked")
    private <T> Select<T> select(String label) {
        return (Select<T>) $(Select.class).withCaption(label).single();
    }

    @Test
    void saysWhatTheRowsMakeAndAsksAboutThoseThatDiffer() {
        open(SheetNavigation.importing(order));
        assertThat(page()).contains("Download a template with “Positions” in the same sheet");
        upload("""
                Number,Customer,Positions.Item
                A,Alfki,bolt
                A,Anatr,nut
                B,Anatr,pin
                """);
        assertThat(page())
                .contains("Lines in the same sheet", "3 rows make 2 records with 3 lines (Positions)")
                .contains("One cell holds another value", "“Anatr”, but “Alfki” in line 2");
        click("Check 3 rows");
        waitFor(() -> page().contains("One of 2 records needs a correction"));
        click("Check again, with the first value instead of the one that differs");
        waitFor(() -> page().contains("All 2 records are ready"));
        assertThat(page()).contains("The first value of the record was taken");
        click("Import 2 records with lines");
        waitFor(() -> page().contains("Imported 2 records"));
        assertThat(query.list(ListRequest.of(order, 9)).items())
                .anySatisfy(record ->
                        assertThat(record.values()).containsEntry("number", "A").containsEntry("customer", "Alfki"));
    }

    @Test
    void countsAnewWhateverIsChosen() {
        upload("""
                Number,Customer,Positions.Item
                A,Alfki,bolt
                B,Alfki,nut
                B,Alfki,pin
                """);
        assertThat(page()).contains("3 rows make 2 records with 3 lines");
        Select<Integer> by = select("Rows of one record");
        assertThat(by.getValue()).isZero();
        by.setValue(1);
        assertThat(page()).contains("3 rows make one record with 3 lines", "2 cells hold another value");
        by.setValue(-1);
        assertThat(page()).contains("3 rows make 2 records with 3 lines").doesNotContain("hold another value");
        Component heading =
                ((Grid<?>) $(Grid.class).single()).getColumns().get(2).getHeaderComponent();
        heading.getChildren().filter(Select.class::isInstance).forEach(select -> ((Select<?>) select).setValue(null));
        assertThat(page()).doesNotContain("Lines in the same sheet");
    }
}
