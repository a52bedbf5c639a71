package dev.millwright.flow.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import dev.millwright.app.PublishPlan;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.Flows;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.TriggerDefinition;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.RowDefinition;
import dev.millwright.form.SectionDefinition;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import dev.millwright.testing.TestPeople;
import dev.millwright.workspace.ui.PublishedFormViewTest;
import dev.millwright.workspace.ui.RecordsNavigation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.ObjectNode;

/** A form with a button for a flow, and with one for a flow that is not there. */
class FlowButtonViewTests extends PublishedFormViewTest {

    @Autowired
    private DefinitionCodec codec;

    @Autowired
    private Publishing publishing;

    @Autowired
    private Flows flows;

    @Override
    protected FormDefinition ruled(FormDefinition plain) {
        List<SectionDefinition> sections = new ArrayList<>(plain.sections());
        sections.add(new SectionDefinition(
                Ids.next(),
                "",
                List.of(
                        new RowDefinition(List.of(part("look", "Look it over", "look"))),
                        new RowDefinition(List.of(part("none", "Never there", "nothing"))))));
        return plain.withSections(sections);
    }

    @BeforeEach
    void publishFlow() {
        FlowDefinition flow = new FlowDefinition(
                Ids.next(),
                "look",
                "Inspection",
                published().id(),
                new TriggerDefinition("button", (ObjectNode) codec.tree(Map.of("label", "Begin", "condition", ""))),
                List.of(new NodeDefinition(Ids.next(), "end", "End", (ObjectNode) codec.tree(Map.of()), List.of())),
                FlowSettings.DEFAULT);
        drafts.save(form.app(), FlowDefinition.KIND, codec.write(flow), 0);
        PublishPlan plan = publishing.plan(form.app(), ReleaseRequest.all());
        publishing.publish(form.app(), ReleaseRequest.all(), plan.fingerprint());
    }

    @Test
    void thePageOfARecordHasTheButtonWhereTheFormHasIt() {
        become(TestPeople.SAM);
        RecordData record = records.create(form, Map.of("number", "G-1"), Via.SCREEN);
        open(RecordsNavigation.record(form, record.id()));
        assertThat($(Button.class).withText("Look it over").all()).hasSize(1);
        assertThat($(Button.class).withText("Begin").exists())
                .as("once is enough")
                .isFalse();
        assertThat(page()).doesNotContain("Never there");
        click("Look it over");
        assertThat(flows.ofRecord(form, record.id())).hasSize(1);
        open(RecordsNavigation.create(form));
        assertThat(page()).as("nothing to start it for yet").doesNotContain("Look it over");
    }

    private FieldDefinition part(String key, String label, String flow) {
        return new FieldDefinition(
                Ids.next(),
                key,
                label,
                "flow-button",
                (ObjectNode) codec.tree(Map.of("flow", flow)),
                false,
                false,
                "",
                "",
                null);
    }
}
