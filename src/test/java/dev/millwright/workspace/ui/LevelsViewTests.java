package dev.millwright.workspace.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.html.Anchor;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.RecordRef;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.RowDefinition;
import dev.millwright.form.SectionDefinition;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The places within a place, over all levels. */
class LevelsViewTests extends PublishedFormViewTest {

    @Autowired
    private Publishing publishing;

    @Autowired
    private DefinitionCodec codec;

    @Test
    void thePageOfARecordLeadsToAllThatIsWithinIt() {
        UUID id = Ids.next();
        FormDefinition places = new FormDefinition(
                id,
                "place",
                "Place",
                "vaadin:form",
                null,
                null,
                List.of(new SectionDefinition(
                        Ids.next(),
                        "",
                        List.of(
                                new RowDefinition(List.of(field("name", "text", "{}"))),
                                new RowDefinition(List.of(field("inside", "link", "{\"form\": \"" + id + "\"}")))))),
                List.of());
        drafts.save(form.app(), FormDefinition.KIND, codec.write(places), 0);
        publishing.publish(
                form.app(),
                ReleaseRequest.all(),
                publishing.plan(form.app(), ReleaseRequest.all()).fingerprint());
        FormRef ref = new FormRef(form.app(), "place");
        RecordData plant = place(ref, "Plant", null);
        RecordData hall = place(ref, "Hall", plant);
        RecordData shelf = place(ref, "Shelf", hall);
        open(RecordsNavigation.record(ref, shelf.id()));
        click("All levels");
        assertThat($(Anchor.class).all()).extracting(Anchor::getText).contains("Hall", "Plant");
    }

    private RecordData place(FormRef ref, String name, @Nullable RecordData inside) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("name", name);
        if (inside != null) {
            values.put("inside", RecordRef.to(inside.id()));
        }
        return records.create(ref, values, Via.SCREEN);
    }

    private static FieldDefinition field(String key, String type, String config) {
        return new FieldDefinition(
                Ids.next(),
                key,
                key,
                type,
                (ObjectNode) JsonMapper.shared().readTree(config),
                false,
                false,
                "",
                "",
                null);
    }
}
