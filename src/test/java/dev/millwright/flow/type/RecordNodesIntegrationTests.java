package dev.millwright.flow.type;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.millwright.field.RecordRef;
import dev.millwright.flow.FlowRefusedException;
import dev.millwright.flow.RecordChoice;
import dev.millwright.flow.RecordValues;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.form.FormDefinition;
import dev.millwright.record.FormRef;
import dev.millwright.record.HistoryEntry;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.TooLargeException;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.TestTexts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nodes do with records, through the gate and as the app. */
class RecordNodesIntegrationTests {

    private static final FormRef ORDER = ref("stock", "order");
    private static final FormRef SERIAL = ref("stock", "serial");

    private static final FormDefinition ORDER_FORM = form(
            "order",
            field("name", "text"),
            field("pieces", "integer"),
            field("price", "decimal"),
            field("total", "decimal"),
            field("made", "date"),
            field("ready", "yes-no"));
    private static final FormDefinition SERIAL_FORM = form(
            "serial",
            field("label", "text"),
            field("status", "text"),
            field("order", "link", "{\"form\": \"%s\"}".formatted(ORDER_FORM.id()), ""));
    private static final FormDefinition FOREIGN = form("foreign", field("name", "text"));

    private static Gate gate;
    private static NodeBench bench;

    @BeforeAll
    static void publish() {
        gate = new Gate();
        gate.publish("stock", Set.of(), ORDER_FORM, SERIAL_FORM);
        gate.publish("elsewhere", Set.of(), FOREIGN);
        bench = new NodeBench(gate, ORDER);
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    @Test
    void setsFieldsToWhatFormulasGiveAndNamesItselfInTheHistory() {
        UUID order = order("Bolts", 3);
        Gate.run(
                TestPeople.SAM,
                () -> bench.work(
                        new SetFieldsNodeType(bench.records())
                                .behaviour(new SetFieldsNodeType.Config(Map.of(
                                        "total", "pieces * price",
                                        "name", "UPPER(name)",
                                        "ready", "pieces > 2",
                                        "made", "TODAY()"))),
                        order));
        RecordData record = gate.query().get(ORDER, order);
        assertThat(record.values())
                .containsEntry("name", "BOLTS")
                .containsEntry("ready", true)
                .containsKey("made");
        assertThat((BigDecimal) record.values().get("total")).isEqualByComparingTo("7.5");
        HistoryEntry entry = gate.query().history(ORDER, order, 1).getFirst();
        assertThat(entry.by().name()).isEqualTo("Into stock");
        assertThat(entry.cause().orElseThrow().step()).isEqualTo("Book it");
    }

    @Test
    void roundsToWhatTheFieldKeeps() {
        UUID order = order("Thirds", 3);
        Gate.run(
                TestPeople.SAM,
                () -> bench.work(
                        new SetFieldsNodeType(bench.records())
                                .behaviour(new SetFieldsNodeType.Config(Map.of("total", "price / 3"))),
                        order));
        BigDecimal third = (BigDecimal)
                Objects.requireNonNull(gate.query().get(ORDER, order).values().get("total"));
        assertThat(third.multiply(BigDecimal.valueOf(100)).stripTrailingZeros().scale())
                .isLessThanOrEqualTo(0);
    }

    @ParameterizedTest
    @CsvSource({
        "100 / (pieces - 7), division by zero, Bolts",
        "price * total, nothing is entered in The total, Bolts",
        "SQRT(0 - pieces), with these values there is none, Bolts"
    })
    void keepsWhatIsThereAndSaysWhyAFormulaHasNoResult(String formula, String why, String name) {
        UUID order = order(name, 7);
        UUID stock = order("Valve " + Ids.next(), 5);
        RecordChoice valve = new RecordChoice(ORDER_FORM.id(), Map.of(), "id = \"" + stock + "\"");
        for (NodeBehaviour work : List.of(
                new UpdateRecordsNodeType(bench.records())
                        .behaviour(new UpdateRecordsNodeType.Config(valve, Map.of("price", formula))),
                new SetFieldsNodeType(bench.records())
                        .behaviour(new SetFieldsNodeType.Config(Map.of("price", formula))))) {
            assertThatThrownBy(() -> Gate.run(TestPeople.SAM, () -> bench.work(work, order)))
                    .isInstanceOfSatisfying(
                            InvalidException.class,
                            refusal -> assertThat(refusal.problems().items())
                                    .singleElement()
                                    .satisfies(problem -> assertThat(
                                                    TestTexts.all().text(Locale.ENGLISH, problem))
                                            .startsWith("“The price” of order: the formula ")
                                            .contains("(" + why + ")")));
        }
        assertThat(gate.query().get(ORDER, stock).values()).containsEntry("price", new BigDecimal("2.50"));
        assertThat(gate.query().get(ORDER, order).values()).containsEntry("price", new BigDecimal("2.50"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "total", "IF(pieces > 1, null, 1)", "COALESCE(price / (pieces - 7), null)"})
    void emptiesAFieldWhereThatIsMeant(String formula) {
        UUID order = order("Nuts", 7);
        Gate.run(
                TestPeople.SAM,
                () -> bench.work(
                        new SetFieldsNodeType(bench.records())
                                .behaviour(new SetFieldsNodeType.Config(Map.of("price", formula))),
                        order));
        assertThat(gate.query().get(ORDER, order).values()).doesNotContainKey("price");
    }

    @Test
    void leavesAFieldOfANewRecordEmptyWithWhatIsEmptyButNotWithADivisionByZero() {
        UUID order = order("Screws", 7);
        CreateRecordsNodeType create = new CreateRecordsNodeType(bench.records());
        Gate.run(
                TestPeople.SAM,
                () -> bench.work(
                        create.behaviour(new CreateRecordsNodeType.Config(
                                new RecordValues(ORDER_FORM.id(), Map.of("name", "name", "price", "price * total")),
                                "",
                                "screws")),
                        order));
        assertThat(gate.query().get(ORDER, bench.kept("screws").getFirst()).values())
                .doesNotContainKey("price");
        for (CreateRecordsNodeType.Config config : List.of(
                new CreateRecordsNodeType.Config(
                        new RecordValues(ORDER_FORM.id(), Map.of("name", "name", "price", "price / (pieces - 7)")),
                        "",
                        ""),
                new CreateRecordsNodeType.Config(
                        new RecordValues(ORDER_FORM.id(), Map.of("name", "name")), "10 / (pieces - 7)", ""))) {
            assertThatThrownBy(() -> Gate.run(TestPeople.SAM, () -> bench.work(create.behaviour(config), order)))
                    .isInstanceOf(DomainException.class);
        }
    }

    @Test
    void aFormulaCountsOnWhatEachOfTheRecordsHolds() {
        UUID order = order("Received", 4);
        List<UUID> stocks =
                Stream.of(5L, 10L).map(pieces -> order("Shelf", pieces)).toList();
        UUID bare = gate.records()
                .create(ORDER, values("name", "Shelf"), Via.SCREEN)
                .id();
        gate.statements.clear();
        Gate.run(
                TestPeople.SAM,
                () -> bench.work(
                        new UpdateRecordsNodeType(bench.records())
                                .behaviour(new UpdateRecordsNodeType.Config(
                                        new RecordChoice(ORDER_FORM.id(), Map.of(), "name = \"Shelf\""),
                                        Map.of(
                                                "pieces", "COALESCE(TARGET.pieces, 0) + (pieces)",
                                                "name", "TARGET.name & \" of \" & name",
                                                "ready", "true"))),
                        order));
        assertThat(gate.statements)
                .as("set-based: once to hold the records, once to change them")
                .filteredOn(sql -> sql.contains("update \"app_stock\""))
                .hasSizeLessThanOrEqualTo(2);
        assertThat(Stream.concat(stocks.stream(), Stream.of(bare))
                        .map(id -> gate.query().get(ORDER, id).values()))
                .extracting(values -> values.get("pieces"), values -> values.get("name"), values -> values.get("ready"))
                .containsExactly(
                        tuple(9L, "Shelf of Received", true),
                        tuple(14L, "Shelf of Received", true),
                        tuple(4L, "Shelf of Received", true));
        assertThat(gate.query().history(ORDER, bare, 10)).hasSize(2);
    }

    @Test
    void namesTheRecordForWhichAFormulaHasNoResultAndChangesNone() {
        UUID order = order("Split", 4);
        UUID full = order("Half", 5);
        UUID none = order("Half", 0);
        assertThatThrownBy(() -> Gate.run(
                        TestPeople.SAM,
                        () -> gate.transaction()
                                .executeWithoutResult(_ -> bench.work(
                                        new UpdateRecordsNodeType(bench.records())
                                                .behaviour(new UpdateRecordsNodeType.Config(
                                                        new RecordChoice(ORDER_FORM.id(), Map.of(), "name = \"Half\""),
                                                        Map.of("price", "pieces / TARGET.pieces"))),
                                        order))))
                .isInstanceOfSatisfying(
                        InvalidException.class,
                        refusal -> assertThat(refusal.problems().items())
                                .singleElement()
                                .satisfies(problem -> assertThat(TestTexts.all().text(Locale.ENGLISH, problem))
                                        .startsWith("“The price” of order “"
                                                + gate.query().get(ORDER, none).title())
                                        .contains("(division by zero)")));
        assertThat(gate.query().get(ORDER, full).values()).containsEntry("price", new BigDecimal("2.50"));
    }

    @Test
    void runsAtOnceAllCount() throws Exception {
        UUID order = order("Delivery", 3);
        UUID stock = order("Warehouse", 100);
        NodeBehaviour work = new UpdateRecordsNodeType(bench.records())
                .behaviour(new UpdateRecordsNodeType.Config(
                        new RecordChoice(ORDER_FORM.id(), Map.of(), "name = \"Warehouse\" and pieces < 142"),
                        Map.of("pieces", "COALESCE(TARGET.pieces, 0) + (pieces)")));
        CountDownLatch together = new CountDownLatch(16);
        try (ExecutorService people = Executors.newFixedThreadPool(16)) {
            List<Callable<Void>> runs = Collections.nCopies(16, () -> {
                together.countDown();
                together.await();
                Gate.run(TestPeople.SAM, () -> gate.transaction().executeWithoutResult(_ -> bench.work(work, order)));
                return null;
            });
            for (Future<Void> run : people.invokeAll(runs)) {
                run.get();
            }
        }
        assertThat(gate.query().get(ORDER, stock).values())
                .as("each counts, until the condition says that it is enough")
                .containsEntry("pieces", 142L);
    }

    @Test
    void namesTheFieldThatRefusesWhatAFormulaGives() {
        UUID order = order("Many", 3);
        assertThatThrownBy(() -> Gate.run(
                        TestPeople.SAM,
                        () -> bench.work(
                                new SetFieldsNodeType(bench.records())
                                        .behaviour(new SetFieldsNodeType.Config(Map.of("total", "price * 10 ^ 31"))),
                                order)))
                .isInstanceOfSatisfying(
                        InvalidException.class,
                        refusal -> assertThat(refusal.problems())
                                .singleElement()
                                .satisfies(problem -> {
                                    assertThat(problem.path()).isEqualTo("total");
                                    assertThat(TestTexts.all().text(Locale.ENGLISH, problem))
                                            .startsWith("“The total”: ");
                                }));
    }

    @Test
    void createsAsManyAsAFormulaSaysAndFindsChangesAndDeletesWhatBelongsToTheRecord() {
        UUID order = order("Drives", 12);
        UUID other = order("Others", 2);
        CreateRecordsNodeType create = new CreateRecordsNodeType(bench.records());
        for (UUID one : List.of(order, other)) {
            bench.work(
                    create.behaviour(new CreateRecordsNodeType.Config(
                            new RecordValues(SERIAL_FORM.id(), Map.of("order", "id", "label", "name")),
                            "pieces",
                            "serials")),
                    one);
        }
        assertThat(bench.kept("serials")).hasSize(2);
        RecordChoice own = new RecordChoice(SERIAL_FORM.id(), Map.of("order", "id"), "");
        bench.work(
                new FindRecordsNodeType(bench.records()).behaviour(new FindRecordsNodeType.Config(own, "found")),
                order);
        assertThat(bench.kept("found")).hasSize(12).doesNotHaveDuplicates();
        assertThat(gate.query().get(SERIAL, bench.kept("found").getFirst()).values())
                .containsEntry("label", "Drives")
                .containsEntry("order", new RecordRef(order, null, "Drives"));
        gate.statements.clear();
        bench.work(
                new UpdateRecordsNodeType(bench.records())
                        .behaviour(new UpdateRecordsNodeType.Config(own, Map.of("status", "\"marked\""))),
                order);
        assertThat(gate.statements)
                .as("set-based: one for all records")
                .filteredOn(sql -> sql.contains("update \"app_stock\""))
                .hasSize(1);
        bench.work(
                new DeleteRecordsNodeType(bench.records())
                        .behaviour(new DeleteRecordsNodeType.Config(
                                new RecordChoice(SERIAL_FORM.id(), Map.of(), "status = \"marked\""))),
                order);
        assertThat(gate.query().exactCount(ListRequest.of(SERIAL, 1))).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"50001", "pieces * 1000000000000", "pieces * 4294967296"})
    void refusesToCreateMoreThanOneNodeWrites(String times) {
        UUID order = order("Many", 3);
        long before = gate.query().exactCount(ListRequest.of(SERIAL, 1));
        CreateRecordsNodeType create = new CreateRecordsNodeType(bench.records());
        assertThatExceptionOfType(TooLargeException.class)
                .isThrownBy(() -> bench.work(create.behaviour(labelled(times)), order))
                .satisfies(e -> assertThat(e.code()).isEqualTo("flow.node.error.tooMany"));
        assertThat(gate.query().exactCount(ListRequest.of(SERIAL, 1))).isEqualTo(before);
    }

    @Test
    void createsNoneForANumberBelowZero() {
        bench.work(
                new CreateRecordsNodeType(bench.records()).behaviour(labelled("pieces * -4294967295")),
                order("Fewer", 1));
        assertThat(bench.kept("serials")).isEmpty();
    }

    private static CreateRecordsNodeType.Config labelled(String times) {
        return new CreateRecordsNodeType.Config(
                new RecordValues(SERIAL_FORM.id(), Map.of("label", "name")), times, "serials");
    }

    @Test
    void refusesWithTheWordsOfTheDesigner() {
        CheckNodeType check = new CheckNodeType(bench.records());
        CheckNodeType.Config config = new CheckNodeType.Config("pieces > 2", "At least three");
        bench.work(check.behaviour(config), order("Enough", 3));
        UUID few = order("Few", 1);
        assertThatExceptionOfType(FlowRefusedException.class)
                .isThrownBy(() -> bench.work(check.behaviour(config), few))
                .satisfies(e -> assertThat(e.arguments()).containsExactly("At least three"));
    }

    @Test
    void writesNothingOfOtherApps() {
        UUID order = order("Bolts", 3);
        assertThatThrownBy(() -> bench.work(
                        new CreateRecordsNodeType(bench.records())
                                .behaviour(new CreateRecordsNodeType.Config(
                                        new RecordValues(FOREIGN.id(), Map.of("name", "name")), "", "")),
                        order))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void createsWithoutARecordWhatIsWrittenOut() {
        CreateRecordsNodeType create = new CreateRecordsNodeType(bench.records());
        bench.work(
                create.behaviour(new CreateRecordsNodeType.Config(
                        new RecordValues(ORDER_FORM.id(), Map.of("name", "\"Nightly\"", "made", "TODAY()")),
                        "",
                        "made")),
                null);
        assertThat(gate.query().get(ORDER, bench.kept("made").getFirst()).values())
                .containsEntry("name", "Nightly")
                .hasEntrySatisfying("made", day -> assertThat(day).isInstanceOf(LocalDate.class));
        assertThatThrownBy(() -> bench.work(
                        create.behaviour(new CreateRecordsNodeType.Config(
                                new RecordValues(ORDER_FORM.id(), Map.of("name", "UPPER(\"a\")")), "", "")),
                        null))
                .isInstanceOf(ConflictException.class);
    }

    private static UUID order(String name, long pieces) {
        return gate.records()
                .create(ORDER, values("name", name, "pieces", pieces, "price", new BigDecimal("2.50")), Via.SCREEN)
                .id();
    }
}
