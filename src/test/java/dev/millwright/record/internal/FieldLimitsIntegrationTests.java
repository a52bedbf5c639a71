package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.millwright.app.Action;
import dev.millwright.identity.Person;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.Attempt;
import dev.millwright.record.FormRef;
import dev.millwright.record.HistoryEntry.FieldChange;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.StaleRecordException;
import dev.millwright.record.Via;
import dev.millwright.record.spi.Authorities;
import dev.millwright.record.spi.Authority;
import dev.millwright.record.spi.Cause;
import dev.millwright.record.spi.FieldAccess;
import dev.millwright.record.spi.FieldLimits;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.record.spi.WriteContext;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.testing.TestPeople;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What keeps people who act by no more than their rights from fields of some records. */
class FieldLimitsIntegrationTests {

    private static final FormRef ORDER = ref("shop", "order");
    private static final Person SAM = TestPeople.SAM;
    private static final LimitsForTests LIMITS = new LimitsForTests("order");

    private static Gate gate;

    @BeforeAll
    static void publish() {
        gate = new Gate();
        gate.context.registerBean(FieldLimits.class, () -> LIMITS);
        gate.publish(
                "shop",
                EnumSet.allOf(Action.class),
                form(
                        "order",
                        field("name", "text"),
                        field("stage", "text", "{}", "", "\"new\""),
                        field("price", "integer", "{}", "", "7"),
                        field("code", "code", "{\"parts\": [{\"kind\": \"number\", \"digits\": 3}]}", "")),
                form("note", field("name", "text")));
    }

    @AfterEach
    void allAreFree() {
        LIMITS.rights = FieldRights.ALL;
        LIMITS.free.clear();
        LIMITS.asked = 0;
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    private static FieldRights limited() {
        return new FieldRights(
                Map.of("stage", FieldAccess.READ_ONLY, "price", FieldAccess.HIDDEN), FieldAccess.EDITABLE);
    }

    private static RecordData create(@Nullable Object... pairs) {
        return Gate.as(SAM, () -> gate.records().create(ORDER, values(pairs), Via.API));
    }

    private static List<Problem> refused(Supplier<?> work) {
        return catchThrowableOfType(InvalidException.class, () -> Gate.as(SAM, work::get))
                .problems()
                .items();
    }

    private static RecordData asDesigned(UUID id) {
        return gate.query().get(ORDER, id);
    }

    @Test
    void aNewRecordBeginsAsItsFormSaysWhereNothingMayBeEntered() {
        LIMITS.rights = limited();
        RecordData created = create("name", "Drill");
        assertThat(created.values()).containsEntry("stage", "new").doesNotContainKey("price");
        assertThat(asDesigned(created.id()).values())
                .containsEntry("stage", "new")
                .containsEntry("price", 7L);
    }

    @Test
    void aNewRecordTakesNothingElseThere() {
        LIMITS.rights = limited();
        assertThat(refused(() -> create("name", "Drill", "stage", "done", "price", 9L)))
                .extracting(Problem::code, Problem::path)
                .containsExactlyInAnyOrder(
                        tuple("record.error.fieldReadOnly", "stage"), tuple("record.error.fieldHidden", "price"));
        assertThat(create("name", "Drill", "stage", "new").values()).containsEntry("stage", "new");
        RecordData emptied = create("name", "Drill", "stage", null);
        assertThat(asDesigned(emptied.id()).values()).containsEntry("stage", "new");
    }

    @Test
    void whatIsThereIsNotChangedAndTheSameIsNoChange() {
        RecordData order = create("name", "Drill", "stage", "asked");
        LIMITS.rights = limited();
        assertThat(refused(() -> gate.records()
                        .update(ORDER, order.id(), null, values("stage", "done", "price", 1L), Via.SCREEN)))
                .extracting(Problem::code)
                .containsExactlyInAnyOrder("record.error.fieldReadOnly", "record.error.fieldHidden");
        RecordData changed = Gate.as(
                SAM,
                () -> gate.records()
                        .update(ORDER, order.id(), null, values("name", "Press", "stage", "asked"), Via.SCREEN));
        assertThat(changed.values()).containsEntry("name", "Press").doesNotContainKey("price");
    }

    @Test
    void oneQuestionServesABatchInWhichOnlySomeRecordsAreLimited() {
        RecordData free = create("name", "Free");
        RecordData shut = create("name", "Shut");
        LIMITS.rights = limited();
        LIMITS.free.add(free.id());
        LIMITS.asked = 0;
        Attempt attempt = Gate.as(
                SAM,
                () -> gate.records()
                        .attempt(
                                ORDER,
                                List.of(
                                        new RecordChange.Update(free.id(), null, values("price", 1L)),
                                        new RecordChange.Update(shut.id(), null, values("price", 1L)),
                                        new RecordChange.Create(values("name", "New"))),
                                Via.IMPORT,
                                Instant.now(),
                                false));
        assertThat(attempt.problems())
                .extracting(found -> found.problem().code(), found -> found.change())
                .containsExactly(tuple("record.error.fieldHidden", 1));
        assertThat(LIMITS.asked).isEqualTo(1);
    }

    @Test
    void oneRecordIsReadWithoutWhatIsHiddenItsHistoryToo() {
        RecordData order = create("name", "Drill");
        gate.records().update(ORDER, order.id(), null, values("name", "Press", "price", 8L), Via.SCREEN);
        LIMITS.rights = limited();
        Gate.run(SAM, () -> {
            assertThat(gate.query().get(ORDER, order.id()).values())
                    .containsKey("stage")
                    .doesNotContainKey("price");
            assertThat(gate.query().history(ORDER, order.id(), 10))
                    .flatExtracting(entry -> entry.changes())
                    .extracting(FieldChange::field)
                    .contains("name")
                    .doesNotContain("price");
            StaleRecordException stale = catchThrowableOfType(
                    StaleRecordException.class,
                    () -> gate.records().update(ORDER, order.id(), 99L, values("name", "Press"), Via.SCREEN));
            assertThat(stale.current().values()).doesNotContainKey("price");
            AccessibleForms forms = gate.context.getBean(AccessibleForms.class);
            assertThat(forms.fields(ORDER, order.id()).hides("price")).isTrue();
            assertThat(forms.fieldsOfNew(ORDER).opens("stage")).isFalse();
        });
    }

    @Test
    void whoDesignsTheAppTheAppItselfAndStepsAreFree() {
        RecordData order = create("name", "Drill");
        LIMITS.rights = limited();
        gate.records().update(ORDER, order.id(), null, values("price", 1L), Via.SCREEN);
        Cause cause = new Cause("flow", Ids.next(), "Order", null);
        gate.records()
                .update(
                        ORDER,
                        order.id(),
                        null,
                        values("price", 2L),
                        WriteContext.of(Via.FLOW, new Authority.App("shop", cause)));
        Gate.run(
                SAM,
                () -> gate.records()
                        .update(
                                ORDER,
                                order.id(),
                                null,
                                values("price", 3L),
                                WriteContext.of(
                                        Via.FLOW, new Authority.Step(cause, ORDER, order.id(), FieldRights.ALL))));
        assertThat(asDesigned(order.id()).values()).containsEntry("price", 3L);
        assertThat(LIMITS.asked).isZero();
        gate.context
                .getBean(Authorities.class)
                .run(
                        new Authority.App("shop", cause),
                        () -> assertThat(gate.context
                                        .getBean(AccessibleForms.class)
                                        .fields(ORDER, order.id()))
                                .isEqualTo(FieldRights.ALL));
    }

    @Test
    void aLimitMayDemandAField() {
        LIMITS.rights = new FieldRights(Map.of("name", FieldAccess.REQUIRED), FieldAccess.EDITABLE);
        assertThat(refused(() -> create("stage", "x")))
                .extracting(Problem::code, Problem::path)
                .containsExactly(tuple("record.error.required", "name"));
    }

    @Test
    void otherFormsAreNotAskedAbout() {
        LIMITS.rights = limited();
        FormRef note = ref("shop", "note");
        Gate.run(SAM, () -> {
            RecordData created = gate.records().create(note, values("name", "A"), Via.SCREEN);
            gate.records().update(note, created.id(), null, values("name", "B"), Via.SCREEN);
            gate.query().get(note, created.id());
        });
        assertThat(LIMITS.asked).isZero();
    }

    @Test
    void theStrictestHoldsOfSeveral() {
        FieldRights one = new FieldRights(
                Map.of("a", FieldAccess.HIDDEN, "b", FieldAccess.REQUIRED, "c", FieldAccess.READ_ONLY),
                FieldAccess.EDITABLE);
        FieldRights other = new FieldRights(Map.of("a", FieldAccess.REQUIRED), FieldAccess.EDITABLE);
        FieldRights both = one.and(other).and(FieldRights.ALL);
        assertThat(both).isEqualTo(FieldRights.ALL.and(other).and(one));
        assertThat(both.hides("a")).isTrue();
        assertThat(both.demands("b")).isTrue();
        assertThat(both.opens("c")).isFalse();
        assertThat(both.opens("d")).isTrue();
    }
}
