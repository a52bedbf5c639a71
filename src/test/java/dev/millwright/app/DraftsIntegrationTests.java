package dev.millwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millwright.app.NoteKind.Note;
import dev.millwright.identity.Principal;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.WithPerson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@AppTest
@WithPerson("dana")
class DraftsIntegrationTests {

    @Autowired
    private Drafts drafts;

    @Autowired
    private AppRights rights;

    @Autowired
    private Bench bench;

    @Test
    void theSecondDesignerIsToldAndNothingIsOverwritten() {
        App app = bench.app();
        var before = rights.of(app.key());
        rights.save(
                app.key(),
                new Rights(
                        before.rights().owners(), List.of(Principal.person(TestPeople.MIA.id())), List.of(), Map.of()),
                before.version());
        Note note = bench.note(app, "memo");
        Draft danas = drafts.find(app.key(), NoteKind.KEY, note.id()).orElseThrow();
        TestPeople.as(TestPeople.MIA);
        Draft mias = bench.save(app, note.withText("Mia's"), danas.version());
        TestPeople.as(TestPeople.DANA);
        assertThatThrownBy(() -> bench.save(app, note.withText("Dana's"), danas.version()))
                .isInstanceOfSatisfying(DraftChangedException.class, refusal -> {
                    assertThat(refusal.current()).isEqualTo(mias);
                    assertThat(refusal.current().updatedBy()).isEqualTo(Author.of(TestPeople.MIA));
                });
        assertThat(drafts.find(app.key(), NoteKind.KEY, "memo").orElseThrow().json())
                .contains("Mia's");
    }

    @Test
    void twoNewDraftsOfOneIdMeet() {
        App app = bench.app();
        Note note = bench.note(app, "memo");
        assertThatThrownBy(() -> bench.save(app, note, 0)).isInstanceOf(DraftChangedException.class);
    }

    @Test
    void aDraftCannotTakeTheIdOfAnotherApp() {
        App app = bench.app();
        Note note = bench.note(app, "memo");
        bench.publish(app);
        App other = bench.app();
        assertThatThrownBy(() -> bench.save(other, note, 0))
                .isInstanceOf(ConflictException.class)
                .isNotInstanceOf(DraftChangedException.class);
        assertThat(drafts.find(other.key(), NoteKind.KEY, note.id())).isEmpty();
    }

    @Test
    void staffSeesNoDrafts() {
        App app = bench.app();
        bench.shareWithSam(app);
        TestPeople.as(TestPeople.SAM);
        assertThatThrownBy(() -> drafts.list(app.key())).isInstanceOf(NotAllowedException.class);
    }

    @Test
    void aDraftKnowsWhetherItDiffersFromWhatIsLive() {
        App app = bench.app();
        Note note = bench.note(app, "memo");
        assertThat(drafts.list(app.key())).singleElement().matches(Draft::changed);
        bench.publish(app);
        assertThat(drafts.list(app.key())).singleElement().matches(draft -> !draft.changed());
        bench.save(app, note.withText("More"));
        assertThat(drafts.list(app.key())).singleElement().matches(Draft::changed);
        assertThat(drafts.revert(app.key(), new DraftRef(NoteKind.KEY, note.id()))
                        .changed())
                .isFalse();
    }

    @Test
    void aDeletedDraftComesBackFromWhatIsLive() {
        App app = bench.app();
        Note note = bench.note(app, "memo");
        bench.publish(app);
        Draft draft = drafts.list(app.key()).getFirst();
        drafts.delete(app.key(), draft.ref(), draft.version());
        assertThat(drafts.list(app.key())).isEmpty();
        assertThat(drafts.removed(app.key()))
                .singleElement()
                .matches(gone -> gone.id().equals(note.id()));
        assertThat(drafts.revert(app.key(), draft.ref()).json()).isEqualTo(draft.json());
    }

    @Test
    void aDraftIsDeletedOnlyAsItWasSeen() {
        App app = bench.app();
        Note note = bench.note(app, "memo");
        bench.save(app, note.withText("Newer"));
        assertThatThrownBy(() -> drafts.delete(app.key(), new DraftRef(NoteKind.KEY, note.id()), 1))
                .isInstanceOf(DraftChangedException.class);
    }
}
