package dev.millwright.workspace.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormRule;
import dev.millwright.form.RuleAction;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.testing.TestPeople;
import dev.millwright.workspace.EntryDrafts;
import dev.millwright.workspace.EntryDrafts.EntryDraft;
import dev.millwright.workspace.UnsavedEntries;
import dev.millwright.workspace.UnsavedEntries.UnsavedEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.node.JsonNodeFactory;

/** The entry page where something is done with a record right after it was saved. */
@Import(DeedAfterSavingViewTests.Offering.class)
class DeedAfterSavingViewTests extends PublishedFormViewTest {

    @TestConfiguration
    static class Offering {

        @Bean
        SendingOffer sending() {
            return new SendingOffer();
        }
    }

    /** Sends records away, which need a place for it. */
    static class SendingOffer extends RecordMarksTests.Silent {

        final List<RecordData> sent = new ArrayList<>();
        Problems wrong = Problems.NONE;

        @Override
        public Optional<AfterSaving> afterSaving(FormRef form, @Nullable RecordData before) {
            return Optional.of(new AfterSaving(
                    "Send",
                    "Keep",
                    "Keep and new",
                    UnaryOperator.identity(),
                    Set.of("place"),
                    true,
                    (saved, done, refused) -> {
                        if (wrong.hasErrors()) {
                            refused.accept(wrong);
                            return;
                        }
                        sent.add(saved);
                        done.accept(saved);
                    }));
        }
    }

    @Autowired
    private SendingOffer offer;

    @Autowired
    private EntryDrafts drafts;

    @Autowired
    private UnsavedEntries unsaved;

    @BeforeEach
    void nothingSent() {
        offer.sent.clear();
        offer.wrong = Problems.NONE;
    }

    @Override
    protected FormDefinition ruled(FormDefinition plain) {
        UUID place = plain.fields()
                .filter(field -> field.key().equals("place"))
                .map(FieldDefinition::id)
                .findFirst()
                .orElseThrow();
        return plain.withRules(List.of(new FormRule(
                Ids.next(), "Lent", true, "number = \"lent\"", List.of(new RuleAction.Hide(List.of(place))))));
    }

    private void type(String field, String text) {
        test($(TextField.class).withCaption(field).single()).setValue(text);
    }

    private List<RecordData> stored() {
        return query.list(ListRequest.of(form, 9)).items();
    }

    @Test
    void storesNothingWhileTheDeedLacksWhatItNeeds() {
        open(RecordsNavigation.create(form));
        type("Number", "G-1");
        click("Send");
        assertThat(stored()).isEmpty();
        assertThat($(TextField.class).withCaption("Place").single().isInvalid()).isTrue();

        type("Place", "Hall 2");
        click("Send");
        assertThat(offer.sent).hasSize(1);
        assertThat(stored()).hasSize(1);
    }

    @Test
    void theDeedNeedsNothingThatARuleHides() {
        open(RecordsNavigation.create(form));
        type("Number", "lent");
        click("Send");
        assertThat(offer.sent).hasSize(1);
    }

    @Test
    void saysInWordsWhatTheDeedFindsInAFieldOutOfSight() {
        offer.wrong = Problems.of(Problem.error("record.error.required", "place", "Place"));
        open(RecordsNavigation.create(form));
        type("Number", "lent");
        click("Send");
        assertThat(offer.sent).isEmpty();
        assertThat(notices()).anySatisfy(words -> assertThat(words).contains("Place"));
    }

    @Test
    void keepsARecordWithoutWhatOnlyTheDeedNeeds() {
        open(RecordsNavigation.create(form));
        type("Number", "G-1");
        click("Keep");
        assertThat(stored()).hasSize(1);
        assertThat(offer.sent).isEmpty();
    }

    @Test
    void keepsADraftThatLacksWhatItsFormDemandsAndMakesARecordOfItOnceItHasThat() {
        open(RecordsNavigation.create(form));
        type("Place", "Hall 2");
        click("Keep");
        assertThat(stored()).as("no record lacks what its form demands").isEmpty();
        assertThat(notices()).contains("Draft saved. Still to fill in: Number");
        EntryDrafts.Saved kept = onlyDraft();
        assertThat(kept.title()).as("the first that is known of it").isEqualTo("Hall 2");
        assertThat(currentPath()).isEqualTo(RecordsNavigation.draft(form, kept.id()));
        assertThat(unsaved.find(published().id(), null)).isEmpty();

        open(RecordsNavigation.list(form));
        open(RecordsNavigation.draft(form, kept.id()));
        assertThat(input("Place").getValue()).isEqualTo("Hall 2");
        click("Send");
        assertThat(stored()).isEmpty();
        assertThat(input("Number").isInvalid()).isTrue();
        type("Number", "G-1");
        click("Send");
        assertThat(stored()).singleElement().extracting(RecordData::title).isEqualTo("G-1");
        assertThat(offer.sent).hasSize(1);
        assertThat(drafts.of(List.of(published().id()))).isEmpty();
    }

    @Test
    void refusesADraftForWhatIsWrongAndNotForWhatIsMissing() {
        records.create(form, Map.of("number", "G-1"), Via.SCREEN);
        open(RecordsNavigation.create(form));
        type("Reading", "many");
        click("Keep");
        assertThat(input("Reading").isInvalid()).isTrue();
        assertThat(input("Number").isInvalid()).isFalse();
        type("Reading", "");
        type("Number", "G-1");
        click("Keep");
        assertThat(input("Number").isInvalid()).as("it is taken").isTrue();
        assertThat(drafts.of(List.of(published().id()))).isEmpty();
    }

    @Test
    void changesADraftAndFindsWhatWasEmptiedEmpty() {
        EntryDrafts.Saved kept = draft("Hall 2", "12");
        open(RecordsNavigation.draft(form, kept.id()));
        type("Place", "");
        type("Reading", "13");
        click("Keep");
        assertThat(onlyDraft().id()).isEqualTo(kept.id());
        open(RecordsNavigation.list(form));
        open(RecordsNavigation.draft(form, kept.id()));
        assertThat(input("Place").getValue()).isEmpty();
        assertThat(input("Reading").getValue()).isEqualTo("13");
    }

    @Test
    void findsWhatWasTypedIntoADraftAndGoesBackToItAsSaved() {
        EntryDrafts.Saved kept = draft("Hall 2", "12");
        open(RecordsNavigation.draft(form, kept.id()));
        type("Place", "");
        UnsavedEntry typed = unsaved.find(published().id(), kept.id()).orElseThrow();
        click("Keep");
        unsaved.keep(published().id(), kept.id(), typed);
        open(RecordsNavigation.list(form));
        open(RecordsNavigation.draft(form, kept.id()));
        assertThat(page()).contains("This is what you entered and did not save");
        click("Back to the draft as saved");
        click("Throw it away");
        assertThat(input("Reading").getValue()).isEqualTo("12");
        assertThat(unsaved.find(published().id(), kept.id())).isEmpty();
    }

    @Test
    void makesOneRecordOfADraftThatIsOpenTwice() {
        EntryDrafts.Saved kept = draft("Hall 2", "12");
        open(RecordsNavigation.draft(form, kept.id()));
        type("Number", "G-1");
        drafts.forget(kept.id());
        click("Keep");
        assertThat(stored()).isEmpty();
        assertThat(notices()).anyMatch(words -> words.startsWith("This draft was saved, submitted or discarded"));
        assertThat(input("Number").getValue()).isEqualTo("G-1");
    }

    @Test
    void showsADraftToNobodyElseAndDiscardsIt() {
        EntryDrafts.Saved kept = draft("Hall 2", "12");
        become(TestPeople.SAM);
        open(RecordsNavigation.draft(form, kept.id()));
        assertThat(page()).doesNotContain("Hall 2").contains("There is nothing here");
        become(TestPeople.DANA);
        open(RecordsNavigation.draft(form, kept.id()));
        click("Discard draft");
        test($(Button.class).withText("Discard draft").last()).click();
        assertThat(drafts.of(List.of(published().id()))).isEmpty();
        assertThat(currentPath()).isEqualTo(RecordsNavigation.list(form));
    }

    @Test
    void keepsChangesOfARecordThatLeaveItWithoutWhatItsFormDemandsBesideIt() {
        RecordData record = records.create(form, Map.of("number", "G-1", "place", "Hall 1"), Via.SCREEN);
        open(RecordsNavigation.record(form, record.id()));
        click("Edit");
        type("Number", "");
        type("Place", "Hall 3");
        click("Keep");
        assertThat(query.get(form, record.id()).values()).containsEntry("number", "G-1");
        assertThat(page()).contains("You changed this record and did not save");
        click("Go on");
        assertThat(input("Place").getValue()).isEqualTo("Hall 3");
    }

    @Test
    void takesNoMoreDraftsThanSomebodyCanLookThrough() {
        for (int i = 0; i < EntryDrafts.MOST; i++) {
            draft("Hall " + i, "");
        }
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> draft("One more", ""))
                .satisfies(e -> assertThat(e.code()).isEqualTo("record.draft.error.tooMany"));
    }

    private EntryDrafts.Saved onlyDraft() {
        return drafts.of(List.of(published().id())).getFirst();
    }

    private EntryDrafts.Saved draft(String place, String reading) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        EntryDraft made = drafts.keep(
                published().app().id(),
                new EntryDraft(
                        Ids.next(),
                        published().id(),
                        place,
                        reading.isEmpty()
                                ? Map.of("place", json.stringNode(place))
                                : Map.of(
                                        "place",
                                        json.stringNode(place),
                                        "reading",
                                        json.numberNode(Long.parseLong(reading))),
                        0,
                        Instant.now()));
        return new EntryDrafts.Saved(made.id(), made.form(), made.title(), made.at());
    }

    private TextField input(String field) {
        return $(TextField.class).withCaption(field).single();
    }
}
