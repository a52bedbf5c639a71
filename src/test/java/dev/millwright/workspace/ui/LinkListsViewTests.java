package dev.millwright.workspace.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.app.Action;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.RecordRef;
import dev.millwright.field.RecordRefs;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.RowDefinition;
import dev.millwright.form.SectionDefinition;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import dev.millwright.testing.TestPeople;
import dev.millwright.workspace.FilterRow;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Spare parts and the machines that they fit, as people enter, see and find them. */
class LinkListsViewTests extends PublishedFormViewTest {

    @Autowired
    private Publishing publishing;

    @Autowired
    private DefinitionCodec codec;

    private FormRef machine = new FormRef("", "");
    private FormRef part = new FormRef("", "");

    @BeforeEach
    void publishParts() {
        FormDefinition machines = form(Ids.next(), "machine", "Machine", field("name", "Name", "text", "{}", false));
        FormDefinition parts = form(
                Ids.next(),
                "part",
                "Part",
                field("title", "Title", "text", "{}", false),
                field("fits", "Fits", "links", "{\"form\": \"" + machines.id() + "\"}", false));
        for (FormDefinition one : List.of(machines, parts)) {
            drafts.save(form.app(), FormDefinition.KIND, codec.write(one), 0);
        }
        publishing.publish(
                form.app(),
                ReleaseRequest.all(),
                publishing.plan(form.app(), ReleaseRequest.all()).fingerprint());
        machine = new FormRef(form.app(), "machine");
        part = new FormRef(form.app(), "part");
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

    private RecordRef machine(String name) {
        return new RecordRef(
                records.create(machine, values("name", name), Via.SCREEN).id(), null, name);
    }

    private RecordData part(String title, RecordRef... fits) {
        return records.create(part, values("title", title, "fits", new RecordRefs(List.of(fits))), Via.SCREEN);
    }

    @Test
    @SuppressWarnings("unchecked")
    void machinesArePickedFromThoseThatThereAreAndKeptInTheirOrder() {
        RecordRef lathe = machine("Lathe");
        RecordRef mill = machine("Mill");
        open(RecordsNavigation.create(part));
        test($(TextField.class).withCaption("Title").single()).setValue("Belt");
        MultiSelectComboBox<RecordRef> box = $(MultiSelectComboBox.class).single();
        assertThat(box.getLabel()).isEqualTo("Fits");
        assertThat(box.getLazyDataView().getItems())
                .extracting(RecordRef::title)
                .contains("Lathe", "Mill");
        box.setValue(new LinkedHashSet<>(List.of(mill, lathe)));
        click("Save");
        assertThat(query.list(ListRequest.of(part, 1)).items().getFirst().values())
                .containsEntry("fits", new RecordRefs(List.of(mill, lathe)));
    }

    @Test
    void eachLinkedRecordOpensFromThePage() {
        RecordRef lathe = machine("Lathe");
        RecordRef mill = machine("Mill");
        open(RecordsNavigation.record(part, part("Belt", lathe, mill).id()));
        assertThat($(Anchor.class).all())
                .filteredOn(link -> link.hasClassName("mw-details-link"))
                .extracting(Anchor::getText)
                .containsExactly("Lathe", "Mill");
        $(Anchor.class).all().stream()
                .filter(link -> link.getText().equals("Mill"))
                .findFirst()
                .ifPresent(link -> RecordsNavigation.go(link.getHref()));
        assertThat(page()).contains("Mill", "New: Part");
        Grid<?> linking = $(Grid.class).first();
        assertThat(linking.getGenericDataView().getItems().map(row -> ((RecordData) row).title()))
                .containsExactly("Belt");
    }

    @Test
    void theHistorySaysWhichCameAndWhichWent() {
        RecordRef lathe = machine("Lathe");
        RecordRef mill = machine("Mill");
        RecordData belt = part("Belt", lathe);
        records.update(part, belt.id(), null, values("fits", new RecordRefs(List.of(mill))), Via.SCREEN);
        open(RecordsNavigation.record(part, belt.id()));
        assertThat($(Span.class).all()).extracting(Span::getText).contains("added Mill; removed Lathe");
    }

    @Test
    void aFilterByMachinesIsKeptInTheAddress() {
        RecordRef lathe = machine("Lathe");
        RecordRef mill = machine("Mill");
        part("Belt", lathe, mill);
        part("Screw", mill);
        FilterRow both = new FilterRow("fits", FilterRow.Test.ALL_OF, List.of(lathe, mill));
        assertThat(FilterRow.read(both.toJson(published(part)), published(part)))
                .contains(both);
        assertThat(query.list(new ListRequest(
                                part, both.condition(), "", List.of(), java.util.Set.of(), 10, null, false))
                        .items())
                .extracting(RecordData::title)
                .containsExactly("Belt");
    }

    @Test
    void whoMayNotSeeTheMachinesIsToldOfThemWithoutTheirNames() {
        RecordData belt = part("Belt", machine("Secret lathe"));
        allow(Map.of("part", EnumSet.of(Action.SEE)));
        TestPeople.as(TestPeople.SAM);
        open(RecordsNavigation.record(part, belt.id()));
        assertThat(page()).contains("a record not shared with you").doesNotContain("Secret lathe");
    }
}
