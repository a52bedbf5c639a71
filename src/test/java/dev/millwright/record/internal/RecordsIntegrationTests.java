package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millwright.app.Action;
import dev.millwright.app.StaleReleaseException;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.record.Condition;
import dev.millwright.record.Condition.Compare;
import dev.millwright.record.Condition.Operator;
import dev.millwright.record.FormRef;
import dev.millwright.record.HistoryEntry;
import dev.millwright.record.HistoryEntry.Event;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordChanges;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordPage;
import dev.millwright.record.RecordsChanged;
import dev.millwright.record.StaleRecordException;
import dev.millwright.record.UniqueValueTakenException;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.record.Via;
import dev.millwright.record.spi.RecordNews;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import dev.millwright.testing.TestPeople;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RecordsIntegrationTests {

    private static final FormRef PART = ref("shop", "part");

    private static final FormDefinition RIGHTS = form("guarded", field("name", "text"));
    private static final FormRef GUARDED = ref("rights", "guarded");

    private static Gate gate;

    @BeforeAll
    static void publish() {
        gate = new Gate();
        gate.publish(
                "shop",
                EnumSet.allOf(Action.class),
                form(
                        "part",
                        field("name", "text", "{}", "required"),
                        field("serial", "text", "{}", "unique"),
                        field("price", "decimal"),
                        field("stock", "integer"),
                        field("made", "date"),
                        field("ok", "yes-no")));
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    @Test
    void createsAndReadsBack() {
        RecordData created = gate.records()
                .create(
                        PART,
                        values(
                                "name",
                                "Bolt",
                                "serial",
                                "S-1",
                                "price",
                                new BigDecimal("1.50"),
                                "stock",
                                7L,
                                "made",
                                LocalDate.of(2026, 1, 2),
                                "ok",
                                true),
                        Via.SCREEN);
        RecordData read = gate.query().get(PART, created.id());
        assertThat(read).isEqualTo(created);
        assertThat(read.title()).isEqualTo("Bolt");
        assertThat(read.version()).isEqualTo(1);
        assertThat(gate.query().history(PART, created.id(), 10)).hasSize(1);
    }

    @Test
    void listsNewestFirst() {
        RecordData one = gate.records().create(PART, values("name", "One"), Via.SCREEN);
        RecordData two = gate.records().create(PART, values("name", "Two"), Via.SCREEN);
        RecordPage page = gate.query().list(ListRequest.of(PART, 2));
        assertThat(page.items()).containsExactly(two, one);
        assertThat(page.next()).isNotNull();
    }

    @Test
    void tellsAllProblemsAtOnceATakenUniqueValueAmongThem() {
        gate.records().create(PART, values("name", "Nut", "serial", "S-2"), Via.SCREEN);
        InvalidException refused = catchThrowableOfType(
                InvalidException.class,
                () -> gate.records()
                        .create(PART, values("serial", "S-2", "price", new BigDecimal("1.2345678")), Via.API));
        assertThat(refused.problems().stream().map(Problem::path)).contains("name", "serial", "price");
    }

    @Test
    void refusesOnlyATakenValueAsAConflict() {
        gate.records().create(PART, values("name", "Nut", "serial", "S-3"), Via.SCREEN);
        UniqueValueTakenException refused = catchThrowableOfType(
                UniqueValueTakenException.class,
                () -> gate.records().create(PART, values("name", "Other", "serial", "S-3"), Via.SCREEN));
        assertThat(refused.problems().items()).extracting(Problem::path).containsExactly("serial");
    }

    /** As when a field became another between reading a call and writing it. */
    @Test
    void refusesAsOutdatedWhatWasReadForAnotherType() {
        assertThatThrownBy(() -> gate.records().create(PART, values("name", "Bolt", "stock", "seven"), Via.API))
                .isInstanceOf(StaleReleaseException.class);
        RecordData old = gate.records().create(PART, values("name", "Bolt"), Via.API);
        assertThatThrownBy(() -> gate.records().update(PART, old.id(), null, values("made", 3L), Via.API))
                .isInstanceOf(StaleReleaseException.class);
    }

    @Test
    void changesOnlyNamedFieldsAndTellsTheSecondWriter() {
        RecordData old = gate.records().create(PART, values("name", "Cog", "stock", 1L), Via.SCREEN);
        RecordData changed = gate.records().update(PART, old.id(), old.version(), values("stock", 2L), Via.SCREEN);
        assertThat(changed.version()).isEqualTo(2);
        assertThat(changed.values()).containsEntry("name", "Cog").containsEntry("stock", 2L);
        assertThat(gate.query().get(PART, old.id())).isEqualTo(changed);
        assertThatThrownBy(() -> gate.records().update(PART, old.id(), 1L, values("stock", 3L), Via.SCREEN))
                .isInstanceOfSatisfying(
                        StaleRecordException.class, e -> assertThat(e.current()).isEqualTo(changed));
    }

    @Test
    void doesNothingWhenNothingChanges() {
        RecordData old =
                gate.records().create(PART, values("name", "Same", "price", new BigDecimal("1.50")), Via.SCREEN);
        RecordData same = gate.records()
                .update(PART, old.id(), null, values("name", "Same", "price", new BigDecimal("1.5")), Via.SCREEN);
        assertThat(same.version()).isEqualTo(1);
        assertThat(gate.query().history(PART, old.id(), 10)).hasSize(1);
    }

    @Test
    void movesToTheRecycleBinAndBack() {
        RecordData record = gate.records().create(PART, values("name", "Binned", "serial", "B-1"), Via.SCREEN);
        gate.records().delete(PART, record.id(), 1L, Via.SCREEN);
        ListRequest bin = new ListRequest(PART, Condition.ALL, "", List.of(), Set.of(), 10, null, true);
        assertThat(gate.query().list(bin).items()).extracting(RecordData::id).contains(record.id());
        assertThat(gate.query().list(ListRequest.of(PART, 100)).items())
                .extracting(RecordData::id)
                .doesNotContain(record.id());
        RecordData other = gate.records().create(PART, values("name", "Taker", "serial", "B-1"), Via.SCREEN);
        UniqueValueTakenException taken = catchThrowableOfType(
                UniqueValueTakenException.class, () -> gate.records().restore(PART, record.id(), Via.SCREEN));
        assertThat(taken.problems().items()).extracting(Problem::path).containsExactly("serial");
        gate.records().delete(PART, other.id(), null, Via.SCREEN);
        RecordData back = gate.records().restore(PART, record.id(), Via.SCREEN);
        assertThat(back.deletedAt()).isNull();
        assertThat(back.version()).isEqualTo(3);
        assertThat(gate.query().history(PART, record.id(), 10))
                .extracting(HistoryEntry::event)
                .containsExactly(Event.RESTORED, Event.DELETED, Event.CREATED);
    }

    @Test
    void keepsHostileTextsAsTheyAre() {
        for (String text : List.of(
                "'; drop table app_shop.part; --",
                "\"quoted\" \\ back {0} ? :name ${1+41}",
                "emoji 🏭 and 汉字 \u202e",
                "%_\\%",
                "x".repeat(200))) {
            RecordData record = gate.records().create(PART, values("name", text), Via.API);
            assertThat(gate.query().get(PART, record.id()).values()).containsEntry("name", text);
            assertThat(ids(new Compare("name", Operator.EQ, List.of(text)))).containsExactly(record.id());
            assertThat(ids(new Compare("name", Operator.CONTAINS, List.of(text))))
                    .contains(record.id());
            gate.records().update(PART, record.id(), null, values("name", text + "!"), Via.API);
            assertThat(gate.query()
                            .history(PART, record.id(), 1)
                            .getFirst()
                            .changes()
                            .getFirst()
                            .from())
                    .isEqualTo(text);
        }
        for (String text : List.of("a\u0000b", "a\ud800b", "\udc00")) {
            InvalidException refused = catchThrowableOfType(
                    InvalidException.class, () -> gate.records().create(PART, values("name", text), Via.API));
            assertThat(refused.problems().stream().map(Problem::path)).containsOnly("name");
            assertThat(ids(new Compare("name", Operator.CONTAINS, List.of(text))))
                    .isEmpty();
        }
        assertThat(ids(new Compare("name", Operator.STARTS_WITH, List.of("%")))).isNotEmpty();
        assertThat(ids(new Compare("name", Operator.STARTS_WITH, List.of("_")))).isEmpty();
    }

    @Test
    void comparesTypedValues() {
        RecordData record = gate.records()
                .create(
                        PART,
                        values(
                                "name",
                                "cmp",
                                "price",
                                new BigDecimal("10"),
                                "stock",
                                5L,
                                "made",
                                LocalDate.of(2020, 2, 29)),
                        Via.SCREEN);
        RecordData empty = gate.records().create(PART, values("name", "cmp"), Via.SCREEN);
        Condition cmp = new Compare("name", Operator.EQ, List.of("cmp"));
        for (Condition both : List.of(
                new Compare("price", Operator.EQ, List.of(new BigDecimal("10.00"))),
                new Compare("price", Operator.GE, List.of(10)),
                new Compare("stock", Operator.BETWEEN, List.of(4, 5)),
                new Compare("stock", Operator.IN, List.of(1, 5)),
                new Compare("stock", Operator.LT, List.of(new BigDecimal("5.5"))),
                new Compare("made", Operator.LE, List.of(LocalDate.of(2020, 2, 29))),
                new Compare("stock", Operator.NOT_EMPTY, List.of()))) {
            assertThat(ids(new Condition.And(List.of(cmp, both))))
                    .as(both.toString())
                    .containsExactly(record.id());
        }
        for (Condition both : List.of(
                new Compare("stock", Operator.NE, List.of(5)),
                new Compare("stock", Operator.EMPTY, List.of()),
                new Condition.Not(new Compare("price", Operator.GT, List.of(1))))) {
            assertThat(ids(new Condition.And(List.of(cmp, both))))
                    .as(both.toString())
                    .containsExactly(empty.id());
        }
        assertThat(ids(new Condition.Or(List.of()))).isEmpty();
    }

    @Test
    void findsValuesThatOccurTwice() {
        RecordData one = gate.records().create(PART, values("name", "double"), Via.SCREEN);
        RecordData two = gate.records().create(PART, values("name", "double"), Via.SCREEN);
        RecordData single = gate.records().create(PART, values("name", "single"), Via.SCREEN);
        assertThat(ids(new Condition.Duplicated("name")))
                .contains(one.id(), two.id())
                .doesNotContain(single.id());
    }

    @Test
    void searchesPartsOfTexts() {
        RecordData record = gate.records().create(PART, values("name", "Zahnrad 100%_齿轮"), Via.SCREEN);
        for (String text : List.of("zahn", "100%_", "齿轮")) {
            ListRequest request = new ListRequest(PART, Condition.ALL, text, List.of(), Set.of(), 10, null, false);
            assertThat(gate.query().list(request).items())
                    .extracting(RecordData::id)
                    .containsExactly(record.id());
        }
    }

    @Test
    void tellsOnceWhatChangedBesideRecordsAfterTheCommitOnly() throws InterruptedException {
        RecordNews news = gate.context.getBean(RecordNews.class);
        BlockingQueue<RecordsChanged> told = new LinkedBlockingQueue<>();
        UUID undone = Ids.next();
        UUID one = Ids.next();
        UUID other = Ids.next();
        List<UUID> many = Stream.generate(Ids::next).limit(10_000).toList();
        try (var subscription = gate.context.getBean(RecordChanges.class).subscribe(PART, change -> {
            // What other tests wrote is told about now, too.
            if (!change.written()) {
                told.add(change);
            }
        })) {
            assertThat(subscription).isNotNull();
            gate.transaction().executeWithoutResult(status -> {
                news.changedBeside(PART, Set.of(undone));
                status.setRollbackOnly();
            });
            gate.transaction().executeWithoutResult(status -> {
                news.changedBeside(PART, Set.of(one));
                news.changedBeside(PART, Set.of(other, one));
                assertThat(told).isEmpty();
            });
            assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(new RecordsChanged(PART, Set.of(one, other), false));

            gate.transaction().executeWithoutResult(status -> many.forEach(id -> news.changedBeside(PART, Set.of(id))));
            assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(new RecordsChanged(PART, Set.of(), false));
            assertThat(told).isEmpty();
        }
    }

    @Test
    void tellsWhoWroteAfterTheCommitOnly() throws InterruptedException {
        BlockingQueue<RecordsChanged> told = new LinkedBlockingQueue<>();
        try (var subscription = gate.context.getBean(RecordChanges.class).subscribe(PART, told::add)) {
            assertThat(subscription).isNotNull();
            gate.transaction().executeWithoutResult(status -> {
                gate.records().create(PART, values("name", "never"), Via.SCREEN);
                status.setRollbackOnly();
            });
            RecordData record = gate.records().create(PART, values("name", "told"), Via.SCREEN);
            RecordsChanged change = told.poll(30, TimeUnit.SECONDS);
            while (change != null && !change.ids().contains(record.id())) {
                change = told.poll(30, TimeUnit.SECONDS);
            }
            assertThat(change).isNotNull().matches(RecordsChanged::written);
        }
    }

    @Test
    void asksForTheRightToEachAction() {
        RecordData record = gate.records().create(PART, values("name", "guarded"), Via.SCREEN);
        for (Action action : List.of(Action.SEE, Action.CREATE, Action.CHANGE, Action.DELETE)) {
            EnumSet<Action> others = EnumSet.allOf(Action.class);
            others.remove(action);
            gate.publish("rights", others, RIGHTS);
            RecordData one = gate.records().create(GUARDED, values("name", "a"), Via.SCREEN);
            Map<Action, Runnable> work = Map.of(
                    Action.SEE, () -> gate.query().get(GUARDED, one.id()),
                    Action.CREATE, () -> gate.records().create(GUARDED, values("name", "b"), Via.API),
                    Action.CHANGE, () -> gate.records().update(GUARDED, one.id(), null, values("name", "c"), Via.API),
                    Action.DELETE, () -> gate.records().delete(GUARDED, one.id(), null, Via.API));
            Gate.run(TestPeople.SAM, () -> {
                Throwable refused = org.assertj.core.api.Assertions.catchThrowable(() -> run(work, action));
                assertThat(refused)
                        .isInstanceOf(action == Action.SEE ? NotFoundException.class : NotAllowedException.class);
                if (action != Action.SEE) {
                    run(work, Action.SEE);
                }
            });
            Gate.run(
                    TestPeople.MIA,
                    () -> assertThatThrownBy(() -> run(work, action)).isInstanceOf(NotFoundException.class));
        }
        assertThat(record).isNotNull();
    }

    private static void run(Map<Action, Runnable> work, Action action) {
        Runnable one = work.get(action);
        assertThat(one).isNotNull();
        one.run();
    }

    @Test
    void noticesAReleaseThatWentLiveInBetween() {
        FieldDefinition name = field("name", "text");
        FieldDefinition old = field("old", "text");
        UUID id = Ids.next();
        FormRef live = ref("live", "thing");
        gate.publish("live", Set.of(), form(id, "thing", null, null, List.of(), name, old));
        RecordData record = gate.records().create(live, values("name", "a", "old", "b"), Via.SCREEN);
        for (int i = 0; i < 6; i++) {
            gate.query().get(live, record.id());
        }
        gate.publish("live", Set.of(), form(id, "thing", null, null, List.of(old), name, field("young", "integer")));
        assertThat(gate.query().get(live, record.id()).values()).containsOnlyKeys("name");
        gate.records().update(live, record.id(), 1L, values("young", 3L), Via.SCREEN);
        assertThatThrownBy(() -> gate.records().create(live, values("old", "x"), Via.SCREEN))
                .isInstanceOf(UnknownFieldException.class);
        assertThat(gate.query().history(live, record.id(), 10).getFirst().changes())
                .extracting(HistoryEntry.FieldChange::to)
                .containsExactly(3L);
    }

    private static List<UUID> ids(Condition condition) {
        return gate
                .query()
                .list(new ListRequest(PART, condition, "", List.of(), Set.of(), 1000, null, false))
                .items()
                .stream()
                .map(RecordData::id)
                .toList();
    }
}
