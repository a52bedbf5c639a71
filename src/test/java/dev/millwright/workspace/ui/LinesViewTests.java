package dev.millwright.workspace.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.dom.DomEvent;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.internal.nodefeature.ElementListenerMap;
import dev.millwright.app.Draft;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.FormatContext;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.LinesDesign;
import dev.millwright.form.LinesModel;
import dev.millwright.form.LinesModel.Pasted;
import dev.millwright.form.RowDefinition;
import dev.millwright.form.SectionDefinition;
import dev.millwright.form.TabbedText;
import dev.millwright.form.ui.LinesGrid;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The pages of an order with lines. */
class LinesViewTests extends PublishedFormViewTest {

    private static final FormatContext FORMAT = new FormatContext(Locale.ENGLISH, ZoneId.of("Asia/Shanghai"));

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
        FieldDefinition amount = field("amount", "Amount", "decimal", true);
        FormDefinition lines = design.linesOf(orders, "Lines", Locale.ENGLISH, key -> false);
        SectionDefinition columns = lines.sections().getFirst();
        lines = lines.withSections(Stream.concat(
                        Stream.of(new SectionDefinition(
                                columns.id(),
                                "",
                                Stream.concat(
                                                columns.rows().stream(),
                                                Stream.of(
                                                        new RowDefinition(List.of(amount)),
                                                        new RowDefinition(List.of(field("due", "Due", "date", false)))))
                                        .toList())),
                        lines.sections().stream().skip(1))
                .toList());
        FieldDefinition part = field("lines", "Lines", "subform", false)
                .withConfig((ObjectNode) JsonMapper.shared().readTree("""
                        {"form": "%s", "figures": {"%s": "average"}}""".formatted(lines.id(), amount.id())));
        SectionDefinition only = orders.sections().getFirst();
        orders = orders.withSections(List.of(new SectionDefinition(
                only.id(),
                "",
                Stream.concat(
                                only.rows().stream(),
                                Stream.of(
                                        new RowDefinition(List.of(part)),
                                        new RowDefinition(List.of(field("total", "Total", "decimal", false)
                                                .withFormula("SUM(" + lines.key() + ".amount)")))))
                        .toList())));
        drafts.save(form.app(), FormDefinition.KIND, codec.write(lines), 0);
        drafts.save(form.app(), FormDefinition.KIND, codec.write(orders), 0);
        publishing.publish(
                form.app(),
                ReleaseRequest.all(),
                publishing.plan(form.app(), ReleaseRequest.all()).fingerprint());
        order = new FormRef(form.app(), "purchase");
    }

    private static FieldDefinition field(String key, String label, String type, boolean required) {
        return new FieldDefinition(
                Ids.next(),
                key,
                label,
                type,
                (ObjectNode) JsonMapper.shared().readTree("{}"),
                required,
                false,
                "",
                "",
                null);
    }

    private static void add(LinesModel model, int index, Map<String, Object> values) {
        LinesModel.Line line = model.add(index);
        model.columns().stream()
                .filter(column -> values.containsKey(column.key()))
                .forEach(column -> model.set(line, column, values.get(column.key())));
    }

    @Test
    void aBlockFromASpreadsheetIsSavedWithTheOrder() {
        open(RecordsNavigation.create(order));
        test($(TextField.class).withCaption("Number").single()).setValue("O-1");
        Pasted pasted = paste("bolt\t2\t2026-01-31\nnut\t3.5\t\n");
        assertThat(pasted).isEqualTo(new Pasted(2, 0, 0));
        click("Save");
        RecordData saved = query.list(ListRequest.of(order, 1)).items().getFirst();
        assertThat(lines(saved).stream().map(line -> line.values().get("item"))).containsExactly("bolt", "nut");
        assertThat(grid().model().columns())
                .extracting(column -> column.key())
                .containsExactly("item", "amount", "due");
    }

    @Test
    void theTotalOfTheOrderFollowsItsLinesBeforeAnythingIsSaved() {
        open(RecordsNavigation.create(order));
        TextField total = $(TextField.class).withCaption("Total").single();
        assertThat(total.getValue()).isEqualTo("0.00");
        tell("paste", 0, "item", "bolt\t2\t\nnut\t3.5\t\n");
        assertThat(total.getValue()).isEqualTo("5.50");
        tell("remove", 0, "item", "");
        assertThat(total.getValue()).isEqualTo("3.50");
    }

    @Test
    void theDesignerChoosesWhatStandsBelowAColumn() {
        open(RecordsNavigation.create(order));
        test($(TextField.class).withCaption("Number").single()).setValue("O-9");
        tell("paste", 0, "item", "bolt\t2\t\nnut\t3.5\t\n");
        assertThat(footers()).containsExactly("Average 2.75");
        tell("remove", 0, "item", "");
        assertThat(footers()).containsExactly("Average 3.50");
        click("Save");
        RecordData saved = query.list(ListRequest.of(order, 1)).items().getFirst();
        open(RecordsNavigation.record(order, saved.id()));
        assertThat(footers()).containsExactly("Average 3.50");
    }

    private List<String> footers() {
        return $(Grid.class).all().stream()
                .flatMap(grid -> ((Grid<?>) grid).getColumns().stream())
                .map(Grid.Column::getFooterText)
                .filter(text -> text != null && !text.isEmpty())
                .toList();
    }

    @Test
    void escapeGivesACellBackWhatItHeld() {
        open(RecordsNavigation.create(order));
        TextField total = $(TextField.class).withCaption("Total").single();
        tell("paste", 0, "item", "bolt\t2\t\n");
        tell("open", 0, "amount", "");
        TextField cell = (TextField) $(Div.class)
                .withClassName("mw-cell-editor")
                .single()
                .getChildren()
                .findFirst()
                .orElseThrow();
        assertThat(cell.getValue()).isEqualTo("2.00");
        test(cell).setValue("77");
        assertThat(total.getValue()).isEqualTo("77.00");
        Element editor = $(Div.class).withClassName("mw-cell-editor").single().getElement();
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("event.detail", "cancel");
        editor.getNode().getFeature(ElementListenerMap.class).fireEvent(new DomEvent(editor, "mw-cell", data));
        assertThat(grid().model().lines().getFirst().value("amount")).isEqualTo(new BigDecimal("2.00"));
        assertThat(total.getValue()).isEqualTo("2.00");
    }

    @Test
    void whatDoesNotFitStaysWhereItWasPastedAndKeepsTheOrderFromBeingSaved() {
        open(RecordsNavigation.create(order));
        test($(TextField.class).withCaption("Number").single()).setValue("O-2");
        assertThat(paste("bolt\tmany\tsome day\nnut\t1\t2026-01-31\textra")).isEqualTo(new Pasted(2, 2, 1));
        LinesModel.Line first = grid().model().lines().getFirst();
        assertThat(first.unread("amount")).contains("many");
        assertThat(first.problem("due")).isPresent();
        click("Save");
        assertThat(query.list(ListRequest.of(order, 1)).items()).isEmpty();
        assertThat(grid().model().lines().getFirst().unread("amount")).contains("many");
    }

    @Test
    void whatIsWrongWithALineIsShownInItsCell() {
        open(RecordsNavigation.create(order));
        test($(TextField.class).withCaption("Number").single()).setValue("O-3");
        paste("bolt\t1\nnut\t");
        click("Save");
        assertThat(grid().model().lines().get(1).problem("amount")).isPresent();
        assertThat(grid().model().lines().get(0).isWrong()).isFalse();
    }

    @Test
    void changingAddingAndRemovingLinesIsOneSave() {
        RecordData saved = saved("bolt", "nut", "washer");
        open(RecordsNavigation.record(order, saved.id()));
        click("Edit");
        LinesModel model = grid().model();
        model.remove(model.lines().get(1));
        model.set(model.lines().get(0), model.columns().get(0), "long bolt");
        add(model, 1, Map.of("item", "screw", "amount", BigDecimal.TEN));
        click("Save");
        assertThat(lines(saved).stream().map(line -> line.values().get("item")))
                .containsExactly("long bolt", "screw", "washer");
        assertThat(page()).contains("long bolt");
    }

    @Test
    void whoWasSlowerChoosesWhatBecomesOfLines() {
        RecordData saved = saved("bolt", "nut", "washer");
        List<RecordData> before = lines(saved);
        open(RecordsNavigation.record(order, saved.id()));
        click("Edit");
        LinesModel model = grid().model();
        model.set(model.lines().get(0), model.columns().get(0), "my bolt");
        model.set(model.lines().get(1), model.columns().get(0), "my nut");
        records.write(
                order,
                new RecordChange.Update(
                        saved.id(),
                        saved.version(),
                        Map.of(),
                        Map.of(
                                "lines",
                                List.of(
                                        new RecordChange.Update(before.get(0).id(), null, Map.of("item", "their bolt")),
                                        new RecordChange.Delete(before.get(1).id(), null)))),
                Via.SCREEN);
        click("Save");
        assertThat($(ConflictDialog.class).single().getElement().getTextRecursively())
                .contains("Lines");
        click("Save my choice");
        assertThat(lines(saved).stream().map(line -> line.values().get("item"))).containsExactly("my bolt", "washer");
    }

    @Test
    void whoLeavesLinesAsTheyWereSavedLosesOnlyWhatIsTheirs() {
        RecordData saved = saved("bolt");
        open(RecordsNavigation.record(order, saved.id()));
        click("Edit");
        LinesModel model = grid().model();
        model.set(model.lines().get(0), model.columns().get(0), "my bolt");
        test($(TextField.class).withCaption("Number").single()).setValue("O-9");
        records.write(
                order,
                new RecordChange.Update(
                        saved.id(),
                        saved.version(),
                        Map.of(),
                        Map.of(
                                "lines",
                                List.of(new RecordChange.Update(
                                        lines(saved).getFirst().id(), null, Map.of("item", "their bolt"))))),
                Via.SCREEN);
        click("Save");
        $(RadioButtonGroup.class).all().getLast().setValue(false);
        click("Save my choice");
        assertThat(lines(saved).stream().map(line -> line.values().get("item"))).containsExactly("their bolt");
        assertThat(query.get(order, saved.id()).values()).containsEntry("number", "O-9");
    }

    @Test
    void twoHundredLinesOfFourCellsArePastedAtOnce() {
        open(RecordsNavigation.create(order));
        StringBuilder block = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            block.append("item ").append(i).append('\t').append(i).append("\t2026-01-31\tbeyond\n");
        }
        long from = System.nanoTime();
        assertThat(paste(block.toString())).isEqualTo(new Pasted(200, 0, 200));
        assertThat(System.nanoTime() - from).isLessThan(2_000_000_000L);
        assertThat(grid().model().edits()).hasSize(200);
    }

    @Test
    void whatWasEnteredIsThereAgainAfterThePageWasLost() {
        RecordData saved = saved("bolt", "nut", "washer");
        LinesModel model = model(saved);
        model.move(model.lines().get(2), 0);
        model.set(model.lines().get(1), model.columns().get(0), "bolt of steel");
        model.remove(model.lines().get(2));
        add(model, 2, Map.of("item", "screw"));
        LinesModel again = model(saved);
        again.restore(java.util.Objects.requireNonNull(model.unsaved()), FORMAT, (form, text) -> Optional.empty());
        assertThat(again.lines().stream().map(line -> line.value("item")))
                .containsExactly("washer", "bolt of steel", "screw");
        assertThat(again.edits()).isEqualTo(model.edits());
    }

    @Test
    void theDesignerMakesTheFormOfTheLinesWithTheirPart() {
        open("app/" + form.app() + "/design/form/gauge");
        assertThat(drafts.list(form.app(), FormDefinition.KIND)).hasSize(3);
        assertThat($(Button.class).all()).isNotEmpty();
    }

    @Test
    void whatWasChangedOfTheLinesIsPublishedWithTheirRecord() {
        Draft lines = drafts.list(form.app(), FormDefinition.KIND).stream()
                .filter(draft -> draft.label().contains("Lines"))
                .findFirst()
                .orElseThrow();
        open("app/" + form.app() + "/design/form/purchase");
        click("Publish");
        assertThat(dialog()).doesNotContain(lines.label());
        click("Cancel");
        FormDefinition changed = codec.read(lines.json(), FormDefinition.class)
                .withFields(field -> field.key().equals("due") ? field.withLabel("Wanted on") : field);
        drafts.save(form.app(), FormDefinition.KIND, codec.write(changed), lines.version());
        open("app/" + form.app() + "/design/form/purchase");
        click("Publish");
        assertThat(dialog()).contains(lines.label(), "Wanted on");
    }

    private String dialog() {
        return $(Dialog.class).single().getElement().getTextRecursively();
    }

    private LinesModel model(RecordData saved) {
        LinesModel model = new LinesModel(grid(saved).columns(), "position");
        model.read(lines(saved).stream().map(RecordData::line).toList());
        return model;
    }

    private LinesModel grid(RecordData saved) {
        open(RecordsNavigation.record(order, saved.id()));
        return grid().model();
    }

    private RecordData saved(String... items) {
        List<RecordChange> lines = new ArrayList<>();
        for (String item : items) {
            Map<String, @Nullable Object> values = new HashMap<>();
            values.put("item", item);
            values.put("amount", BigDecimal.ONE);
            lines.add(new RecordChange.Create(values));
        }
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("number", "O " + items.length);
        return records.write(order, new RecordChange.Create(values, Map.of("lines", lines)), Via.SCREEN);
    }

    private List<RecordData> lines(RecordData of) {
        return query.lines(order, "lines", List.of(of)).getOrDefault(of.id(), List.of());
    }

    private Pasted paste(String block) {
        return grid().model().paste(0, 0, TabbedText.read(block), FORMAT, (form, text) -> Optional.empty());
    }

    /** As the browser tells of a key or of the clipboard. */
    private void tell(String what, int row, String column, String text) {
        Element element = grid().getElement();
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("event.detail.what", what)
                .put("event.detail.row", row)
                .put("event.detail.column", column)
                .put("event.detail.text", text);
        element.getNode().getFeature(ElementListenerMap.class).fireEvent(new DomEvent(element, "mw-lines", data));
    }

    private LinesGrid grid() {
        return $(LinesGrid.class).first();
    }
}
