package dev.millwright.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.internal.MockVaadin;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.app.App;
import dev.millwright.app.AppProfile;
import dev.millwright.app.Apps;
import dev.millwright.app.DraftRef;
import dev.millwright.app.Drafts;
import dev.millwright.app.PublishScreen;
import dev.millwright.app.PublishedApps;
import dev.millwright.app.Publishing;
import dev.millwright.app.Release;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.ChoiceOption;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.RowDefinition;
import dev.millwright.form.SectionDefinition;
import dev.millwright.shared.Ids;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.ViewTest;
import dev.millwright.testing.WithPerson;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@WithPerson("dana")
class PublishDialogViewTests extends ViewTest {

    @Autowired
    private Apps apps;

    @Autowired
    private Drafts drafts;

    @Autowired
    private Publishing publishing;

    @Autowired
    private PublishedApps published;

    @Autowired
    private PublishScreen screen;

    @Autowired
    private DefinitionCodec codec;

    @Autowired
    private JdbcClient jdbc;

    private final List<Release> released = new ArrayList<>();

    @Test
    void publishesAFormThatWasShownInWords() {
        App app = apps.create(null, AppProfile.labelled("Tool room"));
        save(app, form(Ids.next(), "tool", field("name", false)), 0);
        show(app, ReleaseRequest.all());
        assertThat(page()).contains("New", "Creates the form “Form tool” with one field");
        publish();
        assertThat(page()).contains("“Tool room” is live", "release 1");
        assertThat($(Anchor.class).withText("Open “Form tool”").single().getHref())
                .isEqualTo("app/" + app.key() + "/form/tool");
        assertThat($(Anchor.class).withText("Choose who may use it").single().getHref())
                .isEqualTo("app/" + app.key() + "/sharing");
        assertThat(published.find(app.key()).orElseThrow().release()).isEqualTo(1);
    }

    @Test
    void asksWhatOldRecordsGetBeforeItPublishes() {
        App app = apps.create(null, AppProfile.labelled("Gauges"));
        UUID id = Ids.next();
        FieldDefinition name = field("name", false);
        save(app, form(id, "gauge", name), 0);
        publishAll(app);
        row(app, "gauge", "old");
        save(app, form(id, "gauge", name, field("place", true)), 1);
        show(app, ReleaseRequest.all());
        assertThat(page()).contains("One existing record has no “Field place”");
        assertThat(button().isEnabled()).isFalse();
        test($(TextField.class).withCaption("Field place for all of them").single())
                .setValue("Hall 3");
        publish();
        assertThat(jdbc.sql("select place from %s.gauge".formatted(app.schema()))
                        .query(String.class)
                        .single())
                .isEqualTo("Hall 3");
    }

    @Test
    void asksByTheEditorOfTheField() {
        App app = apps.create(null, AppProfile.labelled("Checks"));
        UUID id = Ids.next();
        FieldDefinition name = field("name", false);
        save(app, form(id, "gauge", name), 0);
        publishAll(app);
        row(app, "gauge", "old");
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        state.putArray("options")
                .addObject()
                .put("key", "ok")
                .put("label", "Good")
                .put("colour", "grey")
                .put("retired", false);
        save(
                app,
                form(
                        id,
                        "gauge",
                        name,
                        required("checked_on", "date", JsonNodeFactory.instance.objectNode()),
                        required("state", "choice", state)),
                1);
        show(app, ReleaseRequest.all());
        test($(DatePicker.class).single()).setValue(LocalDate.of(2026, 2, 28));
        assertThat(button().isEnabled()).isFalse();
        test(this.<ChoiceOption>box("Field state for all of them")).selectItem("Good");
        publish();
        assertThat(jdbc.sql("select checked_on || ' ' || state from %s.gauge".formatted(app.schema()))
                        .query(String.class)
                        .single())
                .isEqualTo("2026-02-28 ok");
    }

    @Test
    void asksForPeopleAndLinkedRecordsToo() {
        App app = apps.create(null, AppProfile.labelled("Visits"));
        UUID place = Ids.next();
        UUID id = Ids.next();
        FieldDefinition name = field("name", false);
        save(app, form(place, "place", field("name", false)), 0);
        save(app, form(id, "gauge", name), 0);
        publishAll(app);
        row(app, "place", "Hall 3");
        row(app, "gauge", "old");
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        save(
                app,
                form(
                        id,
                        "gauge",
                        name,
                        required("keeper", "person", config),
                        required("location", "link", config.deepCopy().put("form", place.toString()))),
                1);
        show(app, ReleaseRequest.all());
        ComboBox<PersonRef> keeper = box("Field keeper for all of them");
        // The directory of people is Keycloak's, which is not there.
        keeper.setItems(new PersonRef(TestPeople.SAM.id(), TestPeople.SAM.name()));
        test(keeper).selectItem(TestPeople.SAM.name());
        assertThat(button().isEnabled()).isFalse();
        test(this.<RecordRef>box("Field location for all of them")).selectItem("Hall 3");
        publish();
        assertThat(jdbc.sql("select g.keeper || ' ' || p.name from %1$s.gauge g join %1$s.place p on p.id = g.location"
                                .formatted(app.schema()))
                        .query(String.class)
                        .single())
                .isEqualTo(TestPeople.SAM.id() + " Hall 3");
    }

    @SuppressWarnings("unchecked")
    private <V> ComboBox<V> box(String label) {
        return $(ComboBox.class).withCaption(label).single();
    }

    private static FieldDefinition required(String key, String type, ObjectNode config) {
        return new FieldDefinition(Ids.next(), key, "Field " + key, type, config, true, false, "", "", null);
    }

    @Test
    void leadsToRecordsThatAreInTheWay() {
        App app = apps.create(null, AppProfile.labelled("Serials"));
        UUID id = Ids.next();
        FieldDefinition name = field("name", false);
        save(app, form(id, "serial", name), 0);
        publishAll(app);
        row(app, "serial", "same");
        row(app, "serial", "same");
        save(
                app,
                form(
                        id,
                        "serial",
                        new FieldDefinition(
                                name.id(),
                                name.key(),
                                name.label(),
                                name.type(),
                                name.config(),
                                false,
                                true,
                                "",
                                "",
                                null)),
                1);
        show(app, ReleaseRequest.all());
        assertThat(page()).contains("2 records of Form serial share the same Field name");
        assertThat($(Anchor.class).withText("Open these records").single().getHref())
                .isEqualTo("app/%s/form/serial?duplicates=name".formatted(app.key()));
        assertThat(button().isEnabled()).isFalse();
    }

    @Test
    void speaksChinese() {
        App app = apps.create(null, AppProfile.labelled("量具"));
        save(app, form(Ids.next(), "gauge", field("name", false)), 0);
        in(Locale.SIMPLIFIED_CHINESE);
        show(app, ReleaseRequest.all());
        assertThat(page()).contains("新增", "新建表单");
        assertThat($(Dialog.class).single().getHeaderTitle()).isEqualTo("发布“量具”");
    }

    @Test
    void aPlanThatChangedIsShownAnew() {
        App app = apps.create(null, AppProfile.labelled("Two at once"));
        UUID id = Ids.next();
        FieldDefinition name = field("name", false);
        save(app, form(id, "tool", name), 0);
        show(app, ReleaseRequest.of(Set.of(new DraftRef(FormDefinition.KIND, id))));
        save(app, form(id, "tool", name, field("more", false)), 1);
        test(button()).click();
        waitFor(() -> notices().stream().anyMatch(notice -> notice.contains("Something changed since")));
        assertThat(page()).contains("with 2 fields");
        publish();
        assertThat(released).hasSize(1);
    }

    private void show(App app, ReleaseRequest request) {
        open("");
        screen.open(app.key(), request, released::add);
        MockVaadin.clientRoundtrip();
    }

    private void publishAll(App app) {
        ReleaseRequest all = ReleaseRequest.all();
        publishing.publish(app.key(), all, publishing.plan(app.key(), all).fingerprint());
    }

    private void publish() {
        int before = released.size();
        test(button()).click();
        waitFor(() -> released.size() > before);
    }

    private Button button() {
        return $(Button.class).withText("Publish").last();
    }

    /** Publishing goes on beside the request; its end comes by push. */
    private void save(App app, FormDefinition form, long version) {
        drafts.save(app.key(), FormDefinition.KIND, codec.write(form), version);
    }

    private static FormDefinition form(UUID id, String key, FieldDefinition... fields) {
        List<RowDefinition> rows = List.of(fields).stream()
                .map(field -> new RowDefinition(List.of(field)))
                .toList();
        return new FormDefinition(
                id,
                key,
                "Form " + key,
                "vaadin:form",
                null,
                null,
                List.of(new SectionDefinition(new UUID(0, 1), "", rows)),
                List.of());
    }

    private static FieldDefinition field(String key, boolean required) {
        return new FieldDefinition(
                Ids.next(),
                key,
                "Field " + key,
                "text",
                JsonNodeFactory.instance.objectNode().put("maxLength", 200),
                required,
                false,
                "",
                "",
                null);
    }

    private void row(App app, String form, String name) {
        jdbc.sql("""
            insert into %s.%s (id, version, created_at, created_by, created_by_name,
                updated_at, updated_by, updated_by_name, name)
            values (?, 1, now(), 'x', 'X', now(), 'x', 'X', ?)
            """.formatted(app.schema(), form)).params(Ids.next(), name).update();
    }
}
