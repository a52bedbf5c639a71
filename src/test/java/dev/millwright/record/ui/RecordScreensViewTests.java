package dev.millwright.record.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.textfield.TextField;
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
import dev.millwright.form.RowDefinition;
import dev.millwright.form.SectionDefinition;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.Records;
import dev.millwright.record.UnsavedEntries;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.ViewTest;
import dev.millwright.testing.WithPerson;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.JsonNodeFactory;

@WithPerson("dana")
class RecordScreensViewTests extends ViewTest {

    @Autowired
    private Apps apps;

    @Autowired
    private AppRights rights;

    @Autowired
    private Drafts drafts;

    @Autowired
    private Publishing publishing;

    @Autowired
    private DefinitionCodec codec;

    @Autowired
    private Records records;

    @Autowired
    private RecordQuery query;

    @Autowired
    private UnsavedEntries unsaved;

    @Autowired
    private AccessibleForms accessible;

    private FormRef form = new FormRef("", "");

    @BeforeEach
    void publish() {
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
                        Stream.of(field("number", "Number", true), field("place", "Place", false), number())
                                .map(field -> new RowDefinition(List.of(field)))
                                .toList())),
                List.of());
        drafts.save(app, FormDefinition.KIND, codec.write(definition), 0);
        PublishPlan plan = publishing.plan(app, ReleaseRequest.all());
        publishing.publish(app, ReleaseRequest.all(), plan.fingerprint());
        form = new FormRef(app, "gauge");
        allow(EnumSet.allOf(Action.class));
    }

    @Test
    void entersARecordAndShowsItWithItsHistory() {
        open(RecordsNavigation.create(form));
        type("Number", "G-1");
        type("Place", "Hall 2");
        click("Save");
        assertThat($(H1.class).first().getText()).isEqualTo("G-1");
        assertThat(page()).contains("Hall 2", "created this record", TestPeople.DANA.name());
        assertThat(notices()).contains("Saved: G-1");
    }

    @Test
    void showsWhatIsWrongBesideTheField() {
        records.create(form, Map.of("number", "G-1"), Via.SCREEN);
        open(RecordsNavigation.create(form));
        type("Place", "Hall 2");
        click("Save");
        assertThat(input("Number").isInvalid()).isTrue();
        assertThat(input("Number").getErrorMessage()).isNotBlank();
        type("Number", "G-1");
        click("Save");
        assertThat(input("Number").isInvalid()).isTrue();
        type("Number", "G-2");
        click("Save");
        assertThat(query.list(ListRequest.of(form, 10)).items()).hasSize(2);
    }

    @Test
    void showsWhatCannotBeReadAndWhatIsMissingAtOnce() {
        open(RecordsNavigation.create(form));
        type("Reading", "many");
        click("Save");
        assertThat(input("Number").isInvalid()).isTrue();
        assertThat(input("Reading").isInvalid()).isTrue();
        type("Number", "G-1");
        type("Reading", "12");
        click("Save");
        assertThat(query.list(ListRequest.of(form, 10)).items()).hasSize(1);
    }

    @Test
    void findsAgainWhatWasTypedAndNotSaved() {
        open(RecordsNavigation.create(form));
        type("Number", "G-1");
        type("Reading", "12");
        UUID id = accessible.require(form, Action.SEE).id();
        var typed = unsaved.find(id, null).orElseThrow();
        assertThat(typed.values()).containsOnlyKeys("number", "reading");
        click("Save");
        assertThat(unsaved.find(id, null)).isEmpty();

        unsaved.keep(id, null, typed);
        become(TestPeople.SAM);
        open(RecordsNavigation.create(form));
        assertThat(input("Number").getValue()).as("of somebody else").isEmpty();
        become(TestPeople.DANA);
        open(RecordsNavigation.create(form));
        assertThat(input("Number").getValue()).isEqualTo("G-1");
        assertThat(input("Reading").getValue()).isEqualTo("12");
        click("Start afresh");
        assertThat(input("Number").getValue()).isEmpty();
        assertThat(unsaved.find(id, null)).isEmpty();
    }

    @Test
    void goesOnWithChangesThatWereNotSavedAndShowsWhatOthersChangedMeanwhile() {
        RecordData record = records.create(form, Map.of("number", "G-1", "place", "Hall 1"), Via.SCREEN);
        UUID id = accessible.require(form, Action.SEE).id();
        open(RecordsNavigation.record(form, record.id()));
        click("Edit");
        type("Place", "Hall 2");
        var typed = unsaved.find(id, record.id()).orElseThrow();
        click("Cancel");
        assertThat(unsaved.find(id, record.id())).isEmpty();

        unsaved.keep(id, record.id(), typed);
        records.update(form, record.id(), null, Map.of("place", "Hall 3"), Via.API);
        open(RecordsNavigation.list(form));
        open(RecordsNavigation.record(form, record.id()));
        click("Go on");
        assertThat(input("Place").getValue()).isEqualTo("Hall 2");
        click("Save");
        assertThat($(ConflictDialog.class).single().isOpened()).isTrue();
    }

    @Test
    void showsTheSecondWriterTheDifference() {
        RecordData record = records.create(form, Map.of("number", "G-1", "place", "Hall 1"), Via.SCREEN);
        open(RecordsNavigation.record(form, record.id()));
        click("Edit");
        type("Place", "Hall 2");
        records.update(form, record.id(), null, Map.of("place", "Hall 3"), Via.API);
        click("Save");
        ConflictDialog dialog = $(ConflictDialog.class).single();
        assertThat(dialog.isOpened()).isTrue();
        click("Save my choice");
        assertThat(query.get(form, record.id()).values()).containsEntry("place", "Hall 2");
        assertThat(page()).contains("Hall 3");
    }

    @Test
    void takesTheButtonAwayAtTheNextActionAfterTheRightWent() {
        RecordData record = records.create(form, Map.of("number", "G-1"), Via.SCREEN);
        become(TestPeople.SAM);
        open(RecordsNavigation.record(form, record.id()));
        assertThat($(Button.class).withText("Delete").exists()).isTrue();
        become(TestPeople.DANA);
        allow(Set.of(Action.SEE, Action.CHANGE));
        become(TestPeople.SAM);
        click("Delete");
        assertThat($(Button.class).withText("Delete").exists()).isFalse();
        assertThat(query.get(form, record.id()).deletedAt()).isNull();
    }

    @Test
    void deletesIntoTheRecycleBinAndBringsBack() {
        RecordData record = records.create(form, Map.of("number", "G-1"), Via.SCREEN);
        open(RecordsNavigation.record(form, record.id()));
        click("Delete");
        test($(Button.class).withText("Delete").last()).click();
        assertThat(query.list(ListRequest.of(form, 10)).items()).isEmpty();
        open(RecordsNavigation.bin(form));
        assertThat(page()).contains("Recycle bin of “Gauge”");
        open(RecordsNavigation.record(form, record.id()));
        assertThat(page()).contains("This record is in the recycle bin.");
        click("Restore");
        assertThat(query.list(ListRequest.of(form, 10)).items()).hasSize(1);
    }

    @Test
    void keepsStrangersOut() {
        String closed = apps.create(null, AppProfile.labelled("Closed")).key();
        become(TestPeople.SAM);
        open(RecordsNavigation.list(new FormRef(closed, "gauge")));
        assertThat(page()).contains("There is nothing here");
    }

    private static FieldDefinition number() {
        return new FieldDefinition(
                Ids.next(),
                "reading",
                "Reading",
                "integer",
                JsonNodeFactory.instance.objectNode(),
                false,
                false,
                "",
                "",
                null);
    }

    private FieldDefinition field(String key, String label, boolean demanding) {
        return new FieldDefinition(
                Ids.next(),
                key,
                label,
                "text",
                JsonNodeFactory.instance.objectNode(),
                demanding,
                demanding,
                "",
                "",
                null);
    }

    private void allow(Set<Action> staff) {
        AppRights.VersionedRights present = rights.of(form.app());
        Principal role = Principal.role(Role.STAFF);
        rights.save(
                form.app(),
                new Rights(
                        present.rights().owners(),
                        List.of(),
                        List.of(role),
                        Map.of(role, Map.of(Rights.ANY_FORM, staff))),
                present.version());
    }

    private TextField input(String label) {
        return $(TextField.class).withCaption(label).single();
    }

    private void type(String label, String text) {
        test(input(label)).setValue(text);
    }
}
