package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.millwright.app.Action;
import dev.millwright.field.RecordRef;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.PublishedForm;
import dev.millwright.identity.Person;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.record.HistoryEntry;
import dev.millwright.record.HistoryEntry.Event;
import dev.millwright.record.HistoryEntry.FieldChange;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.StaleRecordException;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.record.Via;
import dev.millwright.record.spi.Authorities;
import dev.millwright.record.spi.Authority;
import dev.millwright.record.spi.Cause;
import dev.millwright.record.spi.FieldAccess;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.record.spi.RecordListener;
import dev.millwright.record.spi.RecordLock;
import dev.millwright.record.spi.WriteContext;
import dev.millwright.record.spi.WrittenRecords;
import dev.millwright.record.spi.WrittenRecords.WrittenRecord;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import dev.millwright.testing.TestPeople;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sockets of the gate that flows plug into: by what right, locks, listeners and permits. */
class AuthorityIntegrationTests {

    private static final FormRef LEAVE = ref("hr", "leave");
    private static final FormRef OTHER = ref("other", "note");

    /** Belongs to nothing here. */
    private static final Person SAM = TestPeople.SAM;

    private static final Cause CAUSE = new Cause("flow", Ids.next(), "Leave", "Head of department");
    private static final Authority.App FLOW = new Authority.App("hr", CAUSE);

    private static final FormDefinition KIND = form("kind", field("name", "text"));

    private static Gate gate;
    private static final Lock LOCK = new Lock();
    private static final Listener LISTENER = new Listener();

    @BeforeAll
    static void publish() {
        gate = new Gate();
        gate.context.registerBean(RecordLock.class, () -> LOCK);
        gate.context.registerBean(RecordListener.class, () -> LISTENER);
        gate.publish("hr", Set.of(), KIND, LEAVE_FORM);
        gate.publish("other", Set.of(), form("note", field("name", "text")));
    }

    private static final FormDefinition LEAVE_FORM = form(
            "leave",
            field("name", "text", "{}", "required"),
            field("days", "integer"),
            field("salary", "integer"),
            field("remark", "text"),
            field("kind", "link", "{\"form\": \"%s\"}".formatted(KIND.id()), ""));

    @AfterEach
    void forget() {
        LOCK.held.clear();
        LISTENER.heard.clear();
        LISTENER.refuses = false;
        gate.share("hr", Set.of());
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    @Test
    void theAppItselfWritesWhatNobodyWasGivenAndTheHistorySaysWhatActed() {
        Gate.run(SAM, () -> {
            RecordData created = gate.records().create(LEAVE, values("name", "Trip"), WriteContext.of(Via.FLOW, FLOW));
            assertThat(created.createdBy().name()).isEqualTo("Leave");
            assertThat(created.createdBy().id()).isEqualTo(Person.SYSTEM);
            authorities().run(FLOW, () -> {
                HistoryEntry entry =
                        gate.query().history(LEAVE, created.id(), 1).getFirst();
                assertThat(entry.by().name()).isEqualTo("Leave");
                assertThat(entry.via()).isEqualTo(Via.FLOW);
                assertThat(entry.cause()).contains(CAUSE);
            });
            assertThatThrownBy(() -> gate.query().get(LEAVE, created.id())).isInstanceOf(NotFoundException.class);
        });
    }

    @Test
    void theAppItselfHasNothingToSayInOtherApps() {
        assertThatThrownBy(() -> gate.records().create(OTHER, values("name", "x"), WriteContext.of(Via.FLOW, FLOW)))
                .isInstanceOf(NotFoundException.class);
        authorities()
                .run(
                        FLOW,
                        () -> assertThatThrownBy(() -> gate.query().list(ListRequest.of(OTHER, 10)))
                                .isInstanceOf(NotFoundException.class));
    }

    @Test
    void aStepReadsItsRecordAndNoOtherWithoutWhatIsHidden() {
        RecordData trip = leave("Trip");
        RecordData other = leave("Another");
        Gate.run(
                SAM,
                () -> authorities().run(step(trip), () -> {
                    assertThat(gate.query().get(LEAVE, trip.id()).values())
                            .containsKeys("name", "days")
                            .doesNotContainKey("salary");
                    assertThat(gate.query().list(ListRequest.of(LEAVE, 10)).items())
                            .extracting(RecordData::id)
                            .containsExactly(trip.id());
                    assertThat(gate.query().count(ListRequest.of(LEAVE, 10)).value())
                            .isEqualTo(1);
                    assertThat(gate.query().exactCount(ListRequest.of(LEAVE, 10)))
                            .isEqualTo(1);
                    assertThatThrownBy(() -> gate.query().get(LEAVE, other.id()))
                            .isInstanceOf(NotFoundException.class);
                    assertThatThrownBy(() -> gate.query().history(LEAVE, other.id(), 10))
                            .isInstanceOf(NotFoundException.class);
                    assertThat(gate.context
                                    .getBean(AccessibleForms.class)
                                    .require(LEAVE, Action.SEE)
                                    .fields())
                            .extracting(field -> field.key())
                            .containsExactly("name", "days", "remark", "kind");
                }));
    }

    @Test
    void aStepCannotFindOutWhatIsHidden() {
        RecordData trip = leave("Trip");
        gate.records().update(LEAVE, trip.id(), null, values("salary", 9_000L, "days", 4L), Via.SCREEN);
        Gate.run(
                SAM,
                () -> authorities().run(step(trip), () -> {
                    assertThatThrownBy(() -> gate.query().list(filtered("salary > 8000")))
                            .isInstanceOf(RuntimeException.class)
                            .hasMessageContaining("salary");
                    assertThatThrownBy(() -> gate.query()
                                    .list(new ListRequest(
                                            LEAVE,
                                            Condition.ALL,
                                            "",
                                            List.of(new ListRequest.Sort("salary", false)),
                                            Set.of(),
                                            10,
                                            null,
                                            false)))
                            .isInstanceOf(UnknownFieldException.class);
                    assertThat(gate.query().history(LEAVE, trip.id(), 10).stream()
                                    .flatMap(entry -> entry.changes().stream())
                                    .map(FieldChange::field))
                            .contains("days")
                            .doesNotContain("salary");
                }));
    }

    @Test
    void aStepWritesWhatItOpensAndNothingElse() {
        RecordData trip = leave("Trip");
        Gate.run(SAM, () -> {
            RecordData changed = gate.records()
                    .update(LEAVE, trip.id(), null, values("remark", "fine", "name", "Trip"), by(step(trip)));
            assertThat(changed.values()).containsEntry("remark", "fine").doesNotContainKey("salary");
            assertThat(refused(trip, values("remark", "x", "days", 9L)))
                    .extracting(Problem::code, Problem::path)
                    .containsExactly(tuple("record.error.fieldReadOnly", "days"));
            assertThat(refused(trip, values("remark", "x", "salary", 1L)).getFirst())
                    .satisfies(problem -> assertThat(problem.code()).isEqualTo("record.error.fieldHidden"))
                    .satisfies(problem -> assertThat(problem.arguments()).contains("salary"));
            assertThat(refused(trip, values("remark", null)).getFirst().code()).isEqualTo("record.error.required");
            assertThat(refused(trip, values()).getFirst())
                    .extracting(Problem::code)
                    .isEqualTo("record.error.required");
        });
        HistoryEntry entry = gate.query().history(LEAVE, trip.id(), 1).getFirst();
        assertThat(entry.by().name()).isEqualTo(SAM.name());
        assertThat(entry.cause()).contains(CAUSE);
    }

    private List<Problem> refused(RecordData record, Map<String, @Nullable Object> values) {
        // Each of them begins with nothing in the field that is demanded.
        gate.dsl.execute("update app_hr.leave set remark = null where id = ?", record.id());
        return catchThrowableOfType(
                        InvalidException.class,
                        () -> gate.records().update(LEAVE, record.id(), null, values, by(step(record))))
                .problems()
                .items();
    }

    @Test
    void aStepNeitherMakesNorDeletesNorTouchesAnotherRecordAlthoughTheMatrixAllowsIt() {
        gate.share("hr", EnumSet.allOf(Action.class));
        RecordData trip = leave("Trip");
        RecordData other = leave("Another");
        WriteContext step = by(step(trip));
        Gate.run(SAM, () -> {
            assertThatThrownBy(() -> gate.records().create(LEAVE, values("name", "New"), step))
                    .isInstanceOf(NotAllowedException.class);
            assertThatThrownBy(() -> gate.records().delete(LEAVE, trip.id(), null, step))
                    .isInstanceOf(NotAllowedException.class);
            assertThatThrownBy(() -> gate.records().update(LEAVE, other.id(), null, values("remark", "x"), step))
                    .isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> gate.records()
                            .batch(
                                    LEAVE,
                                    List.of(new RecordChange.Update(other.id(), null, values("remark", "x"))),
                                    step))
                    .isInstanceOf(NotFoundException.class);
        });
    }

    @Test
    void aStepReadsTheTitlesOfLinksAndChoosesOnlyForFieldsThatItOpens() {
        UUID kind = gate.records()
                .create(ref("hr", "kind"), values("name", "Holiday"), Via.SCREEN)
                .id();
        RecordData trip = leave("Trip");
        gate.records().update(LEAVE, trip.id(), null, values("kind", RecordRef.to(kind)), Via.SCREEN);
        Gate.run(SAM, () -> {
            authorities().run(step(trip), () -> {
                assertThat(gate.query().get(LEAVE, trip.id()).values().get("kind"))
                        .isEqualTo(new RecordRef(kind, null, "Holiday"));
                assertThat(gate.query().find(KIND.id(), "", 0, 10)).isEmpty();
            });
            Authority opens = new Authority.Step(
                    CAUSE, LEAVE, trip.id(), new FieldRights(Map.of("kind", FieldAccess.EDITABLE), FieldAccess.HIDDEN));
            authorities()
                    .run(
                            opens,
                            () -> assertThat(gate.query().find(KIND.id(), "", 0, 10))
                                    .extracting(RecordRef::title)
                                    .contains("Holiday"));
        });
    }

    @Test
    void staleRecordsShowNothingThatIsHiddenAndTellTheirPlace() {
        RecordData trip = leave("Trip");
        Gate.run(SAM, () -> {
            StaleRecordException stale = catchThrowableOfType(
                    StaleRecordException.class,
                    () -> gate.records()
                            .batch(
                                    LEAVE,
                                    List.of(new RecordChange.Update(trip.id(), 99L, values("remark", "x"))),
                                    by(step(trip))));
            assertThat(stale.change()).isZero();
            assertThat(stale.current().values()).doesNotContainKey("salary");
        });
        RecordData other = leave("Another");
        assertThat(catchThrowableOfType(
                                StaleRecordException.class,
                                () -> gate.records()
                                        .batch(
                                                LEAVE,
                                                List.of(
                                                        new RecordChange.Update(trip.id(), null, values("remark", "x")),
                                                        new RecordChange.Update(
                                                                other.id(), 99L, values("remark", "x"))),
                                                Via.API))
                        .change())
                .isEqualTo(1);
    }

    @Test
    void whatIsInAFlowIsChangedOnlyThere() {
        RecordData trip = leave("Trip");
        LOCK.held.put(trip.id(), new RecordLock.Holder("Leave", "Head of department"));
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> gate.records().update(LEAVE, trip.id(), null, values("days", 9L), Via.SCREEN))
                .satisfies(e -> assertThat(e.arguments()).containsExactly("Trip", "Leave", "Head of department"));
        assertThatThrownBy(() -> gate.records().delete(LEAVE, trip.id(), null, Via.API))
                .isInstanceOf(ConflictException.class);
        List<RecordChange> changes =
                List.of(new RecordChange.Create(values("name", "New")), new RecordChange.Delete(trip.id(), null));
        assertThat(catchThrowableOfType(
                                InvalidException.class, () -> gate.records().batch(LEAVE, changes, Via.SCREEN))
                        .problems())
                .extracting(Problem::code, Problem::path)
                .containsExactly(tuple("record.error.inFlow", "1"));
        assertThat(gate.records()
                        .attempt(
                                LEAVE,
                                List.of(new RecordChange.Update(trip.id(), null, values("days", 9L))),
                                Via.IMPORT,
                                Instant.now(),
                                true)
                        .problems())
                .extracting(found -> found.problem().code())
                .containsExactly("record.error.inFlow");
        gate.records().update(LEAVE, trip.id(), null, values("days", 9L), WriteContext.of(Via.FLOW, FLOW));
        Gate.run(SAM, () -> gate.records().update(LEAVE, trip.id(), null, values("remark", "x"), by(step(trip))));
        assertThat(gate.query().get(LEAVE, trip.id()).values())
                .containsEntry("days", 9L)
                .containsEntry("remark", "x");
    }

    @Test
    void listenersLearnOnceOfAllThatWasWrittenAndByWhatRight() {
        RecordData gone = leave("Gone");
        RecordData kept = leave("Kept");
        LISTENER.heard.clear();
        gate.records()
                .batch(
                        LEAVE,
                        List.of(
                                new RecordChange.Create(values("name", "New")),
                                new RecordChange.Update(kept.id(), null, values("days", 7L, "name", "Kept")),
                                new RecordChange.Delete(gone.id(), null)),
                        WriteContext.of(Via.FLOW, FLOW));
        assertThat(LISTENER.heard).hasSize(1);
        WrittenRecords written = LISTENER.heard.getFirst();
        assertThat(written.by().name()).isEqualTo("Leave");
        assertThat(written.context().cause()).contains(CAUSE);
        assertThat(written.records())
                .extracting(WrittenRecord::event)
                .containsExactly(Event.CREATED, Event.CHANGED, Event.DELETED);
        WrittenRecord changed = written.records().get(1);
        assertThat(changed.changed()).containsExactly("days");
        assertThat(changed.before()).containsEntry("days", 3L);
        assertThat(changed.after()).containsEntry("days", 7L);
        assertThat(changed.version()).isEqualTo(2);
        assertThat(written.records().get(2).before()).containsEntry("name", "Gone");
    }

    @Test
    void aListenerThatThrowsRefusesTheWrite() {
        RecordData trip = leave("Trip");
        LISTENER.refuses = true;
        assertThatThrownBy(() -> gate.records().update(LEAVE, trip.id(), null, values("days", 9L), Via.SCREEN))
                .isInstanceOf(ConflictException.class);
        assertThat(gate.query().get(LEAVE, trip.id()).values()).containsEntry("days", 3L);
    }

    @Test
    void neitherLocksNorListenersCostAStatement() {
        RecordData trip = leave("Trip");
        gate.statements.clear();
        gate.records().create(LEAVE, values("name", "One more"), Via.SCREEN);
        assertThat(gate.statements).hasSize(1);
        gate.statements.clear();
        gate.records().update(LEAVE, trip.id(), null, values("days", 9L), Via.SCREEN);
        assertThat(gate.statements).hasSize(2);
    }

    @Test
    void aRightThatIsWithdrawnBetweenAskingAndWritingNoLongerWrites() {
        gate.share("hr", EnumSet.allOf(Action.class));
        gate.apps.afterAsking(() -> gate.share("hr", Set.of()));
        assertThatThrownBy(() -> Gate.as(SAM, () -> gate.records().create(LEAVE, values("name", "Late"), Via.SCREEN)))
                .isInstanceOf(NotFoundException.class);
        assertThat(LISTENER.heard).isEmpty();
    }

    private static RecordData leave(String name) {
        return gate.records().create(LEAVE, values("name", name, "days", 3L, "salary", 5_000L), Via.SCREEN);
    }

    private static Authorities authorities() {
        return gate.context.getBean(Authorities.class);
    }

    private static WriteContext by(Authority authority) {
        return WriteContext.of(Via.SCREEN, authority);
    }

    private static Authority step(RecordData record) {
        return new Authority.Step(
                CAUSE,
                LEAVE,
                record.id(),
                new FieldRights(
                        Map.of("salary", FieldAccess.HIDDEN, "remark", FieldAccess.REQUIRED), FieldAccess.READ_ONLY));
    }

    private static ListRequest filtered(String expression) {
        return new ListRequest(LEAVE, new Condition.Matches(expression), "", List.of(), Set.of(), 10, null, false);
    }

    private static final class Lock implements RecordLock {

        private final Map<UUID, Holder> held = new HashMap<>();

        @Override
        public boolean concerns(PublishedForm form) {
            return !held.isEmpty();
        }

        @Override
        public Map<UUID, Holder> holders(PublishedForm form, Collection<UUID> records) {
            Map<UUID, Holder> holders = new HashMap<>();
            records.forEach(id -> Optional.ofNullable(held.get(id)).ifPresent(holder -> holders.put(id, holder)));
            return holders;
        }
    }

    private static final class Listener implements RecordListener {

        private final List<WrittenRecords> heard = new ArrayList<>();
        private boolean refuses;

        @Override
        public boolean listensTo(PublishedForm form) {
            return form.key().equals("leave");
        }

        @Override
        public void written(WrittenRecords written) {
            if (refuses) {
                throw new ConflictException("record.error.twice");
            }
            heard.add(written);
        }
    }
}
