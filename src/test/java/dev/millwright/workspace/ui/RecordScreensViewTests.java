package dev.millwright.workspace.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.app.Action;
import dev.millwright.app.AppProfile;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.testing.TestPeople;
import dev.millwright.ui.ConfirmDialog;
import dev.millwright.workspace.UnsavedEntries;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class RecordScreensViewTests extends PublishedFormViewTest {

    @Autowired
    private UnsavedEntries unsaved;

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
        assertThat(input("Number").isInvalid()).as("of another value").isFalse();
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
        UUID id = published().id();
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
        assertThat(input("Number").getValue()).as("until it is meant").isEqualTo("G-1");
        click("Throw it away");
        assertThat(input("Number").getValue()).isEmpty();
        assertThat(unsaved.find(id, null)).isEmpty();
    }

    @Test
    void findsAgainWhatWasTypedAndCannotBeRead() {
        open(RecordsNavigation.create(form));
        type("Number", "G-1");
        type("Reading", "many");
        assertThat(input("Reading").isInvalid()).as("as soon as it is left").isTrue();
        open(RecordsNavigation.list(form));
        click("Leave");
        open(RecordsNavigation.create(form));
        assertThat(input("Reading").getValue()).as("given up").isEmpty();
        type("Reading", "many");
        UI.getCurrent().refreshCurrentRoute(false);
        assertThat(input("Reading").getValue()).isEqualTo("many");
        assertThat(input("Reading").isInvalid()).isTrue();
        assertThat(input("Reading").getErrorMessage()).isNotBlank();
        type("Reading", "12");
        assertThat(input("Reading").isInvalid()).isFalse();
        type("Number", "G-1");
        click("Save");
        assertThat(query.list(ListRequest.of(form, 10)).items())
                .singleElement()
                .satisfies(saved -> assertThat(saved.values()).containsEntry("reading", 12L));
    }

    @Test
    void asksBeforeChangesAreGivenUpAndOnlyThen() {
        RecordData record = records.create(form, Map.of("number", "G-1", "place", "Hall 1"), Via.SCREEN);
        open(RecordsNavigation.record(form, record.id()));
        click("Edit");
        click("Cancel");
        assertThat($(ConfirmDialog.class).exists()).as("nothing was changed").isFalse();
        click("Edit");
        type("Place", "Hall 2");
        type("Place", "Hall 1");
        click("Cancel");
        assertThat($(ConfirmDialog.class).exists()).as("nothing is changed").isFalse();
        click("Edit");
        type("Place", "Hall 2");
        click("Cancel");
        assertThat($(ConfirmDialog.class).single().isOpened()).isTrue();
        assertThat(input("Place").getValue()).isEqualTo("Hall 2");
        click("Leave");
        assertThat(page()).contains("Hall 1").doesNotContain("Hall 2");
    }

    @Test
    void savesOnTheWayOutWhatIsComplete() {
        open(RecordsNavigation.create(form));
        type("Place", "Hall 2");
        leaveAndSave();
        assertThat(currentPath()).isEqualTo(RecordsNavigation.create(form));
        assertThat(input("Number").isInvalid()).isTrue();
        type("Number", "G-1");
        leaveAndSave();
        assertThat(currentPath()).isEqualTo(RecordsNavigation.list(form));
        assertThat(notices()).contains("Saved: G-1");
    }

    private void leaveAndSave() {
        UI.getCurrent().navigate(RecordsNavigation.list(form));
        test($(Button.class).withText("Save").last()).click();
    }

    @Test
    void goesOnWithChangesThatWereNotSavedAndShowsWhatOthersChangedMeanwhile() {
        RecordData record = records.create(form, Map.of("number", "G-1", "place", "Hall 1"), Via.SCREEN);
        UUID id = published().id();
        open(RecordsNavigation.record(form, record.id()));
        click("Edit");
        type("Place", "Hall 2");
        var typed = unsaved.find(id, record.id()).orElseThrow();
        click("Cancel");
        click("Leave");
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
    void showsReadersWhatOthersSavedAndTellsWriters() {
        RecordData record = records.create(form, Map.of("number", "G-1", "place", "Hall 1"), Via.SCREEN);
        open(RecordsNavigation.record(form, record.id()));
        records.update(form, record.id(), null, Map.of("place", "Hall 3"), Via.API);
        view().showWhatOthersDid();
        assertThat(page()).contains("Hall 3");

        click("Edit");
        type("Place", "Hall 2");
        records.update(form, record.id(), null, Map.of("place", "Hall 4"), Via.API);
        view().showWhatOthersDid();
        view().showWhatOthersDid();
        assertThat(page()).containsOnlyOnce("has just changed this record");
        assertThat(input("Place").getValue()).isEqualTo("Hall 2");
        click("Save");
        assertThat($(ConflictDialog.class).single().isOpened()).isTrue();
    }

    @Test
    void drawsNothingAnewBelowAnOpenDialogAndOnceWhenItIsClosed() {
        RecordData record = records.create(form, Map.of("number", "G-1", "place", "Hall 1"), Via.SCREEN);
        open(RecordsNavigation.record(form, record.id()));
        click("Delete");
        ConfirmDialog dialog = $(ConfirmDialog.class).single();
        records.update(form, record.id(), null, Map.of("place", "Hall 3"), Via.API);
        view().showWhatOthersDid();
        view().showWhatOthersDid();
        assertThat(page()).contains("Hall 1").doesNotContain("Hall 3");
        dialog.close();
        waitFor(() -> page().contains("Hall 3"));
    }

    @Test
    void showsThatOthersDeletedTheRecord() {
        RecordData record = records.create(form, Map.of("number", "G-1"), Via.SCREEN);
        open(RecordsNavigation.record(form, record.id()));
        records.delete(form, record.id(), null, Via.API);
        view().showWhatOthersDid();
        assertThat($(Button.class).withText("Restore").exists()).isTrue();
        assertThat($(Button.class).withText("Edit").exists()).isFalse();
    }

    private RecordView view() {
        return $(RecordView.class).single();
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
    void saysWhatKeepsARecordInTheRecycleBin() {
        RecordData record = records.create(form, Map.of("number", "G-1"), Via.SCREEN);
        records.delete(form, record.id(), null, Via.SCREEN);
        records.create(form, Map.of("number", "G-1"), Via.SCREEN);
        open(RecordsNavigation.record(form, record.id()));
        click("Restore");
        assertThat(notices())
                .anyMatch(notice -> notice.contains("“G-1” cannot be restored")
                        && notice.contains("Change the record that has this value first"));
        assertThat(query.get(form, record.id()).deletedAt()).isNotNull();
    }

    @Test
    void keepsStrangersOut() {
        String closed = apps.create(null, AppProfile.labelled("Closed")).key();
        become(TestPeople.SAM);
        open(RecordsNavigation.list(new FormRef(closed, "gauge")));
        assertThat(page()).contains("There is nothing here");
    }

    private TextField input(String label) {
        return $(TextField.class).withCaption(label).single();
    }

    private void type(String label, String text) {
        test(input(label)).setValue(text);
    }
}
