package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millwright.app.Action;
import dev.millwright.app.FieldGrant;
import dev.millwright.app.Limit;
import dev.millwright.app.Rights;
import dev.millwright.field.RecordRef;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormDefinition.PartOf;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.record.AccessReasons;
import dev.millwright.record.AccessReasons.Reason;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.record.HistoryEntry;
import dev.millwright.record.HistoryEntry.LineChange;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordChange.Create;
import dev.millwright.record.RecordChange.Delete;
import dev.millwright.record.RecordChange.Update;
import dev.millwright.record.RecordData;
import dev.millwright.record.StaleRecordException;
import dev.millwright.record.UniqueValueTakenException;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.record.Via;
import dev.millwright.record.spi.Authorities;
import dev.millwright.record.spi.Authority;
import dev.millwright.record.spi.Cause;
import dev.millwright.record.spi.FieldAccess;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import dev.millwright.testing.TestPeople;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines are written, read, kept back and thrown away together with the record that they belong to. */
class LinesIntegrationTests {

    private static final FormRef ORDER = ref("sales", "order");
    private static final FormRef LINE = ref("sales", "order_line");
    private static final Principal STAFF = Principal.role(Role.STAFF);
    private static final UUID ORDER_ID = Ids.next();
    private static final UUID LINE_ID = Ids.next();
    private static final FieldDefinition OWNER = field("order", "link", "{\"form\": \"" + ORDER_ID + "\"}", "required");
    private static final FieldDefinition POSITION = field("position", "integer");
    private static final FieldDefinition ITEM = field("item", "text", "{}", "required");

    private static final FormDefinition LINES = form(
                    LINE_ID,
                    "order_line",
                    ITEM.id(),
                    null,
                    List.of(),
                    ITEM,
                    field("amount", "decimal"),
                    field("serial", "text", "{}", "unique"),
                    OWNER,
                    POSITION)
            .withPartOf(new PartOf(ORDER_ID, OWNER.id(), POSITION.id()));

    private static final FieldDefinition NUMBER = field("number", "text", "{}", "unique required");
    private static final FormDefinition ORDERS = form(
            ORDER_ID,
            "order",
            NUMBER.id(),
            NUMBER.id(),
            List.of(),
            NUMBER,
            field("state", "text"),
            field("lines", "subform", "{\"form\": \"" + LINE_ID + "\"}", ""));

    private static Gate gate;
    private int orders;

    @BeforeAll
    static void start() {
        gate = new Gate();
        gate.publish("sales", EnumSet.allOf(Action.class), ORDERS, LINES);
    }

    @AfterAll
    static void stop() {
        gate.close();
    }

    @BeforeEach
    void everybodyMayEverything() {
        gate.share("sales", EnumSet.allOf(Action.class));
    }

    @Test
    void anOrderIsSavedWithItsLinesInTheirOrder() {
        RecordData order = order("bolt", "nut", "washer");
        assertThat(items(order)).containsExactly("bolt", "nut", "washer");
        assertThat(lines(order))
                .extracting(line -> line.values().get("position"))
                .containsExactly(1L, 2L, 3L);
        assertThat(lines(order)).allSatisfy(line -> assertThat(owner(line)).isEqualTo(order.id()));
    }

    @Test
    void anOrderIsAnotherVersionWhereOnlyItsLinesAndTheirSumChange() {
        UUID basket = Ids.next();
        UUID item = Ids.next();
        FieldDefinition owner = field("basket", "link", "{\"form\": \"" + basket + "\"}", "required");
        FieldDefinition position = field("position", "integer");
        gate.publish(
                "sums",
                EnumSet.allOf(Action.class),
                form(
                        basket,
                        "basket",
                        null,
                        null,
                        List.of(),
                        field("state", "text"),
                        field("total", "decimal").withFormula("SUM(item.amount)"),
                        field("lines", "subform", "{\"form\": \"" + item + "\"}", "")),
                form(item, "item", null, null, List.of(), field("amount", "decimal"), owner, position)
                        .withPartOf(new PartOf(basket, owner.id(), position.id())));
        FormRef baskets = ref("sums", "basket");
        RecordData first = gate.records()
                .write(
                        baskets,
                        new Create(
                                values("state", "new"),
                                Map.of("lines", List.of(new Create(values("amount", BigDecimal.ONE))))),
                        Via.API);
        assertThat(first.values()).containsEntry("total", new BigDecimal("1.00"));
        UUID line = gate.query().lines(baskets, "lines", List.of(first)).values().stream()
                .flatMap(List::stream)
                .findFirst()
                .orElseThrow()
                .id();
        Map<String, List<RecordChange>> dearer =
                Map.of("lines", List.of(new Update(line, null, values("amount", BigDecimal.TEN))));
        RecordData after = gate.records().write(baskets, new Update(first.id(), 1L, values(), dearer), Via.API);
        assertThat(after.version()).isEqualTo(2);
        assertThat(after.values()).containsEntry("total", new BigDecimal("10.00"));
        RecordData read = gate.query().get(baskets, first.id());
        assertThat(read.version()).isEqualTo(2);
        assertThat(read.values()).containsEntry("total", new BigDecimal("10.00"));
    }

    @Test
    void oneSaveChangesAddsAndTakesAwayLines() {
        RecordData order = order("bolt", "nut", "washer");
        List<RecordData> before = lines(order);
        RecordData after = save(
                order,
                values("state", "open"),
                new Update(before.get(0).id(), before.get(0).version(), values("amount", new BigDecimal("2.5"))),
                new Delete(before.get(1).id(), before.get(1).version()),
                create("screw"));
        assertThat(items(after)).containsExactly("bolt", "washer", "screw");
        assertThat(lines(after).getFirst().values()).containsEntry("amount", new BigDecimal("2.5"));
        assertThat(after.version()).isEqualTo(2);
    }

    @Test
    void whatIsWrongWithALineIsToldAtItsPlaceAndNothingIsKept() {
        RecordData order = order("bolt");
        InvalidException refused = catchThrowableOfType(
                InvalidException.class,
                () -> save(order, values("number", null), create("nut"), new Create(values("amount", BigDecimal.ONE))));
        assertThat(refused.problems().stream().map(Problem::path)).containsExactlyInAnyOrder("number", "lines.1.item");
        assertThat(items(order)).containsExactly("bolt");
        assertThat(gate.records()
                        .check(
                                ORDER,
                                List.of(new Create(values("number", "n"), Map.of("lines", List.of(create(null)))))))
                .extracting(found -> found.numbered().path())
                .containsExactly("0.lines.0.item");
    }

    @Test
    void aTakenValueOfALineIsToldAtItsPlace() {
        save(order(), values(), new Create(values("item", "a", "serial", "S1")));
        UniqueValueTakenException taken = catchThrowableOfType(
                UniqueValueTakenException.class,
                () -> save(order(), values(), create("b"), new Create(values("item", "c", "serial", "S1"))));
        assertThat(taken.problems().stream().map(Problem::path)).containsExactly("lines.1.serial");
    }

    @Test
    void aLineOfAnotherOrderIsNotThere() {
        RecordData mine = order("bolt");
        RecordData other = order("nut");
        UUID line = lines(other).getFirst().id();
        InvalidException refused = catchThrowableOfType(
                InvalidException.class, () -> save(mine, values(), new Update(line, null, values("item", "stolen"))));
        assertThat(refused.problems().stream().map(Problem::code)).containsExactly("record.error.unknownRecord");
        assertThat(items(other)).containsExactly("nut");
    }

    @Test
    void whoSavesWhatSomebodyElseHasChangedIsTold() {
        RecordData order = order("bolt");
        RecordData line = lines(order).getFirst();
        save(order, values(), new Update(line.id(), line.version(), values("item", "first")));
        assertThatThrownBy(() -> save(order, values(), new Update(line.id(), line.version(), values("item", "second"))))
                .isInstanceOf(StaleRecordException.class);
        InvalidException refused = catchThrowableOfType(
                InvalidException.class,
                () -> gate.records()
                        .write(
                                ORDER,
                                new Update(
                                        order.id(),
                                        null,
                                        values(),
                                        Map.of(
                                                "lines",
                                                List.of(new Update(line.id(), line.version(), values("item", "x"))))),
                                Via.SCREEN));
        assertThat(refused.problems().stream().map(Problem::code)).containsExactly("record.error.lineStale");
        assertThat(items(order)).containsExactly("first");
    }

    @Test
    void theOrderIsAnotherWhenOnlyItsLinesAre() {
        RecordData order = order("bolt");
        RecordData after = save(order, values(), create("nut"));
        assertThat(after.version()).isEqualTo(order.version() + 1);
        assertThat(save(after, values()).version()).isEqualTo(after.version());
        gate.records().create(LINE, values("item", "washer", "order", RecordRef.to(order.id())), Via.API);
        assertThat(gate.query().get(ORDER, order.id()).version()).isEqualTo(after.version() + 1);
        assertThat(items(order)).containsExactly("bolt", "nut", "washer");
    }

    @Test
    void whyALineMayBeChangedIsWhyItsOrderMayBe() {
        RecordData line = lines(order("bolt")).getFirst();
        gate.share("sales", EnumSet.of(Action.SEE, Action.CHANGE));
        AccessReasons.Answer may = why(line);
        assertThat(may.actions().stream().filter(Reason::allowed).map(Reason::action))
                .containsExactly(Action.SEE, Action.CHANGE, Action.DELETE);
        gate.share("sales", EnumSet.of(Action.SEE));
        assertThat(why(line).actions().stream().filter(Reason::allowed).map(Reason::action))
                .containsExactly(Action.SEE);
    }

    private static AccessReasons.Answer why(RecordData line) {
        return Gate.as(
                TestPeople.SAM,
                () -> gate.context
                        .getBean(AccessReasons.class)
                        .why(
                                new AccessReasons.Question(
                                        LINE, Optional.of(line.id().toString()), Optional.empty()),
                                text -> text));
    }

    @Test
    void theHistoryOfTheOrderTellsOfItsLines() {
        RecordData order = order("bolt", "nut");
        RecordData nut = lines(order).get(1);
        save(order, values("state", "open"), new Update(nut.id(), null, values("item", "wing nut")), create("screw"));
        List<HistoryEntry> history = gate.query().history(ORDER, order.id(), 10);
        assertThat(history.get(0).lines())
                .extracting(LineChange::title, LineChange::event)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("wing nut", HistoryEntry.Event.CHANGED),
                        org.assertj.core.groups.Tuple.tuple("screw", HistoryEntry.Event.CREATED));
        assertThat(history.get(0).lines().getFirst().changes())
                .extracting(HistoryEntry.FieldChange::from, HistoryEntry.FieldChange::to)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("nut", "wing nut"));
        assertThat(history.get(1).lines()).hasSize(2);
    }

    @Test
    void linesGoIntoTheBinAndComeBackWithTheirOrder() {
        RecordData order = order("bolt", "nut", "washer");
        RecordData thrownAway = lines(order).get(1);
        save(order, values(), new Delete(thrownAway.id(), null));
        gate.records().delete(ORDER, order.id(), null, Via.SCREEN);
        assertThat(all()).noneMatch(line -> order.id().equals(owner(line)));
        assertThat(items(gate.query().get(ORDER, order.id()))).containsExactly("bolt", "washer");
        RecordData back = gate.records().restore(ORDER, order.id(), Via.SCREEN);
        assertThat(items(back)).containsExactly("bolt", "washer");
    }

    @Test
    void anOrderStaysInTheBinWhileAValueOfItsLinesIsTaken() {
        RecordData order = save(order(), values(), new Create(values("item", "a", "serial", "S7")));
        gate.records().delete(ORDER, order.id(), null, Via.SCREEN);
        save(order(), values(), new Create(values("item", "b", "serial", "S7")));
        assertThatThrownBy(() -> gate.records().restore(ORDER, order.id(), Via.SCREEN))
                .isInstanceOf(UniqueValueTakenException.class);
        assertThat(gate.query().get(ORDER, order.id()).deletedAt()).isNotNull();
    }

    @Test
    void aLineStaysWithItsOrder() {
        RecordData order = order("bolt");
        RecordData other = order();
        UUID line = lines(order).getFirst().id();
        InvalidException refused = catchThrowableOfType(
                InvalidException.class,
                () -> gate.records().update(LINE, line, null, values("order", RecordRef.to(other.id())), Via.API));
        assertThat(refused.problems().stream().map(Problem::code)).containsExactly("record.error.lineMoves");
        InvalidException within = catchThrowableOfType(
                InvalidException.class,
                () -> save(order, values(), new Update(line, null, values("order", RecordRef.to(other.id())))));
        assertThat(within.problems().stream().map(Problem::code)).containsExactly("record.error.lineMoves");
        assertThat(lines(other)).isEmpty();
        gate.records().delete(ORDER, other.id(), null, Via.SCREEN);
        assertThatThrownBy(() ->
                        gate.records().create(LINE, values("item", "x", "order", RecordRef.to(other.id())), Via.API))
                .isInstanceOf(InvalidException.class);
    }

    @Test
    void whoMayOnlyMakeOrdersMakesThemWithLinesAndNoLinesElsewhere() {
        RecordData order = order("bolt");
        gate.share("sales", EnumSet.of(Action.CREATE));
        Gate.run(
                TestPeople.SAM,
                () -> gate.records()
                        .write(
                                ORDER,
                                new Create(values("number", "by sam"), Map.of("lines", List.of(create("nut")))),
                                Via.SCREEN));
        assertThatThrownBy(() -> Gate.run(
                        TestPeople.SAM,
                        () -> gate.records()
                                .create(LINE, values("item", "x", "order", RecordRef.to(order.id())), Via.API)))
                .isInstanceOfAny(NotFoundException.class, NotAllowedException.class);
    }

    @Test
    void whoMayOnlySeeOrdersSeesTheirLinesAndChangesNone() {
        RecordData order = order("bolt");
        UUID line = lines(order).getFirst().id();
        gate.share("sales", EnumSet.of(Action.SEE, Action.CREATE, Action.DELETE));
        Gate.run(TestPeople.SAM, () -> {
            assertThat(items(order)).containsExactly("bolt");
            assertThat(gate.query().get(LINE, line).title()).isEqualTo("bolt");
            List<Runnable> refused = List.of(
                    () -> gate.records().update(LINE, line, null, values("item", "x"), Via.API),
                    () -> gate.records().delete(LINE, line, null, Via.API),
                    () -> gate.records().create(LINE, values("item", "x", "order", RecordRef.to(order.id())), Via.API),
                    () -> save(order, values(), create("x")));
            refused.forEach(deed -> assertThatThrownBy(deed::run).isInstanceOf(NotAllowedException.class));
        });
    }

    @Test
    void aPartThatIsHiddenIsNotThereAndOneToReadIsNotChanged() {
        RecordData order = order("bolt");
        UUID line = lines(order).getFirst().id();
        limit(new Limit(Map.of(), Map.of("number", FieldGrant.EDITABLE), false));
        Gate.run(TestPeople.SAM, () -> {
            assertThatThrownBy(() -> lines(order)).isInstanceOf(UnknownFieldException.class);
            assertThatThrownBy(() -> gate.query().get(LINE, line)).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> save(order, values(), create("x"))).isInstanceOf(UnknownFieldException.class);
            assertThat(gate.query().history(ORDER, order.id(), 5).getFirst().lines())
                    .isEmpty();
        });
        limit(new Limit(Map.of(), Map.of("number", FieldGrant.EDITABLE, "lines", FieldGrant.READ_ONLY), false));
        Gate.run(TestPeople.SAM, () -> {
            assertThat(items(order)).containsExactly("bolt");
            assertThatThrownBy(() -> save(order, values(), create("x"))).isInstanceOf(InvalidException.class);
            assertThatThrownBy(() -> gate.records().update(LINE, line, null, values("item", "x"), Via.API))
                    .isInstanceOf(NotAllowedException.class);
        });
    }

    @Test
    void whoActsInAStepSeesAndChangesTheLinesOfThatOrderAlone() {
        RecordData order = order("bolt");
        RecordData other = order("nut");
        UUID notMine = line(other);
        gate.share("sales", Set.of());
        Authorities authorities = gate.context.getBean(Authorities.class);
        Cause cause = new Cause("flow", Ids.next(), "Check", "Look");
        Authority open = new Authority.Step(
                cause,
                ORDER,
                order.id(),
                new FieldRights(Map.of("lines", FieldAccess.EDITABLE), FieldAccess.READ_ONLY));
        Authority closed = new Authority.Step(
                cause, ORDER, order.id(), new FieldRights(Map.of("lines", FieldAccess.HIDDEN), FieldAccess.READ_ONLY));
        Gate.run(TestPeople.SAM, () -> {
            authorities.run(open, () -> {
                assertThat(all()).extracting(RecordData::title).containsExactly("bolt");
                save(order, values(), create("by the step"));
                assertThatThrownBy(() -> gate.records().update(LINE, notMine, null, values("item", "x"), Via.FLOW))
                        .isInstanceOf(DomainException.class);
            });
            authorities.run(closed, () -> assertThatThrownBy(() -> all()).isInstanceOf(NotFoundException.class));
        });
        assertThat(items(order)).containsExactly("bolt", "by the step");
        assertThat(items(other)).containsExactly("nut");
    }

    private UUID line(RecordData order) {
        return Gate.as(TestPeople.DANA, () -> lines(order).getFirst().id());
    }

    /** Whatever Sam asks of lines is answered as the condition on their orders says, written down here once more. */
    @Test
    void conditionsOnOrdersHoldForTheirLines() {
        Random random = new Random(7);
        List<RecordData> all = new ArrayList<>();
        List<String> states = List.of("open", "closed", "lost");
        for (int i = 0; i < 12; i++) {
            RecordData order = order("a" + i, "b" + i);
            all.add(save(order, values("state", states.get(random.nextInt(states.size())))));
        }
        for (String see : List.of("", "state = \"open\"", "state <> \"lost\"", "STARTS_WITH(number, \"N\")")) {
            for (String change : List.of("", "state = \"open\"", "state = \"closed\"")) {
                limit(new Limit(Map.of(Action.SEE, see, Action.CHANGE, change), Map.of(), false));
                for (RecordData order : all) {
                    String state = String.valueOf(order.values().get("state"));
                    boolean sees = see.isEmpty()
                            || see.startsWith("state =") && state.equals("open")
                            || see.startsWith("state <>") && !state.equals("lost")
                            || see.startsWith("STARTS");
                    boolean changes = sees && (change.isEmpty() ? true : change.contains(state));
                    Gate.run(TestPeople.SAM, () -> agrees(order, sees, changes));
                }
            }
        }
    }

    private void agrees(RecordData order, boolean sees, boolean changes) {
        UUID line = line(order);
        boolean listed = all().stream().anyMatch(found -> found.id().equals(line));
        assertThat(listed).isEqualTo(sees);
        assertThat(lines(order).isEmpty()).isEqualTo(!sees);
        assertThat(works(() -> gate.query().get(LINE, line))).isEqualTo(sees);
        assertThat(works(() -> gate.records()
                        .update(LINE, line, null, values("amount", BigDecimal.valueOf(changed++)), Via.API)))
                .isEqualTo(changes);
        assertThat(works(() ->
                        gate.records().create(LINE, values("item", "new", "order", RecordRef.to(order.id())), Via.API)))
                .isEqualTo(changes);
        assertThat(works(() -> gate.records()
                        .write(
                                ORDER,
                                new Update(order.id(), null, values(), Map.of("lines", List.of(create("nested")))),
                                Via.SCREEN)))
                .isEqualTo(changes);
        assertThat(works(() -> gate.records().batch(LINE, List.of(new Delete(newest(order), null)), Via.IMPORT)))
                .isEqualTo(changes);
    }

    private long changed = 1;

    private UUID newest(RecordData order) {
        return Gate.as(TestPeople.DANA, () -> lines(order).getLast().id());
    }

    private static boolean works(Runnable deed) {
        try {
            deed.run();
            return true;
        } catch (DomainException refused) {
            return false;
        }
    }

    @Test
    void anOrderWithManyLinesTakesNoMoreStatementsThanOneWithFew() {
        order("warm", "up");
        gate.statements.clear();
        order("one");
        int few = gate.statements.size();
        gate.statements.clear();
        order("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t");
        assertThat(gate.statements).hasSize(few);
        assertThat(few).isLessThanOrEqualTo(3);
    }

    private void limit(Limit limit) {
        gate.share(
                "sales",
                new Rights(
                        List.of(Principal.person(TestPeople.DANA.id())),
                        List.of(),
                        List.of(STAFF),
                        Map.of(STAFF, Map.of("order", EnumSet.allOf(Action.class))),
                        Map.of(STAFF, Map.of("order", limit))));
    }

    private RecordData order(String... items) {
        List<RecordChange> lines = new ArrayList<>();
        for (String item : items) {
            lines.add(create(item));
        }
        return gate.records()
                .write(
                        ORDER,
                        new Create(values("number", "N" + UUID.randomUUID() + orders++), Map.of("lines", lines)),
                        Via.SCREEN);
    }

    private static Create create(@Nullable String item) {
        return new Create(values("item", item));
    }

    private static RecordData save(RecordData order, Map<String, @Nullable Object> values, RecordChange... lines) {
        return gate.records()
                .write(
                        ORDER,
                        new Update(order.id(), order.version(), values, Map.of("lines", List.of(lines))),
                        Via.SCREEN);
    }

    private static List<RecordData> lines(RecordData order) {
        return gate.query().lines(ORDER, "lines", List.of(order)).getOrDefault(order.id(), List.of());
    }

    private static List<String> items(RecordData order) {
        return lines(order).stream()
                .map(line -> String.valueOf(line.values().get("item")))
                .toList();
    }

    private static List<RecordData> all() {
        return gate.query()
                .list(new ListRequest(LINE, Condition.ALL, "", List.of(), Set.of(), 1_000, null, false))
                .items();
    }

    private static @Nullable UUID owner(RecordData line) {
        return line.values().get("order") instanceof RecordRef order ? order.id() : null;
    }
}
