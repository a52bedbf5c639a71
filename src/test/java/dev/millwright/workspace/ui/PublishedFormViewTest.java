package dev.millwright.workspace.ui;

import dev.millwright.app.Action;
import dev.millwright.app.AppProfile;
import dev.millwright.app.AppRights;
import dev.millwright.app.Apps;
import dev.millwright.app.Drafts;
import dev.millwright.app.PublishPlan;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.app.Rights;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.RowDefinition;
import dev.millwright.form.SectionDefinition;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.Records;
import dev.millwright.shared.Ids;
import dev.millwright.testing.ViewTest;
import dev.millwright.testing.WithPerson;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A test of the screens of one published form, the gauges, whose owner is signed in; staff may do everything with its records. */
@WithPerson("dana")
public abstract class PublishedFormViewTest extends ViewTest {

    private static final String STATES = """
            {"options": [
              {"key": "new", "label": "New", "colour": "blue", "retired": false},
              {"key": "worn", "label": "Worn", "colour": "red", "retired": false}
            ], "display": "drop-down"}
            """;

    @Autowired
    protected Apps apps;

    @Autowired
    protected AppRights rights;

    @Autowired
    protected Drafts drafts;

    @Autowired
    protected Records records;

    @Autowired
    protected RecordQuery query;

    @Autowired
    private Publishing publishing;

    @Autowired
    private DefinitionCodec codec;

    @Autowired
    private AccessibleForms accessible;

    protected FormRef form = new FormRef("", "");

    @BeforeEach
    final void publish() {
        String app = apps.create(null, AppProfile.labelled("Tools")).key();
        FormDefinition definition = new FormDefinition(
                Ids.next(),
                "gauge",
                "Gauge",
                "vaadin:form",
                null,
                null,
                List.of(new SectionDefinition(
                        Ids.next(),
                        "",
                        Stream.of(
                                        field("number", "Number", "text", "{}", true),
                                        field("place", "Place", "text", "{}", false),
                                        field("reading", "Reading", "integer", "{}", false),
                                        field("state", "State", "choice", STATES, false))
                                .map(field -> new RowDefinition(List.of(field)))
                                .toList())),
                List.of());
        definition = ruled(definition);
        drafts.save(app, FormDefinition.KIND, codec.write(definition), 0);
        PublishPlan plan = publishing.plan(app, ReleaseRequest.all());
        publishing.publish(app, ReleaseRequest.all(), plan.fingerprint());
        form = new FormRef(app, "gauge");
        allow(EnumSet.allOf(Action.class));
    }

    /** The form with the rules that a test needs. */
    protected FormDefinition ruled(FormDefinition plain) {
        return plain;
    }

    protected final PublishedForm published() {
        return published(form);
    }

    protected final PublishedForm published(FormRef other) {
        return accessible.require(other, Action.SEE);
    }

    /** What staff may do with the records; to be called as the owner. */
    protected final void allow(Set<Action> staff) {
        allow(Map.of(Rights.ANY_FORM, staff));
    }

    /** The same by the keys of forms. */
    protected final void allow(Map<String, Set<Action>> staff) {
        AppRights.VersionedRights present = rights.of(form.app());
        Principal role = Principal.role(Role.STAFF);
        rights.save(
                form.app(),
                new Rights(present.rights().owners(), List.of(), List.of(role), Map.of(role, staff)),
                present.version());
    }

    private static FieldDefinition field(String key, String label, String type, String config, boolean demanding) {
        return new FieldDefinition(
                Ids.next(),
                key,
                label,
                type,
                (ObjectNode) JsonMapper.shared().readTree(config),
                demanding,
                demanding,
                "",
                "",
                null);
    }
}
