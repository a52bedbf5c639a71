package dev.millwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millwright.app.NoteKind.Note;
import dev.millwright.app.PublishPlan.Operation;
import dev.millwright.app.PublishPlan.Part;
import dev.millwright.app.internal.OtherNode;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.WithPerson;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

@AppTest
@WithPerson("dana")
class PublishingIntegrationTests {

    @Autowired
    private Publishing publishing;

    @Autowired
    private PublishedApps published;

    @Autowired
    private Drafts drafts;

    @Autowired
    private Bench bench;

    @Autowired
    private Heard heard;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private ApplicationContext context;

    @Test
    void publishingMakesARealTableAndASnapshot() throws InterruptedException {
        App app = bench.app();
        Note note = bench.note(app, "memo");
        PublishPlan plan = publishing.plan(app.key(), ReleaseRequest.all());
        assertThat(plan.isPublishable()).isTrue();
        assertThat(plan.parts()).singleElement().satisfies(part -> {
            assertThat(part.operation()).isEqualTo(Operation.CREATE);
            assertThat(part.steps()).isNotEmpty();
        });
        assertThat(bench.columns(app, note)).isEmpty();
        Release release = publishing.publish(app.key(), ReleaseRequest.all(), plan.fingerprint());
        assertThat(release.number()).isEqualTo(1);
        assertThat(bench.columns(app, note)).contains("id", "content");
        PublishedApp snapshot = published.find(app.key()).orElseThrow();
        assertThat(snapshot.release()).isEqualTo(1);
        assertThat(snapshot.all(NoteKind.KEY, Note.class)).containsExactly(note);
        assertThat(published.appOf(NoteKind.KEY, note.id())).contains(snapshot);
        assertThat(heard.hears(event -> event.equals(new AppEvent.AppPublished(app.key()))))
                .isTrue();
    }

    @Test
    void aFailureRollsBackTablesReleaseAndDefinitionsTogether() {
        App app = bench.app();
        Note good = bench.note(app, "good");
        Note bad = bench.note(app, "bad");
        bench.save(app, bad.withText(NoteKind.BREAKS));
        assertThatThrownBy(() -> bench.publish(app)).isInstanceOf(IllegalStateException.class);
        assertThat(bench.columns(app, good)).isEmpty();
        assertThat(publishing.releases(app.key())).isEmpty();
        assertThat(published.find(app.key()).orElseThrow().release()).isZero();
        assertThat(drafts.list(app.key())).allMatch(Draft::changed).allMatch(draft -> draft.basedOnRelease() == 0);
        bench.save(app, bad.withText("fine"));
        assertThat(bench.publish(app).number()).isEqualTo(1);
    }

    @Test
    void aPlanThatIsNoLongerTrueIsNotCarriedOut() {
        App app = bench.app();
        Note note = bench.note(app, "memo");
        String seen = publishing.plan(app.key(), ReleaseRequest.all()).fingerprint();
        bench.save(app, note.withText("changed since"));
        assertThatThrownBy(() -> publishing.publish(app.key(), ReleaseRequest.all(), seen))
                .isInstanceOfSatisfying(
                        ConflictException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("app.error.planChanged"));
        assertThat(publishing.releases(app.key())).isEmpty();
    }

    @Test
    void theSameChangeIsPublishedOnce() {
        App app = bench.app();
        bench.note(app, "memo");
        String seen = publishing.plan(app.key(), ReleaseRequest.all()).fingerprint();
        publishing.publish(app.key(), ReleaseRequest.all(), seen);
        assertThatThrownBy(() -> publishing.publish(app.key(), ReleaseRequest.all(), seen))
                .isInstanceOf(ConflictException.class);
        assertThat(publishing.plan(app.key(), ReleaseRequest.all()).isEmpty()).isTrue();
    }

    @Test
    void publishesOnlyWhatIsIncluded() {
        App app = bench.app();
        Note first = bench.note(app, "first");
        Note second = bench.note(app, "second");
        bench.publish(app, ReleaseRequest.of(Set.of(new DraftRef(NoteKind.KEY, first.id()))));
        assertThat(bench.columns(app, first)).isNotEmpty();
        assertThat(bench.columns(app, second)).isEmpty();
    }

    @Test
    void aLinkToSomethingUnpublishedIsAProblem() {
        App app = bench.app();
        Note target = bench.note(app, "target");
        Note source = bench.note(app, "source");
        bench.save(app, source.linkedTo(target.id()));
        ReleaseRequest alone = ReleaseRequest.of(Set.of(new DraftRef(NoteKind.KEY, source.id())));
        PublishPlan plan = publishing.plan(app.key(), alone);
        assertThat(plan.isPublishable()).isFalse();
        assertThat(plan.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(PublishPlan.UNPUBLISHED);
            assertThat(problem.path()).isEqualTo("note/source");
        });
        assertThat(plan.parts().getFirst().missing()).containsExactly(new DraftRef(NoteKind.KEY, target.id()));
        assertThatThrownBy(() -> publishing.publish(app.key(), alone, plan.fingerprint()))
                .isInstanceOf(InvalidException.class);
        bench.publish(app);
        assertThat(published.find(app.key()).orElseThrow().all(NoteKind.KEY)).hasSize(2);
    }

    @Test
    void linksLeadOnlyIntoAppsThatThePersonMayOpen() {
        App target = bench.app();
        Note note = bench.note(target, "memo");
        bench.publish(target);
        TestPeople.as(TestPeople.ADMIN);
        App source = bench.appOfCurrentPerson();
        Note link = bench.note(source, "link");
        bench.save(source, link.linkedTo(note.id()));
        assertThat(publishing.plan(source.key(), ReleaseRequest.all()).problems())
                .extracting(problem -> problem.code())
                .containsExactly("app.problem.referenceGone");
    }

    @Test
    void whatOthersLinkToIsNotRemoved() {
        App app = bench.app();
        Note target = bench.note(app, "target");
        Note source = bench.note(app, "source");
        bench.save(app, source.linkedTo(target.id()));
        bench.publish(app);
        delete(app, target);
        assertThat(publishing.plan(app.key(), ReleaseRequest.all()).problems())
                .extracting(problem -> problem.code())
                .containsExactly("app.problem.stillUsed");
    }

    @Test
    void aRemovedDefinitionKeepsItsTableAndItsKeyStaysTaken() {
        App app = bench.app();
        Note note = bench.note(app, "memo");
        bench.publish(app);
        bench.row(app, note, "kept");
        delete(app, note);
        assertThat(publishing.plan(app.key(), ReleaseRequest.all()).parts())
                .extracting(Part::operation)
                .containsExactly(Operation.REMOVE);
        bench.publish(app);
        assertThat(published.find(app.key()).orElseThrow().all(NoteKind.KEY)).isEmpty();
        assertThat(bench.values(app, note, "content")).containsExactly("kept");
        bench.note(app, "memo");
        assertThat(publishing.plan(app.key(), ReleaseRequest.all()).problems())
                .extracting(problem -> problem.code())
                .containsExactly("app.problem.keyUsedBefore");
    }

    @Test
    void goesBackToAnyRelease() {
        App app = bench.app();
        Note note = bench.note(app, "memo");
        bench.publish(app);
        bench.row(app, note, "kept");
        bench.save(app, note.withText("two").withSecond(true));
        bench.publish(app, ReleaseRequest.all().answering(Map.of("second", "filled")));
        assertThat(bench.values(app, note, "second")).containsExactly("filled");
        delete(app, note);
        bench.publish(app);

        bench.publish(app, ReleaseRequest.backTo(2));
        assertThat(published.find(app.key()).orElseThrow().all(NoteKind.KEY, Note.class))
                .containsExactly(note.withText("two").withSecond(true));
        bench.publish(app, ReleaseRequest.backTo(1));
        assertThat(drafts.list(app.key())).singleElement().matches(draft -> !draft.changed());
        assertThat(bench.values(app, note, "second")).containsExactly("filled");
        assertThat(publishing.releases(app.key())).extracting(Release::number).containsExactly(5L, 4L, 3L, 2L, 1L);
    }

    @Test
    void asksWhatExistingRecordsGet() {
        App app = bench.app();
        Note note = bench.note(app, "memo");
        bench.publish(app);
        bench.row(app, note, "old");
        bench.save(app, note.withSecond(true));
        PublishPlan open = publishing.plan(app.key(), ReleaseRequest.all());
        assertThat(open.isPublishable()).isFalse();
        assertThatThrownBy(() -> publishing.publish(app.key(), ReleaseRequest.all(), open.fingerprint()))
                .isInstanceOf(InvalidException.class);
        bench.publish(app, ReleaseRequest.all().answering(Map.of("second", "")));
        assertThat(bench.values(app, note, "second")).containsExactly("-");
    }

    @Test
    void carriedOverPartsComeIntoTheDraftWithANewVersion() {
        App app = bench.app();
        Note note = bench.note(app, "memo");
        bench.save(app, note.withSecond(true));
        bench.publish(app);
        Draft without = bench.save(app, note.withSecond(false));
        bench.publish(app);
        Draft after = drafts.find(app.key(), NoteKind.KEY, note.id()).orElseThrow();
        assertThat(after.version()).isEqualTo(without.version() + 1);
        assertThat(after.json()).contains("\"retired\":[\"second\"]");
        assertThat(after.changed()).isFalse();
    }

    @Test
    void duplicatesAreToldInTheWordsOfTheDesigner() {
        App app = bench.app();
        Note note = bench.note(app, "memo");
        bench.publish(app);
        for (int i = 0; i < 4; i++) {
            bench.row(app, note, "same");
        }
        bench.row(app, note, "other");
        bench.save(app, note.withUnique());
        PublishPlan plan = publishing.plan(app.key(), ReleaseRequest.all());
        assertThat(plan.isPublishable()).isFalse();
        assertThat(plan.parts().getFirst().obstacles()).singleElement().satisfies(obstacle -> {
            assertThat(obstacle.isDuplicates()).isTrue();
            assertThat(obstacle.field()).isEqualTo(Optional.of("content"));
            assertThat(obstacle.arguments()).startsWith("Note memo", "The content");
        });
        assertThatThrownBy(() -> publishing.publish(app.key(), ReleaseRequest.all(), plan.fingerprint()))
                .isInstanceOf(InvalidException.class);
    }

    @Test
    void historyIsKeptInWords() {
        App app = bench.app();
        Note note = bench.note(app, "memo");
        bench.publish(app);
        bench.save(app, note.withText("more"));
        bench.publish(app);
        assertThat(publishing.releases(app.key()).getFirst()).satisfies(release -> {
            assertThat(release.by()).isEqualTo(Author.of(TestPeople.DANA));
            assertThat(release.notes()).singleElement().satisfies(change -> {
                assertThat(change.code()).isEqualTo("note.text");
                assertThat(change.arguments()).containsExactly("", "more");
            });
        });
    }

    @Test
    void staffCannotPublish() {
        App app = bench.app();
        bench.note(app, "memo");
        bench.shareWithSam(app);
        TestPeople.as(TestPeople.SAM);
        assertThatThrownBy(() -> publishing.plan(app.key(), ReleaseRequest.all()))
                .isInstanceOf(NotAllowedException.class);
        assertThatThrownBy(() -> publishing.publish(app.key(), ReleaseRequest.all(), ""))
                .isInstanceOf(NotAllowedException.class);
    }

    @Test
    void aWriteWithAnOldSnapshotIsRefused() {
        App app = bench.app();
        bench.note(app, "memo");
        PublishedApp old = published.find(app.key()).orElseThrow();
        bench.publish(app);
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> published.holdRelease(old)))
                .isInstanceOf(StaleReleaseException.class);
        transaction.executeWithoutResult(
                status -> published.holdRelease(published.find(app.key()).orElseThrow()));
    }

    @Test
    void publishingWaitsForWritesThatAreUnderWay() {
        App app = bench.app();
        Note note = bench.note(app, "memo");
        bench.publish(app);
        bench.save(app, note.withText("more"));
        PublishedApp snapshot = published.find(app.key()).orElseThrow();
        Thread publisher = transaction.execute(status -> {
            published.holdRelease(snapshot);
            Thread started = Thread.ofPlatform().start(() -> {
                TestPeople.as(TestPeople.DANA);
                bench.publish(app);
            });
            bench.awaitSomebodyWaitingAtTheGate();
            bench.row(app, note, "written meanwhile");
            assertThat(publishing.releases(app.key())).hasSize(1);
            return started;
        });
        join(publisher);
        assertThat(publishing.releases(app.key())).hasSize(2);
    }

    @Test
    void anotherNodeIsToldAndForgets() throws InterruptedException {
        try (OtherNode node = OtherNode.start(context)) {
            App app = bench.app();
            bench.note(app, "memo");
            Draft draft = drafts.list(app.key()).getFirst();
            assertThat(node.hears(new AppEvent.DraftSaved(app.key(), draft.ref(), draft.version(), draft.updatedBy())))
                    .isTrue();
            assertThat(node.apps().find(app.key()).orElseThrow().release()).isZero();
            bench.publish(app);
            assertThat(node.hears(new AppEvent.AppPublished(app.key()))).isTrue();
            assertThat(node.apps().find(app.key()).orElseThrow().release()).isEqualTo(1);
            bench.shareWithSam(app);
            assertThat(node.hears(new AppEvent.RightsChanged(app.key()))).isTrue();
            assertThat(node.apps().find(app.key()).orElseThrow().rights().opens(TestPeople.SAM))
                    .isTrue();
            Draft unwanted = drafts.list(app.key()).getFirst();
            drafts.delete(app.key(), unwanted.ref(), unwanted.version());
            assertThat(node.hears(new AppEvent.DraftDeleted(app.key(), unwanted.ref(), draft.updatedBy())))
                    .isTrue();
        }
    }

    private void delete(App app, Note note) {
        Draft draft = drafts.find(app.key(), NoteKind.KEY, note.id()).orElseThrow();
        drafts.delete(app.key(), draft.ref(), draft.version());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
